"""The first mistake in a text that is not YAML: a walk over its lines, as the author meant them.

It knows what the parser knows of indentation, and what authors do wrong. In a text that is YAML it finds nothing.
What stands behind a key or a dash is read by `values`.
"""

import re

from ..text.problems import place_after
from .characters import unseen_in
from .lines import BLANK, SPACE, SPACES, STOP, Block, shown_key
from .pieces import BREAK, DOCUMENT_LINE, KEY_LINE, MistakeError
from .values import COLON, ENTRY_MARK, GLUED, Values

_WORD = re.compile(r"[^\s:]+")
_WORDS = re.compile(r"[^ \t\r\n]+")
_UNENDED = re.compile(r" .*[^\s.?!:;)\"'\]}]\s*\Z", re.DOTALL)
_VERSION = re.compile(r"%YAML[ \t]+1\.[0-9]+[ \t]*(?=[\r\n])")
_LONGEST_KEY = 1024


def find_mistake(text: str) -> MistakeError | None:
    """The first mistake in a text, or None where the walk finds none."""
    try:
        _Walk(text).walk()
    except MistakeError as mistake:
        return mistake
    return None


class _Walk(Values):
    def walk(self) -> None:
        while self.at < len(self.text):
            self._read_line()

    def _read_line(self) -> None:
        self.line = self.at
        self._to(SPACES.match(self.text, self.at))
        self.column = self.at - self.line
        blank = BLANK.match(self.text, self.at)
        if blank:
            if self.last == "text" and "#" in blank[0]:
                self.last = "cut"
            self.at = blank.end()
        elif not self.column and (self.text[self.at] == "%" or DOCUMENT_LINE.match(self.text, self.at)):
            self._document_line()
        elif self.last == "text" and self.column > self._parent():
            self._more_text()
        elif self.text[self.at] == "\t" or unseen_in(self.text[self.at]):
            raise MistakeError("tab", self.at)  # or another character: `diagnosis` says which
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
            self._to(SPACE.match(self.text, self.at))
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
        if self.own_line and (glued := GLUED.match(self.text, self.began)):
            return MistakeError("colon space", glued.end() - 1, of=f" of {shown_key(glued[1])}")
        first = _WORDS.findall(self.text, self.began, self.line)
        if self.own_line and (len(first) == 1 or self._is_key(first[0])):
            return MistakeError("no colon", self.began, key=shown_key(first[0]))
        return self._unlike(key, self.blocks[-1] if self.blocks else None)

    # --- entries

    def _entry(self) -> None:
        is_item = self.text[self.at] == "-" and bool(ENTRY_MARK.match(self.text, self.at))
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

    def _entry_of(self, top: Block, is_item: bool, due: bool) -> None:
        if top.is_list and not is_item:
            if len(self.blocks) < 2 or self.blocks[-2].column != self.column:
                raise self._no_dash(top)
            self.blocks.pop()  # the list stood at the indentation of its key
        elif is_item and not top.is_list and not due:
            raise MistakeError("item among keys", self.at)

    def _no_dash(self, top: Block) -> MistakeError:
        """The mistake of a line without a dash at the indentation of a list's items."""
        if self.text[self.at] == "-":
            return MistakeError("dash space", self.at)
        key = self._key_here()
        if key:
            cause = "no dash" if key == top.key else "key among items"
            return MistakeError(cause, self.at, key=shown_key(key))
        unended = self.last in ("text", "cut") and bool(_UNENDED.search(self.text, self.began, self.line))
        goes_on = unended and self.text[self.at].islower() and " " in self._stop_text()
        return MistakeError("continued" if goes_on else "no dash", self.at, whose=self._whose())

    def _stray(self, closed: Block | None, top: Block | None, is_item: bool) -> MistakeError:
        """The mistake of a line that is indented unlike any entry that it could belong to."""
        key = self._key_here()
        if key and not is_item:
            return self._unlike(key, closed if closed and not closed.is_list else top)
        if is_item:
            if self.own_line and place_after(self.text[: self.began])[1] - 1 == self.column:
                return MistakeError("no dash", self.began)
            unlike = closed if closed and closed.is_list else top if top and top.is_list else None
            return self._unlike("", unlike) if unlike else MistakeError("item among keys", self.at)
        return MistakeError("comment" if self.last == "cut" else "continued", self._cut(), whose=self._whose())

    def _cut(self) -> int:
        """Where a text that goes on here was cut by a comment, or where it goes on."""
        if self.last != "cut":
            return self.at
        comment = re.compile(r"(?<=[ \t])#|(?<![^\r\n])#").search(self.text, self.began)
        assert comment
        return comment.start()

    def _unlike(self, key: str, other: Block | None) -> MistakeError:
        """The mistake of two entries that are not indented alike: the first's where no other line has its column."""
        if not other:
            return MistakeError("unclear", self.at)
        if key.startswith("-") or other.key.startswith("-"):  # no key of a tree does
            return MistakeError("dash space", self.at if key.startswith("-") else other.index)
        cause = "indentation of items" if other.is_list else "indentation"
        here = {"one": shown_key(key), "column": str(self.column)}
        there = {"other": shown_key(other.key), "other_column": str(other.column)}
        if self._columns[other.column] == 1 < self._columns[self.column]:
            swapped = {"one": there["other"], "column": there["other_column"]}
            swapped |= {"other": here["one"], "other_column": here["column"]}
            return MistakeError(cause, other.index, **swapped)
        return MistakeError(cause, self.at, **here, **there)

    def _node(self) -> None:
        """What stands behind some indentation: dashes, then a key with its value, or a value."""
        column = self.column
        while mark := ENTRY_MARK.match(self.text, self.at):
            self._open(column, mark[0] == "-")
            self.at = mark.end()
            self._to(SPACE.match(self.text, self.at))
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
        self.blocks.append(Block(column, is_list, index=self.at))

    def _content(self, column: int) -> None:
        start = self.at
        end = self._key_end()
        top = self.blocks[-1] if self.blocks else None
        if end is None:
            if top and top.column == column and not top.is_list:
                raise self._no_key()
            self._value(own_line=True)
            return
        if end - 1 - start > _LONGEST_KEY:
            raise MistakeError("long key", start)
        self._open(column, False)
        self._name_key(self.text[start : end - 1].rstrip(), start)
        self.at = end
        self._to(SPACE.match(self.text, self.at))
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
            colon = None if BREAK.search(self.text, at, end) else COLON.match(self.text, end)
            return colon.end() if colon else None
        stop = STOP.search(self.text, at)
        return stop.end() if stop and stop.lastgroup == "colon" and sign not in set("@`%|>,]}") else None

    def _no_key(self) -> MistakeError:
        """The mistake of a line without a colon where a key must stand."""
        glued = GLUED.match(self.text, self.at)
        if glued:
            return MistakeError("colon space", glued.end() - 1, of=f" of {shown_key(glued[1])}")
        word = _WORD.match(self.text, self.at)
        line = self._stop_text()
        if word and (self._is_key(word[0]) or (word[0] == line and re.fullmatch(r"[\w-]+", line))):
            return MistakeError("no colon", self.at, key=shown_key(word[0]))
        return MistakeError("comment" if self.last == "cut" else "continued", self._cut(), whose=self._whose())

    def _key_here(self) -> str:
        """The key that stands here, or nothing."""
        end = self._key_end()
        return self.text[self.at : end - 1].rstrip() if end else ""
