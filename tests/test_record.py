"""The record for the design review: a MADR 4 record that its tools read, and that is inert wherever it is pasted."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from harness.browser import CHROMIUM, CHROMIUM_ARGUMENTS, browser, lean, tab, trail_text, tree_at
from harness.guide import ROOT, guide_of
from harness.nursery import build_site
from harness.walks import Seen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pymarkdown.api import PyMarkdownApi

from tree_builder.graph.conditions import Given
from tree_builder.graph.paths import Trail, enumerate_paths
from tree_builder.graph.replay import replay
from tree_builder.graph.stances import counting
from tree_builder.model import Tree

pytestmark = browser
parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HEADINGS = [
    "## Context and Problem Statement", "## Decision Drivers", "## Considered Options", "## Decision Outcome",
    "### Consequences", "## More Information",
]  # fmt: skip


class Record(NamedTuple):
    """A record read back: what tools look for in it."""

    title: str
    drivers: list[str]
    options: list[str]
    chosen: str
    reason: str
    consequences: list[str]


def text_of(token: Any) -> str:
    """The text of an inline token as a reader sees it."""
    return "".join(" " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children)


def read(markdown: str) -> Record:
    """A record, read with a Markdown parser as tools for decision records do. Raises KeyError for a part that is missing."""
    tokens = parser.parse(markdown.partition("\n---\n")[2])
    parts: dict[str, list[str]] = {}
    title = heading = ""
    for before, token in zip(tokens, tokens[1:], strict=False):
        if token.type != "inline":
            continue
        if before.type == "heading_open":
            heading = text_of(token)
            title = title or heading
        else:
            parts.setdefault(heading, []).append(text_of(token))
    chosen = re.match(r'Chosen option: "(.*?)", because (.*)', parts["Decision Outcome"][0], re.DOTALL)
    assert chosen, parts["Decision Outcome"]
    return Record(
        title,
        parts["Decision Drivers"],
        parts["Considered Options"],
        chosen[1],
        chosen[2],
        parts.get("Consequences", []),
    )


# Every path of the real tree


@pytest.fixture(scope="module")
def tree() -> Tree:
    """The real tree."""
    return tree_at(ROOT)


@pytest.fixture(scope="module")
def home(site: Path, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the real guide without the theme's own script, on a web server."""
    return serve(lean(site, tmp_path_factory.mktemp("lean")))


@pytest.fixture(scope="module")
def records(seen: Seen) -> list[tuple[Trail, str, str, str, list[str]]]:
    """For every path its verdict, its record, that with all quotations, and the exceptions that hold."""
    return [
        (walked.trail, walked.verdict, page["record"], page["whole"], page["parts"]["unless"])
        for walked, page in seen
        if not any(walked.ticks.values())
    ]


def test_every_record_reads_back_as_its_path(records: list[Any], tree: Tree) -> None:
    for trail, verdict_id, record, *_ in records:
        verdict, found = tree.verdicts[verdict_id], read(record)
        chosen = tree.options[verdict.recommends] if verdict.recommends else verdict.title
        assert (found.title, found.chosen) == (verdict.title, chosen)
        assert set(found.options) == {*tree.options.values(), chosen}
        assert found.reason.startswith("of these answers: ") and len(found.reason) > 60
        assert len(found.drivers) == len(trail)
        for (question_id, answer_id), driver in zip(trail, found.drivers, strict=True):
            question = tree.questions[question_id]
            asked = question.name + ":" * (question.name[-1] not in "?!.")
            assert driver.startswith(f"{asked} {question.answers[answer_id].label}. ")
            assert len(driver) > len(f"{question.name}: {question.answers[answer_id].label}. ") + 10


def test_every_record_has_the_headings_of_madr_4_in_their_order(records: list[Any]) -> None:
    for _, _, record, *_ in records:
        assert re.match(r"---\nstatus: proposed\ndate: \d{4}-\d\d-\d\d\n---\n\n# ", record)
        headings = re.findall(r"^##+ .*$", record, re.MULTILINE)
        assert headings == [heading for heading in HEADINGS if heading in headings]
        assert [heading for heading in HEADINGS if heading not in headings] in ([], ["### Consequences"])


def test_a_markdown_linter_finds_nothing_in_a_record(records: list[Any]) -> None:
    linter = PyMarkdownApi().enable_extension_by_identifier("front-matter").disable_rule_by_identifier("md013")
    longest = sorted(records, key=lambda one: -len(one[3]))
    for _, verdict_id, record, whole, _ in [*records[::12], *longest[:4]]:
        for text in (record, whole):
            found = linter.scan_string(text)
            assert [(one.rule_id, one.line_number, one.rule_description) for one in found.scan_failures] == [], (
                verdict_id
            )


def test_a_record_names_what_speaks_against_with_what_has_changed_since(records: list[Any], tree: Tree) -> None:
    noted = 0
    for _, verdict_id, record, *_ in records:
        verdict = tree.verdicts[verdict_id]
        for line in read(record).consequences:
            assert not verdict.recommends or line.startswith("Bad, because “"), line
            quotes = [(ref, one) for ref, one in tree.excerpts() if f"“{' '.join(one.quote.split())}”" in line]
            assert quotes, line
            assert any(f"({tree.articles[ref.partition('/')[0]].name}, " in line for ref, _ in quotes)
            if all(one.since for _, one in quotes):
                noted += 1
                assert "Since then: " in line and "seen " in line
    assert noted


def test_a_record_names_what_would_change_it(records: list[Any], tree: Tree) -> None:
    for trail, verdict_id, record, _, unless in records:
        said = record.partition("What would change the decision:")[2]
        kept = [item for item in unless if text_of(parser.parseInline(said)[0]).count(" ".join(item.split())[:40])]
        assert kept[:2] == unless[:2] or "more point" in record or not unless, (verdict_id, trail)


def test_a_record_has_its_link_once_and_its_edition(records: list[Any], tree: Tree) -> None:
    for trail, verdict_id, record, *_ in records:
        address = f"/verdicts/{verdict_id}.html?trail={trail_text(trail)}&edition={tree.guide.edition}>"
        assert record.count(address) == 1
        assert f"Edition {tree.guide.edition}" in record


def test_the_appendix_has_every_quotation_that_counts_once_and_every_address_once(
    records: list[Any], tree: Tree
) -> None:
    for trail, verdict_id, record, whole, _ in records:
        assert whole.startswith(record.rstrip("\n"))
        appendix = whole.removeprefix(record.rstrip("\n"))
        known = {
            step.question: Given(step.answer, None if tree.questions[step.question].checklist else frozenset())
            for step in trail
        }
        counts = [tree.excerpt(ref) for ref in counting(tree, known, verdict_id)][:12]
        lines = [text_of(token) for token in parser.parse(appendix) if token.type == "inline"]
        for one in counts:
            quote = f"“{' '.join(one.quote.split())}”"
            assert sum(quote in line for line in lines) == 1, (verdict_id, quote)
        for article in tree.articles.values():
            if article.url:
                assert appendix.count(f"](<{article.url}>)") <= 1
        assert appendix.count("(<") >= 1 or not counts


# Whatever is pasted is inert

INERT = [
    "@name", "ask @the-team, please", "(@name)", "“@name”", "see #12", "owner/repo#12", "GH-12", "!12", "$12", "&12", "%12", "~bug", "%milestone",
    "https://example.org/_a_", "www.example.org", "a@example.org", "deadbeef1234567", "mailto:a@b.c", ":smile:", "http://a.b/c?d=@e.",
]  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>", "[x](javascript:y)", "![x](y)", "*stars* _lines_ **bold** __bold__", "`code` ``co`de``",
    "# Heading", "## Heading ##", "- item", "+ item", "* item", "1. item", "1) item", "123456789. item", "> quote", "---", "===", "***",
    "| a | b |", "|---|", "~~~", "```", "~~gone~~", "&lt; &amp; &#60; &copy;", "\\", "ends with \\", "\\* \\\\ \\n",
    "[a]: https://example.org", "[a]", "[^1]", "<https://example.org>", "$x$ ${y}", "{{ x }} {% raw %}", "a  b", "    four spaces",
    "\ttab", "two\nlines", "two\n\nparagraphs", "two\n# lines", "line\n---", "大きさ", "גודל", "é", "“quoted”", "'a' \"b\"", "a*", "*a",
    "_a_b_", "!", "=", ":", "-", "1", "1.", "0)", "%", "^", "a\u00a0b", "(", "a)", ".", "…", "<!-- x -->", "<b", "&", "&x;", "C# and R&D, 80 %", "@`x`y",
    "\u00adsoft", "zero\u200bwidth", "\u202egnihton", "tag\U000e0061", *INERT,
]  # fmt: skip
SPECIAL = st.text(st.sampled_from(list("\\`*_[]()<>#+-.!|~=:&;{}$'\"@/1a \n")), min_size=1, max_size=14)
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
PLACES = {"p": "{}", "li": "* {}", "h4": "## {}", "strong": "a **{}** b"}
MAKE = """(texts) => texts.map((text) => {
    const made = (name, ...children) => guide.make(name, {}, ...children);
    const inert = () => guide.inert(text);
    const parts = [made("p", ...inert()), made("ul", made("li", ...inert())), made("h4", ...inert()), made("p", "a ", made("strong", ...inert()), " b")];
    return guide.markdown({ status: "proposed" }, [made("div", ...parts)]);
})"""


@pytest.fixture(scope="module")
def markdown(chromium: Any, home: str, tree: Tree) -> Iterator[Callable[[list[str]], list[str]]]:
    """What the scripts write for texts, each in a paragraph, a list, a heading and in bold."""
    with tab(chromium, home) as watched:
        page = watched.open(f"verdicts/{next(iter(tree.verdicts))}.html", ready=True)
        yield lambda texts: page.evaluate(MAKE, texts)


def seen_by_readers(text: str) -> str:
    """A text on one line, without what cannot be seen."""
    return " ".join(UNSEEN.sub("", text).split())


def check_pasted(text: str, written: str) -> None:
    """A parser reads back the text in its four places, and finds no markup in it but code and our own bold."""
    tokens = parser.parse(written.partition("\n---\n")[2])
    inlines = [token for token in tokens if token.type == "inline"]
    wanted = seen_by_readers(text)
    assert [" ".join(text_of(token).split()) for token in inlines] == [
        *([wanted] * 3 if wanted else [""] * 0), f"a {wanted} b" if wanted else "a **** b",
    ], written  # fmt: skip
    kinds = {child.type for token in inlines for child in token.children}
    assert kinds <= {"text", "text_special", "code_inline", "strong_open", "strong_close"}, (kinds, written)
    assert {token.type for token in tokens} <= {
        "paragraph_open", "paragraph_close", "inline", "bullet_list_open", "bullet_list_close", "list_item_open",
        "list_item_close", "heading_open", "heading_close",
    }  # fmt: skip
    assert not UNSEEN.search(written)


def test_a_hostile_text_stays_text_in_every_place(markdown: Callable[[list[str]], list[str]]) -> None:
    for text, written in zip(HOSTILE, markdown(HOSTILE), strict=True):
        check_pasted(text, written)


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        (SPECIAL | st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), max_size=20)).filter(seen_by_readers),
        min_size=5,
        max_size=15,
    )
)
def test_any_text_stays_text_in_every_place(markdown: Callable[[list[str]], list[str]], texts: list[str]) -> None:
    for text, written in zip(texts, markdown(texts), strict=True):
        check_pasted(text, written)


def test_names_numbers_and_addresses_are_code_where_they_are_pasted(markdown: Callable[[list[str]], list[str]]) -> None:
    active = re.compile(r"[@~%](?=\w)|[#!$&](?=\d)|GH-\d|://|www\.|:\w+:|\b[0-9a-f]{7,}\b")
    for text, written in zip(INERT, markdown(INERT), strict=True):
        inlines = [token for token in parser.parse(written.partition("\n---\n")[2]) if token.type == "inline"]
        for child in (child for token in inlines for child in token.children if child.type == "text"):
            assert not active.search(child.content), (text, written)


def test_the_record_of_a_hostile_tree_is_text(chromium: Any, serve: Callable[[Path], str], tmp_path: Path) -> None:
    text = (ROOT / "tests" / "cases" / "valid" / "hostile-characters.yaml").read_text(encoding="utf-8")
    folder = guide_of(text, tmp_path)
    tree = tree_at(folder)
    with tab(chromium, serve(build_site(folder))) as watched:
        page = watched.open("questions/size.html", ready=True)
        page.locator(".checklist input").first.check()
        watched.follow(".card.fits a.answer")
        page.get_by_label("with all quotations").check()
        record = watched.record()
    tokens = parser.parse(record.partition("\n---\n")[2])
    assert {token.type for token in tokens} <= {
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "bullet_list_open",
        "bullet_list_close", "list_item_open", "list_item_close",
    }  # fmt: skip
    found = read(record)
    assert found.title == " ".join(tree.verdicts["take-a"].title.split())
    assert found.options == [" ".join(name.split()) for name in tree.options.values()]
    links = [child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"]
    assert links and all(link.startswith(("http://127.0.0.1", "https://example.org")) for link in links)


# Copying, downloading, naming

WALKED = "purpose.learn,learner-stage.first-steps,learner-data.none"


@pytest.fixture(scope="module")
def verdict(tree: Tree) -> str:
    """The address of a verdict with a trail."""
    return f"verdicts/{replay(tree, WALKED).here}.html?trail={WALKED}&edition={tree.guide.edition}"


@pytest.fixture(scope="module")
def intranet(chromium: Any) -> Iterator[Any]:
    """Another Chromium, for which `guide.intranet` is this computer: a plain HTTP host that is not loopback by name."""
    rules = "--host-resolver-rules=MAP guide.intranet 127.0.0.1"
    launched = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*CHROMIUM_ARGUMENTS, rules])
    yield launched
    launched.close()


PASTED = """async () => {
    const plain = document.querySelector("textarea").value;
    const rich = document.querySelector("[contenteditable]");
    const texts = (parts) => [...rich.querySelectorAll(parts)].map((part) => part.textContent.trim());
    return { plain, titles: texts("h1"), headings: texts("h2"), items: texts("li"), links: [...rich.querySelectorAll("a")].map(({ href }) => href), text: rich.innerText };
}"""


def pasted(page: Any) -> dict[str, Any]:
    """What is pasted now, into a plain field and into a rich one."""
    page.goto("about:blank")
    page.set_content("<textarea></textarea><div contenteditable></div>")
    for field in ("textarea", "[contenteditable]"):
        page.locator(field).focus()
        page.keyboard.press("Control+V")
    found: dict[str, Any] = page.evaluate(PASTED)
    return found


@pytest.mark.parametrize("secure", [True, False])
def test_copy_puts_a_document_and_its_markdown_on_the_clipboard(
    chromium: Any, intranet: Any, home: str, tree: Tree, verdict: str, secure: bool
) -> None:
    address = home if secure else home.replace("127.0.0.1", "guide.intranet")
    permissions = {"permissions": ["clipboard-read", "clipboard-write"]} if secure else {}
    with tab(chromium if secure else intranet, address, **permissions) as watched:
        page = watched.open(verdict, ready=True)
        assert page.evaluate("Boolean(navigator.clipboard)") == secure
        page.get_by_label("Project").fill("Orders API")
        record = watched.record()
        page.get_by_role("button", name="Copy", exact=True).click()
        page.get_by_role("button", name="Copied").wait_for()
        found = pasted(page)
    assert found["plain"] == record
    title = f"Orders API: {tree.verdicts[replay(tree, WALKED).here].title}"
    assert found["titles"] == [title]
    assert found["headings"] == [heading.removeprefix("## ") for heading in HEADINGS if heading.startswith("## ")]
    assert len(found["items"]) > 5
    assert f"{address}/{verdict}" in found["links"]
    assert "Status: proposed" in found["text"]


def test_copy_link_copies_the_address(intranet: Any, home: str, verdict: str) -> None:
    address = home.replace("127.0.0.1", "guide.intranet")
    with tab(intranet, address) as watched:
        page = watched.open(f"{verdict}&utm_source=mail#record", ready=True)
        page.get_by_role("button", name="Copy link").click()
        page.get_by_role("button", name="Copied").wait_for()
        assert pasted(page)["plain"] == f"{address}/{verdict}"


@pytest.mark.parametrize(
    ("project", "file"),
    [("", "what-comes"), ("Orders API", "orders-api"), ("../Größe & Co.: <b>", "größe-co-b"), ("  ", "what-comes")],
)
def test_the_projects_name_is_in_the_title_and_in_the_files_name_and_nowhere_else(
    chromium: Any, home: str, tree: Tree, verdict: str, tmp_path: Path, project: str, file: str
) -> None:
    verdict_id = replay(tree, WALKED).here
    with tab(chromium, home) as watched:
        page = watched.open(verdict, ready=True)
        without = watched.record()
        page.get_by_label("Project").fill(project)
        with page.expect_download() as started:
            page.get_by_role("link", name="Download").click()
        assert started.value.suggested_filename == f"decision-{verdict_id if file == 'what-comes' else file}.md"
        started.value.save_as(tmp_path / "record.md")
        record = (tmp_path / "record.md").read_text(encoding="utf-8")
        assert record == watched.record()
    title = tree.verdicts[verdict_id].title
    assert read(record).title == (f"{project}: {title}" if project.strip() else title)
    assert record.split("\n")[6:] == without.split("\n")[6:]


def test_from_a_disk_the_record_names_no_folder_of_the_reader(chromium: Any, site: Path, verdict: str) -> None:
    with tab(chromium, site.as_uri()) as watched:
        page = watched.open(verdict, ready=True)
        page.get_by_label("with all quotations").check()
        record = watched.record()
    assert f"`{verdict}`" in record
    assert "file:" not in record
    assert all(part not in record for part in site.parts if len(part) > 4)


def test_without_options_and_articles_a_record_does_not_speak_of_them(
    chromium: Any, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    text = (ROOT / "tests" / "cases" / "valid" / "no-article.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^options:.*\n", "", re.sub(r",? *recommends: \w+", "", text))
    folder = guide_of(text, tmp_path)
    tree = tree_at(folder)
    trail, verdict_id = next(enumerate_paths(tree, 1))
    with tab(chromium, serve(build_site(folder))) as watched:
        page = watched.open(
            f"verdicts/{verdict_id}.html?trail={trail_text(trail)}&edition={tree.guide.edition}", ready=True
        )
        record = watched.record()
        assert page.get_by_label("with all quotations").count() == 0
        assert not page.locator("p.stances").is_visible()
    found = read(record)
    assert found.chosen == tree.verdicts[verdict_id].title
    assert set(found.options) <= {verdict.title for verdict in tree.verdicts.values()}
    assert found.chosen in found.options and found.consequences == []
