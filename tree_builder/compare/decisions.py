"""Why old paths decide differently: the answer that leads elsewhere, the question that is new, the answer that is gone.

One change turns many paths. Each path is told by the first place where it goes another way than it did, so that a change
is one entry, however many paths it turns.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..fields import named
from ..graph.paths import Step
from ..graph.replay import understood
from ..model import Tree
from .differences import read_as
from .old_paths import Difference


@dataclass(frozen=True, slots=True)
class Cause:
    """A change of the new tree: an `answer` leads to `now` and not to `was`; or a `question` of it is `asked` anew, or
    has no longer the `answer` of the old tree that is `was`.
    """

    kind: Literal["leads", "asked", "lost"]
    question: str  # of the new tree
    answer: str = ""
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A cause, how many of the old paths that were looked at it turns, and the first of these."""

    cause: Cause
    paths: int
    first: Difference


def decisions(old: Tree, new: Tree, found: Iterable[Difference]) -> list[Decision]:
    """The causes of differences, those that turn the most paths first."""
    live = {entry.id for entry in named(new)}
    turned: dict[Cause, list[Difference]] = {}
    for difference in found:
        turned.setdefault(_cause(old, new, difference, live), []).append(difference)
    told = [Decision(cause, len(held), held[0]) for cause, held in turned.items()]
    return sorted(told, key=lambda decision: -decision.paths)


def _cause(old: Tree, new: Tree, difference: Difference, live: set[str]) -> Cause:
    """The first place where an old path goes another way in the new tree."""
    given: dict[str, tuple[Step, str]] = {}  # by question of the new tree: the old step, and the answer it is read as
    for step in difference.trail:
        read = understood(new, *step)
        if read:
            given.setdefault(read.question, (step, read.answer))
    if difference.stops and (lost := _lost(new, difference, live)):
        return lost
    here = new.start
    while here in given:
        step, answer = given[here]
        was = old.questions[step.question].answers[step.answer].leads_to
        now = new.questions[here].answers[answer].leads_to
        if now not in (was, read_as(new, was, live)):
            stops_there = difference.stops and now == difference.now
            return Cause("asked", now) if stops_there else Cause("leads", here, answer, was, now)
        here = now
    return Cause("asked", here)


def _lost(new: Tree, difference: Difference, live: set[str]) -> Cause | None:
    """The answer that a path gave at the question where it stops now, and that there is no longer."""
    for step in difference.trail:
        if difference.now in (step.question, read_as(new, step.question, live)) and not understood(new, *step):
            return Cause("lost", difference.now, was=f"{step.question}/{step.answer}")
    return None
