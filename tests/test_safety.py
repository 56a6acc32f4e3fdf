"""No Markdown field can make a page run anything, whatever was checked before: tried with every one that the model has.

The fields are found by their annotations. A key that is added is tried without a change here.
"""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from harness import cases
from harness.guide import ROOT
from markdown import Markdown
from mkdocs.config import load_config

from tree_builder.check.check import check
from tree_builder.check.shape import ADAPTER
from tree_builder.fields import TREE, Spec, keys_of, required_keys, texts
from tree_builder.model import Tree
from tree_builder.pages.render import render
from tree_builder.read.document import load
from tree_builder.text.markdown import html_line_of

Data = Any
RAN = "alert(1)"
# Each link of these is one that `check` must name; HTML is shown as text, so nothing is said of it.
LINKS = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "question:nowhere", "x.md")
DANGER = f"""<script>{RAN}</script> <img src=x onerror="{RAN}"> <svg onload={RAN}>
[a]({LINKS[0]}) <{LINKS[1]}> ![b]({LINKS[2]}) [c][r] [d]({LINKS[4]}) [e]({LINKS[5]} "onclick={RAN}")
<a href="javascript:{RAN}">f</a> **g** {{: onclick="{RAN}" }}

<div markdown onclick="{RAN}">

<iframe srcdoc="<script>{RAN}</script>"></iframe>

</div>

[r]: {LINKS[3]}
"""
WORDS = "Words of an author."
JSON_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"')
RUNNING_TAGS = {"script", "iframe", "object", "embed", "base", "form", "style", "link", "meta", "img", "svg", "use"}
SCHEMES = {"", "http", "https", "mailto"}
LINKING = ("href", "src", "xlink:href", "action", "formaction", "poster", "data", "srcset", "cite")


def dangerous(number: int) -> str:
    """A text that is dangerous in each way, with a number by which it is found; its link to nowhere is its own."""
    return f"{WORDS} field-{number}-\n{DANGER}".replace("nowhere", f"nowhere-{number}")


def filled(data: Data, spec: Spec, text: Iterator[str]) -> Data:
    """The data of a tree with a text of `text` in every Markdown field that it could have, those that it lacks too."""
    if spec.kind:
        return next(text) if spec.kind.name == "markdown" else data
    if spec.entry:
        held = {spec.bare: data} if isinstance(data, str) else data or {}
        found = {key: filled(held.get(key), inner, text) for key, inner in keys_of(spec.entry).items()}
        return {key: value for key, value in found.items() if value is not None}
    assert spec.each
    if spec.key:
        return data and {key: filled(value, spec.each, text) for key, value in data.items()}
    listed = [data] if isinstance(data, str) else data or [None] * _is_markdown_alone(spec.each)
    return [filled(value, spec.each, text) for value in listed] or None


def _is_markdown_alone(spec: Spec) -> bool:
    """Whether Markdown is all that something needs."""
    if spec.entry:
        inner = keys_of(spec.entry)
        return all(_is_markdown_alone(inner[key]) for key in required_keys(spec.entry))
    return spec.kind is not None and spec.kind.name == "markdown"


@pytest.fixture(scope="module")
def every_key() -> Data:
    """The data of a tree in which every key has a value."""
    return load(cases.tree_of(cases.EVERY_KEY)).data


def test_check_names_every_dangerous_link_of_every_field_at_its_line(every_key: Data) -> None:
    numbers = count()
    data = filled(every_key, TREE, (dangerous(next(numbers)) for _ in count()))
    text = json.dumps(data, indent=1)  # each text on a line of its own
    _, problems = check(load(text))
    lines = {n: line for n, line in enumerate(text.splitlines(), 1) if "field-" in line}
    assert len(lines) == next(numbers) >= len({found.keys for found in texts(data) if found.kind.name == "markdown"})
    said: dict[int, list[str]] = {}
    for problem in problems:
        for line in (problem.line, *problem.also):
            said.setdefault(line, []).append(problem.message)
    for n, line in lines.items():
        number = line.partition("field-")[2].partition("-")[0]
        for link in LINKS:
            named = f"`{link.replace('nowhere', f'nowhere-{number}')}`"
            assert any(named in message for message in said.get(n, [])), (n, named, line)


class Running(HTMLParser):
    """Everything of a page that could run, load or lead somewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that may run or load something, a handler, and every address."""
        if tag in RUNNING_TAGS:
            self.found.append(f"<{tag} {attrs}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("srcdoc", "style"):
                self.found.append(f"{name}={value}")
            if name in LINKING:
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        """Take what readers see."""
        self.words += data


@pytest.fixture(scope="module")
def markdown(tmp_path_factory: pytest.TempPathFactory) -> Markdown:
    """The renderer that MkDocs uses for the guide, with all its extensions."""
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(tmp_path_factory.mktemp("docs")))
    return Markdown(extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"])


def published(tree: Tree, markdown: Markdown) -> dict[str, Running]:
    """What every page of a tree holds that could run: as MkDocs would publish it, its front matter as HTML too."""
    pages = {}
    for path, text in render(tree, None).items():
        if path.endswith(".md"):
            _, front, body = text.split("---\n", 2)
            pages[path] = Running(front + markdown.reset().convert(body))
        elif path.endswith((".html", ".svg")):
            pages[path] = Running(text)
        elif "/" in path:  # data in scripts, of which a page one folder below the root may make HTML
            texts_of_data = (json.loads(found[0]) for found in JSON_TEXT.finditer(text) if WORDS in found[0])
            pages[f"data/{path}"] = Running("\n".join(texts_of_data))
    return pages


def test_a_page_made_without_the_check_runs_nothing(every_key: Data, markdown: Markdown) -> None:
    numbers = count()
    harmless = published(ADAPTER.validate_python(filled(every_key, TREE, (WORDS for _ in count()))), markdown)
    data = filled(every_key, TREE, (dangerous(next(numbers)) for _ in count()))
    attacked = ADAPTER.validate_python(data)
    pages = published(attacked, markdown)
    addresses = {re.sub(r"\.md$", ".html", path) for path in render(attacked, None)}
    assert pages.keys() == harmless.keys()
    for path, page in pages.items():
        assert page.found == harmless[path].found, path
        for link in set(page.links) - set(harmless[path].links):
            parts = urlsplit(link)
            assert parts.scheme in SCHEMES, (path, link)
            assert parts.scheme or not parts.path or _resolved(path, parts.path) in addresses, (path, link)
    words = "".join(page.words for page in pages.values())
    fields = [found for found in texts(data) if found.kind.name == "markdown"]
    unseen = [found.keys for found in fields if found.text.partition("\n")[0] not in words]
    assert len(fields) == next(numbers) and unseen == [], "a Markdown field that no page shows"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[![tests](https://a.org/x.svg)](https://b.org) run", '<a href="https://b.org">tests</a> run'),
        ("[![tests](javascript:x)](https://b.org) run", '<a href="https://b.org">tests</a> run'),
        ("[![tests](https://a.org/x.svg)](javascript:x) run", '<a href="https://a.org/x.svg">tests</a> run'),
        ("[![tests](javascript:x)](javascript:x) [run](https://b.org)", 'tests <a href="https://b.org">run</a>'),
    ],
)
def test_of_a_picture_within_a_link_at_most_one_link_is_left(source: str, shown: str) -> None:
    assert html_line_of(source, lambda link: None) == shown


def _resolved(page: str, link: str) -> str:
    return (Path("/") / Path(page).parent / link).resolve().relative_to("/").as_posix()
