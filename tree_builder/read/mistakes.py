"""The first mistake in a text that is not YAML: a walk over its lines, as the author meant them.

It knows what the parser knows of indentation, and what authors do wrong. In a text that is YAML it finds nothing.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from .characters import number_of, unseen_in
from .pieces import (
    BREAK,
    DEEPEST,
    DOCUMENT_LINE,
    KEY_LINE,
    LINK,
    PROPERTY,
    MistakeError,
    behind_quote,
    brackets_end,
    quote_end,
)

_BLANK = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|[\r\n]|\Z)")
_LINE_END = re.compile(r"\r\n|[\r\n]|\Z")
_MARK = re.compile(r"[-?](?=[ \t\r\n]|\Z)")
_SPACE = re.compile(r"[ \t]*")
_SPACES = re.compile(r" *")
_COLON = re.compile(r"[ \t]*:(?=[ \t\r\n]|\Z)")
_STOP = re.compile(r"(?P<colon>:)(?=[ \t\r\n]|\Z)|(?P<comment>[ \t]#)|[\r\n]|\Z")
_WORD = re.compile(r"[^\s:]+")
_UNENDED = re.compile(r" .*[^\s.?!:;)\"'\]}]\s*\Z", re.DOTALL)
_BEFORE_BRACKET = re.compile(r"([\w./~-]+) ?[\[{]")
_GLUED = re.compile(r"([\w-]+):(?=[^ \t\r\n:/])")
_HEADER = re.compile(r"[|>](?:[1-9][+-]?|[+-][1-9]?)?(?=[ \t]*(?:[\r\n]|\Z)|[ \t]+#)")
_VERSION = re.compile(r"%YAML[ \t]+1\.[0-9]+[ \t]*(?=[\r\n])")
_LONGEST_KEY = 1024


@dataclass(slots=True)
class _Block:
    """A mapping or a list of which the entries stand on lines of their own."""

    column: int
    is_list: bool
    key: str = ""  # the last key of a mapping, or the first one of the first entry of a list
    index: int = 0  # where that key stands


def find_mistake(text: str) -> MistakeError | None:
    """The first mistake in a text, or None where the walk finds none."""
    try:
        _Walk(text).walk()
    except MistakeError as mistake:
        return mistake
    return None


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 0  # where the line begins
        self.column = 0
        self.blocks: list[_Block] = []
        # What came last: nothing yet; a key or a dash whose value is due; a plain text that may go on; one that a
        # comment has cut; any other value.
        self.last = "start"
        self.began = 0  # where the plain text began
        self.own_line = False  # it began on a line of its own

    def walk(self) -> None:
        while self.at < len(self.text):
            self._read_line()

    def _read_line(self) -> None:
        self.line = self.at
        self._to(_SPACES.match(self.text, self.at))
        self.column = self.at - self.line
        blank = _BLANK.match(self.text, self.at)
        if blank:
            if self.last == "text" and "#" in blank[0]:
                self.last = "cut"
            self.at = blank.end()
        elif not self.column and (self.text[self.at] == "%" or DOCUMENT_LINE.match(self.text, self.at)):
            self._document_line()
        elif self.last == "text" and self.column > self._parent():
            self._more_text()
        elif self.text[self.at] == "\t":
            raise MistakeError("tab", self.at)
        elif hidden := unseen_in(self.text[self.at]):
            raise MistakeError("unseen", self.at, number=number_of(hidden[0]))
        else:
            self._entry()

    # --- lines that are no entries

    def _document_line(self) -> None:
        if self.text[self.at] == "%":
            if self.last != "start" or not _VERSION.match(self.text, self.at):
                raise MistakeError("directive", self.at)
            self._skip_line()
        elif self.text.startswith("---", self.at):
            if self.last != "start":
                self.at = len(self.text)  # a second document, which `document` reports
                return
            self.at += 3
            self._to(_SPACE.match(self.text, self.at))
            if not self._skip_blank():
                self._value(own_line=True)
        else:
            self._end()

    def _end(self) -> None:
        """After the line `...` nothing may stand."""
        self._skip_line()
        while self.at < len(self.text) and self._skip_blank():
            pass
        if self.at < len(self.text) and not DOCUMENT_LINE.match(self.text, self.at):
            raise MistakeError("after the end", self.at)
        self.at = len(self.text)

    def _more_text(self) -> None:
        stop = self._stop()
        if stop.lastgroup == "colon":
            raise self._colon_in_more(stop.start())
        self.last = "cut" if stop.lastgroup else "text"
        self._skip_line()

    def _colon_in_more(self, colon: int) -> MistakeError:
        """The mistake of a text whose further lines have a key in them."""
        key = self.text[self.at : colon].rstrip()
        if not KEY_LINE.match(self.text, self.at):
            return MistakeError("colon", colon, whose=self._whose())
        if self.own_line and (glued := _GLUED.match(self.text, self.began)):
            return MistakeError("colon space", glued.end() - 1, self.at, of=f" of {_name(glued[1])}")
        first = self.text[self.began : self.line].split()
        if self.own_line and (len(first) == 1 or self._is_key(first[0])):
            return MistakeError("no colon", self.began, self.at, key=_name(first[0]))
        return self._unlike(key, self.blocks[-1] if self.blocks else None)

    # --- entries

    def _entry(self) -> None:
        is_item = self.text[self.at] == "-" and bool(_MARK.match(self.text, self.at))
        closed = None
        while self.blocks and self.blocks[-1].column > self.column:
            closed = self.blocks.pop()
        top = self.blocks[-1] if self.blocks else None
        due = self.last == "due" and not closed
        if top and top.column == self.column:
            self._entry_of(top, is_item, due)
        elif (top and not due) or (not top and self.last != "start"):
            raise self._stray(closed, top, is_item)
        self._node()

    def _entry_of(self, top: _Block, is_item: bool, due: bool) -> None:
        if top.is_list and not is_item:
            if len(self.blocks) < 2 or self.blocks[-2].column != self.column:
                raise self._no_dash(top)
            self.blocks.pop()  # the list stood at the indentation of its key
        elif is_item and not top.is_list and not due:
            raise MistakeError("item among keys", self.at)

    def _no_dash(self, top: _Block) -> MistakeError:
        """The mistake of a line without a dash at the indentation of a list's items."""
        key = self._key_here()
        if key:
            cause = "no dash" if key == top.key else "key among items"
            return MistakeError(cause, self.at, key=_name(key))
        if self.text[self.at] == "-":
            return MistakeError("dash space", self.at)
        unended = self.last in ("text", "cut") and bool(_UNENDED.search(self.text, self.began, self.line))
        goes_on = unended and self.text[self.at].islower() and " " in self._stop_text()
        return MistakeError("continued" if goes_on else "no dash", self.at, whose=self._whose())

    def _stray(self, closed: _Block | None, top: _Block | None, is_item: bool) -> MistakeError:
        """The mistake of a line that is indented unlike any entry that it could belong to."""
        key = self._key_here()
        if key and not is_item:
            return self._unlike(key, closed if closed and not closed.is_list else top)
        if is_item:
            if self.own_line and self.began - self._line_of(self.began) == self.column:
                return MistakeError("no dash", self.began, self.at)
            unlike = closed if closed and closed.is_list else top if top and top.is_list else None
            return self._unlike("", unlike) if unlike else MistakeError("item among keys", self.at)
        return MistakeError("comment" if self.last == "cut" else "continued", *self._cut(), whose=self._whose())

    def _cut(self) -> tuple[int, int]:
        """Where a text that goes on here was cut by a comment, or where it goes on."""
        if self.last != "cut":
            return self.at, self.at
        comment = re.compile(r"(?<=[ \t])#|(?<![^\r\n])#").search(self.text, self.began, self.at)
        return comment.start() if comment else self.at, self.at

    def _unlike(self, key: str, other: _Block | None) -> MistakeError:
        """The mistake of two entries that are not indented alike: the first's where no other line has its column."""
        if not other:
            return MistakeError("unclear", self.at)
        cause = "indentation of items" if other.is_list else "indentation"
        here = {"one": _name(key), "column": str(self.column)}
        there = {"other": _name(other.key), "other_column": str(other.column)}
        if self._columns[other.column] == 1 < self._columns[self.column]:
            swapped = {"one": there["other"], "column": there["other_column"]}
            swapped |= {"other": here["one"], "other_column": here["column"]}
            return MistakeError(cause, other.index, self.at, **swapped)
        return MistakeError(cause, self.at, **here, **there)

    def _node(self) -> None:
        """What stands behind some indentation: dashes, then a key with its value, or a value."""
        column = self.column
        while mark := _MARK.match(self.text, self.at):
            self._open(column, mark[0] == "-")
            self.at = mark.end()
            self._to(_SPACE.match(self.text, self.at))
            self.last = "due"
            if self._skip_blank():
                return
            column = self.at - self.line
        self._content(column)

    def _open(self, column: int, is_list: bool) -> None:
        """Begin a mapping or a list at a column, where it is not open already."""
        top = self.blocks[-1] if self.blocks else None
        if top and top.column == column and top.is_list == is_list:
            return
        if len(self.blocks) >= DEEPEST:
            raise MistakeError("too deep", self.at)
        self.blocks.append(_Block(column, is_list, index=self.at))

    def _content(self, column: int) -> None:
        start = self.at
        end = self._key_end()
        top = self.blocks[-1] if self.blocks else None
        if end is None:
            if top and top.column == column and not top.is_list:
                raise self._no_key()
            self._value(own_line=True)
            return
        if end - start > _LONGEST_KEY:
            raise MistakeError("long key", start)
        self._open(column, False)
        self._name_key(self.text[start : end - 1].rstrip(), start)
        self.at = end
        self._to(_SPACE.match(self.text, self.at))
        self.last = "due"
        if not self._skip_blank():
            self._value(own_line=False)

    def _name_key(self, key: str, index: int) -> None:
        self.blocks[-1].key, self.blocks[-1].index = key, index
        if len(self.blocks) > 1 and self.blocks[-2].is_list and not self.blocks[-2].key:
            self.blocks[-2].key = key

    def _key_end(self) -> int | None:
        """The position after the colon of the key that stands here, or None where none does."""
        at = self._behind_properties(self.at)
        sign = self.text[at : at + 1]
        if sign in ("'", '"', "[", "{"):
            end = self._piece_end(at)
            colon = None if BREAK.search(self.text, at, end) else _COLON.match(self.text, end)
            return colon.end() if colon else None
        if sign == ":" and _COLON.match(self.text, at):
            return at + 1
        stop = _STOP.search(self.text, at)
        return stop.end() if stop and stop.lastgroup == "colon" and sign not in set("@`%|>,]}") else None

    def _no_key(self) -> MistakeError:
        """The mistake of a line without a colon where a key must stand."""
        glued = _GLUED.match(self.text, self.at)
        if glued:
            return MistakeError("colon space", glued.end() - 1, self.at, of=f" of {_name(glued[1])}")
        word = _WORD.match(self.text, self.at)
        line = self._stop_text()
        if word and (self._is_key(word[0]) or (word[0] == line and re.fullmatch(r"[\w-]+", line))):
            return MistakeError("no colon", self.at, key=_name(word[0]))
        return MistakeError("comment" if self.last == "cut" else "continued", *self._cut(), whose=self._whose())

    # --- values

    def _value(self, own_line: bool) -> None:
        at = self._behind_properties(self.at)
        sign = self.text[at : at + 1]
        self.last = "due"
        if not sign or _BLANK.match(self.text, at):
            self._skip_line()
        elif sign in ("'", '"', "[", "{"):
            self.at = self._piece_end(at)
            self._check_rest(at)
        elif sign in "|>":
            self._block_text(at, own_line)
        elif sign in set("@`%,]}"):
            raise MistakeError("begins", at, sign=sign)
        elif not own_line and _MARK.match(self.text, at):
            raise MistakeError("list behind key", at) if sign == "-" else MistakeError("begins", at, sign="? ")
        else:
            self._plain(at, own_line)

    def _plain(self, at: int, own_line: bool) -> None:
        self.began, self.own_line, self.at = at, own_line, at
        stop = self._stop()
        if stop.lastgroup == "colon":
            raise self._colon(stop.start())
        self.last = "cut" if stop.lastgroup else "text"
        self._skip_line()

    def _colon(self, colon: int) -> MistakeError:
        """The mistake of a second colon in a line."""
        top = self.blocks[-1] if self.blocks and not self.own_line else _Block(0, False)
        if glued := _GLUED.match(top.key):
            return MistakeError("colon space", top.index + len(glued[1]), of=f" of {_name(glued[1])}")
        if key := _BEFORE_BRACKET.match(top.key):
            return MistakeError("no colon", top.index, key=_name(key[1]))
        return MistakeError("colon", colon, whose=self._whose())

    def _piece_end(self, at: int) -> int:
        if self.text[at] in "'\"":
            return quote_end(self.text, at)
        return brackets_end(self.text, at, len(self.blocks), self.column)

    def _check_rest(self, at: int) -> None:
        """Behind a quoted text or brackets the line must end."""
        self.last = "done"
        sign = self.text[at]
        end = self.at
        if self._skip_blank():
            return
        self._to(_SPACE.match(self.text, self.at))
        if LINK.match(self.text, at) and self.text[end] == "(":
            raise MistakeError("link", at)
        if sign in "[{":
            raise MistakeError("begins", at, end, sign=sign)
        if _COLON.match(self.text, self.at) and not BREAK.search(self.text, at, end):
            raise MistakeError("colon", self.at, whose=self._whose())
        raise behind_quote(self.text, at, end)

    def _block_text(self, at: int, own_line: bool) -> None:
        """Skip a text behind `|` or `>`: all lines that are indented as its first one."""
        header = _HEADER.match(self.text, at)
        if not header:
            raise MistakeError("begins", at, sign=self.text[at])
        self.last, self.began, self.own_line = "done", at, own_line
        self._skip_line()
        least, first = self._parent() + 1, True
        while self.at < len(self.text):
            spaces = _SPACES.match(self.text, self.at)
            indented = (spaces.end() if spaces else self.at) - self.at
            blank = _LINE_END.match(self.text, self.at + indented)
            if first and (blank or indented >= least) and not header[0].strip("|>+-"):
                least = max(least, indented)
            first = first and bool(blank)
            if not blank and indented < least:
                return
            if not indented and DOCUMENT_LINE.match(self.text, self.at):
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
            space = _SPACE.match(self.text, end)
            if self.text[at] == "*" and not _BLANK.match(self.text, end) and not _COLON.match(self.text, end):
                raise MistakeError("begins", at, sign="*")
            at = space.end() if space else end
        return at

    # --- where the walk is

    def _line_of(self, at: int) -> int:
        """Where the line of a position begins."""
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def _parent(self) -> int:
        """The column of the innermost entry: what belongs to it must stand deeper."""
        return self.blocks[-1].column if self.blocks else -1

    def _whose(self) -> str:
        """What a message calls the text that stands here: that of the last key."""
        key = next((_name(block.key) for block in reversed(self.blocks) if not block.is_list), "")
        return f"the text of {key}" if key else "a text"

    def _key_here(self) -> str:
        """The key that stands here, or nothing."""
        end = self._key_end()
        return self.text[self.at : end - 1].rstrip() if end else ""

    def _is_key(self, word: str) -> bool:
        """Whether a word is a key anywhere in the text."""
        before = r"(?:(?<![^\r\n])[ -]*|[{,] ?)"
        return bool(re.search(rf"{before}{re.escape(word)}[ \t]*:(?=\s|\Z)", self.text))

    @cached_property
    def _columns(self) -> Counter[int]:
        """How many lines begin at each column."""
        return Counter(len(spaces) for spaces in re.findall(r"(?<![^\r\n]) *(?=[^\s#])", self.text))

    def _stop(self) -> re.Match[str]:
        """Where a plain text ends in this line: before a colon, a comment or the line's end."""
        stop = _STOP.search(self.text, self.at)
        assert stop
        return stop

    def _stop_text(self) -> str:
        return self.text[self.at : self._stop().start()].strip()

    def _to(self, match: re.Match[str] | None) -> None:
        self.at = match.end() if match else self.at

    def _skip_line(self) -> None:
        self._to(_LINE_END.search(self.text, self.at))

    def _skip_blank(self) -> bool:
        """Go to the next line, where nothing but a comment is left of this one."""
        blank = _BLANK.match(self.text, self.at)
        self._to(blank)
        return bool(blank)


def _name(key: str) -> str:
    return f"`{key.strip(chr(39) + chr(34))[:80]}`" if key else "an item"
