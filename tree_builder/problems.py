"""Problems: what is wrong in the YAML, where, and what would be right. Data until the command line prints them."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

Place = tuple[int, int]  # line and column, both counted from 1
Path = tuple[str | int, ...]  # the way from the top of the file: keys, and positions in lists

# Comparing a word with every known name would cost more than the check itself once both are many.
_MOST_NAMES_COMPARED = 1000
_LINE_BREAK = re.compile("\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the YAML at a line and column; as advice, something that could be better."""

    line: int
    column: int
    what: str
    advice: bool = False
    found: str | None = None
    known: Collection[str] = field(default=(), compare=False)

    @property
    def message(self) -> str:
        """What is wrong and what would be right, with the nearest known name where there is one."""
        near = nearest(self.found, self.known) if self.found is not None else None
        if near:
            return f"{self.what}; did you mean `{near}`?"
        if self.found is not None and 0 < len(self.known) <= 12:
            return f"{self.what}; known: {', '.join(f'`{name}`' for name in self.known)}"
        return self.what


def nearest(word: str, names: Collection[str]) -> str | None:
    """The name most like `word`, or None where none is near."""
    if len(word) > 200:
        return None
    alike = [name for name in names if abs(len(name) - len(word)) <= 4][:_MOST_NAMES_COMPARED]
    return next(iter(_closest(word, alike) or _closest(word.casefold(), alike)), None)


def _closest(word: str, names: list[str]) -> list[str]:
    return get_close_matches(word, names, 1, cutoff=0.7)


def in_order(problems: list[Problem]) -> list[Problem]:
    """The problems as they stand in the file, each once."""
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.line, problem.column, problem.what))


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
