"""What an elision leaves out, and what stands before a quotation, as kinds of advice: never as words.

The words that are looked for stand in `elisions.txt` beside this module, and a guide adds to them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..text.problems import Problem, ProblemError, listed
from ..text.words import BREAK, ITEM, Token, normalised, tokens_of
from .places import Run, SeenText

FILE = "elisions.txt"
SENTENCE, HEDGE = "sentence", "hedge"
KINDS = ("negation", "condition", "contrast", HEDGE, SENTENCE)  # of advice
BEFORE = ("negation", "condition", HEDGE)  # of advice on what stands before a quotation
_ABBREVIATION = "abbreviation"
_LISTED = (*KINDS[:-1], _ABBREVIATION)

_LINE = re.compile(r"([a-z]+)[ \t]*:(.*)")
_END = re.compile(rf"[.!?]+[\"'”’)\]]*[ \n{ITEM}]+|[。！？]|{BREAK}")
_INITIALS = re.compile(r"[B-HJ-Z]|[A-Za-z](?:\.[A-Za-z])+")  # A. Turing, e.g.
_LONGEST_SENTENCE = 2000  # characters
_LAST_WORD = re.compile(r"[\w.]+\Z")


@dataclass(frozen=True, slots=True)
class Elision:
    """What is known of an elision: how many words it leaves out, and the kinds of advice due, of KINDS."""

    words: int
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words and phrases by kind, as they are compared: in small letters, the words of each joined by a space."""

    phrases: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[str, ...]]

    def finds(self, kind: str, tokens: Sequence[Token]) -> bool:
        """Whether words hold one of a kind."""
        words = [token.text.casefold() for token in tokens if token.is_word]
        line = f" {' '.join(words)} "
        phrase = any(f" {phrase} " in line for phrase in self.phrases.get(kind, ()))
        return phrase or any(word.endswith(self.endings.get(kind, ())) for word in words)


@lru_cache(maxsize=8)
def vocabulary(own: str = "", path: str = FILE) -> Vocabulary:
    """The words of the package and those of a guide's own file. Raises ProblemError for a line that is neither."""
    english = (Path(__file__).parent / FILE).read_text(encoding="utf-8")
    phrases: dict[str, list[str]] = defaultdict(list)
    endings: dict[str, list[str]] = defaultdict(list)
    for kind, phrase in (*_entries(english, FILE), *_entries(own, path)):
        words = " ".join(token.text for token in tokens_of(normalised(phrase))).casefold()
        if words:
            (endings if phrase.startswith("*") else phrases)[kind].append(words)
    return Vocabulary(_frozen(phrases), _frozen(endings))


def _frozen(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(words) for kind, words in lists.items()}


def _entries(text: str, path: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.fullmatch(line.strip())
        if match and match[1] in _LISTED:
            yield from ((match[1], phrase.strip()) for phrase in match[2].split(","))
        elif line.strip() and not line.lstrip().startswith("#"):
            right = f"it must be `kind: word, several words`, and the kind one of {listed(_LISTED)}"
            raise ProblemError(Problem(f"this line names no words; {right}", file=path, line=number, column=1))


def elisions(text: SeenText, places: Sequence[Run], words: Vocabulary) -> tuple[Elision, ...]:
    """What each elision of a quotation leaves out of its article."""
    pairs = zip(places, places[1:], strict=False)
    return tuple(_elision(text, run, following, words) for run, following in pairs)


def _elision(text: SeenText, run: Run, following: Run, words: Vocabulary) -> Elision:
    out = text.between(run, following)
    found = [kind for kind in KINDS if words.finds(kind, out)]
    begin, end = text.tokens[run.last].end, text.tokens[following.first].start
    if next(_ends(text, begin, end, words), None) is not None:
        found.append(SENTENCE)
    return Elision(sum(token.is_word for token in out), tuple(found))


def before_it(text: SeenText, opening: Run, words: Vocabulary) -> tuple[str, ...]:
    """The kinds of advice due because of what stands before a quotation in its own sentence."""
    start = text.tokens[opening.first].start
    limit = max(0, start - _LONGEST_SENTENCE)
    begin = max(_ends(text, limit, start, words), default=limit)
    before = [token for token in text.tokens[: opening.first] if token.start >= begin]
    return tuple(kind for kind in BEFORE if words.finds(kind, before))


def _ends(text: SeenText, begin: int, end: int, words: Vocabulary) -> Iterator[int]:
    """Where sentences end between two places: the place after each end."""
    for match in _END.finditer(text.normal, begin, end):
        if match[0][-1] in (BREAK, ITEM) or not _goes_on(text.normal, match, words):
            yield match.end()


def _goes_on(normal: str, match: re.Match[str], words: Vocabulary) -> bool:
    """Whether a full stop ends no sentence: a small letter follows it, or it belongs to an abbreviation."""
    if normal[match.end() : match.end() + 1].islower():
        return True
    word = _LAST_WORD.search(normal, max(0, match.start() - 20), match.start())
    if not word or match[0][0] != ".":
        return False
    return bool(_INITIALS.fullmatch(word[0])) or word[0].casefold() in words.phrases[_ABBREVIATION]
