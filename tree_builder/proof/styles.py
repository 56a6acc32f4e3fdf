"""What the style sheets in a page hide, as far as plain rules tell it.

A plain rule names a class, an id or an element, or a list of these: `.a, #b, q {display: none}`. Nothing else hides
anything here: no other selector, no rule inside `@media` and its like, no sheet for print or in another file; and the
order and the weight of rules are not worked out.

In doubt an element is seen. So a plain rule does not count where its element has a style of its own that shows it, or
where any rule shows something under one of its names; nor where it hides the whole page, which a script then shows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

HIDES = r"(?<![\w-])(?:display:none|(?:content-)?visibility:hidden)"

_HIDES = re.compile(HIDES)
_SHOWS = re.compile(r"(?<![\w-])(?:display|(?:content-)?visibility):")
_NO_RULE = re.compile(r"""/\*.*?(?:\*/|\Z)|<!--|-->|"[^"\n]*"|'[^'\n]*'""", re.DOTALL)
_NAME = re.compile(r"[.#]?[\w-]+")


@dataclass(frozen=True, slots=True)
class Styles:
    """The names that rules hide and those that rules show: `.class`, `#id` or `element`."""

    hidden: frozenset[str]
    shown: frozenset[str]

    def hide(self, element: Element) -> bool:
        """Whether they hide an element."""
        names = [element.tag, *(f".{name}" for name in element.get("class", "").split())]
        names += [f"#{element.get('id')}"] if element.get("id") else []
        in_doubt = any(name in self.shown or not _NAME.fullmatch(name) for name in names)
        return not (self.hidden.isdisjoint(names) or in_doubt or _SHOWS.search(compact(element.get("style", ""))))


def compact(declarations: str) -> str:
    """Declarations in the form in which they are looked through: in small letters, without spaces."""
    return "".join(declarations.lower().split())


def styles_of(page: Element) -> Styles:
    """The style sheets in a page."""
    hidden: set[str] = set()
    shown = {"html", "body"}
    for selectors, declarations, plain in _rules(page):
        if _HIDES.search(declarations):
            hidden.update(map(str.strip, selectors.split(",") if plain else ()))
        elif _SHOWS.search(declarations):
            shown.update(_NAME.findall(selectors))
    return Styles(frozenset(hidden), frozenset(shown))


def _rules(page: Element) -> Iterator[tuple[str, str, bool]]:
    """Selectors, what is declared for them, and whether that holds for every reader."""
    others = {
        sheet for name in ("noscript", "template") for holder in page.iter(name) for sheet in holder.iter("style")
    }
    for sheet in page.iter("style"):
        for_all = sheet not in others and sheet.get("media", "all") in ("", "all", "screen")
        selectors, depth = "", 0
        pieces = re.split("([{}])", _NO_RULE.sub("", sheet.text or ""))
        for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
            yield selectors, compact(text), for_all and depth == 1 and brace == "}"
            selectors = text.rpartition(";")[2] if brace == "{" else ""
            depth = max(0, depth + (1 if brace == "{" else -1))
