"""What every page is made from: the tree and what is known of it, seen from a page that lies as deep as `links` says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..graph.evidence import User
from ..graph.paths import Graph
from ..model import Tree
from ..proof.lock import Lock
from ..text.markdown import html_line_of, html_of, text_of
from .address import Links

MOST_SHOWN = 12  # the most entries of a list that could grow with the tree
_LONGEST_DESCRIPTION = 160  # characters


@dataclass(frozen=True, slots=True)
class Context:
    """A tree and what is known of it."""

    tree: Tree
    graph: Graph
    lock: Lock | None
    links: Links
    question_names: Mapping[str, str]  # its short name, or its title where another has the same
    users: Mapping[str, Sequence[User]]  # of each excerpt
    examples: Mapping[str, Sequence[str]]  # verdict id: the examples that lead there
    old_excerpts: Mapping[str, Sequence[str]]  # reference: the fragments under which it was once published

    def html(self, source: str, heading: int = 0) -> Markup:
        """A Markdown field as HTML blocks."""
        return Markup(html_of(source, self.links.resolve, heading))

    def inline(self, source: str) -> Markup:
        """A Markdown field as HTML for a list item."""
        return Markup(html_line_of(source, self.links.resolve))


def beginning(source: str | None, otherwise: str = "") -> str:
    """A description: the beginning of a Markdown field, or other words."""
    words = text_of(source) if source else otherwise
    if len(words) <= _LONGEST_DESCRIPTION:
        return words
    return words[:_LONGEST_DESCRIPTION].rpartition(" ")[0][: _LONGEST_DESCRIPTION - 1] + "…"
