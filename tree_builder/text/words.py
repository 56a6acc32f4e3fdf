"""The words of a text, after the one normalisation by which a quotation is compared with its article.

Two texts are the same to the guide when their words are. The normalisation:

1. Characters without width (soft hyphens, joiners, variation selectors) are dropped. Curly apostrophes and accents that
   stand for one become `'`, the short dashes (hyphens, en dash, minus) become `-`. Then Unicode NFKC and case folding.
2. A word is a run of letters, digits and their marks. A `'` or a `-` between two of them joins them, and a `%`, `+` or
   `#` at the end belongs to it: `80-90%` and `C++` are words. Emphasis or code marks inside a word (`**F**lask`) are
   skipped. A character of a script that writes no spaces (Han, kana, Thai, Lao, Khmer, Burmese) is a word of its own,
   and so is a symbol outside ASCII, such as an emoji.
3. Everything else parts words and counts for nothing: white space and line breaks, quotation marks, long dashes, all
   other punctuation, list marks, emphasis.

A quotation is shown as it is typed, so every word that stands in it must stand in the article. An article is Markdown,
perhaps, and of that only what its readers see counts: the text of a link or an image and not its target, no autolinks,
no HTML comments, no definitions of link targets, and the character that `&amp;` stands for. Its front matter and its
headings are words like all others. The numbers of an ordered list are words too, but a quotation may leave them out.
"""

import html
import re
import unicodedata

ELISION = "[…]"

_NO_WIDTH = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
_DROPPED = re.compile(rf"[{_NO_WIDTH}]+")
_SAME = str.maketrans(dict.fromkeys("’‘‛ʼ＇´", "'") | dict.fromkeys("‐‑‒–⁃−﹣－", "-"))
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_INNER_EMPHASIS = re.compile(r"(?<=[^\W_])[*`]+(?=[^\W_])")

# `\w` holds no marks, without which a word of Hindi or a letter with a rare accent would fall apart.
_MARK_BLOCKS = (range(0x300, 0x2100), range(0x3000, 0x3100), range(0xA000, 0xB000), range(0xFB00, 0xFE30))
_MARKS = "".join(chr(n) for block in _MARK_BLOCKS for n in block if unicodedata.category(chr(n)).startswith("M"))
_NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER = rf"[^\W_{_NO_SPACES}]"
_RUN = rf"{_LETTER}+(?:[{_MARKS}]{_LETTER}*)*"
_WORD = re.compile(
    rf"[{_NO_SPACES}][{_MARKS}]*"
    rf"|{_RUN}(?:['-]{_RUN})*(?:[%+#]+(?![^\W_]))?"
    r"|[^\w\s\x00-\x7f\u2500-\u25ff]"  # symbols, but not the shapes that mark lists
)

_LINK = re.compile(
    r"!?\[([^\[\]]*)\]"
    r"\(\s*(?:<[^<>\n]*>|(?:[^()<\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]*>", re.IGNORECASE)
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\[\]\n]+)\]:[ \t]*\S+(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$", re.MULTILINE
)
_REFERENCE = re.compile(r"\[([^\[\]]*)\]\[([^\[\]]*)\]")
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,32};")
_LIST_NUMBER = re.compile(r"^[ \t>#*_]*\(?([0-9]{1,3})[.)](?=\s)", re.MULTILINE)


def words_of(text: str) -> list[str]:
    """The normalised words of an article, in order."""
    return article_words(text)[0]


def article_words(text: str) -> tuple[list[str], list[int]]:
    """The normalised words of an article, in order, and the positions of those that are numbers of an ordered list."""
    words: list[str] = []
    numbers: list[int] = []
    for n, piece in enumerate(_LIST_NUMBER.split(_normalised(_without_markdown(text)))):
        if n % 2:
            numbers.append(len(words))
        words.extend(_words(piece))
    return words, numbers


def stretches_of(quote: str) -> list[list[str]]:
    """The words of each stretch of a quotation, between its elisions `[…]`. A mark at either end elides nothing."""
    stretches = [_words(_normalised(part)) for part in quote.split(ELISION)]
    while len(stretches) > 1 and not stretches[0]:
        del stretches[0]
    while len(stretches) > 1 and not stretches[-1]:
        del stretches[-1]
    return stretches


def _normalised(text: str) -> str:
    plain = unicodedata.normalize("NFKC", _DROPPED.sub("", text).translate(_SAME)).casefold()
    return _INNER_EMPHASIS.sub("", _ESCAPE.sub("", plain))


def _words(normalised: str) -> list[str]:
    return [word for word in _WORD.findall(normalised) if word.isascii() or len(word) > 1 or _is_word(word)]


def _is_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("S")


def _without_markdown(text: str) -> str:
    """What the readers of a Markdown text see of its links, comments and entities."""
    text = _AUTOLINK.sub(" ", _without_comments(text.replace("\r\n", "\n").replace("\r", "\n")))
    for _ in range(2):  # an image may stand in a link
        text = _LINK.sub(r"\1", text)
    defined = {_name(match[1]) for match in _DEFINITION.finditer(text)}
    if defined:
        text = _DEFINITION.sub("", text)
        text = _REFERENCE.sub(lambda link: link[1] if _name(link[2] or link[1]) in defined else link[0], text)
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def _without_comments(text: str) -> str:
    """A text without its HTML comments, in linear time; one that is never closed stays."""
    before, *parts = text.split("<!--")
    kept = [before]
    for part in parts:
        _, closed, after = part.partition("-->")
        kept.append(f" {after}" if closed else f"<!--{part}")
    return "".join(kept)


def _name(label: str) -> str:
    return " ".join(label.split()).casefold()
