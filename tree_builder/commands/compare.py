"""The command `compare`: read both trees, print what readers will notice, and say what must go under `retired`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..check.reading import read_tree
from ..compare.compare import Comparison, number
from ..compare.compare import compare as compare_trees
from ..compare.compare import markdown as as_markdown
from ..compare.compare import text as as_text
from ..fields import named
from ..model import Tree
from ..pages.address import trail_text
from ..text.problems import Problem, at_place
from . import report
from .options import Options, examine, read_bytes

_LARGEST_NUMBER = 2**53  # beyond, programs that read JSON would lose digits


def compare(options: Options, old: str, markdown: bool) -> int:
    """Compare the tree with an older one: a file, or `-` for standard input.

    Returns 0, or 1 for a problem in the tree or a published id that is gone, or 2 for an older tree that is not sound.
    """
    before = _read_old(old)
    if isinstance(before, Problem):
        report.print_problems([before], Path(old), strict=True)
        return 2
    reading = examine(options)
    # Advice is for the author of a tree, and `check` gives it; here only what stands in the way is said.
    problems = [problem for problem in reading.problems if options.strict or not problem.advice]
    if problems or reading.tree is None:
        report.print_problems(problems, options.tree, reading.text, options.format, options.strict)
        return 1
    found = compare_trees(before, reading.tree)
    place = reading.document.key_place(("retired",))
    gone = [at_place(place, _remedy(old_id, before, reading.tree)) for old_id in found.gone]
    if options.format == "json":
        _print(json.dumps(_data(found, [problem.message for problem in gone]), ensure_ascii=False, indent=1) + "\n")
    else:
        _print(as_markdown(found) if markdown else as_text(found))
        report.print_problems(gone, options.tree, reading.text, "text", options.strict)
    return 1 if gone else 0


def _read_old(old: str) -> Tree | Problem:
    """The older tree, or what is wrong with it, in one problem."""
    raw = sys.stdin.buffer.read() if old == "-" else read_bytes(Path(old))
    if isinstance(raw, Problem):
        return _unsound([raw])
    reading = read_tree(raw)
    return reading.tree if reading.tree is not None else _unsound(reading.problems)


def _unsound(problems: list[Problem]) -> Problem:
    first = problems[0]
    more = f" (and {len(problems) - 1:,} more)" if len(problems) > 1 else ""
    return at_place((first.line, first.column), f"this older tree cannot be compared with: {first.message}{more}")


def _remedy(gone: str, old: Tree, new: Tree) -> str:
    """What to write under `retired` for an id that is gone."""
    if gone in old.withdrawn:
        return f"`{gone}` stood under `withdrawn` and is gone; it must stay there"
    if gone in old.retired:
        was = f"`{gone}: {old.retired[gone]}`"
        return f"{was} stood under `retired` and is gone; `{gone}` must stay there, and forward to something live"
    noun = next(entry.noun for entry in named(old) if entry.id == gone and entry.published)
    right = f"`{gone}: NEW` must stand under `retired`, to name the {noun} that stands for it now"
    for entry in named(new):
        if entry.id == gone:
            reused = f"the {noun} `{gone}` is gone, and its id is now that of the {entry.noun}"
            return f"{reused}; the {entry.noun} must have an id of its own, and {right}"
    return f"the {noun} `{gone}` was published and is gone; {right}, or `{gone}` under `withdrawn`, where nothing does"


def _data(found: Comparison, problems: list[str]) -> dict[str, Any]:
    """A comparison for programs: trails as in an address, numbers as text where they are astronomical."""
    data: dict[str, Any] = {"empty": found.empty, "problems": problems, **asdict(found)}
    for name in ("before", "after", "other", "stopped"):
        if data["paths"][name] > _LARGEST_NUMBER:
            data["paths"][name] = number(data["paths"][name])
    for entry, difference in zip(data["paths"]["first"], found.paths.first, strict=True):
        entry["trail"] = trail_text(difference.trail)
    return data


def _print(words: str) -> None:
    """Print text whatever the terminal can show."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(words.encode(encoding, "replace").decode(encoding))
