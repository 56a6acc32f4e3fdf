"""The addresses of the site, made from ids alone. They are promises: see the README."""

from urllib.parse import quote

from markupsafe import Markup

from .model import Tree
from .paths import Trail


def base_of(tree: Tree, page_id: str) -> str:
    """The address of a question or a verdict from the guide's root, without its ending."""
    return f"questions/{page_id}" if page_id in tree.questions else f"verdicts/{page_id}"


def trail_text(trail: Trail) -> str:
    """A trail as it stands in an address: `purpose.product,data-store.relational`."""
    return ",".join(f"{step.question}.{step.answer}" for step in trail)


class Links:
    """The links of a page that lies `root` (such as `../`) below the guide's root."""

    def __init__(self, tree: Tree, root: str) -> None:
        self.tree = tree
        self.root = root
        self.edition = quote(tree.guide.edition, safe="")

    def page(self, page_id: str, trail: Trail = ()) -> Markup:
        """The address of a question or a verdict, with a trail where there is one; ready for an attribute."""
        query = f"?trail={trail_text(trail)}&amp;edition={self.edition}" if trail else ""
        return Markup(f"{self.root}{base_of(self.tree, page_id)}.html{query}")

    def source(self, page_id: str) -> Markup:
        """The same as a link between Markdown files, which MkDocs checks and turns into an address."""
        return Markup(f"{self.root}{base_of(self.tree, page_id)}.md")

    def article(self, article_id: str) -> Markup:
        """The address of an article's page."""
        return Markup(f"{self.root}articles/{article_id}.html")

    def excerpt(self, reference: str) -> Markup:
        """The address of an excerpt on its article's page."""
        article_id, _, excerpt_id = reference.partition("/")
        return Markup(f"{self.root}articles/{article_id}.html#{excerpt_id}")

    def top(self, name: str) -> Markup:
        """The address of a page at the root, such as `map.html`."""
        return Markup(self.root + name)

    def resolve(self, link: str) -> str:
        """What a link of a Markdown field becomes: `question:ID` and its like name pages, the rest stays as it is."""
        kind, colon, target = link.partition(":")
        if colon and kind in ("question", "verdict", "article"):
            return f"{self.root}{kind}s/{target}.html"
        return link
