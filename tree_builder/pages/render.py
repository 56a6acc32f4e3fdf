"""Render a tree as the files of `docs/`: a page a question, a verdict and an article, and the pages about the whole.

`render` is a plain function of the tree (of what is proved of its excerpts, and of its frozen editions) to the text of
every file by its path below `docs/`; the same tree gives the same bytes. A page is a dataclass that its template prints.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..check.editions import Frozen
from ..graph.evidence import users_of
from ..graph.paths import graph_of
from ..model import Tree
from ..proof.lock import Lock
from ..text.catalogue import day, say
from ..text.escape import finalize, front
from . import site
from .address import Links
from .article import article_page
from .assets import asset_files
from .context import Context
from .data import data_files
from .forwarding import forwarding_files, old_excerpt_ids
from .lists import about_page, articles_page, home_page, verdicts_page
from .marker import PAGE_MARKER
from .overview import evidence_page, map_page, paths_page
from .question import question_page
from .verdict import verdict_page
from .when import question_names

TEMPLATES = Path(__file__).parent / "templates"

# What fills a page of each kind: a function of the context, and of the id and the entry where there are several.
FILLED_BY: dict[site.Kind, Callable[..., Any]] = {
    site.HOME: home_page,
    site.VERDICTS: verdicts_page,
    site.ARTICLES: articles_page,
    site.MAP: map_page,
    site.PATHS: paths_page,
    site.EVIDENCE: evidence_page,
    site.ABOUT: about_page,
    site.QUESTION: question_page,
    site.VERDICT: verdict_page,
    site.ARTICLE: article_page,
}


class Pages(Mapping[str, str]):
    """The text of every generated file by its path, made whenever it is asked for: not all need fit into memory."""

    def __init__(self, makers: Mapping[str, Callable[[], str]]) -> None:
        self._makers = makers

    def __getitem__(self, path: str) -> str:
        return self._makers[path]()

    def __contains__(self, path: object) -> bool:
        return path in self._makers  # `Mapping.__contains__` would render the page

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def render(tree: Tree, lock: Lock | None = None, editions: Sequence[Frozen] = ()) -> Pages:
    """The text of every generated file, by its path below `docs/` with `/` between folders."""
    return Pages({**_pages(tree, lock), **data_files(tree, editions), **asset_files(), **forwarding_files(tree)})


def _pages(tree: Tree, lock: Lock | None) -> dict[str, Callable[[], str]]:
    environment = _environment(tree)
    contexts = _contexts(tree, lock)
    makers: dict[str, Callable[[], str]] = {}
    for kind in site.pages_of(tree):
        make = partial(_print, environment, kind, contexts[bool(kind.folder)])
        if kind.is_single:
            makers[kind.source()] = make
        else:
            entries: Mapping[str, object] = getattr(tree, kind.folder)
            makers |= {kind.source(id_): partial(make, id_, entry) for id_, entry in entries.items()}
    return makers


def _print(environment: Environment, kind: site.Kind, context: Context, *entry: object) -> str:
    page = FILLED_BY[kind](context, *entry)
    return environment.get_template(kind.template).render(page=page, links=context.links)


def _environment(tree: Tree) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        auto_reload=False,
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"front": front}
    guide = tree.guide
    edition = {"edition": guide.edition, "reviewed": day(guide.reviewed), "due": day(guide.review_due)}
    environment.globals |= {"say": say, "marker": Markup(PAGE_MARKER), "guide_title": guide.title}
    environment.globals |= {"review_due": guide.review_due}
    environment.globals |= {"edition": say("site.edition", **edition), "site": site}
    return environment


def _contexts(tree: Tree, lock: Lock | None) -> dict[bool, Context]:
    """The tree as seen from the guide's root, and from a folder below it."""
    graph = graph_of(tree)
    examples: dict[str, list[str]] = {}
    for example_id, example in tree.examples.items():
        examples.setdefault(example.verdict, []).append(example_id)
    context = partial(
        Context,
        tree,
        graph,
        lock,
        question_names=question_names(tree),
        users=users_of(tree),
        examples=examples,
        old_excerpts=old_excerpt_ids(tree),
    )
    return {below: context(links=Links(tree, "../" if below else "")) for below in (False, True)}
