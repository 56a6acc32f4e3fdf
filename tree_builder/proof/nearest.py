"""Why a stretch of a quotation is not in its article: the nearest passage beside it, with the difference marked."""

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

from ..text.words import BREAK, ITEM, OPTIONAL, SUB, SUPER, Token
from .places import Run, SeenText

# Common words tell little about where a quotation belongs, and would cost much.
_MOST_VOTERS = 12
_MOST_PLACES = 100
_SLACK = 4
_AROUND = 6  # words shown before the first difference and after the last
_MOST_SHOWN = 20  # of the article, in one message
_READABLE = str.maketrans({SUPER: "^", SUB: "_", OPTIONAL: "", BREAK: " ", ITEM: " ", "\n": " "})

Change = tuple[int, int, int, int]


def difference(text: SeenText, quote: str, stretch: Sequence[Token]) -> str:
    """How the nearest passage of an article differs from a stretch of a quotation.

    `quote` is the normal form from which the tokens of the stretch come. Of the article at most some twenty words stand
    in it.
    """
    start = _nearest(text, stretch)
    if start is None:
        return "nothing in the article is like it"
    begin = max(0, start - _SLACK)
    window = text.tokens[begin : start + len(stretch) + _SLACK]
    changes = _changes([token.text for token in window], [token.text for token in stretch])
    shown = [change for change in changes if change[1] - changes[0][0] <= _MOST_SHOWN - _AROUND] or changes[:1]
    told = f"the article has {_marked(text.normal, window, [change[:2] for change in shown])}"
    told = f"{told} where the quotation has {_marked(quote, stretch, [change[2:] for change in shown])}"
    broken = any(_is_broken(window[a:b], stretch[c:d]) for a, b, c, d in changes)
    return f"{told}; the text file breaks a word here" if broken else told


def cut_sign(text: SeenText, run: Run) -> str:
    """What a run leaves behind: a sign, or a part of a figure, at one of its ends."""
    whole = text.cut(run)
    tokens = text.tokens[whole.first : whole.last + 1]
    lost = [(0, run.first - whole.first), (run.last + 1 - whole.first, len(tokens))]
    told = _marked(text.normal, tokens, [(a, b) for a, b in lost if a < b])
    return f"the article has {told}, and what is marked belongs to the figure beside it; it must be quoted too"


def _nearest(text: SeenText, stretch: Sequence[Token]) -> int | None:
    """Where in the article a stretch would begin, by the votes of its rarest words; None if none is there."""
    known = {token.text for token in stretch if token.text in text.places}
    rarest = sorted(known, key=lambda word: (len(text.places[word]), word))[:_MOST_VOTERS]
    votes: dict[int, float] = defaultdict(float)
    for n, token in enumerate(stretch):
        if token.text in rarest:
            places = text.places[token.text]
            for position in places[:_MOST_PLACES]:
                votes[position - n] += 1 / len(places)
    # A word more or less shifts all that follow it, so a vote counts a little for the starts beside it.
    near = {
        start: sum(votes.get(start + shift, 0) / (1 + abs(shift)) for shift in range(-_SLACK, _SLACK + 1))
        for start in votes
    }
    return max(near, key=lambda start: (near[start], -start)) if near else None


def _changes(window: Sequence[str], stretch: Sequence[str]) -> list[Change]:
    """What differs, as positions in both; the words of the window before and after the stretch are no difference."""
    matcher = SequenceMatcher(None, window, stretch, autojunk=False)
    changes = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        if c == 0:
            a = max(a, b - d)
        if d == len(stretch):
            b = min(b, a + d - c)
        if a < b or c < d:
            changes.append((a, b, c, d))
    return changes


def _marked(normal: str, tokens: Sequence[Token], ranges: Sequence[tuple[int, int]]) -> str:
    """A passage in backquotes around ranges of its tokens, each of them in `**`; an empty range is not marked."""
    if not tokens:
        return "nothing"
    first = max(0, min(a for a, _ in ranges) - _AROUND)
    last = min(len(tokens), max(b for _, b in ranges) + _AROUND, first + _MOST_SHOWN)
    opened = {tokens[a].start for a, b in ranges if a < b <= last}
    closed = {tokens[b - 1].end for a, b in ranges if a < b <= last}
    begin, end = tokens[first].start, tokens[last - 1].end
    places = sorted({begin, end, *opened, *closed})
    pieces = [
        ("**" if place in closed else "") + ("**" if place in opened else "") + normal[place:following]
        for place, following in zip(places, [*places[1:], end], strict=True)
    ]
    line = " ".join("".join(pieces).translate(_READABLE).split())
    return f"`{'… ' if first else ''}{line}{' …' if last < len(tokens) else ''}`"


def _is_broken(found: Sequence[Token], quoted: Sequence[Token]) -> bool:
    """Whether two words of the article, put together, are the word of the quotation."""
    return len(found) > len(quoted) > 0 and _squeezed(found) == _squeezed(quoted)


def _squeezed(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens).replace("-", "").casefold()
