"""Characters that nobody sees: which of them may stand where.

Those that some writing needs (joiners, marks of direction, spaces of another width) may stand in it. `UNSEEN` are those
that are no harm in prose and must not stand in a key, an id, a reference or the indentation.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from ..text.problems import Place, Problem, at_place, place_after

UNSEEN = "[\u00a0\u00ad\u1680\u2000-\u200b\u200e\u200f\u202f\u205f\u2060\u2066-\u2069\u3000]"
_UNSEEN = re.compile(UNSEEN)

# Control characters, line separators, overrides of direction, halves of characters, what is no character, private use,
# fillers, tags, and what Unicode reserves for more like them.
_NEVER = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2028-\u202e\u2061-\u2065"
    "\u206a-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff\U000f0000-\U0010ffff"
)
# Letters that a joiner may follow: Arabic and its kin, and the scripts of India, Tibet, Burma, Cambodia, Mongolia, Bali.
_JOINING = (
    "\u0600-\u061b\u061d-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17b3\u17b6-\u180d\u180f-\u18af\u1900-\u1cff\ua800-\uaaff"
    "\uabc0-\uabff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe\U00010a00-\U00011fff\U0001e900-\U0001e95f"
)
_PICTURE = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d"
    "\u3297\u3299\U0001f000-\U0001faff"
)
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MISPLACED = re.compile(
    rf"(?<![{_JOINING}])\u200c"
    rf"|(?<![{_JOINING}])(?<![{_PICTURE}\ufe0f])\u200d|(?<![{_JOINING}])\u200d(?![{_PICTURE}])"
    rf"|(?<![#*0-9{_PICTURE}])[\ufe0e\ufe0f]|(?<=[#*0-9])[\ufe0e\ufe0f](?!\u20e3)"
    rf"|(?<![{_HAN}{_JOINING}\u2200-\u22ff\u3000-\u303f\uff00-\uffef])[\ufe00-\ufe0d]"
    rf"|(?<![\u1800-\u18af])[\u180b-\u180d\u180f]|(?<![{_HAN}])[\U000e0100-\U000e01ef]"
)
_NEEDS_ITS_PLACE = "\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SUSPECT = re.compile(rf"([{_NEVER}])|[{_NEEDS_ITS_PLACE}]")
_SUSPECT_IN_ASCII = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\x7f])")
_ISOLATE = re.compile("[\u2066-\u2069]")


def number_of(character: str) -> str:
    """The number of a character, as Unicode writes it: `U+00A0`."""
    return f"U+{ord(character):04X}"


def refused_in(text: str) -> Iterator[re.Match[str]]:
    """The characters of a text that may not stand where they do."""
    for match in (_SUSPECT_IN_ASCII if text.isascii() else _SUSPECT).finditer(text):
        if match[1] or _MISPLACED.match(text, match.start()):
            yield match


def refused_characters(text: str) -> list[Problem]:
    """A problem for each character that may not stand where it does."""
    return [refused(match[0], place) for match, place in placed(text, refused_in(text))]


def refused(character: str, place: Place) -> Problem:
    """The problem of a character that may not stand at a place."""
    return at_place(place, f"the character {number_of(character)} cannot be seen; it must be removed")


def unseen_in(text: str) -> re.Match[str] | None:
    """The first character that no key, id or reference may have."""
    return None if text.isascii() else _UNSEEN.search(text)


def without_unseen(text: str) -> str:
    """A text without the characters that no key, id or reference may have."""
    return _UNSEEN.sub("", text)


def unseen_places(text: str) -> list[Place]:
    """Where the characters stand that no key, id or reference may have, in order."""
    return [] if text.isascii() else [place for _, place in placed(text, _UNSEEN.finditer(text))]


def stray_isolates(text: str, spans: list[tuple[int, int]]) -> list[Problem]:
    """A problem for each isolate of direction outside some spans, which are in order: outside every text."""
    starts = [start for start, _ in spans]
    stray = []
    for match in _ISOLATE.finditer(text):
        before = bisect_right(starts, match.start()) - 1
        if before < 0 or match.start() >= spans[before][1]:
            stray.append(match)
    return [refused(match[0], place) for match, place in placed(text, stray)]


def unbalanced_isolate(text: str) -> re.Match[str] | None:
    """The first isolate of direction that is not closed in its text, or closes none."""
    open_: list[re.Match[str]] = []
    for match in () if text.isascii() else _ISOLATE.finditer(text):
        if match[0] != "\u2069":
            open_.append(match)
        elif open_:
            open_.pop()
        else:
            return match
    return open_[0] if open_ else None


def placed(text: str, matches: Iterable[re.Match[str]]) -> Iterator[tuple[re.Match[str], Place]]:
    """Matches in order, each with its place: in one pass over the text, however many there are."""
    line, column, offset = 1, 1, 0
    for match in matches:
        line, column = place_after(text[offset : match.start()], line, column)
        offset = match.start()
        yield match, (line, column)
