"""Problems: what is wrong, where, and what would be right. Data until the command line prints them.

Most are about the tree. They name the keys at which something is wrong, and `read.Document` finds the line and column.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

Place = tuple[int, int]  # line and column, both counted from 1
Keys = tuple[str | int, ...]  # the way from the top of the file: keys, and positions in lists

# Fuzzy matching is slow: beyond these numbers no name is guessed.
_MOST_NAMES_COMPARED = 1000
_LONGEST_NAME_COMPARED = 200
_MOST_NAMES_LISTED = 12
_MOST_LINES_LISTED = 6
_KIND = re.compile(r"[a-z]+:\s*")
_WORDS = ("title", "short", "label")
_LINE_BREAK = re.compile("\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong; with a kind of `advice`, something that could be better.

    `found` and `known` are a name that does not exist and those that do, perhaps with their entries. `file` is the path
    of the file at fault, empty for the tree. `line` and `column` count from 1, and are 0 until the keys have been looked
    up. Problems of one `cause` are one mistake: the first is told, and `also` has the lines of the others.
    """

    what: str
    keys: Keys = ()
    at_key: bool = False  # the place is the last key itself, not its value
    found: str | None = None
    known: Collection[str] = field(default=(), compare=False)
    advice: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    cause: str = field(default="", compare=False)
    also: tuple[int, ...] = ()

    @property
    def message(self) -> str:
        """What is wrong and what would be right, with the nearest known name where there is one."""
        near = _meant(self.found, self.known) or nearest(self.found, self.known) if self.found is not None else None
        if near:
            return f"{self.what}; did you mean `{near}`?{self._others()}"
        if self.found is not None and 0 < len(self.known) <= _MOST_NAMES_LISTED:
            return f"{self.what}; known: {', '.join(f'`{name}`' for name in self.known)}{self._others()}"
        return f"{self.what}{self._others()}"

    def _others(self) -> str:
        if not self.also:
            return ""
        lines = list(dict.fromkeys(self.also))
        first = ", ".join(map(str, lines[:_MOST_LINES_LISTED])) + ", …" * (len(lines) > _MOST_LINES_LISTED)
        return f" (and {len(self.also):,} more like it, in line{'s' * (len(lines) > 1)} {first})"

    def at(self, place: Place) -> "Problem":
        """The same problem at a line and column."""
        return replace(self, line=place[0], column=place[1])


class ProblemError(Exception):
    """What keeps a stage from finishing, as problems: raised where files cannot be read or written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.file}: {problem.what}" for problem in problems))
        self.problems = list(problems)


def at_place(place: Place, what: str) -> Problem:
    """A problem whose place is known at once: one of the text, before there is any data."""
    return Problem(what, line=place[0], column=place[1])


def of_file(path: object, what: str) -> Problem:
    """A problem with a file other than the tree, as a whole."""
    return Problem(what, file=str(path), line=1, column=1)


def _meant(word: str, names: Collection[str]) -> str | None:
    """The name that stands for what `word` says: the name with a kind before it, or a title, a short name or a label."""
    name = _KIND.sub("", word, count=1)
    if name in names:
        return name
    said = _compared(word)
    entries = names.items() if isinstance(names, Mapping) else ()
    return next((name for name, held in entries if said in map(_compared, _words_of(held))), None)


def _words_of(held: object) -> Iterator[str]:
    """What readers see of an entry in data, which may be anything; an option and an item are texts."""
    words = [held.get(key) for key in _WORDS] if isinstance(held, Mapping) else [held]
    return (text for text in words if isinstance(text, str))


def _compared(words: str) -> str:
    return " ".join(words.split()).casefold()


def nearest(word: str, names: Collection[str]) -> str | None:
    """The name most like `word`, or None where none is near."""
    if len(word) > _LONGEST_NAME_COMPARED:
        return None
    alike = [name for name in names if abs(len(name) - len(word)) <= 4][:_MOST_NAMES_COMPARED]
    return next(iter(_closest(word, alike) or _closest(word.casefold(), alike)), None)


def _closest(word: str, names: list[str]) -> list[str]:
    return get_close_matches(word, names, 1, cutoff=0.7)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems as they stand in the tree, each once; then those of other files."""
    return sorted(
        dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line, problem.column, problem.what)
    )


def one_a_cause(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in order, of those with one cause only the first, which then names the lines of the others."""
    alike: dict[object, list[Problem]] = {}
    for problem in in_order(problems):
        alike.setdefault(problem.cause or problem, []).append(problem)
    return [
        replace(first, also=(*first.also, *(other.line for other in others))) if others else first
        for first, *others in alike.values()
    ]


def shown(text: str, most: int = 80) -> str:
    """Author text as it stands in a message: in backquotes, on one line, at most `most` characters of it."""
    line = " ".join(text.split())
    return f"`{line[:most]}…`" if len(line) > most else f"`{line}`"


def listed(names: Collection[str], most: int = _MOST_NAMES_LISTED) -> str:
    """Names in backquotes, the first `most` of them, and then how many more there are."""
    first = ", ".join(f"`{name}`" for name in list(names)[:most])
    return first + (f" and {len(names) - most:,} more" if len(names) > most else "")


def place_after(text: str, line: int = 1, column: int = 1) -> Place:
    """The line and column after `text`, which begins at the given ones."""
    breaks = list(_LINE_BREAK.finditer(text))
    if not breaks:
        return line, column + len(text)
    return line + len(breaks), len(text) - breaks[-1].end() + 1


def lines_of(text: str) -> list[str]:
    """The lines of a text as they are counted here and by the parser, and not by `str.splitlines`."""
    return _LINE_BREAK.split(text)


def end_of(text: str) -> Place:
    """Where a text ends; before the empty lines at its end, which the parser would count."""
    return place_after(text.rstrip())
