"""The one list of the kinds of page: where each stands, and so what may be removed, linked to and forwarded.

What git ignores and what stays out of the navigation says the same; a test compares.
"""

from typing import NamedTuple

from ..model import Tree


class Kind(NamedTuple):
    """A kind of generated file: its name, its path below `docs` with `*` for an id, and whether it is in the navigation."""

    name: str
    path: str
    in_nav: bool = False

    @property
    def folder(self) -> str:
        """The folder in which it stands, empty for the guide's root."""
        return self.path.rpartition("/")[0]

    @property
    def is_page(self) -> bool:
        """Whether it is Markdown, which the site generator turns into a page."""
        return self.path.endswith(".md")

    @property
    def is_single(self) -> bool:
        """Whether there is just one, about the whole guide."""
        return "*" not in self.path

    @property
    def template(self) -> str:
        """The file of its template."""
        return f"{self.name}.md"

    def source(self, id_: str = "") -> str:
        """The path of the file below `docs`."""
        return self.path.replace("*", id_)

    def address(self, id_: str = "") -> str:
        """The address of the published file from the guide's root."""
        source = self.source(id_)
        return source.removesuffix(".md") + ".html" if self.is_page else source


HOME = Kind("index", "index.md", in_nav=True)
VERDICTS = Kind("verdicts-index", "verdicts/index.md", in_nav=True)
ARTICLES = Kind("articles-index", "articles/index.md", in_nav=True)
MAP = Kind("map", "map.md", in_nav=True)
PATHS = Kind("paths", "paths.md", in_nav=True)
EVIDENCE = Kind("evidence", "evidence.md", in_nav=True)
ABOUT = Kind("about", "about.md", in_nav=True)
QUESTION = Kind("question", "questions/*.md")
VERDICT = Kind("verdict", "verdicts/*.md")
ARTICLE = Kind("article", "articles/*.md")
PAGES = (HOME, VERDICTS, ARTICLES, MAP, PATHS, EVIDENCE, ABOUT, QUESTION, VERDICT, ARTICLE)

OLD_QUESTION = Kind("forwarding", "questions/*.html")
OLD_VERDICT = Kind("forwarding", "verdicts/*.html")
OLD_ARTICLE = Kind("forwarding", "articles/*.html")
DATA = Kind("data", "tree.json")
DATA_SCHEMA = Kind("data", "tree.schema.json")
ASSETS = Kind("assets", "assets/*")
KINDS = (*PAGES, OLD_QUESTION, OLD_VERDICT, OLD_ARTICLE, DATA, DATA_SCHEMA, ASSETS)


def pages_of(tree: Tree) -> list[Kind]:
    """The kinds of page that a tree has: a guide without articles has none about them."""
    without = () if tree.articles else (ARTICLES, EVIDENCE, ARTICLE)
    return [kind for kind in PAGES if kind not in without]


def is_generated(tree: Tree, source: str) -> bool:
    """Whether a file below `docs` is one that a build of this tree makes a page from."""
    return any(
        source == kind.source() if kind.is_single else source in map(kind.source, getattr(tree, kind.folder))
        for kind in pages_of(tree)
    )


FOLDERS = tuple(dict.fromkeys(kind.folder for kind in KINDS))
ENDINGS = (".md", ".html", ".js", ".json", ".css", ".svg")
