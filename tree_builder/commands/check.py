"""The command `check`: say what is wrong with the tree, and write nothing."""

from . import report
from .options import Options, examine


def check(options: Options) -> int:
    """Check the tree. Returns the exit status."""
    reading = examine(options)
    report.print_reading(reading, options)
    if reading.tree and options.format == "text":
        print(report.summary(reading.tree))
    return 0 if reading.tree else 1
