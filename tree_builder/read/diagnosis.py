"""What is wrong with a text that is not YAML, in words for authors: what they did, and what would be right.

Of the parser's error only the place is used: no message hangs on the words of a library, which change.
"""

import re

from ..text.problems import Place, Problem, at_place, end_of, place_after
from .characters import UNSEEN, number_of, placed, unseen_in
from .mistakes import find_mistake
from .pieces import DEEPEST, MistakeError

CAUSES = {
    "after the end": "text stands behind the line `...`, with which the file ends, and must be removed",
    "apostrophe": "an apostrophe ends the text here, and between single quotes it must be written twice",
    "begins": "a text begins with `{sign}`, and such a text must stand in quotes",
    "bracket in text": "a text between brackets has `{sign}` in it, and such a text must stand in quotes",
    "colon": "{whose} has `: ` in it, and such a text must stand in quotes",
    "colon space": "no space follows the colon{of}, and one must",
    "comma alone": "no entry stands before this comma, and one must, or the comma be removed",
    "comment": "` #` begins a comment here and hides the rest of the line, so a text with `#` must stand in quotes",
    "conflict": "a merge conflict stands here, of which one version must be kept, and the lines with `<<<<<<<`, "
    "`=======` and `>>>>>>>` be removed",
    "continued": "{whose} goes on here, and its lines must be indented alike, deeper than its key",
    "dash space": "no space follows the dash of this item, and one must",
    "directive": "a line begins with `%`, and must be removed or stand in quotes",
    "escape": "`{escape}` means nothing between double quotes, where a backslash must be written `\\\\`",
    "escape number": "no number of a character follows `{escape}`, and one must, or a backslash be written `\\\\`",
    "image": "a text begins with an image, and such a text must stand in quotes, with a link in place of the image",
    "indentation": "the key {one} is indented by {column} spaces and the key {other} of the same entry by "
    "{other_column}, and the two must be indented alike",
    "indentation of items": "an item of a list is indented by {column} spaces and another by {other_column}, and the "
    "two must be indented alike",
    "inner quote": 'a `"` ends the text here, and between double quotes it must be written `\\"`',
    "item among keys": "an item of a list stands among keys, and must stand below the key of its list",
    "key among items": "the key {key} stands among the items of a list, and must be indented like the key of the list",
    "link": "a text begins with a link, and such a text must stand in quotes",
    "link in brackets": "an entry between brackets has a link in it, and such a text must stand in quotes",
    "list behind key": "a list begins behind its key, and must begin on a line of its own; a text that begins with `- ` "
    "must stand in quotes",
    "long key": "a key has more than 1,024 characters, and must have fewer",
    "no colon": "no colon follows the key {key}, and one must",
    "no comma": "no comma stands between two entries, and one must; a text with quotes or brackets in it must stand in "
    "quotes as a whole",
    "no dash": "no dash stands before this item of a list, and one must, with a space behind it",
    "open bracket": "the `{sign}` that opens here is not closed, and a `{close}` must close it",
    "open quote": "the quote that opens here is not closed, and must be closed before the next key",
    "other bracket": "the `{sign}` that opens here is closed by `{close}`, and its own bracket must close it",
    "quoted word": "a text goes on behind its closing quote, and such a text must stand in quotes as a whole",
    "tab": "a tab stands in the indentation, and must be replaced by spaces",
    "unseen": "the character {number} stands in the indentation, and must be replaced by spaces",
    "unseen behind colon": "the character {number} follows the colon{of}, and a space must stand in its place",
    "unclear": "no key, text or list can stand here, and a text with signs such as `:`, `#`, a quote or a bracket in it "
    "must stand in quotes",
}

_CONFLICT = re.compile(r"(?<![^\r\n])(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)")
_INDENTATION = re.compile(rf" *(\t|{UNSEEN})")


def too_deep(place: Place) -> Problem:
    """The problem of a value that is nested deeper than any tree."""
    what = f"this is nested more than {DEEPEST} levels deep; a tree needs eight, so this must be something else"
    return at_place(place, what)


def conflicts(text: str) -> list[Problem]:
    """A problem for each merge conflict, also where it happens to be YAML."""
    problems = []
    inside = False
    for mark, place in placed(text, _CONFLICT.finditer(text) if "<<<<<<< " in text or ">>>>>>> " in text else ()):
        if not inside:
            problems.append(at_place(place, sentence("conflict")))
        inside = not mark[0].startswith(">")
    return problems


def syntax_problem(text: str, place: Place) -> Problem:
    """The problem of a text that the parser gave up at a place: one line, where the author's mistake began."""
    conflict = _CONFLICT.search(text)
    if conflict:
        return _problem(text, MistakeError("conflict", conflict.start()))
    mistake = find_mistake(text)
    if mistake and mistake.cause == "too deep":
        return too_deep(place_after(text[: mistake.began]))
    if not mistake or place_after(text[: mistake.began])[0] > place[0]:
        return at_place(min(place, end_of(text)), sentence("unclear"))
    return _problem(text, _hidden(text, mistake))


def _hidden(text: str, mistake: MistakeError) -> MistakeError:
    """A mistake, or the character that made it: one that nobody sees, in the indentation or behind a colon."""
    column = place_after(text[: mistake.began])[1]
    hidden = _INDENTATION.match(text, mistake.began - column + 1)
    if hidden:
        cause = "tab" if hidden[1] == "\t" else "unseen"
        return MistakeError(cause, hidden.start(1), number=number_of(hidden[1]))
    behind = text[mistake.began + 1 : mistake.began + 2]
    if mistake.cause == "colon space" and unseen_in(behind):
        return MistakeError("unseen behind colon", mistake.began + 1, number=number_of(behind), **mistake.words)
    return mistake


def _problem(text: str, mistake: MistakeError) -> Problem:
    return at_place(min(place_after(text[: mistake.began]), end_of(text)), sentence(mistake.cause, **mistake.words))


def sentence(cause: str, **words: str) -> str:
    """The message of a mistake."""
    return f"this is not YAML; {CAUSES[cause].format(**words)}".replace("```", "a backquote")
