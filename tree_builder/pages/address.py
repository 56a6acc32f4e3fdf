"""The addresses of the site, made from ids alone. They are promises: see the README."""

from collections.abc import Collection
from urllib.parse import quote

from markupsafe import Markup

from ..graph.paths import Trail
from ..kinds import OWN_PAGE_PATTERN
from ..model import Tree
from .site import ARTICLE, QUESTION, VERDICT, Kind


def base_of(tree: Tree, page_id: str) -> str:
    """The address of a question or a verdict from the guide's root, without its ending."""
    return (QUESTION if page_id in tree.questions else VERDICT).source(page_id).removesuffix(".md")


def trail_text(trail: Trail) -> str:
    """A trail as it stands in an address: `purpose.product,data-store.relational`."""
    return ",".join(f"{step.question}.{step.answer}" for step in trail)


class Links:
    """The links of a page that lies `root` (such as `../`) below the guide's root."""

    def __init__(self, tree: Tree, root: str) -> None:
        self.tree = tree
        self.root = root
        self.edition = quote(tree.guide.edition, safe="")
        self._known: dict[str, tuple[Kind, Collection[str]]] = {
            "question": (QUESTION, tree.questions),
            "verdict": (VERDICT, tree.verdicts),
            "article": (ARTICLE, tree.articles),
        }

    def page(self, page_id: str, trail: Trail = ()) -> Markup:
        """The address of a question or a verdict, with a trail where there is one; ready for an attribute."""
        query = f"?trail={trail_text(trail)}&amp;edition={self.edition}" if trail else ""
        return Markup(f"{self.root}{base_of(self.tree, page_id)}.html{query}")

    def source(self, page_id: str) -> Markup:
        """The same as a link between Markdown files, which MkDocs checks and turns into an address."""
        return Markup(f"{self.root}{base_of(self.tree, page_id)}.md")

    def article(self, article_id: str) -> Markup:
        """The address of an article's page."""
        return Markup(self.root + ARTICLE.address(article_id))

    def excerpt(self, reference: str) -> Markup:
        """The address of an excerpt on its article's page."""
        article_id, _, excerpt_id = reference.partition("/")
        return Markup(f"{self.root}{ARTICLE.address(article_id)}#{excerpt_id}")

    def top(self, name: str) -> Markup:
        """The address of a page at the root, such as `map.html`."""
        return Markup(self.root + name)

    def resolve(self, link: str) -> str | None:
        """What a link of a Markdown field to a page becomes; None where there is no such page."""
        name, _, target = link.partition(":")
        if name == "page":
            own = OWN_PAGE_PATTERN.match(link)
            return f"{self.root}{own[1].removesuffix('.md')}.html{own[2] or ''}" if own else None
        kind, known = self._known[name]
        return f"{self.root}{kind.address(target)}" if target in known else None
