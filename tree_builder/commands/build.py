"""The command `build`: make the pages. A build that finds a problem writes nothing."""

from ..check.reading import Reading
from ..pages.render import render
from ..text.problems import ProblemError
from ..write.owned import way_to_tree
from ..write.pages import Changes, write
from . import report
from .options import Options, examine
from .progress import Step, Watched, progress
from .told import remember, told_before, told_of


def build(options: Options) -> int:
    """Build the pages. Returns the exit status."""
    with progress() as step:
        _, changes = make_pages(options, step)
    if changes and options.format == "text":
        print(report.changes(changes, options.docs))
    return 0 if changes else 1


def make_pages(options: Options, step: Step) -> tuple[Reading, Changes | None]:
    """Read the tree, print what is wrong with it, and build the pages where nothing is."""
    reading = examine(options)
    changes: Changes | None = None
    if reading.tree:
        try:
            pages = render(reading.tree, reading.lock, reading.editions)
            changes = write(Watched(pages, options.docs, step), options.docs, way_to_tree(options.tree, options.docs))
        except ProblemError as error:
            reading = reading.with_problems(error.problems)
    report.print_reading(reading, options, told_before(options.docs))
    if changes:
        remember(options.docs, told_of(reading.problems))
    return reading, changes
