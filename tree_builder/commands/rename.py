"""The command `rename`: another id everywhere in the tree, the old one retired. It does nothing if anything is unclear."""

from ..read.document import decode
from ..text.problems import Problem, ProblemError
from ..write import files
from . import report
from .options import Options, read_bytes
from .renaming import renamed


def rename(options: Options, old: str, new: str) -> int:
    """Rename an id in the file of the tree. Returns the exit status."""
    raw = read_bytes(options.tree)
    text = raw if isinstance(raw, Problem) else decode(raw)
    if isinstance(text, Problem):
        report.print_problems([text], options.tree, form=options.format)
        return 1
    assert isinstance(raw, bytes)
    try:
        mark = raw[: len(raw) - len(text.encode())]  # a byte order mark stays
        files.replace(options.tree, mark + renamed(text, old, new).encode())
    except ProblemError as error:
        report.print_problems(error.problems, options.tree, form=options.format)
        return 1
    if options.format == "text":
        print(f"{options.tree}: `{old}` is `{new}` now. Quotations with a new id must be proved again (`fingerprint`).")
    return 0
