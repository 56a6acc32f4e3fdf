"""The command `build`: make the pages. A build that finds a problem writes nothing."""

from ..pages.render import render
from ..text.problems import ProblemError
from ..write.pages import Changes, write
from . import report
from .options import Options, examine
from .told import remember, told_before, told_of


def build(options: Options) -> int:
    """Build the pages. Returns the exit status."""
    reading = examine(options)
    changes: Changes | None = None
    if reading.tree:
        try:
            changes = write(render(reading.tree, reading.lock, reading.editions), options.docs)
        except ProblemError as error:
            reading = reading.with_problems(error.problems)
    report.print_reading(reading, options, told_before(options.docs))
    if changes:
        remember(options.docs, told_of(reading.problems))
    if changes and options.format == "text":
        print(report.changes(changes, options.docs))
    return 0 if changes else 1
