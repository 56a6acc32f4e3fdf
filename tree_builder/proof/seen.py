"""What a reader sees of an article, by the kind of its file: the text in which words are looked for.

`.html` is read as a browser reads it, `.md` as Markdown with the HTML in it, `.txt` as text; a `.txt` that begins with
front matter is Markdown saved under another name. The text has marks of `words`: for super- and subscripts, for the
numbers of lists, which a quotation may leave out, and for the ends of paragraphs, list items, cells and headings.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any
from xml.etree.ElementTree import Element

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from ..text.words import BREAK, ITEM, OPTIONAL, SUB, SUPER, raised, unmarked
from .page import parse_page
from .styles import HIDES, Styles, compact, styles_of

# An element or text, and the mark, SUPER or SUB, of all that is in it.
_Part = tuple[Element | str, str]

MOST_IN_A_MARK = 100  # elements of a footnote mark: what has more is none, nor looked through

KINDS = (".txt", ".md", ".html")

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(?=[\w-]+[ \t]*[:=])(.*?\n)\1[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"""^title[ \t]*[:=][ \t]*(["']?)(.*?)\1[ \t]*$""", re.MULTILINE)

_UNSEEN = re.compile(
    "head|script|style|template|noscript|iframe|object|audio|video|canvas|datalist|rp|rt|annotation|annotation-xml"
    "|mphantom|title|desc|metadata|del|s|strike"
)
_ITEM = re.compile("li|td|th|dt|dd")
_MATH = re.compile(  # the layout of a formula of MathML, whose text stands in `mi`, `mn`, `mo`, `ms` and `mtext`
    "math|semantics|m(?:row|style|padded|frac|sqrt|root|multiscripts|sup|sub|subsup|over|under|underover)"
)
_INLINE = re.compile(
    f"{_MATH.pattern}|m[inos]|mtext"
    "|a|abbr|acronym|b|bdi|bdo|big|br|cite|code|data|dfn|em|font|i|img|ins|kbd|label|mark|nobr|output|q"
    "|ruby|samp|small|span|strong|sub|sup|svg|time|tt|u|var|wbr|[a-z]+-.*"
)
_RAISED = {"sup": SUPER, "sub": SUB}
# By elements of MathML, the marks of what stands in each after the first.
_SCRIPTS = {
    "msup": (SUPER,),
    "msub": (SUB,),
    "msubsup": (SUB, SUPER),
    "mover": (SUPER,),
    "munder": (SUB,),
    "munderover": (SUB, SUPER),
}
_BEGINNING = {"br": "\n", "msqrt": "√"}
# By elements of MathML, what stands between those in each: a break where their places are not worked out here.
_BETWEEN = {"mfrac": "/", "mroot": BREAK, "mmultiscripts": BREAK}
_BREAKS = re.compile(rf"[{BREAK}{ITEM}]\s*")
_UNSEEN_STYLE = re.compile(rf"{HIDES}|text-decoration[^;]*:[^;]*line-through")
_UNSEEN_CLASS = re.compile(r"\b(?:(?<!not-)sr-only|visually-?hidden|screen-reader-text)\b")
_NOTE = re.compile(r"doc-(?:noteref|backlink)|note-?ref|foot-?note|back-?(?:ref|link)")
_NOTE_RAISED = re.compile(r"\b(?:cite|reference|fn)\b")

_RULE = re.compile(r"^[ \t]*[-=~*_+|#][-=~*_+|# \t]{2,}$", re.MULTILINE)
_BULLET = re.compile(r"[ \t]*[-–—*•◦▪▫■□●○▶►▸·‣][ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t]*\(?([0-9]{1,3})[.)][ \t]")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3}|`{1,3})(?=[^\s*_`])([^*_`\n]*[^\s*_`])\1(?![\d*])")
_LIST_HEAD = re.compile(r"[:.!?;]\W*\Z")


def seen(content: str, kind: str) -> str:
    """The text that a reader sees of the content of a file; `kind` is one of KINDS. Raises ValueError for too much markup."""
    content = unmarked(content.replace("\r\n", "\n").replace("\r", "\n"))
    front = _FRONT_MATTER.match(content)
    if kind == ".html":
        text = _seen_of_html(content)
    elif kind == ".md" or front:
        text = _seen_of_markdown(content, front)
    else:
        text = _seen_of_text(content)
    return _BREAKS.sub(lambda breaks: ITEM if ITEM in breaks[0] else BREAK, text)


def _seen_of_markdown(markdown: str, front: re.Match[str] | None) -> str:
    """Of front matter, a reader sees the title."""
    title = _TITLE.search(front[2]) if front else None
    body = markdown[front.end() :] if front else markdown
    return (title[2] + BREAK if title else "") + _seen_of_html(_MARKDOWN.render(body))


# HTML


def _seen_of_html(page: str) -> str:
    """What is seen of a page; without recursion, for a page may be nested deep."""
    root = parse_page(page)
    styles = styles_of(root)
    found: list[str] = []
    waiting: list[_Part] = [(root, "")]
    while waiting:
        part, mark = waiting.pop()
        if isinstance(part, str):
            found.append(raised(part, mark))
        elif _is_seen(part, styles):
            mark = _RAISED.get(_name(part), mark)
            scripts = _scripts(part)
            waiting.extend((inner, scripts.get(inner, mark)) for inner in reversed([*_parts(part)]))
    return "".join(found)


def _parts(element: Element) -> Iterator[Element | str]:
    """What an element shows, in order: text, and elements yet to be looked at."""
    name = _name(element)
    numbers = _numbers(element)
    # White space in the layout of a formula shows nothing.
    texts_of = str.strip if _MATH.fullmatch(name) else str
    yield _before(name)
    yield texts_of(element.text or "")
    for position, child in enumerate(element):
        if child in numbers:
            yield f"{ITEM}{OPTIONAL}{numbers[child]} "
        yield _BETWEEN.get(name, "") if position else ""
        yield child
        yield texts_of(child.tail or "")
    if not _INLINE.fullmatch(name):
        yield BREAK


def _before(name: str) -> str:
    if name in _BEGINNING:
        return _BEGINNING[name]
    if _ITEM.fullmatch(name):
        return ITEM
    return "" if _INLINE.fullmatch(name) else BREAK


def _scripts(element: Element) -> dict[Element | str, str]:
    """The elements of a formula that stand raised or lowered in this one, each with its mark."""
    children = [child for child in element if _name(child)]
    return dict(zip(children[1:], _SCRIPTS.get(_name(element), ()), strict=False))


def _numbers(element: Element) -> dict[Element, int]:
    """The numbers that are shown before the items of a list."""
    if _name(element) != "ol":
        return {}
    numbers = {}
    number = _whole_number(element.get("start"), 1)
    for item in element.findall("li"):
        number = _whole_number(item.get("value"), number)
        numbers[item] = number
        number += 1
    return numbers


def _whole_number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else otherwise


def _is_seen(element: Element, styles: Styles) -> bool:
    name = _name(element)
    if not name or styles.hide(element) or _UNSEEN.fullmatch(name) or name == "dialog" and element.get("open") is None:
        return False
    styled = _UNSEEN_STYLE.search(compact(element.get("style", ""))) or _UNSEEN_CLASS.search(element.get("class", ""))
    return element.get("hidden") is None and not styled and not _is_note(element, name)


def _is_note(element: Element, name: str) -> bool:
    """Whether an element is a footnote mark, or the link back from a footnote."""
    if name not in ("sup", "a", "span"):
        return False
    said = " ".join(element.get(key, "") for key in ("class", "role", "epub:type", "rel")).lower()
    if _NOTE.search(said):
        return True
    if name == "sup" and len([*islice(element.iter(), MOST_IN_A_MARK)]) < MOST_IN_A_MARK:
        links = element.findall(".//a")
        text = "".join(element.itertext()).strip()
        bracketed = text.startswith("[") and text.endswith("]")
        return bool(_NOTE_RAISED.search(said)) or bracketed or any(_is_within(link) for link in links)
    return name == "a" and _is_within(element) and len(element) == 1 and element[0].tag == "sup" and not element.text


def _is_within(link: Element) -> bool:
    return link.get("href", "").startswith("#")


def _name(element: Any) -> str:
    """The name of an element without its namespace; of a comment, nothing."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


# Text


def _seen_of_text(text: str) -> str:
    lines = _EMPHASIS.sub(r"\2", _RULE.sub("", text)).split("\n")
    width = max(map(len, lines))
    found: list[str] = []
    number = 0  # that of the last list item
    for before, line in pairwise(["", *lines]):
        ends = not before.strip() or not line.strip() or _ends_early(before, line, width)
        numbered = _NUMBER.match(line)
        # A figure at the beginning of a line is no number of a list where the sentence goes on, or the count does not.
        if numbered and int(numbered[1]) in _next_numbers(number, bool(ends or _LIST_HEAD.search(before))):
            number = int(numbered[1])
            found.append(f"{ITEM}{OPTIONAL}{number} {line[numbered.end() :]}")
        elif bullet := _BULLET.match(line):
            found.append(ITEM + line[bullet.end() :])
        else:
            found.append((BREAK if ends else "\n") + line)
    return "".join(found)


def _next_numbers(last: int, may_begin: bool) -> set[int]:
    """The numbers that an item of a list may have after another one, or as the first one."""
    return ({last + 1} if last else set()) | ({0, 1} if may_begin else set())


def _ends_early(before: str, line: str, width: int) -> bool:
    """Whether a line ends a paragraph: the next word would have found room in it. One that ends in a hyphen never does."""
    word = line.split(None, 1)[0] if line.strip() else ""
    return not before.endswith(("-", "\u00ad")) and len(before.rstrip()) + 1 + len(word) <= width
