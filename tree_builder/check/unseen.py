"""Characters that nobody sees, in ids, references and other texts that are compared and not read.

They are named by their numbers, and taken for removed: otherwise an id would seem to be unlike itself.
"""

from bisect import bisect_left
from copy import deepcopy
from typing import Any

from ..fields import Found, texts
from ..read.characters import number_of, unseen_in, without_unseen
from ..read.document import Document
from ..text.problems import Problem, shown

PROSE = ("line", "markdown", "quote")


def seen(document: Document) -> tuple[Any, list[Problem]]:
    """The data of a document without the characters that nobody sees in ids and their like, and a problem for each."""
    if not document.unseen:
        return document.data, []
    found = [text for text in texts(document.data) if text.kind.name not in PROSE and unseen_in(text.text)]
    values = [text for text in found if not text.at_key]  # of keys, the document has said it
    data = deepcopy(document.data) if values else document.data
    for text in values:
        _put(data, text)
    return data, [_problem(document, text) for text in values]


def _put(data: Any, found: Found) -> None:
    for key in found.keys[:-1]:
        data = data[key]
    data[found.keys[-1]] = without_unseen(found.text).strip()


def _problem(document: Document, found: Found) -> Problem:
    hidden = unseen_in(found.text)
    assert hidden
    place = document.place(found.keys)
    next_one = bisect_left(document.unseen, place)
    if next_one < len(document.unseen) and document.unseen[next_one][0] == place[0]:
        place = document.unseen[next_one]
    what = f"the character {number_of(hidden[0])} in {shown(without_unseen(found.text))} cannot be seen"
    return Problem(f"{what}; it must be removed", found.keys).at(place)
