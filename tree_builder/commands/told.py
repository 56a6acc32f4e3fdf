"""What the last build of a tree advised, so that the next one tells only what is new: a hidden file in the guide's root."""

import json
from collections.abc import Sequence
from pathlib import Path

from ..read.plain import plain_bytes
from ..text.problems import Problem, ProblemError
from ..write.files import replace
from ..write.owned import ADVISED

Told = frozenset[tuple[str, str]]


def told_of(problems: Sequence[Problem]) -> Told:
    """Advice as it is compared: its kind and its words, wherever it stands by now."""
    return frozenset((problem.advice, problem.what) for problem in problems if problem.advice)


def told_before(docs: Path) -> Told:
    """What the last build told; nothing where there was none, or where the file is damaged."""
    try:
        return frozenset((kind, what) for kind, what in json.loads(plain_bytes(docs / ADVISED) or b"[]"))
    except (ValueError, TypeError, RecursionError):
        return frozenset()


def remember(docs: Path, told: Told) -> None:
    """Keep what was told; where that cannot be written, the next build tells it again."""
    raw = (json.dumps(sorted(told), ensure_ascii=False, indent=0) + "\n").encode()
    try:
        if plain_bytes(docs / ADVISED) != raw:
            replace(docs / ADVISED, raw)
    except ProblemError:
        pass
