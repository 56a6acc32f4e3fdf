"""Render a tree as the files of `docs/`: a page a question, a verdict and an article, and the pages about the whole.

`render` is a plain function of the tree (and of what is proved of its excerpts) to the text of every file by its
path below `docs/`; the same tree gives the same bytes.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from .address import Links
from .data import data_files
from .escape import finalize, front
from .evidence import evidence_of
from .lock import Lock
from .marker import PAGE_MARKER
from .model import Tree
from .paths import graph_of
from .retired import forwarding_files, old_excerpt_ids
from .views import View

TEMPLATES = Path(__file__).parent / "templates"
UNSPEAKABLE = 10**15  # counts from here on are told by their magnitude, and in full where a reader asks
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WHOLE = ("index", "about", "map", "paths", "evidence", "verdicts/index", "articles/index")


class _Context(Context):
    """A context that is handed to nothing: to look whether a function asks for it takes a sixth of a page's time."""

    def call(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return function(*arguments, **named)


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept where Python keeps compiled modules, and not kept where it is told to keep none.

    They are known by their names and texts, and by Jinja's version. Whoever changes what else `_environment` compiles
    them with counts one up.
    """

    def __init__(self) -> None:
        folder = os.path.dirname(cache_from_source(str(TEMPLATES / "templates.py")))
        super().__init__(folder, f"%s.jinja-{jinja2.__version__}-1.cache")

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # a damaged file fails in any way that unpickling can; then it is compiled anew
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                os.makedirs(self.directory, exist_ok=True)
                super().dump_bytecode(bucket)


def _environment(tree: Tree) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=_Compiled(),
        auto_reload=False,
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.context_class = _Context
    environment.filters |= {"front": front, "day": day}
    environment.globals |= {"tree": tree, "guide": tree.guide, "marker": Markup(PAGE_MARKER)}
    environment.globals |= {"number": number, "exact": exact, "unspeakable": UNSPEAKABLE}
    environment.globals["page"] = environment.get_template("macros.md").module
    return environment


def day(text: str) -> str:
    """A date as readers say it: `2020-01-24` is `24 January 2020`."""
    when = date.fromisoformat(text)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def number(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: `1 question`, `2 questions`; of an astronomical one, only the magnitude."""
    told = f"{count:,}" if count < UNSPEAKABLE else f"about 10^{int((count.bit_length() - 1) * 0.30103)}"
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
        return path in self._makers  # the one inherited would make the page to find out

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def render(tree: Tree, lock: Lock | None = None) -> Pages:
    """The text of every generated file, by its path below `docs/` with `/` between folders."""
    forwarding = {path: partial(str, text) for path, text in forwarding_files(tree).items()}
    return Pages({**_pages(tree, lock), **data_files(tree), **forwarding})


def _pages(tree: Tree, lock: Lock | None) -> dict[str, Callable[[], str]]:
    environment = _environment(tree)
    views = _views(tree, lock)
    makers: dict[str, Callable[[], str]] = {}
    for name in _WHOLE:
        template = environment.get_template(f"{name.replace('/', '-')}.md")
        makers[f"{name}.md"] = partial(template.render, view=views["/" in name])
    kinds: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("question", tree.questions),
        ("verdict", tree.verdicts),
        ("article", tree.articles),
    )
    for kind, entries in kinds:
        template = environment.get_template(f"{kind}.md")
        for entry_id, entry in entries.items():
            makers[f"{kind}s/{entry_id}.md"] = partial(
                template.render, {"view": views[True], "id": entry_id, kind: entry}
            )
    return makers


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
