"""Render a tree as the files of `docs/`: a page a question, a verdict and an article, and the pages about the whole.

`render` is a plain function of the tree (and of what is proved of its excerpts) to the text of every file by its
path below `docs/`; the same tree gives the same bytes.
"""

import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from .address import Links, trail_query
from .data import data_files
from .escape import finalize, front
from .evidence import evidence_of
from .lock import Lock
from .marker import PAGE_MARKER
from .model import Tree
from .paths import graph_of
from .retired import forwarding_files, old_excerpt_ids
from .views import View, day

TEMPLATES = Path(__file__).parent / "templates"
UNSPEAKABLE = 10**15  # counts from here on are told by their magnitude, and in full where a reader asks
_WHOLE = ("index", "about", "map", "paths", "evidence", "verdicts/index", "articles/index")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"front": front, "day": day}
    environment.globals |= {"marker": Markup(PAGE_MARKER), "number": number, "exact": exact, "unspeakable": UNSPEAKABLE}
    return environment


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


def render(tree: Tree, lock: Lock | None = None) -> dict[str, str]:
    """The text of every generated file, by its path below `docs/` with `/` between folders."""
    return dict(_files(tree, lock))


def _files(tree: Tree, lock: Lock | None) -> Iterator[tuple[str, str]]:
    graph = graph_of(tree)
    evidence = evidence_of(tree, graph)
    examples: dict[str, list[str]] = {}
    for example_id, example in tree.examples.items():
        examples.setdefault(example.verdict, []).append(example_id)
    view = partial(View, tree, graph, evidence, lock, examples=examples, old_excerpts=old_excerpt_ids(tree))
    yield from _pages(tree, view)
    yield from data_files(tree).items()
    yield from forwarding_files(tree).items()


def _pages(tree: Tree, view: "partial[View]") -> Iterator[tuple[str, str]]:
    environment = _environment()
    shared = {"tree": tree, "guide": tree.guide, "trail_query": partial(trail_query, guide=tree.guide)}
    above, below = view(links=Links(tree, "")), view(links=Links(tree, "../"))
    for name in _WHOLE:
        seen = below if "/" in name else above
        template = environment.get_template(f"{name.replace('/', '-')}.md", globals={**shared, "view": seen})
        yield f"{name}.md", template.render()
    kinds: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("question", tree.questions),
        ("verdict", tree.verdicts),
        ("article", tree.articles),
    )
    for kind, entries in kinds:
        template = environment.get_template(f"{kind}.md", globals={**shared, "view": below})
        for entry_id, entry in entries.items():
            yield f"{kind}s/{entry_id}.md", template.render({"id": entry_id, kind: entry})
