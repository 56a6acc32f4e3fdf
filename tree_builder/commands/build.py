"""The command `build`: make the pages. A build that finds a problem writes nothing."""

from ..pages.render import render
from ..text.problems import ProblemError
from ..write.owned import way_to_tree
from ..write.pages import Changes, write
from . import report
from .options import Options, examine


def build(options: Options) -> int:
    """Build the pages. Returns the exit status."""
    reading = examine(options)
    changes: Changes | None = None
    if reading.tree:
        try:
            pages = render(reading.tree, reading.lock, reading.editions)
            changes = write(pages, options.docs, way_to_tree(options.tree, options.docs))
        except ProblemError as error:
            reading = reading.with_problems(error.problems)
    report.print_reading(reading, options)
    if changes and options.format == "text":
        print(report.changes(changes, options.docs))
    return 0 if changes else 1
