"""The words and signs of an article, and where a quotation stands among them."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from ..text.words import Token, normalised, tokens_of

# What stands beside a figure and does not belong to it: dashes, arrows and all pictures but these.
_LOOSE = frozenset("–&@←→↔") | {"->", "=>", "-->"}
_GROUPS = re.compile(r"\d{1,3} \d{3}")  # 1 000
_PICTURES_THAT_BELONG = "°▲▼△▽"


class Run(NamedTuple):
    """Tokens that stand one after the other: the positions of the first and the last."""

    first: int
    last: int


class SeenText:
    """An article as its readers see it, as tokens in order."""

    def __init__(self, seen: str) -> None:
        self.normal = normalised(seen)
        self.tokens = tokens_of(self.normal)
        self._words_before = list(accumulate((token.is_word for token in self.tokens), initial=0))

    @property
    def words(self) -> int:
        """How many words it has; signs are none."""
        return self._words_before[-1]

    def words_of(self, run: Run) -> tuple[int, int]:
        """The positions of the first and the last word of a run, counted in words from 0."""
        return self._words_before[run.first], self._words_before[run.last + 1] - 1

    def between(self, run: Run, following: Run) -> list[Token]:
        """The tokens that an elision between two runs leaves out."""
        return self.tokens[run.last + 1 : following.first]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The positions of each word and sign."""
        places: dict[str, list[int]] = defaultdict(list)
        for position, token in enumerate(self.tokens):
            for text in (token.text, *token.joined):
                places[text].append(position)
        return dict(places)

    def runs(self, tokens: Sequence[Token], opens: bool) -> list[Run]:
        """Every place where tokens stand one after the other, in order.

        `opens` says that they open the quotation, whose first letter may be a capital or not.
        """
        accepted = [{token.text} for token in tokens]
        if opens:
            accepted[0] |= {_other_case(tokens[0].text)}
        starts = sorted(position for text in accepted[0] for position in self.places.get(text, ()))
        ends = ((start, self._end(start, accepted)) for start in starts)
        return [Run(start, end - 1) for start, end in ends if end is not None]

    def _end(self, start: int, accepted: list[set[str]]) -> int | None:
        """The position after a run that begins at `start`, or None where there is no such run."""
        reached = {start}
        for n, texts in enumerate(accepted):
            reached = {after for position in reached for after in self._steps(position, texts, n > 0)}
        return min(reached, default=None)

    def _steps(self, position: int, texts: set[str], may_leave_out: bool) -> Iterator[int]:
        """The positions after a token that is one of `texts`, if need be after optional ones."""
        while position < len(self.tokens):
            token = self.tokens[position]
            if token.text in texts:
                yield position + 1
            if not texts.isdisjoint(token.joined):
                yield position + 2
            if not (may_leave_out and token.optional):
                return
            position += 1

    def cut(self, run: Run) -> Run:
        """A run with the signs and figures beside it that belong to its first and its last figure."""
        first, last = run
        while first > 0 and self._belong(first - 1):
            first -= 1
        while last + 1 < len(self.tokens) and self._belong(last):
            last += 1
        return Run(first, last)

    def _belong(self, position: int) -> bool:
        """Whether a token and the one after it are a figure and its sign, or two parts of one figure."""
        left, right = self.tokens[position], self.tokens[position + 1]
        gap = self.normal[left.end : right.start]
        if gap.strip(" \n") or left.optional or right.optional:
            return False
        if left.is_figure and right.is_figure:
            return bool(gap and _GROUPS.fullmatch(f"{left.text} {right.text}"))
        if left.is_figure and _binds(right):
            return not gap or not self._touches_figure(position + 1, 1)
        if _binds(left) and right.is_figure:
            return not gap or not self._touches_figure(position, -1)
        return _binds(left) and _binds(right)

    def _touches_figure(self, position: int, step: int) -> bool:
        """Whether a sign stands at a figure without a space between them, on one side; other signs may stand there too."""
        while 0 <= (other := position + step) < len(self.tokens):
            if self.tokens[max(position, other)].start > self.tokens[min(position, other)].end:
                return False
            if not _binds(self.tokens[other]):
                return self.tokens[other].is_figure
            position = other
        return False


def _binds(token: Token) -> bool:
    """Whether a token is a sign that belongs to the figure beside it."""
    sign = token.text
    if token.is_word or sign in _LOOSE:
        return False
    return sign in _PICTURES_THAT_BELONG or unicodedata.category(sign[0]) != "So"


def _other_case(text: str) -> str:
    return text[0].swapcase() + text[1:]


def place(text: SeenText, parts: Sequence[Sequence[Token]]) -> list[Run] | None:
    """Where the stretches of a quotation stand in order, the closest together; None where they do not."""
    runs = [[run for run in text.runs(part, n == 0) if text.cut(run) == run] for n, part in enumerate(parts)]
    chains = (chain for first in runs[0] if (chain := _chain(first, runs[1:])))
    return min(chains, key=lambda chain: chain[-1].last - chain[0].first, default=None)


def _chain(first: Run, later: list[list[Run]]) -> list[Run] | None:
    """The run and then the first one of each list that begins after the one before."""
    chain = [first]
    for runs in later:
        following = bisect_left(runs, (chain[-1].last + 1,))
        if following == len(runs):
            return None
        chain.append(runs[following])
    return chain
