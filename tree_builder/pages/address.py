"""The addresses of the site, made from ids alone. They are promises: links to them must go on working."""

from collections.abc import Collection
from urllib.parse import quote

from markupsafe import Markup

from ..graph.paths import Trail
from ..kinds import OWN_PAGE_PATTERN
from ..model import Tree
from .site import ARTICLE, QUESTION, VERDICT, Kind


def trail_text(trail: Trail) -> str:
    """A trail as it stands in an address: `purpose.product,data-store.relational`."""
    return ",".join(f"{step.question}.{step.answer}" for step in trail)


class Links:
    """The links of a page that lies `root` (such as `../`) below the guide's root, ready for an attribute."""

    def __init__(self, tree: Tree, root: str) -> None:
        self.tree = tree
        self.root = root
        self._edition = quote(tree.guide.edition, safe="")
        self._known: dict[str, tuple[Kind, Collection[str]]] = {
            "question": (QUESTION, tree.questions),
            "verdict": (VERDICT, tree.verdicts),
            "article": (ARTICLE, tree.articles),
        }

    def to(self, kind: Kind, id_: str = "", fragment: str = "") -> Markup:
        """The address of a page of a kind."""
        return Markup(self.root + kind.address(id_) + (f"#{fragment}" if fragment else ""))

    def page(self, page_id: str, trail: Trail = ()) -> Markup:
        """The address of a question or a verdict, with a trail where there is one."""
        query = f"?trail={trail_text(trail)}&amp;edition={self._edition}" if trail else ""
        return self.to(QUESTION if page_id in self.tree.questions else VERDICT, page_id) + Markup(query)

    def excerpt(self, reference: str) -> Markup:
        """The address of an excerpt on its article's page."""
        article_id, _, excerpt_id = reference.partition("/")
        return self.to(ARTICLE, article_id, excerpt_id)

    def resolve(self, link: str) -> str | None:
        """What a link of a Markdown field to a page becomes; None where there is no such page."""
        name, _, target = link.partition(":")
        if name == "page":
            own = OWN_PAGE_PATTERN.match(link)
            return f"{self.root}{own[1].removesuffix('.md')}.html{own[2] or ''}" if own else None
        kind, known = self._known[name]
        return self.root + kind.address(target) if target in known else None
