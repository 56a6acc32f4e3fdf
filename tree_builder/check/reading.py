"""A reading: the bytes of files to a tree, its lock, its frozen editions, its problems and advice.

Every command begins with one.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ..graph.paths import graph_of
from ..model import Tree
from ..proof.check import check_lock
from ..proof.lock import Lock
from ..read.document import Document, decode, load
from ..text.problems import Problem, at_place, of_file, one_a_cause
from .accepted import not_accepted
from .advice import advise
from .check import check
from .editions import ADVICE, Frozen, differs, newest_first, read_editions

_KEYS = re.compile(r"""^[ \t]*["']?(guide|start|questions|verdicts)["']?[ \t]*:""", re.MULTILINE)
_QUOTED = re.compile("`([^`]*)`")
_NO_TREE = "the file is no tree; it must have keys such as `guide:` and `questions:`"
LOCK, EDITIONS = "articles.lock", "editions"


@dataclass(frozen=True, slots=True)
class Reading:
    """A tree as it was read, with everything that was found on the way; without a tree where there is a problem."""

    tree: Tree | None = None
    lock: Lock | None = None
    problems: list[Problem] = field(default_factory=list)  # and advice, in the order of the file
    text: str = ""
    document: Document = field(default_factory=Document)
    editions: tuple[Frozen, ...] = ()  # newest first

    def with_problems(self, problems: Iterable[Problem], strict: bool = False) -> "Reading":
        """The same with further problems and advice; `strict` makes problems of all advice."""
        found = one_a_cause([*self.problems, *map(self.document.located, problems)])
        failed = any(strict or not problem.advice for problem in found)
        return replace(self, tree=None if failed else self.tree, problems=found)


def read_tree(raw: bytes) -> Reading:
    """Read and check a tree by itself, without its lock and without advice."""
    text = decode(raw)
    if isinstance(text, Problem):
        return Reading(problems=[text])
    document = load(text)
    tree, problems = check(document)
    if tree is None and len(set(_KEYS.findall(text))) < 2:  # other files may have one of them
        return Reading(problems=[_untold(problem, text, document) for problem in problems[:1]])
    return Reading(tree, None, problems, text, document)


def _untold(problem: Problem, text: str, document: Document) -> Problem:
    """A problem of a file that is no tree, without a word of the file, which may be private.

    A message may quote the data of a file otherwise than its text has it: cut, or without escapes. So of a mapping, and
    of what has any problem although it could be read, nothing is told.
    """
    read = isinstance(document.data, dict) or document.data is not None and document.problems
    words = " ".join(text.split())
    quoted = any(" ".join(said.rstrip("…").split()) in words for said in _QUOTED.findall(problem.message))
    return at_place((1, 1), _NO_TREE) if read or quoted else problem


def read_guide(
    raw: bytes,
    locked: bytes | None,
    today: date,
    frozen: Mapping[str, bytes],
    advised: Callable[[Tree], Iterable[Problem]] = lambda tree: (),
) -> Reading:
    """Read and check a tree with its lock, where there is one, and its frozen editions: the bytes of files by path.

    `today` decides whether its review is overdue. `advised` gives advice on what else belongs to a tree; here, because
    an entry may accept it as it may any other.
    """
    reading = read_tree(raw)
    if reading.tree is None:
        return reading
    lock, damage = _lock(locked)
    changed, unproved = check_lock(reading.tree, lock) if not damage else ([], [])
    editions, damaged = read_editions(frozen)
    reworded = differs(reading.tree, editions)
    advice = [*reading.document.advice, *advise(reading.tree, graph_of(reading.tree), today), *unproved]
    advice += [replace(reworded, advice=ADVICE)] if reworded else []
    advice += advised(reading.tree)
    whole = replace(reading, lock=lock, editions=newest_first(editions, reading.tree.guide.changes))
    return whole.with_problems([*damage, *damaged, *changed, *not_accepted(reading.tree, advice)])


def _lock(locked: bytes | None) -> tuple[Lock | None, list[Problem]]:
    """The lock beside the tree, if there is one; a damaged one is a problem."""
    if locked is None:
        return None, []
    try:
        return Lock.read(locked.decode("utf-8")), []
    except ValueError as error:
        return None, [of_file(LOCK, f"this file cannot be used: {error}")]
