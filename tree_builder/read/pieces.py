"""Where a quoted text or a pair of brackets ends, and what an author did wrong in one.

The rules are those of the YAML parser, libyaml, as far as they tell what is wrong. A mistake is named by its cause;
`diagnosis` has the words.
"""

import re
from dataclasses import dataclass

# The format nests eight deep. Far deeper nesting would crash the C parser, so it is refused while it is being read.
DEEPEST = 40

DOCUMENT_LINE = re.compile(r"(?<![^\r\n])(?:---|\.\.\.)(?=[ \t\r\n]|\Z)")
LINK = re.compile(r"!?\[[^\[\]\r\n]*\]\(")
KEY_LINE = re.compile(r"[\w./~-]+[ \t]*:(?=[ \t\r\n]|\Z)|-(?=[ \t])")
BREAK = re.compile(r"[\r\n]")

_DOUBLE = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_SINGLE = re.compile(r"'(?:[^']++|'')*+'")
_NUMBER = "x[0-9A-Fa-f]{2}|u(?![dD][89a-fA-F])[0-9A-Fa-f]{4}|U(?:000[0-9A-Fa-f]|0010)[0-9A-Fa-f]{4}"
_ESCAPE = re.compile(rf'\\(?:([0abt\tnvfre "/\\N_LP\r\n]|{_NUMBER})|.)', re.DOTALL)
_TOKEN = re.compile(
    r"(?P<space>[ \t]+)|(?P<line>[\r\n]+)|(?P<comment>#[^\r\n]*)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)"
    r"|(?P<colon>:)|(?P<mark>[-?](?=[ \t\r\n]))|(?P<quote>[\"'])|(?P<text>(?:[^\s,\[\]{}:]|:(?![\s,\[\]{}?]|\Z)|[^\S \t\r\n])+)"
)
_MORE_TEXT = re.compile(r"(?:[^ \t\r\n,\[\]{}:]|:(?![ \t\r\n,\[\]{}?]|\Z))+")
_CLOSING = {"[": "]", "{": "}"}


class MistakeError(Exception):
    """What an author did wrong: its cause, the position where it began, and words to tell it."""

    def __init__(self, cause: str, began: int, /, **words: str) -> None:
        super().__init__(cause)
        self.cause = cause
        self.began = began
        self.words = words


def quote_end(text: str, at: int) -> int:
    """The position after the quoted text that begins at `at`."""
    match = (_DOUBLE if text[at] == '"' else _SINGLE).match(text, at)
    line = DOCUMENT_LINE.search(text, at, match.end() if match else len(text))
    end = line.start() if line else match.end() if match else len(text)
    if text[at] == '"':
        _check_escapes(text, at, end)
    if line or not match:
        raise MistakeError("open quote", at)
    return end


def _check_escapes(text: str, at: int, end: int) -> None:
    for escape in _ESCAPE.finditer(text, at, end):
        if escape[1] is None and escape.end() < end:
            if BREAK.search(text, at, escape.start()) and KEY_LINE.search(text, at, escape.start()):
                raise MistakeError("open quote", at)
            cause = "escape number" if escape[0][1] in "xuU" else "escape"
            raise MistakeError(cause, escape.start(), escape=escape[0])


def behind_quote(text: str, at: int, end: int) -> MistakeError:
    """The mistake of a text that goes on behind its closing quote: it begins at `at`, and the quote ends at `end`."""
    if BREAK.search(text, at, end):
        return MistakeError("open quote", at)
    if not text[end].isalnum() and not text[end - 2].isspace():
        return MistakeError("quoted word", at)
    return MistakeError("inner quote" if text[at] == '"' else "apostrophe", end - 1)


@dataclass(slots=True)
class _Open:
    """A bracket that is open, and what its present entry has so far."""

    sign: str
    index: int
    pair: bool = False  # in a list: the entry is a mapping of one key, a level of its own
    colon: bool = False
    begun: int = 0  # where the entry began, or 0, where at best the bracket itself stands
    broken: bool = False  # a line ended since then
    last: str = ""  # what was read last: text, quote, brackets, alias, or nothing

    def next_entry(self) -> None:
        """Forget what the entry before had."""
        self.pair = self.colon = self.broken = False
        self.begun, self.last = 0, ""


def brackets_end(text: str, at: int, depth: int, indentation: int) -> int:
    """The position after the brackets that open at `at`, at a depth of levels, in a line with some indentation."""
    return _Brackets(text, depth, indentation).end(at)


class _Brackets:
    quote: int  # where the last quoted text began
    brackets: int  # where the last brackets opened that were closed

    def __init__(self, text: str, depth: int, indentation: int) -> None:
        self.text = text
        self.depth = depth
        self.indentation = indentation
        self.open: list[_Open] = []
        self.unclosed: _Open | None = None  # the bracket that was open where the next key or item of the tree began
        self.comment: int | None = None  # where a comment without a space hides what may be the end

    def end(self, at: int) -> int:
        while token := _TOKEN.match(self.text, at):
            inner = self.open[-1] if self.open else None
            kind = str(token.lastgroup)
            if inner and inner.last == "text" and kind in ("quote", "mark", "text"):
                token = _MORE_TEXT.match(self.text, at) or token
                kind = "more"
            at = getattr(self, f"_{kind}")(at, token.end())
            if not self.open:
                return at
        raise self._not_closed()

    def _space(self, at: int, end: int) -> int:
        return end

    _more = _space

    def _comment(self, at: int, end: int) -> int:
        if self.comment is None and self.text[at + 1 : at + 2].isalnum():
            self.comment = at
        return end

    def _line(self, at: int, end: int) -> int:
        self.open[-1].broken = True
        content = end
        while self.text[content : content + 1] == " ":
            content += 1
        if DOCUMENT_LINE.match(self.text, end):
            raise self._not_closed()
        if not self.unclosed and content - end <= self.indentation and KEY_LINE.match(self.text, content):
            self.unclosed = self.open[-1]
        return content

    def _open(self, at: int, end: int) -> int:
        if self.open:
            self._begin(at, self.text[at])
        self._deeper(at)
        self.open.append(_Open(self.text[at], at))
        return end

    def _close(self, at: int, end: int) -> int:
        inner = self.open[-1]
        if self.text[at] != _CLOSING[inner.sign]:
            raise self._mistake("other bracket", inner.index, sign=inner.sign, close=self.text[at])
        self.open.pop()
        self.depth -= 1 + inner.pair
        self.brackets = inner.index
        if self.open:
            self.open[-1].last = "brackets"
        return end

    def _comma(self, at: int, end: int) -> int:
        inner = self.open[-1]
        if not inner.begun:
            raise self._mistake("comma alone", at)
        self.depth -= inner.pair
        inner.next_entry()
        return end

    def _colon(self, at: int, end: int) -> int:
        inner = self.open[-1]
        if inner.last == "text" and self.text[end : end + 1] in set(",[]{}?"):
            raise self._mistake("colon space", at, of="")
        if inner.colon or (inner.broken and inner.begun):
            raise self._mistake("colon", at, whose="a text")
        if inner.sign == "[":
            self._deeper(inner.begun or at)
            inner.pair = True
        inner.begun = inner.begun or at
        inner.colon, inner.last = True, ""
        return end

    def _mark(self, at: int, end: int) -> int:
        if self.text[at] == "-":
            raise self._mistake("begins", at, sign="- ")
        return end

    def _quote(self, at: int, end: int) -> int:
        self._begin(at, self.text[at])
        self.quote = at
        self.open[-1].last = "quote"
        return quote_end(self.text, at)

    def _text(self, at: int, end: int) -> int:
        self._begin(at, "")
        if self.text[at] in "@`%|>":
            raise self._mistake("begins", at, sign=self.text[at])
        if self.text[at] in "&*!":
            return self._property(at, end)
        self.open[-1].last = "text"
        return end

    def _property(self, at: int, end: int) -> int:
        """An alias, an anchor or a tag; the first is a value, the others stand before one."""
        if not PROPERTY.match(self.text[at:end]):
            raise self._mistake("begins", at, sign=self.text[at])
        if self.text[at] == "*":
            self.open[-1].last = "alias"
        return end

    def _begin(self, at: int, sign: str) -> None:
        """Begin a value, or go on with an entry where none may stand."""
        inner = self.open[-1]
        if inner.last:
            raise self._no_comma(inner, at, sign)
        if not inner.begun:
            inner.begun, inner.broken = at, False

    def _no_comma(self, inner: _Open, at: int, sign: str) -> MistakeError:
        if LINK.match(self.text, at) or (inner.last == "brackets" and self.text[at] == "("):
            return self._mistake("link in brackets", self.brackets if self.text[at] == "(" else at)
        if inner.last == "text":
            return self._mistake("bracket in text", at, sign=sign)
        if inner.last == "quote" and not sign:
            found = behind_quote(self.text, self.quote, len(self.text[:at].rstrip(" \t\r\n")))
            return self._mistake(found.cause, found.began)
        return self._mistake("no comma", at)

    def _deeper(self, at: int) -> None:
        if self.depth >= DEEPEST:
            raise MistakeError("too deep", at)
        self.depth += 1

    def _mistake(self, cause: str, began: int, /, **words: str) -> MistakeError:
        """A mistake; but where a bracket was open when the next key of the tree began, that one."""
        return self._not_closed() if self.unclosed else MistakeError(cause, began, **words)

    def _not_closed(self) -> MistakeError:
        if self.comment is not None:
            return MistakeError("comment", self.comment)
        inner = self.unclosed or self.open[-1]
        return MistakeError("open bracket", inner.index, sign=inner.sign, close=_CLOSING[inner.sign])


PROPERTY = re.compile(r"[&*][\w-]+\Z|!<[^<>\s]+>\Z|!{1,2}(?!\w*!)[\w\-;/?:@&=+$,.!~*'()%]*\Z", re.ASCII)
