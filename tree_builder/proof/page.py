"""A page of HTML as a browser reads it, within limits: what the parser takes grows with the square of some numbers.

A real page that was saved has some 5,000 tags and is at most 200 levels deep.
"""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

MOST_SIGNS = 300_000  # of markup: each `<` and each `&`, those of scripts too
MOST_ELEMENTS = 300_000  # that the parser makes: of tags that nothing closes it makes many
MOST_LEVELS = 2_000  # of elements within one another
MOST_ATTRIBUTES = 1_000  # of one tag
MOST_OF_A_NAME = 1_000  # characters of the name of a tag or an attribute
MOST_OF_A_PIECE = 200_000  # characters of a comment, or of an attribute without quotes

# Where the parser adds to a piece of markup, character by character.
_ADDING = (
    "attribute_name_state",
    "attribute_value_unquoted_state",
    "comment_state",
    "doctype_name_state",
    "tag_name_state",
)


def parse_page(page: str) -> Element:
    """The root of a page. Raises ValueError for one that is beyond a limit."""
    signs = page.count("<") + page.count("&")
    if signs > MOST_SIGNS:
        raise ValueError(f"has {signs:,} signs `<` and `&`; it must have at most {MOST_SIGNS:,}")
    root: Element = _Parser(namespace_html_elements=False).parse(page)
    return root


class _Parser(HTMLParser):  # type: ignore[misc]
    def reset(self) -> None:
        """Begin, and hold the parser to the limits on the way."""
        super().reset()
        self.tree.open_elements = _Open(self.tree.open_elements)
        for name in _ADDING:
            setattr(self.tokenizer, name, _limited(self.tokenizer, getattr(self.tokenizer, name)))


def _limited(tokenizer: Any, add: Callable[[], Any]) -> Callable[[], Any]:
    def add_within_limits() -> Any:
        token = tokenizer.current_token
        data = token.get("data") or ""
        attributes, comment = (data, "") if isinstance(data, list) else ([], data)
        name, value = attributes[-1] if attributes else ("", "")
        if len(attributes) > MOST_ATTRIBUTES:
            raise ValueError(f"has a tag with more than {MOST_ATTRIBUTES:,} attributes; it must have fewer")
        if max(len(name), len(token.get("name") or "")) > MOST_OF_A_NAME:
            raise ValueError(f"has a name in a tag of more than {MOST_OF_A_NAME:,} characters; it must be shorter")
        if max(len(value), len(comment)) > MOST_OF_A_PIECE:
            what = f"has a comment, or an attribute without quotes, of more than {MOST_OF_A_PIECE:,} characters"
            raise ValueError(f"{what}; it must be shorter")
        return add()

    return add_within_limits


class _Open(list[Any]):
    """The elements that are open while a page is read."""

    made = 0

    def append(self, element: Any) -> None:
        self.made += 1
        if len(self) > MOST_LEVELS:
            raise ValueError(f"nests elements more than {MOST_LEVELS:,} levels deep; it must nest less")
        if self.made > MOST_ELEMENTS:
            raise ValueError(f"makes more than {MOST_ELEMENTS:,} elements; it must make fewer")
        super().append(element)
