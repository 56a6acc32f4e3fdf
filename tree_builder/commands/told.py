"""What the last build of a tree advised, so that the next one tells only what is new: a hidden file in the guide's root."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..read.plain import plain_bytes
from ..text.problems import Problem, ProblemError
from ..write.files import replace
from ..write.owned import ADVISED

Told = Counter[tuple[str, ...]]


def told_of(problems: Iterable[Problem]) -> Told:
    """How often each piece of advice is there."""
    return Counter(_key(problem) for problem in problems if problem.advice)


def untold(problems: Sequence[Problem], told: Told) -> list[Problem]:
    """The problems, and the advice that is new. Where more is alike than before, any of it may be new: all is told."""
    now = told_of(problems)
    return [one for one in problems if not one.advice or now[_key(one)] > told[_key(one)]]


def _key(advice: Problem) -> tuple[str, ...]:
    """Advice as it is compared: its kind, its words and its entry, at whatever line and place of a list by now."""
    return advice.advice, advice.what, advice.file, *(key for key in advice.keys if isinstance(key, str))


def told_before(docs: Path) -> Told:
    """What the last build told; nothing where there was none, or where the file is damaged."""
    try:
        return Counter(tuple(key) for key in json.loads(plain_bytes(docs / ADVISED) or b"[]"))
    except (ValueError, TypeError, RecursionError):
        return Counter()


def remember(docs: Path, told: Told) -> None:
    """Keep what was told; where that cannot be written, the next build tells it again."""
    raw = (json.dumps(sorted(told.elements()), ensure_ascii=False, indent=0) + "\n").encode()
    try:
        if plain_bytes(docs / ADVISED) != raw:
            replace(docs / ADVISED, raw)
    except ProblemError:
        pass
