"""Markdown fields: a real parser with HTML off reads them, finds their links, and renders them as HTML.

Links are http, https or mailto, or name a page: `question:ID`, `verdict:ID`, `article:ID` of the guide, or `page:FILE.md`
of the author's own. The renderer makes no link of anything else, whatever was checked before.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

GUIDE_LINK = re.compile(r"(question|verdict|article|page):([^?]*)\Z")
OUTSIDE_LINK = re.compile(r"(?:https?://[^/?#\s]+|mailto:[^\s]+)", re.IGNORECASE)
_SPECIAL = re.compile(r"[^\w\s.,;:'()-]|_|\n|^\s*(?:[0-9]+[.)]|-)")
_MARKS = re.compile(r"[][*_`!<~|]")
_OPENING = re.compile(rf"{_MARKS.pattern}|[>+-]|[0-9][.)]")  # what may begin a level, of blocks or within a line
MOST_DEPTH = 50  # of emphasis, links, lists and quotations within one another; the parser takes longer with each

# What the `href` of a link to a page must say, by the link as it is written; None where there is no such page.
Address = Callable[[str], str | None]


def _keep_address(url: str) -> str:
    return url


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_DEPTH + 2}).enable("table")
    # The parser drops without a word what is nested deeper than `maxNesting`, so `check` must refuse it before.
    # Every address must come out as a token, so that `check` can name the forbidden ones.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = _keep_address  # type: ignore[method-assign]
    return parser


_PARSER = _parser()


@lru_cache(maxsize=4096)  # two checks ask; and a preview asks again after every edit, mostly of the same texts
def links_of(source: str, token_type: str = "link_open") -> tuple[str, ...]:
    """The addresses of all links of a Markdown field, in order."""
    if "[" not in source and "<" not in source:
        return ()
    tokens = (inner for token in _PARSER.parse(source) for inner in token.children or ())
    return tuple(str(token.attrs.get("href", token.attrs.get("src"))) for token in tokens if token.type == token_type)


def images_of(source: str) -> tuple[str, ...]:
    """The addresses of all images of a Markdown field, in order."""
    return links_of(source, "image")


def marks_in(source: str) -> int:
    """How many characters of a Markdown field may begin or end something within a line."""
    return len(_MARKS.findall(source))


def depth_of(source: str) -> int:
    """How many levels deep a Markdown field nests blocks and what stands within a line.

    A list and its item are two levels. Beyond MOST_DEPTH it is only told that there are more, and where so little can
    begin a level that MOST_DEPTH is out of reach, 0.
    """
    if len(_OPENING.findall(source)) <= MOST_DEPTH // 2:
        return 0
    tokens = _PARSER.parse(source)  # of link definitions alone there are none
    return max(
        (token.level + max((inner.level for inner in token.children or ()), default=0) for token in tokens), default=0
    )


def html_of(source: str, address: Address, heading: int = 0) -> str:
    """A Markdown field as HTML blocks.

    The highest headings of the field stand one below the page's heading of level `heading`, and those below them skip
    no level; with 0 a heading becomes a bold line, for a page's own headings are not the field's to give.
    """
    source = source.strip()
    if not _SPECIAL.search(source):
        return f"<p>{escape(source, quote=False)}</p>"
    tokens = _PARSER.parse(source)
    above: list[int] = []  # the levels, as written, of the headings that the text stands under
    for token in tokens:
        if token.type == "heading_open":
            written = int(token.tag[1:])
            above = [*(level for level in above if level < written), written]
        if token.type in ("heading_open", "heading_close"):
            _set_level(token, heading + len(above) if heading else 0)
        _point_links(token.children or [], address)
    rendered: str = _RENDERER.render(tokens, _PARSER.options, {})
    # A blank line would end the raw HTML block that this stands in; inside <pre> it must stay a line.
    return rendered.strip().replace("\n\n", "\n&#10;")


def html_line_of(source: str, address: Address) -> str:
    """A Markdown field as HTML, without the paragraph around it where it is just one: for list items."""
    rendered = html_of(source, address)
    if rendered.startswith("<p>") and rendered.find("</p>") == len(rendered) - 4:
        return rendered[3:-4]
    return rendered


def text_of(source: str) -> str:
    """The bare text of a Markdown field on one line: for descriptions, and for a terminal."""
    if not _SPECIAL.search(source):
        return " ".join(source.split())
    parts = []
    for token in _PARSER.parse(source):
        for inner in token.children or ():
            parts.append(" " if inner.type in ("softbreak", "hardbreak") else inner.content)
        parts.append(" " if token.children or not token.content else token.content)
    return " ".join("".join(parts).split())


def _set_level(token: Token, level: int) -> None:
    token.tag = f"h{min(level, 6)}" if level else "p"
    if not level:
        token.attrs["class"] = "heading"


def _point_links(tokens: list[Token], address: Address) -> None:
    """Give every link its address; one that may not be followed, or that stands within a link, keeps just its words."""
    is_open = False
    for token in tokens:
        if token.type == "image":
            token.attrs["href"] = "" if is_open else _allowed(str(token.attrs["src"]), address)
        elif token.type == "link_open":
            token.attrs["href"] = _allowed(str(token.attrs["href"]), address)
            is_open = bool(token.attrs["href"])
        if token.type in ("link_open", "link_close") and not is_open:
            token.type, token.tag, token.content = "text", "", ""
        elif token.type == "link_close":
            is_open = False


def _allowed(link: str, address: Address) -> str:
    """The `href` of a link; empty where it may not be followed."""
    if OUTSIDE_LINK.match(link):
        return link
    return (address(link) if GUIDE_LINK.match(link) else None) or ""


class _Renderer(RendererHTML):
    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A picture elsewhere would be fetched when the page is read; so it is a link."""
        token = tokens[idx]
        text = escape(self.renderInlineAsText(token.children, options, env) or str(token.attrs["src"]))
        href = str(token.attrs["href"])
        return f'<a href="{escape(href)}">{text}</a>' if href else text


_RENDERER: Any = _Renderer()
