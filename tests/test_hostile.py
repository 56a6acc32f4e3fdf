"""Hostile text in every field, through real MkDocs: nothing of it can run, all of it is shown as text.

Most is judged by parsing the HTML of the built pages; what scripts make of it, in real Chromium.
"""

import json
import re
from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from harness.browser import Watched, tab
from harness.guide import guide_of
from harness.hostile import MARKDOWN, ONE_LINE, RAN, hostile_tree, name_of, title_of
from harness.nursery import build_site
from harness.once import made_once
from harness.trees import SMALL_TREE
from markdown_it import MarkdownIt

from tree_builder.check.check import check
from tree_builder.fields import Found, texts
from tree_builder.read.document import load

NUMBERS = range(len(ONE_LINE))
DATA = hostile_tree()
SEEN = dict(MARKDOWN)
RUNNING = {
    "script",
    "iframe",
    "object",
    "embed",
    "base",
    "form",
    "style",
    "link",
    "meta",
    "img",
    "template",
    "textarea",
}
LINKING = {"href", "src", "xlink:href", "action", "formaction", "poster", "data", "srcset", "cite"}
NO_ICON = "data:,"  # of the files that forward
VOID = {"br", "hr", "input", "meta", "link", "img", "rect", "path"}
PAGES = {"questions": "questions/{}.html", "verdicts": "verdicts/{}.html", "articles": "articles/{}.html"}


def built(folder: Path) -> Path:
    """The site of the hostile tree, whose name is hostile too."""
    guide_of(json.dumps(DATA, ensure_ascii=False, indent=0), folder)
    config = folder / "mkdocs.yml"
    name = f"site_name: {json.dumps(escape(DATA['guide']['title']))}"
    config.write_text(re.sub("(?m)^site_name:.*", lambda _: name, config.read_text(encoding="utf-8")), encoding="utf-8")
    return build_site(folder)


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a tree whose every field is hostile."""
    return made_once(tmp_path_factory, "hostile", built)


class Content(HTMLParser):
    """What an HTML page shows, and everything in it that could run, load or lead somewhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.running: list[str] = []
        self.frame: list[str] = []  # the elements around the content
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, its handlers and its addresses."""
        self.inside |= tag == "article"
        values = dict(attrs)
        if not self.inside:
            self.frame.append(tag)
        elif tag in RUNNING and not re.fullmatch(r"\.\./assets/\w+\.js", values.get("src") or ""):
            self.running.append(f"<{tag} {attrs}>")
        for name, value in attrs:
            if self.inside and (name.startswith("on") or name in ("style", "srcdoc")):
                self.running.append(f"{name}={value}")
            if (
                name in LINKING
                and value != NO_ICON
                and urlsplit(value or "").scheme not in ("", "http", "https", "mailto")
            ):
                self.running.append(f"{name}={value}")
        if self.inside and tag not in VOID:
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Leave the content with its element."""
        self.inside &= tag != "article"

    def handle_data(self, data: str) -> None:
        """Take what readers see."""
        if self.inside:
            self.words.append(data)

    @property
    def shown(self) -> str:
        """All that is shown, without its spaces: elements stand between words, too."""
        return bare("".join(self.words))


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def pages(hostile_site: Path) -> dict[str, Content]:
    """Every page of the site by its address."""
    found = {path.relative_to(hostile_site).as_posix(): path for path in sorted(hostile_site.rglob("*.html"))}
    return {address: Content(path.read_text(encoding="utf-8")) for address, path in found.items()}


def kind_of(address: str) -> str:
    return re.sub(r"\w+(?=\.html)", lambda name: "*" if re.search(r"\d", name[0]) else name[0], address)


def fields() -> list[Found]:
    """Every text of the tree that readers see."""
    return [
        found for found in texts(DATA) if found.kind.name in ("line", "markdown", "quote") and not found.kind.refers_to
    ]


def test_no_page_has_anything_that_could_run(pages: dict[str, Content]) -> None:
    assert len(pages) > 3 * len(NUMBERS)
    assert [(address, page.running) for address, page in pages.items() if page.running] == []


def test_no_text_breaks_out_of_the_content(pages: dict[str, Content]) -> None:
    frames: dict[str, set[tuple[str, ...]]] = {}
    for address, page in pages.items():
        frames.setdefault(kind_of(address), set()).add(tuple(page.frame))
    assert len(frames) > 10
    assert [kind for kind, found in frames.items() if len(found) > 1] == []


def test_every_text_of_every_field_is_shown_as_it_is(hostile_site: Path, pages: dict[str, Content]) -> None:
    scripts = [(hostile_site / "assets" / name).read_text(encoding="utf-8") for name in ("words.js", "reasons.js")]
    data = [json.loads(found[0]) for text in scripts for found in re.finditer(r'"(?:[^"\\\n]|\\.)*"', text)]
    everywhere = bare("\n".join(page.shown for page in pages.values())) + bare(
        "".join(Content(f"<article>{one}").shown for one in data)
    )
    everywhere += bare("\n".join(data))
    found = fields()
    assert len(found) > 20 * len(NUMBERS)
    for field in found:
        folder, id_, *_ = (str(key) for key in field.keys)
        elsewhere = folder not in PAGES or {"short", "because"}.intersection(map(str, field.keys))
        place = everywhere if elsewhere else pages[PAGES[folder].format(id_)].shown
        for text in shown_of(field):
            assert bare(text) in place, (field.keys, text[:100])


def shown_of(field: Found) -> list[str]:
    """What readers must see of a text; of `about` and `owner`, which are all Markdown texts in one, each of them."""
    if field.kind.name != "markdown":
        return [field.text]
    return [SEEN[field.text]] if field.text in SEEN else list(SEEN.values())


def test_titles_and_descriptions_are_shown_as_they_are(hostile_site: Path) -> None:
    guide = " ".join(DATA["guide"]["title"].split())
    for kind, folder in (("question", "questions/q"), ("verdict", "verdicts/v"), ("article", "articles/a")):
        for n in NUMBERS:
            html = (hostile_site / f"{folder}{n}.html").read_text(encoding="utf-8")
            head = Head(html)
            assert head.title == f"{title_of(kind, n)} - {guide}"
            assert head.description
            assert head.heading == title_of(kind, n)


class Head(HTMLParser):
    """The title, the description and the first heading of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.title = self.description = self.heading = self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter a title or a heading, and take a description."""
        self.inside = tag if tag in ("title", "h1") else self.inside
        if ("name", "description") in attrs:
            self.description = dict(attrs)["content"] or ""

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        self.inside = "" if tag == self.inside else self.inside

    def handle_data(self, data: str) -> None:
        """Take its text."""
        if self.inside == "title":
            self.title += data
        elif self.inside == "h1":
            self.heading += data


def test_the_data_has_every_text_as_it_is(hostile_site: Path) -> None:
    data = json.loads((hostile_site / "tree.json").read_text(encoding="utf-8"))
    assert data["guide"]["title"] == " ".join(DATA["guide"]["title"].split())
    for n in NUMBERS:
        question = data["questions"][f"q{n}"]
        assert question["title"] == title_of("question", n)
        assert question["answers"]["on"]["label"] == f"{ONE_LINE[n]} on"
        assert question["checklist"]["item"] == ONE_LINE[n]
        assert data["verdicts"][f"v{n}"]["title"] == title_of("verdict", n)


def test_the_search_index_holds_nothing_that_could_run(hostile_site: Path) -> None:
    index = json.loads((hostile_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    parts = [entry[part] for entry in index["docs"] for part in ("title", "text")]
    assert len(parts) > 2 * 3 * len(NUMBERS)
    assert [found for part in parts for found in Content(f"<article>{part}</article>").running] == []


# In Chromium


# What would run if the browser let it, and elements that no content of a page has.
SUSPECTS = """() => [...document.querySelectorAll("article *")].flatMap((element) => [
    ...[...element.attributes].filter(({name, value}) => /^on|^srcdoc$/i.test(name) ||
        (/^(href|src|action|formaction|xlink:href|cite)$/i.test(name) && /^\\s*(javascript|data|vbscript):/i.test(value)))
        .map(({name, value}) => `${element.tagName} ${name}=${value}`.slice(0, 80)),
    ...(/^(iframe|object|embed|script|img|form|style|base|template)$/i.test(element.tagName)
        && !/assets\\/\\w+\\.js$/.test(element.src) ? [`<${element.tagName}>`] : []),
])"""


@pytest.fixture(scope="module", params=["http", "file"])
def reader(
    request: pytest.FixtureRequest, chromium: Any, hostile_site: Path, serve: Callable[[Path], str]
) -> Iterator[Watched]:
    """A phone that reads the hostile guide from a server or from a disk."""
    home = serve(hostile_site) if request.param == "http" else hostile_site.as_uri()
    with tab(chromium, home, viewport={"width": 390, "height": 844}) as watched:
        yield watched


def assert_quiet(reader: Watched) -> None:
    """Nothing ran, nothing is there that could run, and the page is no wider than the phone."""
    page = reader.page
    assert page.evaluate("window.__ran") is None, page.url
    assert page.evaluate(SUSPECTS) == [], page.url
    assert reader.faults == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url


def said(reader: Watched) -> str:
    """All words of the content, those in folds and hidden parts too."""
    return bare(reader.page.locator("article").text_content())


@pytest.mark.browser
@pytest.mark.parametrize("n", NUMBERS[::4])
def test_a_verdict_with_its_trail_and_its_record_stays_text(reader: Watched, n: int) -> None:
    trail = ",".join([*(f"q{k}.on~item" for k in range(n)), f"q{n}.stop"])
    reader.open(f"verdicts/v{n}.html?trail={trail}&edition=2025", ready=True)
    assert_quiet(reader)
    markdown = reader.record().partition("---\n\n")[2]
    record = Content(f"<article>{MarkdownIt('commonmark').render(markdown)}</article>")
    assert record.running == []
    for text in (f"stop {ONE_LINE[n]}", title_of("verdict", n), SEEN[DATA["questions"][f"q{n}"]["explain"]]):
        assert bare(text) in said(reader), text[:100]
    assert bare(title_of("verdict", n)) in record.shown


@pytest.mark.browser
@pytest.mark.parametrize("address", ["index", "about", "map", "paths", "evidence", "verdicts/index", "articles/index"])
def test_a_page_about_everything_stays_text(reader: Watched, address: str) -> None:
    reader.open(f"{address}.html?trail=q0.on~item,q1.stop&edition=2025", ready=True)
    assert_quiet(reader)


@pytest.mark.browser
def test_search_shows_titles_as_text(reader: Watched) -> None:
    """Search for the one word that stands in a title; the first result says that title."""
    page = reader.open("index.html")
    page.locator("label.md-header__button[for=__search]").click()
    for n in NUMBERS[::7]:
        word = name_of("question", n)
        page.locator("input[name=query]").fill(word[:-1])
        page.locator("input[name=query]").press(word[-1])
        first = page.locator(".md-search-result__item h1").first
        page.wait_for_function(
            "(word) => document.querySelector('.md-search-result__item h1')?.innerText.includes(word)", arg=word
        )
        assert bare(first.inner_text()) == bare(title_of("question", n))
        assert page.locator(".md-search-result script, .md-search-result img, .md-search-result iframe").count() == 0
        assert page.evaluate("window.__ran") is None


@pytest.mark.browser
def test_clicking_through_runs_nothing(reader: Watched) -> None:
    first = len(NUMBERS) - 4
    trail = ",".join(f"q{n}.on~item" for n in range(first))
    page = reader.open(f"questions/q{first}.html?trail={trail}&edition=2025", ready=True)
    for n in NUMBERS[first:]:
        assert f"/q{n}.html" in page.url
        page.locator(".checklist input").check()
        assert bare(ONE_LINE[n])[:20] in bare(page.locator(".checklist [role=status]").inner_text())
        assert_quiet(reader)
        reader.follow("a.answer >> nth=1")
    with page.expect_download() as download:
        page.locator(".record a[download]").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == reader.record()
    assert_quiet(reader)


@pytest.mark.browser
def test_an_old_address_forwards(reader: Watched) -> None:
    reader.page.goto(
        f"{reader.home}/questions/old-page.html?trail=q0.on&h=<script>{RAN}</script>#<script>{RAN}</script>"
    )
    reader.page.wait_for_url(lambda url: "/questions/q3.html?trail=q0.on" in url)
    assert_quiet(reader)


# What may not stand in a tree at all


def problems_of(was: str, now: str) -> list[str]:
    """What `check` says of the small tree with one of its texts replaced."""
    assert was in SMALL_TREE
    _, problems = check(load(SMALL_TREE.replace(was, now)))
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    "markdown",
    ["[x](javascript:alert)", "[x](JavaScript:alert)", "[x](java&#115;cript:alert)", "[x](<javascript:alert>)", "<javascript:alert>",
     "[x]( javascript:alert )", "![x](javascript:alert)", "![x](data:image/svg+xml,x)", "[x](data:text/html,x)", "[x](vbscript:x)",
     "[x][y]\n\n[y]: javascript:alert", "[x](//evil.example)", "[x](\\\\evil)", "[x](../x)", "[x](#x)", "[x](file:///etc/passwd)",
     "[x](question:hour#x)", "[x](question:../hour)", "[x](%6aavascript:alert)", "[x](&#x01;javascript:alert)", "[](javascript:x)",
     "> - [x](javascript:x)", "[x](https:evil)", "[x](blob:x)", "[x](view-source:x)"],
)  # fmt: skip
def test_an_address_that_could_run_is_a_problem(markdown: str) -> None:
    found = problems_of("Peppermint is spoken of only here.", json.dumps(f"Look: {markdown}"))
    assert ["the link" in message or "is an image" in message for message in found] == [True]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert", "data:text/html,x", 'https://x/"onclick=x', "https://x/<b>", "http://", "//x", "https://x y"],
)
@pytest.mark.parametrize("key", ["url", "archived"])
def test_an_address_of_an_article_that_could_run_is_a_problem(address: str, key: str) -> None:
    found = problems_of("url: https://example.org/leaf", f"{key}: {json.dumps(address)}")
    assert ["is not an address" in message for message in found] == [True]
