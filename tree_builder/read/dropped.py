"""Advice on author text that YAML drops or changes, though it is YAML: a comment, an escape, a list between brackets."""

import re

from ..text.problems import Keys, Place, Problem, place_after, shown

_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")
_HIDDEN = re.compile(r"(?<![ \t])[ \t]++#(?=\w)")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PROSE = re.compile(r"[^\W\d_].* .*[^.?!:;)'\"\]]\Z", re.DOTALL)
_GOES_ON = re.compile(r"(?![A-Z])[^\W\d_][^\s]* .")


def hidden_comments(source: str) -> frozenset[int]:
    """The positions from which a comment may have cut a plain text: before a ` #` without a space behind it."""
    return frozenset(match.start() for match in _HIDDEN.finditer(source))


def cut_by_comment(source: str, end: int, place: Place, keys: Keys) -> Problem:
    """The advice on a plain text that ends at `end`, at a place, where a comment begins."""
    match = _COMMENT.match(source, end)
    assert match
    place = (place[0], place[1] + match.start(1) - end)
    right = "the text must stand in quotes, or a comment begin with `# `"
    return _advice("yaml-comment", f"YAML takes {shown(match[1], 40)} for a comment and drops it; {right}", place, keys)


def changed_by_escape(quoted: str, place: Place, keys: Keys) -> Problem | None:
    """The advice on a text with its double quotes in which a backslash between letters makes a line break or a tab."""
    for match in _ESCAPE.finditer(quoted):
        before, behind = quoted[match.start() - 1], quoted[match.end() : match.end() + 1]
        made = {"n": "a line break", "t": "a tab", "r": "a line break"}.get(match[1])
        if made and (before.isalnum() or before in ":\\/.") and behind.islower():
            right = "a backslash must be written `\\\\`, or the text stand in single quotes"
            at = place_after(quoted[: match.start()], *place)
            return _advice("yaml-escape", f"`{match[0]}` is {made} between double quotes; {right}", at, keys)
    return None


def parted_by_comma(before: object, text: str, place: Place, keys: Keys) -> Problem | None:
    """The advice on an entry between brackets that goes on with the sentence of the entry before it."""
    if isinstance(before, str) and _PROSE.match(before) and _GOES_ON.match(text):
        right = "a text with a comma must stand in quotes, or each entry on a line of its own after a `- `"
        return _advice("yaml-list", f"the comma before {shown(text, 40)} begins another entry; {right}", place, keys)
    return None


def _advice(kind: str, what: str, place: Place, keys: Keys) -> Problem:
    return Problem(what, keys, advice=kind, line=place[0], column=place[1])
