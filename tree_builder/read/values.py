"""The values in a text that is not YAML: the plain, quoted and long texts and the brackets behind a key or a dash.

`pieces` knows where a quoted text or a pair of brackets ends.
"""

import re

from .lines import BLANK, LINE_END, SPACE, SPACES, Lines, shown_key
from .pieces import BREAK, LINK, PROPERTY, MistakeError, behind_quote, brackets_end, quote_end

ENTRY_MARK = re.compile(r"[-?](?=[ \t\r\n]|\Z)")
COLON = re.compile(r"[ \t]*:(?=[ \t\r\n]|\Z)")
GLUED = re.compile(r"([\w-]+):(?=[^ \t\r\n:/])")
_BEFORE_BRACKET = re.compile(r"([\w./~-]+) ?[\[{]")
_HEADER = re.compile(r"[|>](?:[1-9][+-]?|[+-][1-9]?)?(?=[ \t]*(?:[\r\n]|\Z)|[ \t]+#)")


class Values(Lines):
    """A walk that reads the value that stands next, and raises the mistake in it."""

    def _value(self, own_line: bool) -> None:
        at = self._behind_properties(self.at)
        sign = self.text[at : at + 1]
        self.last, self.began, self.own_line = "done", at, own_line
        if not sign or BLANK.match(self.text, at):
            self.last = "due"
            self._skip_line()
        elif sign in ("'", '"', "[", "{"):
            self.at = self._piece_end(at)
            self._check_rest(at)
        elif sign in "|>":
            self._block_text(at)
        elif sign in set("@`%,]}"):
            raise MistakeError("begins", at, sign=sign)
        elif not own_line and ENTRY_MARK.match(self.text, at):
            raise MistakeError("list behind key", at) if sign == "-" else MistakeError("begins", at, sign="? ")
        else:
            self._plain(at)

    def _plain(self, at: int) -> None:
        self.at = at
        stop = self._stop()
        if stop.lastgroup == "colon":
            raise self._colon(stop.start())
        self.last = "cut" if stop.lastgroup else "text"
        self._skip_line()

    def _colon(self, colon: int) -> MistakeError:
        """The mistake of a second colon in a line."""
        top = self.blocks[-1] if self.blocks else None
        if top and (glued := GLUED.match(top.key)):
            return MistakeError("colon space", top.index + len(glued[1]), of=f" of {shown_key(glued[1])}")
        if top and (key := _BEFORE_BRACKET.match(top.key)):
            return MistakeError("no colon", top.index, key=shown_key(key[1]))
        return MistakeError("colon", colon, whose=self._whose())

    def _piece_end(self, at: int) -> int:
        if self.text[at] in ("'", '"'):
            return quote_end(self.text, at)
        return brackets_end(self.text, at, len(self.blocks), self.column)

    def _check_rest(self, at: int) -> None:
        """Behind a quoted text or brackets the line must end."""
        sign = self.text[at]
        end = self.at
        if self._skip_blank():
            return
        self._to(SPACE.match(self.text, self.at))
        if LINK.match(self.text, at) and self.text[end] == "(":
            raise MistakeError("link", at)
        if sign in ("[", "{"):
            raise MistakeError("begins", at, sign=sign)
        if COLON.match(self.text, self.at) and not BREAK.search(self.text, at, end):
            raise MistakeError("colon", self.at, whose=self._whose())
        raise behind_quote(self.text, at, end)

    def _block_text(self, at: int) -> None:
        """Skip a text behind `|` or `>`: all lines that are indented as its first one."""
        header = _HEADER.match(self.text, at)
        if not header:
            raise MistakeError("begins", at, sign=self.text[at])
        self._skip_line()
        least, first = max(self._parent(), 0) + 1, True
        while self.at < len(self.text):
            spaces = SPACES.match(self.text, self.at)
            indented = (spaces.end() if spaces else self.at) - self.at
            blank = LINE_END.match(self.text, self.at + indented)
            if first and not header[0].strip("|>+-"):
                least = max(least, indented)
            first = first and bool(blank)
            if not blank and indented < least:
                return
            self._skip_line()

    def _behind_properties(self, at: int) -> int:
        """The position after anchors, tags and an alias."""
        while self.text[at : at + 1] in ("&", "*", "!"):
            end = at
            while end < len(self.text) and self.text[end] not in " \t\r\n":
                end += 1
            if not PROPERTY.match(self.text[at:end]):
                link = LINK.match(self.text, at)
                raise MistakeError("image", at) if link else MistakeError("begins", at, sign=self.text[at])
            space = SPACE.match(self.text, end)
            if self.text[at] == "*" and not BLANK.match(self.text, end) and not COLON.match(self.text, end):
                raise MistakeError("begins", at, sign="*")
            at = space.end() if space else end
        return at
