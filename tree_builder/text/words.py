"""The words and signs of a text, in the one form in which a quotation is compared with its article.

What counts and what does not is stated in `proof`; this module carries it out. It knows text and nothing of articles:
what a reader sees of a page of HTML or Markdown is `proof.seen`'s.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

ELISION = "[…]"

# Marks of our own in a text, of characters that no text from outside keeps: before each character of a super- or a
# subscript, before a word that a quotation may leave out, between paragraphs, and before the items of a list.
SUPER, SUB, OPTIONAL = "\ufdd0", "\ufdd1", "\ufdd2"
BREAK, ITEM = "\u2029", "\u2028"

_OUR_MARKS = re.compile(f"[{SUPER}{SUB}{OPTIONAL}{BREAK}{ITEM}]")
_SOFT_HYPHEN_AT_LINE_END = re.compile("\u00ad[ \t]*\r?\n[ \t]*")
# Tag characters are not among them: they spell words that nobody sees.
_NO_WIDTH = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
_DROPPED = re.compile(f"[{_NO_WIDTH}]+")
_SPACES = re.compile(rf"[^\S\n{BREAK}{ITEM}]+")
_LONG_DASH = re.compile("-{2,}(?!>)")
_MINUS_IN_WORD = re.compile(r"(?<=[^\W\d_])−(?=\w)")
_ORDINAL = re.compile("(?<=[0-9])(?:" + "|".join(f"{SUPER}{a}{SUPER}{b}" for a, b in ("st", "nd", "rd", "th")) + ")")
_SAME = (
    dict.fromkeys("’‘‛ʼ＇´", "'")
    | dict.fromkeys("‐‑‒–⁃﹣－", "-")
    | dict.fromkeys("―⸺⸻﹘", "—")
    | {"〜": "~", "\r": "\n"}
)
_KEPT_FORMS = ("<fraction>", "<circle>")

# `\w` holds no marks, without which a word of Hindi or a letter with a rare accent would fall apart.
_MARK_BLOCKS = (range(0x300, 0x2100), range(0x3000, 0x3100), range(0xA000, 0xB000), range(0xFB00, 0xFE30))
_MARKS = "".join(chr(n) for block in _MARK_BLOCKS for n in block if unicodedata.category(chr(n)).startswith("M"))
_NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = rf"(?:[^\W_{_NO_SPACES}][{_MARKS}]*|[{SUPER}{SUB}].)+"
_JOIN = r"(?:'|-(?!(?<=\d-)\d)|(?<=\d)[.,:_·٫٬](?=\d)|(?<=\d)\.(?=[xX]\b))"
_TOKEN = re.compile(
    rf"(?P<word>[{_NO_SPACES}][{_MARKS}]*"
    rf"|(?:(?<![\w.])\.(?=\d))?{_RUN}(?:{_JOIN}{_RUN})*(?:(?<=[^\W\d])[+#]+(?![^\W_]))?)"
    r"|(?P<arrow>[-=]+>)"
    r"|(?P<sign>\S)"
)
_FRACTIONS = "¼-¾⅐-⅞"
_DIGIT = re.compile(rf"[\d{_FRACTIONS}]")
_CURRENCY = "$¢£¤¥\u20a0-\u20cf"
_FIGURE_AHEAD = re.compile(rf"([ \n]*)[{_CURRENCY}~≈]?[ \n]?\.?\d")
_FIGURE_BEHIND = re.compile(rf"[\d{_FRACTIONS}%‰°{_CURRENCY}]")
_SIGNS = set("%‰‱٪&/@§′‴")  # punctuation to Unicode, and yet they give a figure its meaning
_NO_SIGN = re.compile("[`¨¯¸|\u2500-\u259f■□▪▫▶►●○◆◇◦▸▹◾◽⬛⬜]")  # frames of tables, marks of lists
_TO_RAISE = re.compile("[^\\s′″‴°]")
_MINUS = "−"
_DASH = "–"  # in the comparison: a dash that is no sign, before a figure

# A number in brackets or a superscript one behind a word is a footnote mark; behind a unit it is not.
_LONG_WORD = r"[^\W\d_]{4}"
_NOTE = re.compile(
    rf"(?:(?<={_LONG_WORD})|(?<=[.,;:!?\"'”’]))(?:\[\^?[0-9]{{1,3}}\]|(?:{SUPER}[0-9])+(?![{SUPER}{SUB}]))"
)
_NOTE_OF_NAME = re.compile(r"\[\^[^\[\]\s]+\]")
_MARKED = re.compile(OPTIONAL)
_BROKEN = re.compile("- ?\n ?")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign of a text, from `start` to `end` in its normal form.

    A quotation may leave an `optional` one out. `joined` are the words that it may make together with the next one,
    where a line of the text ends between them.
    """

    text: str
    start: int
    end: int
    optional: bool = False
    joined: tuple[str, ...] = ()

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a figure, and not just a sign."""
        return any(map(str.isalnum, self.text))

    @property
    def is_figure(self) -> bool:
        """Whether it holds a digit."""
        return bool(_DIGIT.search(self.text))


def stretches_of(quote: str) -> list[list[str]]:
    """The words of each stretch of a quotation, between its elisions `[…]`. A mark at either end elides nothing."""
    return [[token.text for token in tokens if token.is_word] for _, tokens in parts_of(quote)]


def parts_of(quote: str) -> list[tuple[str, list[Token]]]:
    """The normal form and the tokens of each stretch of a quotation, as `stretches_of` parts it."""
    normal = [normalised(unmarked(part)) for part in quote.split(ELISION)]
    parts = [(text, tokens_of(text)) for text in normal]
    while len(parts) > 1 and not parts[0][1]:
        del parts[0]
    while len(parts) > 1 and not parts[-1][1]:
        del parts[-1]
    return parts


def unmarked(text: str) -> str:
    """A text from outside, without the characters that are marks of our own."""
    return _OUR_MARKS.sub(" ", text)


def normalised(text: str) -> str:
    """A text in the form in which texts are compared: one form for characters that differ in shape only."""
    text = _DROPPED.sub("", _SOFT_HYPHEN_AT_LINE_END.sub("", text.replace("\r\n", "\n")))
    text = unicodedata.normalize("NFC", text.translate(_FORMS))
    text = _MINUS_IN_WORD.sub("-", _LONG_DASH.sub("—", _SPACES.sub(" ", text)))
    return _ORDINAL.sub(lambda ordinal: ordinal[0].replace(SUPER, ""), text)


class _Forms(dict[int, str]):
    """The normal form of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        form = self[code] = _form(chr(code))
        return form


def _form(character: str) -> str:
    """Unicode's NFKC, but for what gives a figure its meaning: super- and subscripts are marked, fractions stay."""
    if character in _SAME:
        return _SAME[character]
    kind, *codes = unicodedata.decomposition(character).split() or [""]
    if not kind or kind in _KEPT_FORMS or "\u2460" <= character <= "\u24ff":
        return character
    if not kind.startswith("<"):
        codes = [kind, *codes]
    form = "".join(_form(chr(int(code, 16))) for code in codes)
    if kind in ("<super>", "<sub>"):
        return raised(form, SUPER if kind == "<super>" else SUB)
    return form


_FORMS = _Forms()


def raised(text: str, mark: str) -> str:
    """A text with a mark, SUPER or SUB, before each character that can be seen; without a mark, as it is.

    Primes and degrees have none: they look the same raised or not.
    """
    if not mark:
        return text
    return _TO_RAISE.sub(lambda character: mark + character[0], text.replace(_MINUS, "-"))


def tokens_of(normal: str) -> list[Token]:
    """The words and the signs that count of a text in its normal form, in order."""
    optional = _optional(normal)
    tokens = [replace(token, optional=True) if token.start in optional else token for token in _all(normal)]
    for n in range(len(tokens) - 1):
        tokens[n] = _with_joined(tokens[n], tokens[n + 1], normal)
    return tokens


def _all(normal: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(normal):
        start, end = match.span()
        if match["word"]:
            yield from _word(normal, start, end)
        elif match["arrow"] or (sign := _sign(normal, start)) is None:
            yield Token(match[0], start, end)
        elif sign:
            yield Token(sign, start, end)


def _word(normal: str, start: int, end: int) -> Iterator[Token]:
    """A word; a footnote mark that stands right behind it is a token of its own."""
    note = _NOTE.search(normal, start, end)
    if note and note.start() > start and note.end() == end:
        yield Token(normal[start : note.start()], start, note.start())
        start = note.start()
    yield Token(normal[start:end], start, end)


def _sign(text: str, at: int) -> str | None:
    """The sign at a place as it is compared; empty where it counts for nothing, None where it stands for itself."""
    character = text[at]
    if character in "-—" or character == _MINUS:
        return _dash(text, at)
    if character == "*":
        return "*" if _figure_behind(text, at) and _FIGURE_AHEAD.match(text, at + 1) else ""
    if character in "#!":
        ahead = text[at + 1 : at + 2]
        return character if (ahead.isdigit() if character == "#" else ahead == "=") else ""
    if character == OPTIONAL or _NO_SIGN.match(character):
        return ""
    return None if character in _SIGNS or unicodedata.category(character)[0] in "SC" else ""


def _dash(text: str, at: int) -> str:
    """A dash: a sign, or a dash before a figure, or nothing that counts."""
    if text[at] == _MINUS:
        return "-"
    ahead = _FIGURE_AHEAD.match(text, at + 1)
    if not ahead or text[at - 1 : at].isalpha() and "\n" in ahead[1]:  # the latter is a word broken at the line's end
        return ""
    if _figure_behind(text, at):
        return "-"
    if ahead[1]:
        return _DASH if _behind(text, at) not in ("", BREAK, ITEM) else "-"
    return "-" if text[at] == "-" else _DASH


def _figure_behind(text: str, at: int) -> bool:
    return bool(_FIGURE_BEHIND.match(_behind(text, at)))


def _behind(text: str, at: int) -> str:
    """The nearest character before a place that is no space, or nothing."""
    at -= 1
    while at >= 0 and text[at] in " \n":
        at -= 1
    return text[at] if at >= 0 else ""


def _optional(normal: str) -> set[int]:
    """The places of everything that a quotation may leave out."""
    notes = (match for pattern in (_NOTE, _NOTE_OF_NAME) for match in pattern.finditer(normal))
    marked = (match.end() for match in _MARKED.finditer(normal))
    return {*marked, *(place for note in notes for place in range(*note.span()))}


def _with_joined(token: Token, following: Token, normal: str) -> Token:
    both_figures = token.text[-1].isdigit() and following.text[0].isdigit()
    if both_figures or not _BROKEN.fullmatch(normal, token.end, following.start):
        return token
    return replace(token, joined=(token.text + following.text, f"{token.text}-{following.text}"))
