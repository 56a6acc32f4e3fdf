"""The command `fingerprint`: prove every excerpt against the articles in a folder, and write the lock."""

from pathlib import Path

from ..check.reading import LOCK, Reading, read_tree
from ..proof.prove import prove, read_articles
from ..text.problems import Problem, ProblemError, of_file
from ..write.files import replace
from . import report
from .options import Options, read_bytes


def fingerprint(options: Options, folder: Path) -> int:
    """Prove the excerpts and write the lock; a failed run leaves it as it was. Returns the exit status."""
    raw = read_bytes(options.tree)
    reading = Reading(problems=[raw]) if isinstance(raw, Problem) else read_tree(raw)
    if reading.tree:
        reading = _proved(reading, options, folder)
    report.print_reading(reading, options)
    if reading.tree and reading.lock and options.format == "text":
        print(report.shares(reading.tree, reading.lock))
    return 0 if reading.tree else 1


def _proved(reading: Reading, options: Options, folder: Path) -> Reading:
    assert reading.tree
    try:
        lock, problems = prove(reading.tree, read_articles(folder, reading.tree))
        if lock:
            replace(options.tree.with_name(LOCK), lock.text().encode())
    except ValueError as error:
        return reading.with_problems([of_file(folder, str(error))])
    except ProblemError as error:
        return reading.with_problems(error.problems)
    return Reading(reading.tree, lock, [], reading.text, reading.document).with_problems(problems)
