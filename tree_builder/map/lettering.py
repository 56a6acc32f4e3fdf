"""How wide a text is likely to be, and where to break it into lines.

The fonts are the reader's own, so widths are estimates: those of Arial and its like by kinds of characters, a little
on the wide side. SVG breaks no lines by itself; whoever draws asks here. What a picture looks like belongs elsewhere.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, takewhile

ELLIPSIS = "…"
_NARROW = frozenset("iljtfrI.,:;'\u2018\u2019|!()[]{}/\\ -·`")
_BROAD = frozenset("mwMWQO@%&+=<>~—…©®")


@lru_cache(maxsize=4096)
def _ems(character: str) -> float:
    """The likely width of a character in ems, that is, as a part of the font size."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.1
    if character in _NARROW:
        return 0.35
    if character in _BROAD or ord(character) > 0x2000:
        return 0.9
    return 0.7 if character.isupper() else 0.58


def width_of(text: str, size: int) -> float:
    """The likely width of one line in px, at a font size in px."""
    return sum(map(_ems, text)) * size


@lru_cache(maxsize=8192)  # a title stands in the drawing of each neighbour
def wrapped(text: str, width: int, size: int, most: int) -> tuple[str, ...]:
    """`text` in at most `most` lines of `width` px, at a font size of `size` px; what is left over becomes `…`.

    A line breaks at white space; inside a word only where the word alone is wider than a line.
    """
    lines: list[str] = []
    line = ""
    for space, piece in _pieces(text, width, size):
        longer = line + space + piece if line else piece
        if not line or width_of(longer, size) <= width:
            line = longer
        elif len(lines) + 1 < most:
            lines.append(line)
            line = piece
        else:
            return (*lines, _cut(line, width, size))
    return (*lines, line) if line else tuple(lines)


def _pieces(text: str, width: int, size: int) -> Iterator[tuple[str, str]]:
    """The words, each with what parts it from the one before; a word wider than a line comes in several pieces."""
    for word in text.split():
        if width_of(word, size) <= width:
            yield " ", word
            continue
        space, begin, used = " ", 0, 0.0
        for end, character in enumerate(word):
            wide = _ems(character) * size
            if used + wide > width and end > begin:
                yield space, word[begin:end]
                space, begin, used = "", end, 0.0
            used += wide
        yield space, word[begin:]


def cut(text: str, width: int, size: int) -> str:
    """`text` on one line of `width` px, at a font size of `size` px; what is left over becomes `…`."""
    return text if width_of(text, size) <= width else _cut(text, width, size)


def _cut(line: str, width: int, size: int) -> str:
    room = width - width_of(ELLIPSIS, size)
    ends = accumulate(_ems(character) * size for character in line)
    return line[: sum(1 for _ in takewhile(lambda end: end <= room, ends))].rstrip() + ELLIPSIS
