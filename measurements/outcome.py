"""The one rule that decides what the figures say of a claim, and what it compares."""

from collections.abc import Iterable
from dataclasses import dataclass

from .results import Figures, Range

CONFIRM, IN_PART, NOT, CONTRADICT = "confirm it", "confirm it in part", "do not confirm it", "contradict it"


@dataclass(frozen=True)
class Side:
    """What is compared: an application, or what it has more than another (`beyond`)."""

    application: str
    beyond: str = ""

    def range(self, figures: Figures, measure: str) -> Range:
        """Its figures. A difference is as wide as the two ranges allow."""
        whole = figures[measure][self.application]
        if not self.beyond:
            return whole
        other = figures[measure][self.beyond]
        return Range(round(whole.low - other.high, 6), round(whole.high - other.low, 6))


@dataclass(frozen=True)
class Pair:
    """A claim about two ranges: by this measure `less` has less than `more`. `condition` says when it is so claimed."""

    condition: str
    measure: str
    less: Side
    more: Side


def compare(less: Range, more: Range) -> int:
    """1 when the ranges lie apart as claimed, -1 when they lie apart the other way, 0 when they overlap or touch."""
    return (less.high < more.low) - (more.high < less.low)


def outcome(signs: Iterable[int]) -> str:
    """What the figures do with a claim: all pairs lie apart as claimed, some do, none does, or all the other way."""
    found = list(signs)
    if not found:
        raise ValueError("a claim without pairs has no outcome")
    if all(sign == 1 for sign in found):
        return CONFIRM
    if all(sign == -1 for sign in found):
        return CONTRADICT
    return IN_PART if 1 in found else NOT


def outcome_of(pairs: Iterable[Pair], figures: Figures) -> str:
    """The rule, applied to the ranges of these pairs."""
    return outcome(
        compare(pair.less.range(figures, pair.measure), pair.more.range(figures, pair.measure)) for pair in pairs
    )
