"""Render a tree as the files of `docs/`: a page a question, a verdict and an article, and the pages about the whole.

`render` is a plain function of the tree (and of what is proved of its excerpts) to the text of every file by its
path below `docs/`; the same tree gives the same bytes.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..graph.evidence import evidence_of
from ..graph.paths import graph_of
from ..model import Tree
from ..proof.lock import Lock
from ..text.escape import finalize, front
from . import site
from .address import Links
from .data import data_files
from .forwarding import forwarding_files, old_excerpt_ids
from .marker import PAGE_MARKER, marked
from .views import View

PACKAGE = Path(__file__).parent
LONG_NUMBER = 10**15  # counts from here on are told by their magnitude, and in full where a reader asks
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _environment(tree: Tree) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PACKAGE / "templates"),
        auto_reload=False,
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"front": front, "day": day}
    environment.globals |= {"tree": tree, "guide": tree.guide, "marker": Markup(PAGE_MARKER)}
    environment.globals |= {"number": number, "exact": exact, "long_number": LONG_NUMBER}
    environment.globals["page"] = environment.get_template("macros.md").module
    return environment


def day(text: str) -> str:
    """A date as readers say it: `2020-01-24` is `24 January 2020`."""
    when = date.fromisoformat(text)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def number(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: `1 question`, `2 questions`; of an astronomical one, only the magnitude."""
    told = f"{count:,}" if count < LONG_NUMBER else f"about 10^{int((count.bit_length() - 1) * 0.30103)}"
    return f"{told} {one if count == 1 else many or one + 's'}"


def exact(count: int) -> str:
    """A count in all its digits, however many. Python by itself refuses to write more than 4,300."""
    digits = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        return f"{count:,}"
    finally:
        sys.set_int_max_str_digits(digits)


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


def render(tree: Tree, lock: Lock | None = None) -> Pages:
    """The text of every generated file, by its path below `docs/` with `/` between folders."""
    forwarding = {path: partial(str, text) for path, text in forwarding_files(tree).items()}
    return Pages({**_pages(tree, lock), **data_files(tree), **_assets(), **forwarding})


def _pages(tree: Tree, lock: Lock | None) -> dict[str, Callable[[], str]]:
    environment = _environment(tree)
    views = _views(tree, lock)
    entries: dict[str, Mapping[str, object]] = {
        "question": tree.questions, "verdict": tree.verdicts, "article": tree.articles
    }  # fmt: skip
    makers: dict[str, Callable[[], str]] = {}
    for kind in site.PAGES:
        template = environment.get_template(kind.template)
        view = views[bool(kind.folder)]
        if kind.is_single:
            makers[kind.source()] = partial(template.render, view=view)
        else:
            for id_, entry in entries[kind.name].items():
                makers[kind.source(id_)] = partial(template.render, {"view": view, "id": id_, kind.name: entry})
    return makers


def _assets() -> dict[str, Callable[[], str]]:
    """What makes the styles, scripts and drawings of the package, by path."""
    files = sorted((PACKAGE / "assets").iterdir())
    return {site.ASSETS.source(file.name): partial(_asset, file) for file in files}


def _asset(file: Path) -> str:
    return marked(file.name, file.read_text(encoding="utf-8"))


def _views(tree: Tree, lock: Lock | None) -> dict[bool, View]:
    """The tree as seen from the guide's root, and from a folder below it."""
    graph = graph_of(tree)
    examples: dict[str, list[str]] = {}
    for example_id, example in tree.examples.items():
        examples.setdefault(example.verdict, []).append(example_id)
    view = partial(
        View, tree, graph, evidence_of(tree, graph), lock, examples=examples, old_excerpts=old_excerpt_ids(tree)
    )
    return {below: view(links=Links(tree, "../" if below else "")) for below in (False, True)}
