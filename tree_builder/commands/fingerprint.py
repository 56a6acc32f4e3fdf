"""The command `fingerprint`: prove the excerpts against the articles in a folder, and write the lock."""

import os
from datetime import date
from pathlib import Path

from ..check.accepted import not_accepted
from ..check.reading import LOCK, Reading, read_tree
from ..model import Tree
from ..proof.articles import read_articles
from ..proof.check import ELISION_ADVICE, cuts, overquoted
from ..proof.elisions import FILE, vocabulary
from ..proof.lock import Lock
from ..proof.prove import prove
from ..read.plain import UnreadableError, read_plain
from ..text.problems import Problem, ProblemError, of_file
from ..write.files import replace
from . import report
from .options import Options, read_bytes


def fingerprint(options: Options, folder: Path) -> int:
    """Prove the excerpts and write what could be proved into the lock. Returns the exit status."""
    raw = read_bytes(options.tree)
    reading = Reading(problems=[raw]) if isinstance(raw, Problem) else read_tree(raw)
    if reading.tree:
        reading = _proved(reading, reading.tree, options, folder)
    report.print_reading(reading, options)
    if reading.tree and reading.lock and options.format == "text":
        print(report.shares(reading.tree, reading.lock))
    return 0 if reading.tree else 1


def _proved(reading: Reading, tree: Tree, options: Options, folder: Path) -> Reading:
    try:
        path = options.tree.with_name(LOCK)
        words = vocabulary(_text(options.tree.with_name(FILE)), FILE)
        lock, problems = prove(tree, read_articles(folder, tree), Lock.salvage(_text(path)), words, date.today())
        replace(path, lock.text().encode())
    except ValueError as error:
        return reading.with_problems([of_file(folder, str(error))])
    except ProblemError as error:
        return reading.with_problems(error.problems)
    advice = [problem for problem in not_accepted(tree, [*cuts(tree, lock)]) if problem.advice == ELISION_ADVICE]
    proved = Reading(tree, lock, [], reading.text, reading.document)
    return proved.with_problems([*problems, *overquoted(tree, lock), *advice], options.strict)


def _text(path: Path) -> str:
    """The text of a file beside the tree, or nothing where there is none; what is no UTF-8 in it is replaced."""
    try:
        return read_plain(path).decode("utf-8-sig", errors="replace") if os.path.lexists(path) else ""
    except UnreadableError as error:
        raise ProblemError(of_file(path, f"the file {error}")) from None
