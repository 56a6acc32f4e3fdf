"""The limits of a tree: generous, the same for every command, and each a problem at its line when it is passed.

They keep what a build takes in proportion to what an author wrote. CONTRIBUTING has them in a table; a test compares.
The bytes of a file are limited by `read.plain`, its nesting by `read.build`, and what would be written by `commands`.
"""

from collections.abc import Iterator
from typing import Any

from ..fields import Found
from ..text.markdown import MOST_DEPTH, depth_of, marks_in
from ..text.problems import Keys, Problem, shown
from .data import Data

MOST_CHARACTERS = {"markdown": 100_000, "line": 20_000, "quote": 20_000, "url": 4_000}
MOST_MARKS = 4_000  # characters of a Markdown field that may begin or end something
MOST_ENTRIES = {
    "questions": 20_000,
    "verdicts": 20_000,
    "articles": 10_000,
    "examples": 10_000,
    "retired": 10_000,
    "withdrawn": 10_000,
    "excerpts": 5_000,
    "answers": 6_000,
    "checklist": 500,
    "options": 100,
}
MOST_OTHERS = 500  # of every other list or mapping
MOST_PAGES = 20_000


def passed_limits(data: Data) -> Iterator[Problem]:
    """No field is longer, no list or mapping has more entries, and no tree more pages than a build is made for."""
    yield from _entries((), data.raw)
    pages = len(data.questions) + len(data.verdicts) + len(data.articles)
    if pages > MOST_PAGES:
        what = f"the tree has {pages:,} questions, verdicts and articles; it must have at most {MOST_PAGES:,}"
        yield Problem(what, ("questions",), at_key=True)
    for found in data.texts:
        yield from _text(found)


def _entries(keys: Keys, held: Any) -> Iterator[Problem]:
    """The lists and mappings that have too many entries; within them nothing more is looked at."""
    if not isinstance(held, dict | list):
        return
    name = next((str(key) for key in reversed(keys) if isinstance(key, str)), "")
    most = MOST_ENTRIES.get(name, MOST_OTHERS)
    if keys and len(held) > most:  # what is no key of a tree is a problem of its own, each
        yield Problem(f"{shown(name)} has {len(held):,} entries; it must have at most {most:,}", keys, at_key=True)
        return
    for key, value in held.items() if isinstance(held, dict) else enumerate(held):
        yield from _entries((*keys, key), value)


def _text(found: Found) -> Iterator[Problem]:
    kind, text = found.kind.name, found.text
    most = MOST_CHARACTERS.get(kind)
    if most and len(text) > most:
        yield Problem(f"this has {len(text):,} characters; it must have at most {most:,}", found.keys, found.at_key)
    elif kind == "markdown" and (marks := marks_in(text)) > MOST_MARKS:
        what = f"this has {marks:,} characters that are Markdown's; it must have at most {MOST_MARKS:,}"
        yield Problem(what, found.keys)
    elif kind == "markdown" and depth_of(text) > MOST_DEPTH:
        what = (
            f"this nests Markdown more than {MOST_DEPTH} levels deep, a list and its item being two; it must nest less"
        )
        yield Problem(what, found.keys)
