"""Advice on author text that YAML drops or changes, though it is YAML: a comment, an escape, a list between brackets."""

import re

from ..text.problems import Keys, Place, Problem, place_after, shown

_COMMENT = re.compile(r"[ \t]+(#(?=\w)[^\r\n]*)")
_HASH = re.compile(r"#(?=\w)")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PROSE = re.compile(r"[^\W\d_].* .*[^.?!:;)'\"\]]\Z", re.DOTALL)
_GOES_ON = re.compile(r"(?![A-Z])[^\W\d_][^\s]* .")


def hidden_comments(source: str) -> frozenset[int]:
    """The positions from which a comment may have cut a plain text: before a ` #` without a space behind it."""
    found = set()
    for match in _HASH.finditer(source):
        start = match.start()
        while source[start - 1 : start] in (" ", "\t"):
            start -= 1
        if start < match.start():
            found.add(start)
    return frozenset(found)


def cut_by_comment(source: str, end: int, place: Place, keys: Keys) -> Problem:
    """The advice on a plain text that ends at `end`, at a place, where a comment begins."""
    match = _COMMENT.match(source, end)
    comment = match[1] if match else ""
    place = (place[0], place[1] + (match.start(1) - end if match else 0))
    right = "the text must stand in quotes, or a comment begin with `# `"
    return _advice("yaml-comment", f"YAML takes {shown(comment, 40)} for a comment and drops it; {right}", place, keys)


def changed_by_escape(source: str, start: int, end: int, place: Place, keys: Keys) -> Problem | None:
    """The advice on a text between double quotes in which a backslash between letters makes a line break or a tab."""
    for match in _ESCAPE.finditer(source, start + 1, end - 1):
        before, behind = source[match.start() - 1], source[match.end() : match.end() + 1]
        if match[1] in "ntr" and (before.isalnum() or before in ":\\/.") and behind.islower():
            made = {"n": "a line break", "t": "a tab", "r": "a line break"}[match[1]]
            right = "a backslash must be written `\\\\`, or the text stand in single quotes"
            at = place_after(source[start : match.start()], *place)
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
