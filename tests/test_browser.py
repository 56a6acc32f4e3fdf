"""What a reader does with the built guide in real Chromium: reads, searches, answers, goes back, copies, and prints."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from harness.browser import (
    CHROMIUM,
    CHROMIUM_ARGUMENTS,
    READY,
    Watched,
    lean,
    page_address,
    section,
    tab,
    trail_text,
    tree_at,
    under_a_folder,
)
from harness.guide import ROOT, build_site, copy_of_guide
from tree_builder.pages.record import plain

from tree_builder.graph.paths import Step, Trail, enumerate_paths, graph_of
from tree_builder.graph.replay import replay
from tree_builder.model import Tree

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tree() -> Tree:
    """The real tree."""
    return tree_at(ROOT)


@pytest.fixture(scope="module")
def home(site: Path, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the real guide on a web server, under a folder."""
    return under_a_folder(site, tmp_path_factory.mktemp("server"), serve)


@pytest.fixture(params=["http", "file"])
def either(request: pytest.FixtureRequest, site: Path, home: str) -> str:
    """The address of the real guide: on a web server, then on a disk."""
    return home if request.param == "http" else site.as_uri()


@pytest.fixture
def reader(chromium: Any, home: str) -> Iterator[Watched]:
    """A tab of its own with the guide from the web server; nothing may go wrong in it."""
    with tab(chromium, home) as watched:
        yield watched


# Reading


def test_no_page_asks_another_host_for_anything(chromium: Any, site: Path, either: str) -> None:
    addresses = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
    assert len(addresses) > 50
    with tab(chromium, either) as watched:
        for address in addresses:
            watched.open(address)


def test_search_finds_a_page_and_goes_there(chromium: Any, either: str) -> None:
    with tab(chromium, either) as watched:
        page = watched.open("index.html")
        page.locator("input[name=query]").click()
        page.keyboard.type("microservices")
        found = page.locator(".md-search-result__link").first
        found.wait_for()
        target = urlsplit(found.get_attribute("href"))
        found.click()
        page.wait_for_url(lambda url: urlsplit(url).path.endswith(Path(target.path).name))
        assert "microservices" in page.locator("main").inner_text().lower()


def test_a_page_without_a_trail_says_how_to_get_a_record(reader: Watched) -> None:
    page = reader.open("verdicts/django.html")
    assert page.locator(".record-none").is_visible()
    assert not page.locator(".record-made").is_visible()
    assert page.locator(".record-none a").first.get_attribute("href") == "../questions/purpose.html"
    reader.follow(".ways li:has-text('after') a")
    assert page.locator(".record-made").is_visible()
    assert not page.locator(".record-none").is_visible()
    assert reader.notice() == ""


def test_the_only_way_to_a_page_is_its_trail(reader: Watched, tree: Tree) -> None:
    graph = graph_of(tree)
    alone = next(page for page in graph.order if page in tree.verdicts and graph.only_way_to(page))
    page = reader.open(page_address(tree, alone), ready=True)
    assert tuple(reader.trail()) == graph.trail_to(alone)
    assert trail_text(graph.trail_to(alone)) in page.locator(".record pre").text_content()
    question = next(page for page in graph.order[5:] if page in tree.questions and graph.only_way_to(page))
    reader.open(page_address(tree, question), ready=True)
    reader.follow("a.answer")
    assert tuple(reader.trail())[:-1] == graph.trail_to(question)


def test_without_scripts_every_answer_is_a_link_and_a_target_large_enough(
    chromium: Any, quick: str, tree: Tree
) -> None:
    with tab(chromium, quick, java_script_enabled=False, viewport={"width": 390, "height": 800}) as watched:
        for question_id, question in tree.questions.items():
            page = watched.open(f"questions/{question_id}.html")
            for card in page.locator(".card").all():
                assert card.bounding_box()["height"] >= 44, question_id
            for number, (answer_id, answer) in enumerate(question.answers.items()):
                if number:
                    page.goto(f"{quick}/questions/{question_id}.html", wait_until="commit")
                link = page.locator("a.answer").nth(number)
                assert link.get_attribute("data-answer") == answer_id
                assert link.inner_text() == answer.label
                link.click()
                page.wait_for_url(f"{quick}/{page_address(tree, answer.leads_to)}", wait_until="commit")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_card_can_be_clicked_anywhere(reader: Watched, width: int) -> None:
    page = reader.page
    page.set_viewport_size({"width": width, "height": 900})
    for share_x, share_y in ((0.01, 0.08), (0.99, 0.08), (0.01, 0.92), (0.99, 0.92), (0.5, 0.9)):
        reader.open("questions/five-needs.html")
        card = page.locator(".card").nth(1)
        card.scroll_into_view_if_needed()
        box = card.bounding_box()
        page.mouse.click(box["x"] + box["width"] * share_x, box["y"] + box["height"] * share_y)
        page.wait_for_url("**/questions/audience.html?*")


# The way


@dataclass
class Arrival:
    """What a reader sees at the end of a path."""

    url: str
    title: str
    steps: list[tuple[str, str]]
    changes: list[dict[str, Any]]
    record: str
    notice: str
    focus: str


ARRIVAL = """() => ({
    url: location.href,
    title: document.querySelector("h1").firstChild.textContent.trim(),
    steps: [...document.querySelectorAll("nav.trail li")].map(({ dataset }) => [dataset.question, dataset.answer]),
    changes: [...document.querySelectorAll(".changes li")].map((item) => ({
        question: item.dataset.question, answer: item.dataset.answer, text: item.textContent,
        links: [...item.querySelectorAll("a")].map(({ href }) => href) })),
    record: document.querySelector(".record pre").textContent,
    notice: document.querySelector(".notice").textContent,
    focus: document.activeElement.tagName,
})"""


def walk(watched: Watched, tree: Tree, question_id: str, trail: Trail, arrivals: dict[Trail, Arrival]) -> None:
    """Click every answer of the question that the tab shows, and go on from there to the verdicts."""
    here = watched.page.url
    for number, (answer_id, answer) in enumerate(tree.questions[question_id].answers.items()):
        if number:
            watched.page.goto(here, wait_until="commit")
            watched.page.wait_for_function(
                "() => typeof guide === 'object' && document.querySelector('a.answer')?.search"
            )
        longer = (*trail, Step(question_id, answer_id))
        watched.follow(f"a.answer[data-answer={answer_id}]")
        if answer.leads_to in tree.verdicts:
            found = watched.page.evaluate(ARRIVAL)
            arrivals[longer] = Arrival(**{**found, "steps": [tuple(step) for step in found["steps"]]})
        else:
            walk(watched, tree, answer.leads_to, longer, arrivals)


@pytest.fixture(scope="module")
def quick(site: Path, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the real guide without the theme's own script, for walking many pages."""
    return serve(lean(site, tmp_path_factory.mktemp("quick")))


@pytest.fixture(scope="module")
def arrivals(chromium: Any, quick: str, tree: Tree) -> dict[Trail, Arrival]:
    """Every path of the real tree, walked from the start button by clicking answers."""
    found: dict[Trail, Arrival] = {}
    with tab(chromium, quick) as watched:
        watched.open("index.html")
        watched.follow("a.start", ready=False)
        walk(watched, tree, tree.start, (), found)
    return found


@pytest.fixture(scope="module")
def listed(chromium: Any, quick: str) -> list[str]:
    """The addresses that the table of paths lists."""
    with tab(chromium, quick) as watched:
        page = watched.open("paths.html")
        return page.eval_on_selector_all(".paths tbody a", "links => links.map(({ href }) => href)")


def test_every_path_is_walked_to_its_verdict(arrivals: dict[Trail, Arrival], tree: Tree, quick: str) -> None:
    expected = dict(enumerate_paths(tree, 1000))
    assert set(arrivals) == set(expected)
    for trail, arrival in arrivals.items():
        parts = urlsplit(arrival.url)
        assert arrival.url.startswith(f"{quick}/verdicts/{expected[trail]}.html?")
        assert parse_qs(parts.query) == {"trail": [trail_text(trail)], "edition": [tree.guide.edition]}
        assert tuple(arrival.steps) == trail
        assert arrival.title == tree.verdicts[expected[trail]].title
        assert arrival.notice == ""
        assert arrival.focus == "H1"


def test_the_trails_are_those_that_the_table_of_paths_lists(arrivals: dict[Trail, Arrival], listed: list[str]) -> None:
    assert [arrival.url for arrival in arrivals.values()] == listed


def test_the_record_of_every_path_agrees_with_it(arrivals: dict[Trail, Arrival], tree: Tree) -> None:
    for trail, verdict_id in enumerate_paths(tree, 1000):
        record, verdict = arrivals[trail].record, tree.verdicts[verdict_id]
        answers = [
            f"{plain(tree.questions[q].title)} **{plain(tree.questions[q].answers[a].label)}**" for q, a in trail
        ]
        assert section(record, "## Decision Drivers", "## Considered") == answers
        assert f"\n# {plain(verdict.title)}\n" in record
        option = plain(tree.options[verdict.recommends]) if verdict.recommends else "none over another"
        assert f"\nChosen option: {option}, a {verdict.strength} verdict: " in record
        assert section(record, "## Considered Options", "## Decision Outcome") == [
            plain(name) for name in tree.options.values()
        ]
        assert record.endswith(f"\nLink: <{arrivals[trail].url}>\n")
        assert f"Edition {plain(tree.guide.edition)}, reviewed {tree.guide.reviewed}" in record


def weight(favoured: str | None, recommended: str | None) -> str:
    """How an excerpt speaks on a recommendation."""
    if not favoured or not recommended:
        return "Neutral"
    return "Good" if favoured == recommended else "Bad"


def test_the_evidence_of_a_record_is_that_of_its_path(arrivals: dict[Trail, Arrival], tree: Tree) -> None:
    for trail, verdict_id in enumerate_paths(tree, 1000):
        verdict = tree.verdicts[verdict_id]
        held = [*verdict.excerpts]
        held += [one for q, a in reversed(trail) for one in tree.questions[q].answers[a].excerpts]
        held += [one for q, _ in reversed(trail) for one in tree.questions[q].excerpts]
        said = section(arrivals[trail].record, "### Consequences", "### Confirmation")
        expected = []
        for name in ("Good", "Bad", "Neutral"):
            excerpts = [tree.excerpt(reference) for reference in dict.fromkeys(held)]
            quotes = [one.quote for one in excerpts if weight(one.favours, verdict.recommends) == name]
            expected += [f"{name}, because “{plain(quote)}” (" for quote in quotes[:12]]
            expected += [f"{len(quotes) - 12} more"] * (len(quotes) > 12)
        assert [re.sub(r"(” \().*", r"\1", line) for line in said[: len(expected)]] == expected, trail
        assert len(said) == len(expected) + len(verdict.unless)


def expected_changes(tree: Tree, trail: Trail, verdict_id: str) -> dict[tuple[str, str], tuple[str | None, set[str]]]:
    """For another answer of a path: where it leads with the rest kept (None: nowhere certain), and what is possible."""
    graph = graph_of(tree)
    changes: dict[tuple[str, str], tuple[str | None, set[str]]] = {}
    for number, (question_id, _) in enumerate(trail):
        for answer_id in tree.questions[question_id].answers:
            changed = (*trail[:number], Step(question_id, answer_id), *trail[number + 1 :])
            now = replay(tree, trail_text(changed)).here
            possible = {verdict for n, verdict in enumerate(tree.verdicts) if graph.reach[now] >> n & 1}
            if possible != {verdict_id}:
                changes[question_id, answer_id] = (now if now in tree.verdicts else None, possible)
    return changes


def test_what_would_change_it_says_where_every_other_answer_leads(arrivals: dict[Trail, Arrival], tree: Tree) -> None:
    for trail, verdict_id in enumerate_paths(tree, 1000):
        expected = expected_changes(tree, trail, verdict_id)
        shown = arrivals[trail].changes
        assert [(one["question"], one["answer"]) for one in shown] != []
        assert {(one["question"], one["answer"]) for one in shown} == set(expected)
        for one in shown:
            certain, possible = expected[one["question"], one["answer"]]
            linked = [Path(urlsplit(link).path).stem for link in one["links"]]
            assert set(linked) <= possible
            assert len(linked) == min(len(possible), 12)
            assert ("alone leads to" in one["text"]) == (certain is not None)
            if len(possible) > 12:
                assert one["text"].endswith(f"; {len(possible) - 12} more")
            if certain:
                query = parse_qs(urlsplit(one["links"][0]).query)
                assert replay(tree, query["trail"][0]).here == certain
                assert replay(tree, query["trail"][0]).left_over == []


def test_the_answers_that_alone_change_the_recommendation_stand_first(
    arrivals: dict[Trail, Arrival], tree: Tree
) -> None:
    for trail, verdict_id in enumerate_paths(tree, 1000):
        expected = expected_changes(tree, trail, verdict_id)
        order = [
            (certain := expected[one["question"], one["answer"]][0]) is not None
            and tree.verdicts[certain].recommends != tree.verdicts[verdict_id].recommends
            for one in arrivals[trail].changes
        ]
        assert order == sorted(order, reverse=True)


def test_what_would_change_it_agrees_with_the_static_page(
    chromium: Any, quick: str, arrivals: dict[Trail, Arrival], tree: Tree
) -> None:
    """A verdict that a trail's page names for an answer is one that the page without a trail names, or cuts off."""
    static: dict[str, dict[tuple[str, str], tuple[set[str], bool]]] = {}
    with tab(chromium, quick, java_script_enabled=False) as watched:
        for verdict_id in tree.verdicts:
            page = watched.open(f"verdicts/{verdict_id}.html")
            named = static[verdict_id] = {}
            for one in page.locator(".changes dd[data-answer]").all():
                key = one.get_attribute("data-question"), one.get_attribute("data-answer")
                links = [link.get_attribute("href") for link in one.locator("a.to-verdict").all()]
                named[key] = {Path(link).stem for link in links}, " more on the map" in one.inner_text()
    for trail, verdict_id in enumerate_paths(tree, 1000):
        for one in arrivals[trail].changes:
            key = one["question"], one["answer"]
            if key not in static[verdict_id]:
                continue  # a question beyond the nearest twelve
            named, cut = static[verdict_id][key]
            linked = {Path(urlsplit(link).path).stem for link in one["links"]} - {verdict_id}
            assert linked <= named or cut, (trail, key)


# Going about


def test_the_keys_1_to_9_pick_an_answer_while_focus_is_among_them(reader: Watched) -> None:
    page = reader.open("questions/purpose.html")
    page.keyboard.press("2")
    page.locator("a.answer").first.focus()
    for key in ("9", "0", "x", "Control+2"):
        page.keyboard.press(key)
    assert page.url.endswith("questions/purpose.html")
    page.keyboard.press("2")
    page.wait_for_url("**/questions/trial-data.html?trail=purpose.try-out&*")
    page.wait_for_function(READY)
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.locator("a.answer").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**trail=purpose.try-out,trial-data.*")


def test_the_back_button_a_reload_and_a_second_tab_just_work(chromium: Any, either: str) -> None:
    with tab(chromium, either) as watched:
        page = watched.open("index.html")
        watched.follow("a.start", ready=False)
        watched.follow("a.answer[data-answer=build]")
        watched.follow("a.answer[data-answer=relational]")
        two = [("purpose", "build"), ("data-store", "relational")]
        assert watched.trail() == two
        page.reload()
        page.wait_for_function(READY)
        assert watched.trail() == two
        other = Watched(page.context.new_page(), either)
        other.page.goto(page.url)
        other.page.wait_for_function(READY)
        other.follow("a.answer[data-answer=two-or-more]")
        page.go_back()
        page.wait_for_function(READY)
        assert watched.trail() == two[:1]
        watched.follow("a.answer[data-answer=none]")
        assert watched.trail() == [*two[:1], ("data-store", "none")]
        assert other.trail() == [*two, ("five-needs", "two-or-more")]
        assert other.faults == []


def test_parameters_of_others_are_kept_and_not_judged(reader: Watched) -> None:
    page = reader.open("questions/purpose.html?utm_source=mail&h=data%20store")
    reader.follow("a.answer[data-answer=build]")
    reader.follow("a.answer[data-answer=none]")
    query = dict(parse_qsl(urlsplit(page.url).query))
    assert query == {
        "trail": "purpose.build,data-store.none",
        "edition": "2026-11",
        "utm_source": "mail",
        "h": "data store",
    }
    assert reader.notice() == ""
    for parts in ("nav.trail li a", "a.restart", "a.on-map", "a.answer"):
        link = parse_qs(urlsplit(page.locator(parts).first.evaluate("link => link.href")).query)
        assert (link["utm_source"], link["h"]) == (["mail"], ["data store"]), parts
    page = reader.open("questions/audience.html?utm_source=mail")
    page.wait_for_function("() => document.querySelector('a.answer').search")
    assert page.locator("a.answer").first.evaluate("link => link.search") == "?utm_source=mail"


def test_a_link_of_the_trail_changes_that_answer_and_keeps_the_earlier_ones(reader: Watched) -> None:
    trail = "purpose.build,data-store.relational,five-needs.two-or-more,audience.staff"
    target = replay(tree_at(ROOT), trail).here
    page = reader.open(f"{page_address(tree_at(ROOT), target)}?trail={trail}&edition=2026-11", ready=True)
    reader.follow("nav.trail li[data-question=five-needs] a")
    assert page.url.split("?")[0].endswith("/questions/five-needs.html")
    assert reader.trail() == [("purpose", "build"), ("data-store", "relational")]
    reader.follow("a.answer[data-answer=none-or-one]")
    assert reader.trail()[-1] == ("five-needs", "none-or-one")
    reader.follow("a.restart", ready=False)
    assert page.url.endswith("/questions/purpose.html")
    assert reader.trail() == []


def test_the_answers_come_after_the_question_for_the_keyboard(reader: Watched) -> None:
    page = reader.open("questions/data-store.html?trail=purpose.build&edition=2026-11", ready=True)
    assert page.evaluate("document.activeElement.tagName") == "H1"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.answer')"):
            break
    assert page.evaluate("document.activeElement.matches('a.answer')")


# The checklist


def test_ticking_a_checklist_marks_the_fitting_answer_and_the_ticks_travel(reader: Watched, tree: Tree) -> None:
    page = reader.open(
        "questions/five-needs.html?trail=purpose.build,data-store.relational&edition=2026-11", ready=True
    )
    boxes = page.locator(".checklist input")
    boxes.first.wait_for()
    items = list(tree.questions["five-needs"].checklist)
    assert page.locator(".card.fits").count() == 0
    for number in range(boxes.count()):
        boxes.nth(number).check()
        fitting = page.locator(".card.fits a.answer").evaluate_all(
            "links => links.map(({ dataset }) => dataset.answer)"
        )
        assert fitting == ["none-or-one" if number == 0 else "two-or-more"]
        assert f"{number + 1} ticked" in page.locator(".checklist [role=status]").inner_text()
    boxes.nth(1).uncheck()
    reader.follow(".card.fits a.answer")
    assert f"five-needs.two-or-more~{'~'.join(items[:1] + items[2:])}" in page.url
    labels = [tree.questions["five-needs"].checklist[item] for item in items[:1] + items[2:]]
    assert page.locator("nav.trail li").last.inner_text() == " + ".join(["Two or more", *labels])
    assert reader.notice() == ""
    while "/questions/" in page.url:
        reader.follow("a.answer")
    record = page.locator(".record pre").text_content()
    for label in labels:
        assert f"\n    * {plain(label)}\n" in record
    assert "~".join(items[:1] + items[2:]) in record


def test_ticks_on_a_page_without_a_trail_make_no_trail_that_does_not_hold(reader: Watched, tree: Tree) -> None:
    graph = graph_of(tree)
    listed = [page for page, question in tree.questions.items() if question.checklist]
    for page_id in listed:
        page = reader.open(page_address(tree, page_id))
        page.locator(".checklist input").first.check()
        assert page.locator(".card.fits").count() == 1
        search = page.locator("a.answer").first.evaluate("link => link.search")
        assert bool(search) == graph.only_way_to(page_id)


# What has changed since


def test_another_edition_is_stated(reader: Watched) -> None:
    reader.open("questions/data-store.html?trail=purpose.build&edition=2019-01", ready=True)
    assert "2019-01" in reader.notice()
    assert "2026-11" in reader.notice()
    assert reader.trail() == [("purpose", "build")]
    reader.follow("a.answer")
    assert reader.notice() == ""


def test_a_trail_that_leads_elsewhere_is_said_so_and_the_right_page_is_linked(reader: Watched, tree: Tree) -> None:
    trail = "purpose.build,data-store.none,gone.away"
    reader.open(f"verdicts/django.html?trail={trail}&edition=2026-11", ready=True)
    assert "gone.away" in reader.notice()
    assert "do not lead here" in reader.notice()
    assert reader.trail() == []
    page = reader.follow(".notice a")
    here = replay(tree, trail).here
    assert urlsplit(page.url).path.endswith(page_address(tree, here))
    assert reader.trail() == [("purpose", "build"), ("data-store", "none")]
    assert reader.notice() == ""


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small guide with retired ids, as a built site."""
    folder = copy_of_guide(tmp_path_factory.mktemp("renamed"))
    (folder / "articles.lock").unlink()
    text = (ROOT / "tests" / "cases" / "valid" / "retired.yaml").read_text(encoding="utf-8")
    (folder / "decision_tree.yaml").write_text(text, encoding="utf-8")
    return build_site(folder)


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_retired_addresses_forward_with_query_and_fragment(
    chromium: Any, renamed: Path, serve: Callable[[Path], str], scheme: str
) -> None:
    home = serve(renamed) if scheme == "http" else renamed.as_uri()
    with tab(chromium, home) as watched:
        for old, new in (
            ("questions/weight.html", "questions/size.html"),
            ("verdicts/weight.html", "questions/size.html"),
            ("verdicts/take-it.html", "verdicts/take-a.html"),
        ):
            page = watched.page
            page.goto(f"{home}/{old}?utm_x=1#record", wait_until="commit")
            page.wait_for_url(f"{home}/{new}?utm_x=1#record")
        page.goto(f"{home}/articles/lee-2019.html#small", wait_until="commit")
        page.wait_for_url(f"{home}/articles/kim-2020.html#small")
        assert watched.open("articles/kim-2020.html").locator("#tiny").count() == 1
        page.goto(f"{home}/verdicts/take-it.html?trail=weight.light&edition=1", wait_until="commit")
        page.wait_for_url(f"{home}/verdicts/take-a.html?trail=weight.light&edition=1")
        page.wait_for_function(READY)
        assert watched.trail() == [("size", "small")]
        assert watched.notice() == ""
        assert "trail=size.small" in page.locator(".record pre").text_content()


def test_without_scripts_a_retired_address_still_leads_on(
    chromium: Any, renamed: Path, serve: Callable[[Path], str]
) -> None:
    home = serve(renamed)
    with tab(chromium, home, java_script_enabled=False) as watched:
        watched.page.goto(f"{home}/questions/weight.html", wait_until="commit")
        watched.page.wait_for_url(f"{home}/questions/size.html")


# The whole


def test_the_map_shows_the_trail(chromium: Any, either: str) -> None:
    with tab(chromium, either) as watched:
        page = watched.open(
            "questions/five-needs.html?trail=purpose.build,data-store.relational&edition=2026-11", ready=True
        )
        watched.follow("a.on-map")
        marked = page.locator(".box.on-trail").evaluate_all("boxes => boxes.map(({ dataset }) => dataset.page)")
        assert sorted(marked) == ["data-store", "five-needs", "purpose"]
        assert page.locator(".edge.on-trail").count() == 2
        assert watched.trail() == [("purpose", "build"), ("data-store", "relational")]
        assert watched.notice() == ""
        watched.follow("nav.trail li[data-question=data-store] a")
        assert watched.trail() == [("purpose", "build")]


def test_the_table_of_paths_sorts_and_filters(reader: Watched, tree: Tree) -> None:
    page = reader.open("paths.html")
    head = page.locator(".paths th", has_text="Length")
    column = 1 + page.locator(".paths th").all_inner_texts().index("Length")
    rows = page.locator(".paths tbody tr")
    assert rows.count() == len(dict(enumerate_paths(tree, 1000)))
    head.locator("button").click()
    lengths = [int(text) for text in page.locator(f".paths tbody td:nth-child({column})").all_inner_texts()]
    assert lengths == sorted(lengths)
    assert head.get_attribute("aria-sort") == "ascending"
    head.locator("button").click()
    lengths = [int(text) for text in page.locator(f".paths tbody td:nth-child({column})").all_inner_texts()]
    assert lengths == sorted(lengths, reverse=True)
    page.locator(".paths th button").first.click()
    assert head.get_attribute("aria-sort") is None
    verdicts = [verdict for _, verdict in enumerate_paths(tree, 1000)]
    page.locator(".paths-tools select").select_option("what-you-know")
    shown = rows.locator("visible=true").evaluate_all("rows => rows.map(({ dataset }) => dataset.verdict)")
    assert shown == ["what-you-know"] * verdicts.count("what-you-know")
    page.locator(".paths-tools select").select_option("")
    assert rows.locator("visible=true").count() == len(verdicts)


def test_the_example_links_lead_to_their_verdicts_with_their_trails(reader: Watched, tree: Tree) -> None:
    page = reader.open("paths.html")
    links = page.locator("ul.examples a").evaluate_all("links => links.map(({ href }) => href)")
    assert len(links) == len(tree.examples)
    for link, example in zip(links, tree.examples.values(), strict=True):
        query = parse_qs(urlsplit(link).query)
        assert Path(urlsplit(link).path).stem == example.verdict == replay(tree, query["trail"][0]).here


# The record

WALKED = "trail=purpose.learn,learner-stage.first-steps,learner-data.none&edition=2026-11"
VERDICT = f"verdicts/flask-then-django.html?{WALKED}"


@pytest.fixture(scope="module")
def intranet(chromium: Any) -> Iterator[Any]:
    """Another Chromium, for which `guide.intranet` is this computer: a plain HTTP host that is not loopback by name."""
    rules = "--host-resolver-rules=MAP guide.intranet 127.0.0.1"
    launched = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*CHROMIUM_ARGUMENTS, rules])
    yield launched
    launched.close()


def pasted(page: Any) -> str:
    """What is pasted now."""
    page.evaluate("document.body.prepend(Object.assign(document.createElement('textarea'), { id: 'paste' }))")
    page.locator("#paste").focus()
    page.keyboard.press("Control+V")
    text: str = page.locator("#paste").input_value()
    page.evaluate("document.querySelector('#paste').remove()")
    return text


def test_copy_works_on_plain_http_where_browsers_offer_no_clipboard(intranet: Any, home: str) -> None:
    with tab(intranet, home.replace("127.0.0.1", "guide.intranet")) as watched:
        page = watched.open(VERDICT, ready=True)
        assert page.evaluate("window.isSecureContext") is False
        record = page.locator(".record pre").text_content()
        page.locator(".record-tools button").click()
        assert pasted(page) == record
        assert f"Link: <http://guide.intranet:{urlsplit(home).port}/guides/flask/{VERDICT}>" in record
        page.locator("nav.trail button").click()
        assert pasted(page) == page.url


def test_copy_link_carries_the_only_way_to_a_page_too(intranet: Any, home: str) -> None:
    with tab(intranet, home.replace("127.0.0.1", "guide.intranet")) as watched:
        page = watched.open("questions/data-store.html", ready=True)
        page.locator("nav.trail button").click()
        assert pasted(page) == f"{watched.home}/questions/data-store.html?trail=purpose.build&edition=2026-11"


def test_download_gives_the_record_as_markdown(chromium: Any, either: str, tmp_path: Path) -> None:
    with tab(chromium, either) as watched:
        page = watched.open(VERDICT, ready=True)
        with page.expect_download() as started:
            page.locator(".record-tools a").click()
        assert started.value.suggested_filename == "decision-flask-then-django.md"
        started.value.save_as(tmp_path / "record.md")
        assert (tmp_path / "record.md").read_text(encoding="utf-8") == page.locator(".record pre").text_content()


def test_from_a_disk_the_record_names_no_folder_of_the_reader(chromium: Any, site: Path) -> None:
    with tab(chromium, site.as_uri()) as watched:
        record = watched.open(VERDICT, ready=True).locator(".record pre").text_content()
        assert record.endswith(f"\nLink: <{VERDICT}>\n")
        assert "file:" not in record
        assert all(part not in record for part in site.parts if len(part) > 4)


def test_a_record_prints_whole(chromium: Any, home: str) -> None:
    with tab(chromium, home) as watched:
        page = watched.open(VERDICT, ready=True)
        page.emulate_media(media="print")
        box = page.locator(".record pre")
        assert box.is_visible()
        assert box.evaluate("box => box.scrollHeight <= box.clientHeight + 1")
        assert not page.locator(".record-tools").is_visible()
