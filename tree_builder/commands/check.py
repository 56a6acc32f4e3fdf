"""The command `check`: say what is wrong with the tree, and write nothing."""

from ..check.reading import Reading
from ..pages.render import render
from ..text.problems import ProblemError
from . import report
from .options import Options, examine
from .progress import Watched, progress

_SMALL = 200_000  # characters: no such tree makes pages beyond the limit, however often they repeat it


def check(options: Options) -> int:
    """Check the tree. Returns the exit status."""
    reading = _not_too_much(examine(options), options)
    report.print_reading(reading, options)
    if reading.tree and options.format == "text":
        print(report.summary(reading.tree))
    return 0 if reading.tree else 1


def _not_too_much(reading: Reading, options: Options) -> Reading:
    """The same, with a problem where its pages would be more than a build writes."""
    if reading.tree is None or len(reading.text) < _SMALL:
        return reading
    try:
        with progress() as step:
            for _ in Watched(render(reading.tree, reading.lock, reading.editions), options.docs, step).values():
                pass
    except ProblemError as error:
        return reading.with_problems(error.problems)
    return reading
