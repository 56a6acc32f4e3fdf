"""Hostile text in every field, through real MkDocs into real Chromium: nothing of it runs, all of it is shown as text."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from harness.guide import ROOT, build_site
from harness.hostile import EDITION, MARKDOWN, ONE_LINE, RAN, hostile_tree, name_of, title_of
from markdown_it import MarkdownIt

from tree_builder.check.check import check
from tree_builder.read.document import load

pytestmark = pytest.mark.browser
NUMBERS = range(len(ONE_LINE))
DATA = hostile_tree()
FULL_TRAIL = ",".join(f"q{n}.on~item" for n in NUMBERS)

# What is on a page, as its readers have it: whatever folds is open, and whatever only scripts show is shown.
READ = """() => {
    document.querySelectorAll("details").forEach((fold) => (fold.open = true));
    document.querySelectorAll("[hidden]").forEach((part) => (part.hidden = false));
    return document.querySelector("article.md-content__inner").innerText;
}"""
# Attributes that would run what they say, and elements that no page of a guide has.
SUSPECTS = """() => [...document.querySelectorAll("*")].flatMap((element) => [
    ...[...element.attributes].filter(({name, value}) => /^on|^srcdoc$/i.test(name) || /^\\s*(javascript|data|vbscript):/i.test(value) &&
        /^(href|src|action|formaction|xlink:href|cite)$/i.test(name)).map(({name, value}) => `${element.tagName} ${name}=${value}`.slice(0, 80)),
    ...(element.closest("article.md-content__inner") && /^(iframe|object|embed|script|img|form|style|base|textarea|template|title)$/i
        .test(element.tagName) && !element.closest("svg") && !/assets\\/\\w+\\.js$/.test(element.src) ? [`<${element.tagName}>`] : []),
])"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a tree whose every field is hostile, its name too."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "decision_tree.yaml").write_text(json.dumps(DATA, ensure_ascii=False), encoding="utf-8")
    ignored = shutil.ignore_patterns("tree.js", "evidence.js")
    shutil.copytree(
        ROOT / "tree_builder" / "pages" / "assets", folder / "tree_builder" / "pages" / "assets", ignore=ignored
    )
    lines = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    named = [
        f"site_name: {json.dumps(escape(DATA['guide']['title']))}" if line.startswith("site_name:") else line
        for line in lines
    ]
    (folder / "mkdocs.yml").write_text("\n".join(named), encoding="utf-8")
    shutil.copy(ROOT / "hooks.py", folder)
    return build_site(folder)


@dataclass
class Tab:
    """A tab that remembers what must not happen in it."""

    page: Any
    home: str
    faults: list[str]

    def open(self, address: str, script: bool = True) -> Any:
        """Open an address below the site's root, and look for anything that ran."""
        self.page.goto(f"{self.home}/{address}")
        self.assert_quiet()
        return self.page

    def assert_quiet(self) -> None:
        """Nothing ran, nothing was asked for elsewhere, nothing is there that could run."""
        assert self.page.evaluate("window.__ran") is None, self.page.url
        assert self.page.evaluate(SUSPECTS) == [], self.page.url
        assert self.faults == [], self.page.url


@pytest.fixture(scope="module", params=["http", "file"])
def tab(
    request: pytest.FixtureRequest, chromium: Any, hostile_site: Path, serve: Callable[[Path], str]
) -> Iterator[Tab]:
    home = serve(hostile_site) if request.param == "http" else hostile_site.as_uri()
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    faults: list[str] = []
    page.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: faults.append(str(error)[:300]))
    page.on("popup", lambda popup: faults.append(f"popup {popup.url}"))
    context.on(
        "request", lambda asked: None if asked.url.startswith((home, "blob:")) else faults.append(asked.url[:200])
    )
    yield Tab(page, home, faults)
    context.close()


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def assert_shown(tab: Tab, *texts: str) -> None:
    """Every text stands on the page, character for character."""
    shown = on_one_line(tab.page.evaluate(READ))
    for text in texts:
        assert on_one_line(text) in shown, (tab.page.url, text[:200])


def assert_named(tab: Tab, title: str, description: str | None) -> None:
    """The page has the title in its head and at its top, a description, and is no wider than a phone."""
    page = tab.page
    assert page.title() == f"{title} - {on_one_line(DATA['guide']['title'])}"
    assert on_one_line(page.locator("h1").inner_text()) == title
    content = page.locator("meta[name=description]").get_attribute("content")
    assert content and (description is None or content == description)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def beginning(text: str) -> str:
    """What a description keeps of a long text: its beginning, which ends in an ellipsis."""
    return text if len(text) <= 160 else text[:160].rpartition(" ")[0][:159] + "…"


@pytest.mark.parametrize("n", NUMBERS)
def test_a_question_shows_its_texts(tab: Tab, n: int) -> None:
    tab.open(f"questions/q{n}.html")
    assert_named(tab, title_of("question", n), None)
    assert_shown(
        tab,
        f"stop {ONE_LINE[n]}",
        f"{ONE_LINE[n]} on",
        f"two words {ONE_LINE[n]}",
        title_of("article", n),
        title_of("verdict", n),
    )
    assert_shown(tab, MARKDOWN[n % len(MARKDOWN)][1])
    page = tab.page
    assert [on_one_line(text) for text in page.locator("a.answer").all_inner_texts()] == [
        f"stop {ONE_LINE[n]}",
        f"{ONE_LINE[n]} on",
    ]
    assert ONE_LINE[n] in on_one_line(page.locator(".checklist li").inner_text())
    assert page.locator(f'svg a[data-page="v{n}"] > title').text_content().startswith(title_of("verdict", n))


@pytest.mark.parametrize("n", NUMBERS)
def test_a_verdict_shows_its_texts(tab: Tab, n: int) -> None:
    trail = ",".join([*(f"q{k}.on~item" for k in range(n)), f"q{n}.stop"])
    page = tab.open(f"verdicts/v{n}.html?trail={trail}&edition=2025")
    page.wait_for_function("!document.querySelector('.record-made').hidden")
    tab.assert_quiet()
    assert_named(tab, title_of("verdict", n), None)
    texts = (title_of("question", n), f"stop {ONE_LINE[n]}", f"two words {ONE_LINE[n]}", title_of("article", n))
    assert_shown(tab, *texts, MARKDOWN[n % len(MARKDOWN)][1])
    assert_recorded(tab, *texts, title_of("verdict", n), ONE_LINE[n], EDITION, DATA["guide"]["title"])
    recommended = DATA["verdicts"][f"v{n}"].get("recommends")
    if recommended:
        assert_shown(tab, f"Recommends {DATA['options'][recommended]}")
    if n in NUMBERS[:-1]:
        assert_shown(tab, f"example {ONE_LINE[n]}")


@pytest.mark.parametrize("n", NUMBERS)
def test_an_article_shows_its_texts(tab: Tab, n: int) -> None:
    tab.open(f"articles/a{n}.html")
    assert_named(tab, title_of("article", n), None)
    assert_shown(tab, ONE_LINE[n], f"two words {ONE_LINE[n]}", MARKDOWN[n % len(MARKDOWN)][1], title_of("verdict", n))


def test_the_home_page_shows_its_texts(tab: Tab) -> None:
    tab.open("index.html")
    title = on_one_line(DATA["guide"]["title"])
    summary = on_one_line(DATA["guide"]["summary"])
    # Material says the site's name once where the home page has it for its title.
    assert tab.page.title() in (title, f"{title} - {title}")
    assert tab.page.locator("meta[name=description]").get_attribute("content") == summary
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390
    changes = [text for pair in list(DATA["guide"]["changes"].items())[:12] for text in pair]
    assert_shown(tab, title, summary, EDITION, *changes, *(text for _, text in MARKDOWN[:12]))
    assert_shown(tab, *(f"example {ONE_LINE[n]}" for n in range(12)), *(title_of("verdict", n) for n in range(12)))


WHOLE: dict[str, list[str]] = {
    "about.html": [text for _, text in MARKDOWN] + list(DATA["guide"]["changes"]) + list(DATA["guide"]["changes"].values()),
    "verdicts/index.html": [title_of("verdict", n) for n in NUMBERS],
    "articles/index.html": [title_of("article", n) for n in NUMBERS] + ONE_LINE,
    "paths.html": [f"example {ONE_LINE[n]}" for n in NUMBERS[:-1]] + [title_of("verdict", n) for n in NUMBERS],
    "evidence.html": [title_of("article", n) for n in NUMBERS] + [title_of("question", n) for n in NUMBERS],
    "map.html": [title_of("verdict", n) for n in NUMBERS] + [title_of("question", n) for n in NUMBERS]
    + [f"stop {text}" for text in ONE_LINE] + [f"{text} on" for text in ONE_LINE],
}  # fmt: skip


@pytest.mark.parametrize("address", WHOLE)
def test_a_page_about_the_whole_shows_its_texts(tab: Tab, address: str) -> None:
    tab.open(address)
    assert_shown(tab, *WHOLE[address])
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_map_says_every_title_in_its_boxes(tab: Tab) -> None:
    tab.open("map.html")
    titles = tab.page.locator("svg a > title").all_text_contents()
    for n in NUMBERS:
        assert title_of("question", n) in titles
        assert any(title.startswith(title_of("verdict", n)) for title in titles)
    labels = tab.page.locator("svg path > title").all_text_contents()
    assert {f"stop {text}" for text in ONE_LINE[:-1]} <= set(labels)


def test_the_paths_can_be_chosen_by_verdict(tab: Tab) -> None:
    tab.open("paths.html")
    names = [on_one_line(name) for name in tab.page.locator(".paths-tools option").all_text_contents()]
    assert names[1:] == [title_of("verdict", n) for n in NUMBERS]
    tab.page.locator(".paths-tools select").select_option("v3")
    tab.assert_quiet()


def test_the_evidence_says_each_quotation(tab: Tab) -> None:
    tab.open("evidence.html")
    titles = [on_one_line(one.get_attribute("title") or "") for one in tab.page.locator("td a.side").all()]
    assert {f"two words {text}" for text in ONE_LINE} <= set(titles)


def test_the_trail_and_the_record_show_every_answer(tab: Tab) -> None:
    last = NUMBERS[-1]
    tab.open(f"verdicts/v{last}.html?trail={FULL_TRAIL}&edition=old-<b>&h=%3Cscript%3E{RAN}%3C/script%3E")
    page = tab.page
    page.wait_for_function("!document.querySelector('.record-made').hidden")
    tab.assert_quiet()
    steps = page.locator("nav.trail li a")
    assert [on_one_line(text) for text in steps.all_text_contents()] == [f"{text} on + {text}" for text in ONE_LINE]
    assert [on_one_line(one.get_attribute("title")) for one in steps.all()] == [
        f"Change: {title_of('question', n)}" for n in NUMBERS
    ]
    assert "Answered in edition old-<b>" in page.locator(".notice").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert_recorded(tab, DATA["guide"]["title"], EDITION, *DATA["options"].values())
    assert_recorded(tab, *(title_of("question", n) for n in NUMBERS), *(f"{text} on" for text in ONE_LINE))


def assert_recorded(tab: Tab, *texts: str) -> None:
    """The record, read as the Markdown that it is, says every text and has nothing in it but plain elements."""
    record = tab.page.locator(".record pre").text_content()
    shown = Shown()
    shown.feed(MarkdownIt("commonmark").render(record.partition("---\n\n")[2]))
    assert shown.odd == []
    said = on_one_line("".join(shown.texts))
    for text in texts:
        assert on_one_line(text) in said, text[:200]


class Shown(HTMLParser):
    """What the readers of a record see, and the elements in it that no record has."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        plain = {"h1", "h2", "h3", "p", "ul", "li", "strong", "em", "a"}
        if tag not in plain or any(
            name != "href" or not (value or "").startswith(("http", "file")) for name, value in attrs
        ):
            self.odd.append(f"<{tag} {attrs}>"[:200])

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize(
    "trail", [f"q0.<script>{RAN}</script>", f"<img src=x onerror={RAN}>.x,q0.on", "__proto__.toString,constructor.on"]
)
def test_a_hostile_address_is_shown_as_text(tab: Tab, trail: str) -> None:
    tab.page.goto(f"{tab.home}/questions/q1.html?trail={trail}&edition={trail}#{trail}")
    tab.page.wait_for_selector(".notice")
    tab.assert_quiet()
    notice = on_one_line(tab.page.locator(".notice").inner_text())
    assert trail.split(",")[0].replace("%20", " ")[:70] in notice


def test_search_shows_titles_as_text(tab: Tab) -> None:
    """Search for the one word that stands in a title; the first result says that title."""
    page = tab.open("index.html")
    page.locator("label.md-header__button[for=__search]").click()
    for kind in ("question", "verdict", "article"):
        for n in NUMBERS if kind == "question" else NUMBERS[::5]:
            word = name_of(kind, n)
            page.locator("input[name=query]").fill(word[:-1])
            page.locator("input[name=query]").press(word[-1])
            first = page.locator(".md-search-result__item h1").first
            page.wait_for_function(
                "word => document.querySelector('.md-search-result__item h1')?.innerText.includes(word)", arg=word
            )
            assert on_one_line(first.inner_text()) == title_of(kind, n)
            assert (
                page.locator(".md-search-result script, .md-search-result img, .md-search-result iframe").count() == 0
            )
            tab.assert_quiet()


def test_clicking_through_runs_nothing(tab: Tab) -> None:
    trail = ",".join(f"q{n}.on~item" for n in NUMBERS[:24])
    page = tab.open(f"questions/q24.html?trail={trail}&edition=2025")
    page.wait_for_function("typeof guide === 'object' && guide.here")
    for n in NUMBERS[24:]:
        page.wait_for_url(lambda url, n=n: f"/q{n}.html" in url)
        page.locator(".checklist input").check()
        assert page.locator(".checklist [role=status]").inner_text().startswith("1 ticked: ")
        tab.assert_quiet()
        page.locator("a.answer").nth(1).click()
    page.wait_for_url(lambda url: "/verdicts/" in url)
    page.wait_for_function("!document.querySelector('.record-made').hidden")
    tab.assert_quiet()
    with page.expect_download() as download:
        page.locator(".record a[download]").click()
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    assert saved.startswith("---\nstatus: proposed\n")
    tab.assert_quiet()


def test_an_old_address_forwards(tab: Tab) -> None:
    tab.page.goto(f"{tab.home}/questions/old-page.html?trail=q0.on&h=<script>{RAN}</script>#<script>{RAN}</script>")
    tab.page.wait_for_url(lambda url: "/questions/q3.html?trail=q0.on" in url)
    tab.assert_quiet()


def test_without_scripts_the_texts_are_the_same(chromium: Any, hostile_site: Path) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for n in NUMBERS[::3]:
        page.goto(f"{hostile_site.as_uri()}/questions/q{n}.html")
        assert on_one_line(page.locator("h1").inner_text()) == title_of("question", n)
        assert [on_one_line(text) for text in page.locator("a.answer").all_inner_texts()][0] == f"stop {ONE_LINE[n]}"
    context.close()


def test_the_data_has_every_text_as_it_is(hostile_site: Path) -> None:
    data = json.loads((hostile_site / "tree.json").read_text(encoding="utf-8"))
    assert data["title"] == on_one_line(DATA["guide"]["title"])
    for n in NUMBERS:
        question = data["questions"][f"q{n}"]
        assert question["title"] == title_of("question", n)
        assert question["answers"]["on"]["label"] == f"{ONE_LINE[n]} on"
        assert question["checklist"]["item"] == ONE_LINE[n]
        assert data["verdicts"][f"v{n}"]["title"] == title_of("verdict", n)


# What may not stand in a tree at all


@pytest.mark.parametrize(
    "markdown",
    ["[x](javascript:alert)", "[x](JavaScript:alert)", "[x](java&#115;cript:alert)", "[x](<javascript:alert>)", "<javascript:alert>",
     "[x]( javascript:alert )", "![x](javascript:alert)", "![x](data:image/svg+xml,x)", "[x](data:text/html,x)", "[x](vbscript:x)",
     "[x][y]\n\n[y]: javascript:alert", "[x](//evil.example)", "[x](\\\\evil)", "[x](../x)", "[x](#x)", "[x](file:///etc/passwd)",
     "[x](question:q0#x)", "[x](question:../q0)", "[x](%6aavascript:alert)", "[x](&#x01;javascript:alert)", "[](javascript:x)",
     "> - [x](javascript:x)", "[x](https:evil)", "[x](blob:x)", "[x](view-source:x)"],
)  # fmt: skip
def test_an_address_that_could_run_is_a_problem(markdown: str) -> None:
    data = hostile_tree()
    data["questions"]["q5"]["explain"] = f"Look: {markdown}"
    tree, problems = check(load(json.dumps(data, ensure_ascii=False)))
    assert tree is None
    assert ["the link" in problem.message for problem in problems] == [True]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert", "data:text/html,x", 'https://x/"onclick=x', "https://x/<b>", "http://", "//x", "https://x y"],
)
@pytest.mark.parametrize("field", ["url", "since"])
def test_an_address_of_an_article_that_could_run_is_a_problem(address: str, field: str) -> None:
    data = hostile_tree()
    article = data["articles"]["a5"]
    if field == "url":
        article["url"] = address
    else:
        article["excerpts"]["e"]["since"][0]["url"] = address
    tree, problems = check(load(json.dumps(data, ensure_ascii=False)))
    assert tree is None
    assert ["is not an address" in problem.message for problem in problems] == [True]
