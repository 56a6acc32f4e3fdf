"""What a reader does with the built guide in real Chromium: reads, searches, answers, goes back, and shares links."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from harness.browser import READY, Watched, lean, page_address, tab, trail_text, tree_at, under_a_folder
from harness.guide import ROOT, guide_of
from harness.nursery import build_site

from tree_builder.graph.paths import Step, enumerate_paths, graph_of
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


@pytest.fixture(scope="module")
def quick(site: Path, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the real guide without the theme's own script, for walking many pages."""
    return serve(lean(site, tmp_path_factory.mktemp("quick")))


@pytest.fixture
def reader(chromium: Any, home: str) -> Iterator[Watched]:
    """A tab of its own with the guide from the web server; nothing may go wrong in it."""
    with tab(chromium, home) as watched:
        yield watched


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Callable[[str], str]:
    """The address of a small guide, made of a valid case."""

    def served(case: str) -> str:
        text = (ROOT / "tests" / "cases" / "valid" / f"{case}.yaml").read_text(encoding="utf-8")
        return serve(build_site(guide_of(text, tmp_path_factory.mktemp(case))))

    return served


def query_of(link: Any) -> dict[str, list[str]]:
    """The query of a link."""
    return parse_qs(urlsplit(link.evaluate("(link) => new URL(link.getAttribute('href'), location).href")).query)


# Reading

# Opens pages beside each other, and waits until each of them has loaded.
IN_FRAMES = """(addresses) => Promise.all(addresses.map((address) => new Promise((done) => {
    document.body.append(Object.assign(document.createElement("iframe"), { src: address, onload: done }));
})))"""


def test_no_page_asks_another_host_for_anything(chromium: Any, site: Path, either: str) -> None:
    addresses = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
    assert len(addresses) > 50
    with tab(chromium, either) as watched:
        for n in range(0, len(addresses), 8):
            watched.open("about.html").evaluate(IN_FRAMES, [f"{either}/{address}" for address in addresses[n : n + 8]])


@pytest.mark.parametrize("opened", ["click", "key", "address"])
def test_search_finds_a_page_and_keeps_the_trail(chromium: Any, either: str, opened: str) -> None:
    with tab(chromium, either) as watched:
        page = watched.open(f"index.html?trail=purpose.build{'&q=microservices' if opened == 'address' else ''}")
        if opened == "click":
            page.locator("input[name=query]").click()
        elif opened == "key":
            page.keyboard.press("/")
        if opened != "address":
            page.keyboard.type("microservices")
        found = page.locator(".md-search-result__link").first
        found.wait_for()
        found.click()
        page.wait_for_url("**trail=purpose.build*")
        assert "microservices" in page.locator("main").text_content().lower()


def test_the_index_is_fetched_when_search_is_opened_and_not_before(reader: Watched) -> None:
    fetched: list[str] = []
    reader.page.on("request", lambda request: fetched.append(Path(urlsplit(request.url).path).name))
    page = reader.open("index.html")
    page.wait_for_load_state("networkidle")
    assert not [name for name in fetched if name.startswith("search")]
    page.locator("input[name=query]").click()
    page.keyboard.type("database")
    page.locator(".md-search-result__link").first.wait_for()
    assert "search_index.json" in fetched


def test_without_scripts_every_answer_is_a_link_and_a_target_large_enough(
    chromium: Any, quick: str, tree: Tree
) -> None:
    with tab(chromium, quick, java_script_enabled=False, viewport={"width": 390, "height": 800}) as watched:
        for question_id, question in tree.questions.items():
            page = watched.open(f"questions/{question_id}.html")
            heights = page.locator(".card").evaluate_all("(cards) => cards.map((card) => card.offsetHeight)")
            assert heights and min(heights) >= 44, question_id
            links = page.locator("a.answer").evaluate_all(
                "(links) => links.map((link) => [link.dataset.answer, link.textContent, link.pathname])"
            )
            assert links == [
                [key, answer.label, f"/{page_address(tree, answer.leads_to)}"]
                for key, answer in question.answers.items()
            ]


def test_without_scripts_a_verdict_says_its_conditions_in_words(chromium: Any, quick: str, tree: Tree) -> None:
    with tab(chromium, quick, java_script_enabled=False) as watched:
        for verdict_id in tree.verdicts:
            page = watched.open(f"verdicts/{verdict_id}.html")
            parts = page.locator("main [data-when]:not([data-first] > span, [hidden])")
            said = parts.evaluate_all("(parts) => parts.map((part) => part.querySelector('.when').textContent)")
            assert all(words.startswith("if ") for words in said), verdict_id
            assert not page.locator(".invite, .with-trail").locator("visible=true").count()  # only scripts keep it


@pytest.mark.parametrize("width", [390, 1280])
def test_a_card_can_be_clicked_anywhere(reader: Watched, width: int) -> None:
    page = reader.page
    page.set_viewport_size({"width": width, "height": 900})
    for share_x, share_y in ((0.01, 0.08), (0.99, 0.08), (0.01, 0.92), (0.99, 0.92), (0.5, 0.9)):
        reader.open("questions/purpose.html", ready=True)
        card = page.locator(".card").nth(1)
        card.scroll_into_view_if_needed()
        box = card.bounding_box()
        page.mouse.click(box["x"] + box["width"] * share_x, box["y"] + box["height"] * share_y)
        page.wait_for_url("**?trail=purpose.try-out&*")


# Answering


# Opens each address in a frame, clicks on what stands in the middle of its answer, and tells what is shown then.
CLICK_ALL = """async (clicks) => {
    const seen = [];
    for (const [address, answer] of clicks) {
        const frame = document.createElement("iframe");
        Object.assign(frame, { src: address, width: 1280, height: 900 });
        const loaded = async (act) => {
            await new Promise((done) => { frame.onload = done; act(); });
            await frame.contentWindow.eval("guide.loaded");
            await new Promise((drawn) => frame.contentWindow.requestAnimationFrame(drawn));
            return frame.contentDocument;
        };
        const asked = await loaded(() => document.body.append(frame));
        const link = asked.querySelector(`a.answer[data-answer="${answer}"]`);
        link.scrollIntoView({ block: "center" });
        const box = link.getBoundingClientRect();
        const page = await loaded(() => asked.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2).click());
        seen.push({
            path: page.location.pathname,
            trail: [...page.querySelectorAll("nav.trail li")].map(({ dataset }) => [dataset.question, dataset.answer]),
            title: page.querySelector("h1").firstChild.textContent.trim(),
            notice: page.querySelector(".notice[role]")?.textContent ?? "",
            focus: page.activeElement.tagName,
        });
        frame.remove();
    }
    return seen;
}"""


def test_every_answer_is_clicked_and_leads_where_the_tree_says(chromium: Any, quick: str, tree: Tree) -> None:
    ways: dict[str, list[Step]] = {tree.start: []}
    clicks, expected = [], []
    for here in [page_id for page_id in graph_of(tree).order if page_id in tree.questions]:
        query = f"?trail={trail_text(ways[here])}&edition={tree.guide.edition}" if ways[here] else ""
        for answer_id, answer in tree.questions[here].answers.items():
            trail = [*ways[here], Step(here, answer_id)]
            ways.setdefault(answer.leads_to, trail)
            clicks.append((f"{quick}/questions/{here}.html{query}", answer_id))
            expected.append({
                "path": f"/{page_address(tree, answer.leads_to)}",
                "trail": [list(step) for step in trail],
                "title": tree.page(answer.leads_to).title,
                "notice": "",
                "focus": "H1",
            })  # fmt: skip
    with tab(chromium, quick) as watched:
        assert watched.open("index.html").evaluate(CLICK_ALL, clicks) == expected


def test_the_keys_1_to_9_pick_an_answer_while_focus_is_among_them(reader: Watched) -> None:
    page = reader.open("questions/purpose.html", ready=True)
    page.keyboard.press("2")
    page.locator("a.answer").first.focus()
    page.keyboard.press("Control+2")
    page.keyboard.press("2")
    page.wait_for_url("**/questions/trial-data.html?trail=purpose.try-out&*")
    page.wait_for_function(READY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_back_button_a_reload_and_a_second_tab_just_work(chromium: Any, either: str) -> None:
    with tab(chromium, either) as watched:
        page = watched.open("index.html", ready=True)
        watched.follow("a.start")
        watched.follow("a.answer[data-answer=build]")
        watched.follow("a.answer[data-answer=relational]")
        two = [("purpose", "build"), ("data-store", "relational")]
        assert watched.trail() == two, page.url
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


def test_every_link_inside_the_guide_keeps_the_trail_but_those_with_one_of_their_own(
    reader: Watched, tree: Tree
) -> None:
    trail, verdict = max(enumerate_paths(tree, 1000), key=lambda path: len(path[0]))
    text = ",".join(".".join(step) for step in trail)
    own = 0
    for address in (
        "index",
        "map",
        "paths",
        "evidence",
        "about",
        "articles/index",
        "verdicts/index",
        f"verdicts/{verdict}",
        "questions/audience",
    ):
        page = reader.open(f"{address}.html?trail={text}&edition={tree.guide.edition}", ready=True)
        links = page.evaluate(
            """(root) => [...document.querySelectorAll("a[href]")].map((link) => new URL(link.getAttribute("href"), location))
                .filter((url) => url.href.startsWith(root) && url.pathname !== location.pathname).map(({ search }) => search)""",
            reader.home,
        )
        assert len(links) > 10
        for link in links:
            query = parse_qs(link.removeprefix("?"))
            assert "trail" in query and query.get("edition") == [tree.guide.edition], (address, link)
            own += query["trail"] != [text]
    assert own > 20


def test_parameters_of_others_are_kept_and_not_judged(reader: Watched) -> None:
    page = reader.open("questions/purpose.html?utm_source=mail&h=data%20store", ready=True)
    reader.follow("a.answer[data-answer=build]")
    reader.follow("a.answer[data-answer=none]")
    query = dict(parse_qsl(urlsplit(page.url).query))
    assert query == {"trail": "purpose.build,data-store.none", "edition": query["edition"], "utm_source": "mail"}
    assert reader.notice() == ""
    for parts in ("nav.trail li a", "a.on-map", "a.answer"):
        assert query_of(page.locator(parts).first)["utm_source"] == ["mail"], parts


def test_a_page_off_the_trail_says_where_the_answers_lead_and_answering_there_loses_nothing(reader: Watched) -> None:
    page = reader.open("questions/running-app.html?trail=purpose.build&edition=2026-11", ready=True)
    assert "do not lead here" in reader.notice()
    assert page.locator(".notice a").inner_text() == "Where will it keep its data?"
    assert query_of(page.locator("a.answer").first)["trail"] == ["purpose.build"]
    reader.follow(".notice a")
    assert reader.trail() == [("purpose", "build")]
    assert reader.notice() == "" or "edition" in reader.notice()


def test_on_a_page_about_everything_the_trail_is_one_line(reader: Watched, tree: Tree) -> None:
    page = reader.open(f"about.html?trail=purpose.build,data-store.none&edition={tree.guide.edition}", ready=True)
    nav = page.locator("nav.trail")
    assert "Your 2 answers" in nav.inner_text()
    assert nav.bounding_box()["height"] < 60
    assert (
        page.locator(".leads-to a").inner_text() == tree.page(replay(tree, "purpose.build,data-store.none").here).title
    )
    page.locator("nav.trail summary").click()
    assert page.locator("nav.trail li").last.is_visible()


@pytest.mark.parametrize(("width", "folded"), [(390, True), (1280, False)])
def test_with_eight_answers_the_title_stays_in_the_first_view(
    chromium: Any, home: str, tree: Tree, width: int, folded: bool
) -> None:
    trail, verdict = max(enumerate_paths(tree, 1000), key=lambda path: len(path[0]))
    assert len(trail) >= 7
    text = ",".join(".".join(step) for step in trail)
    with tab(chromium, home, viewport={"width": width, "height": 844}) as watched:
        page = watched.open(f"verdicts/{verdict}.html?trail={text}&edition={tree.guide.edition}", ready=True)
        title = page.locator("h1").bounding_box()
        assert title["y"] + title["height"] < 844 / 2
        assert page.locator("nav.trail summary").is_visible() == folded
        if folded:
            assert page.locator("nav.trail summary").inner_text() == f"Your {len(trail)} answers"
            page.locator("nav.trail summary").click()
        assert page.locator("nav.trail li").last.is_visible()


# Going back


def test_changing_an_answer_keeps_the_later_ones_where_they_still_apply(reader: Watched, tree: Tree) -> None:
    trail = "purpose.build,data-store.relational,five-needs.two-or-more,audience.programs"
    target = replay(tree, trail).here
    page = reader.open(f"{page_address(tree, target)}?trail={trail}&edition={tree.guide.edition}", ready=True)
    reader.follow("nav.trail li[data-question=data-store] a")
    assert urlsplit(page.url).path.endswith("/questions/data-store.html")
    assert len(reader.trail()) == 4
    assert page.locator("nav.trail [aria-current=step]").count() == 1
    assert page.locator("a.answer[aria-current=true]").get_attribute("data-answer") == "relational"
    assert page.locator(".given-before").inner_text() == "your answer until now"
    reader.follow("a.answer[data-answer=none]")
    assert urlsplit(page.url).path.endswith("/questions/no-data-audience.html")
    assert reader.trail() == [("purpose", "build"), ("data-store", "none")]
    page.go_back()
    page.wait_for_function(READY)
    reader.follow("a.answer[data-answer=relational]")
    assert urlsplit(page.url).path.endswith(f"/{page_address(tree, target)}")
    assert dict(parse_qsl(urlsplit(page.url).query))["trail"] == trail
    reader.follow("a.restart", ready=False)
    page.wait_for_url("**/questions/purpose.html*")


def test_going_back_to_a_checklist_finds_the_ticks(reader: Watched, tree: Tree) -> None:
    items = list(tree.questions["five-needs"].checklist)[:2]
    trail = f"purpose.build,data-store.relational,five-needs.two-or-more~{'~'.join(items)},audience.programs"
    target = replay(tree, trail).here
    page = reader.open(f"{page_address(tree, target)}?trail={trail}&edition={tree.guide.edition}", ready=True)
    reader.follow("nav.trail li[data-question=five-needs] a")
    assert page.locator(".checklist :checked").evaluate_all("(boxes) => boxes.map(({ value }) => value)") == items
    assert page.locator(".card.fits a.answer").get_attribute("data-answer") == "two-or-more"
    reader.follow(".card.fits a.answer")
    assert dict(parse_qsl(urlsplit(page.url).query))["trail"] == trail


# The checklist


def test_ticking_a_checklist_marks_the_fitting_answer_and_the_ticks_travel(reader: Watched, tree: Tree) -> None:
    edition = tree.guide.edition
    page = reader.open(
        f"questions/five-needs.html?trail=purpose.build,data-store.relational&edition={edition}", ready=True
    )
    boxes = page.locator(".checklist input")
    items = list(tree.questions["five-needs"].checklist)
    assert page.locator(".card.fits").count() == 0
    for number in range(boxes.count()):
        boxes.nth(number).check()
        fitting = page.locator(".card.fits a.answer").evaluate_all(
            "(links) => links.map(({ dataset }) => dataset.answer)"
        )
        assert fitting == ["none-or-one" if number == 0 else "two-or-more"]
        assert page.locator(".checklist [role=status]").inner_text().startswith(f"{number + 1} ticked: ")
    boxes.nth(1).uncheck()
    reader.follow(".card.fits a.answer")
    left = items[:1] + items[2:]
    assert f"five-needs.two-or-more~{'~'.join(left)}" in page.url
    labels = [tree.questions["five-needs"].checklist[item] for item in left]
    assert page.locator("nav.trail li .answered").last.inner_text() == ", ".join(["Two or more", *labels])
    assert reader.notice() == ""


def test_ticks_that_contradict_the_clicked_answer_are_said_and_settled_first(reader: Watched, tree: Tree) -> None:
    edition = tree.guide.edition
    page = reader.open(
        f"questions/five-needs.html?trail=purpose.build,data-store.relational&edition={edition}", ready=True
    )
    before = page.url
    for number in (0, 1, 2):
        page.locator(".checklist input").nth(number).check()
    page.locator("a.answer[data-answer=none-or-one]").click()
    told = page.locator(".checklist [role=status]")
    assert "You ticked 3 items, which does not fit “None or one”" in told.inner_text()
    assert page.url == before
    assert page.evaluate("document.activeElement.textContent") == "go on without them"
    for number in (1, 2):
        page.locator(".checklist input").nth(number).uncheck()
    assert told.inner_text().startswith("1 ticked")
    for number in (1, 2):
        page.locator(".checklist input").nth(number).check()
    page.locator("a.answer[data-answer=none-or-one]").click()
    reader.follow(".checklist [role=status] a")
    assert reader.trail()[-1] == ("five-needs", "none-or-one")
    assert "~" not in page.url
    assert reader.notice() == ""


def test_ticks_on_a_page_without_a_trail_make_none(reader: Watched) -> None:
    page = reader.open("questions/five-needs.html", ready=True)
    page.locator(".checklist input").first.check()
    assert page.locator(".card.fits").count() == 1
    assert query_of(page.locator("a.answer").first) == {}


def test_ticks_in_an_address_that_do_not_fit_are_dropped_and_said(reader: Watched, tree: Tree) -> None:
    page = reader.open(
        f"questions/data-weight.html?trail=purpose.build,data-store.relational,five-needs.none-or-one~accounts~orm&edition={tree.guide.edition}",
        ready=True,
    )
    assert "do not fit the answer" in reader.notice()
    assert page.locator("nav.trail .answered").last.inner_text() == "None or one"


# What counts


def where_a_step_does_not_hold(tree: Tree) -> list[str]:
    """Addresses of verdicts with a trail under which one of their steps does not hold, one a verdict."""
    found = {}
    for trail, verdict_id in enumerate_paths(tree, 1000):
        given = {question for question, _ in trail}
        if any(not given.issuperset(entry.when) for entry in tree.verdicts[verdict_id].next_steps):
            text = ",".join(".".join(step) for step in trail)
            found[verdict_id] = f"verdicts/{verdict_id}.html?trail={text}&edition={tree.guide.edition}"
    return list(found.values())


HIDDEN_WORD = r"""() => {
    const shown = document.querySelector("main").innerText.toLowerCase();
    for (const part of document.querySelectorAll(".next li[hidden]")) {
        const words = part.firstChild.textContent.toLowerCase().match(/[a-z]{5,}/g) ?? [];
        const word = words.find((one) => !shown.includes(one));
        if (word) return word;
    }
}"""


def test_a_search_hit_on_a_part_that_does_not_count_shows_it_with_its_condition(reader: Watched, tree: Tree) -> None:
    page, hits = reader.page, 0
    for address in where_a_step_does_not_hold(tree):
        reader.open(address, ready=True)
        word = page.evaluate(HIDDEN_WORD)
        if word:
            hits += 1
            record = reader.record()
            reader.open(f"{address}&h={word}", ready=True)
            assert reader.record() == record
            shown = page.locator("main [data-when]:not([hidden])", has_text=re.compile(word, re.IGNORECASE)).first
            assert shown.locator(".when").is_visible(), (address, word)
    assert hits


def test_a_fragment_that_lands_on_what_does_not_count_shows_it(
    chromium: Any, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    text = (ROOT / "tests" / "cases" / "valid" / "conditions.yaml").read_text(encoding="utf-8")
    folder = guide_of(text, tmp_path)
    tree = tree_at(folder)
    with tab(chromium, serve(build_site(folder))) as watched:
        hidden = 0
        for trail, verdict_id in enumerate_paths(tree, 100):
            given = ",".join(".".join(step) for step in trail)
            page = watched.open(f"verdicts/{verdict_id}.html?trail={given}&edition={tree.guide.edition}", ready=True)
            sections = page.locator("section[hidden]:not(.with-trail)[id]")
            for fragment in sections.evaluate_all("(sections) => sections.map(({ id }) => id)"):
                hidden += 1
                page.evaluate("(id) => (location.hash = id)", fragment)
                page.locator(f"#{fragment}").wait_for(state="visible")
                assert page.locator(f"#{fragment} .when").first.is_visible()
        assert hidden


def test_where_a_script_fails_the_page_says_nothing_false(chromium: Any, quick: str, tree: Tree) -> None:
    address = where_a_step_does_not_hold(tree)[0]
    for lost in ("guide.js", "verdict.js", "tree.js", "reasons.js", "words.js"):
        with tab(chromium, quick) as watched:
            watched.page.route(f"**/{lost}", lambda route: route.abort())
            page = watched.open(address)
            page.wait_for_function("!document.documentElement.classList.contains('undecided')")
            parts = page.locator("main [data-when]:not([data-first] > span, [data-beyond])")
            if lost in ("reasons.js", "words.js"):
                page.wait_for_function("performance.getEntriesByName('guide-complete').length")
                sections = page.locator("section.with-trail").locator("visible=true")
                assert sections.evaluate_all("(sections) => sections.every((one) => one.children.length > 1)"), lost
            else:
                assert parts.evaluate_all("(parts) => parts.filter((part) => part.hidden).length") == 0
                assert page.locator(".unless .when, .next .when").first.is_visible()
            assert not page.locator(".invite").is_visible()
            watched.faults.clear()


def test_nothing_conditional_is_painted_before_it_is_decided(chromium: Any, quick: str, tree: Tree) -> None:
    address = where_a_step_does_not_hold(tree)[0]
    with tab(chromium, quick) as watched:
        held = []
        # Here the half second after which everything appears never ends.
        watched.page.add_init_script("""{
            const later = setTimeout;
            window.setTimeout = (work, time, ...rest) => later(work, time === 500 ? 1e6 : time, ...rest);
        }""")
        watched.page.route("**/verdict.js", lambda route: held.append(route))
        watched.page.goto(f"{quick}/{address}", wait_until="commit")
        watched.page.locator("section.next h2").wait_for()
        assert watched.page.locator("[data-when]:visible, .invite:visible").count() == 0
        held[0].continue_()
        watched.page.wait_for_function(READY)


# What has moved


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_retired_addresses_forward_with_query_and_fragment(
    chromium: Any, serve: Callable[[Path], str], scheme: str, tmp_path: Path
) -> None:
    text = (ROOT / "tests" / "cases" / "valid" / "retired.yaml").read_text(encoding="utf-8")
    renamed = build_site(guide_of(text, tmp_path))
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
        assert query_of(page.locator(".on-map"))["trail"] == ["size.small"]


def test_without_scripts_a_retired_address_still_leads_on(chromium: Any, small: Callable[[str], str]) -> None:
    home = small("retired")
    with tab(chromium, home, java_script_enabled=False) as watched:
        watched.page.goto(f"{home}/questions/weight.html", wait_until="commit")
        watched.page.wait_for_url(f"{home}/questions/size.html")


# The whole


def test_the_map_shows_the_trail_and_opens_where_it_ends(chromium: Any, either: str, tree: Tree) -> None:
    with tab(chromium, either, viewport={"width": 700, "height": 700}) as watched:
        page = watched.open(
            f"questions/five-needs.html?trail=purpose.build,data-store.relational&edition={tree.guide.edition}",
            ready=True,
        )
        watched.follow("a.on-map")
        marked = page.locator(".box.on-trail").evaluate_all("(boxes) => boxes.map(({ dataset }) => dataset.page)")
        assert sorted(marked) == ["data-store", "five-needs", "purpose"]
        assert page.locator(".edge.on-trail").count() == 2
        frame, box = page.locator(".map").bounding_box(), page.locator(".box.here").bounding_box()
        assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"]
        watched.follow(".box[data-page=data-store]")
        assert watched.trail() == [("purpose", "build"), ("data-store", "relational")]
        assert watched.notice() == ""


def test_the_map_opens_at_the_start_and_can_be_fitted(reader: Watched, tree: Tree) -> None:
    page = reader.open("map.html", ready=True)
    frame, box = page.locator(".map"), page.locator(f".box[data-page={tree.start}]")
    assert frame.bounding_box()["x"] <= box.bounding_box()["x"] < frame.bounding_box()["x"] + 100
    page.locator(".map-tools button").click()
    assert frame.evaluate(
        "(frame) => frame.scrollWidth <= frame.clientWidth && frame.scrollHeight <= frame.clientHeight + 1"
    )
    assert page.locator(".map-tools button").get_attribute("aria-pressed") == "true"


def test_on_a_phone_the_list_comes_before_the_drawing(chromium: Any, home: str) -> None:
    with tab(chromium, home, viewport={"width": 390, "height": 800}) as watched:
        page = watched.open("map.html", ready=True)
        assert page.locator(".map-list").bounding_box()["y"] < page.locator(".map").bounding_box()["y"]


@pytest.mark.parametrize(("address", "word"), [("paths", "Something live"), ("evidence", "How many of these")])
def test_pages_about_everything_can_be_filtered(reader: Watched, address: str, word: str) -> None:
    page = reader.open(f"{address}.html", ready=True)
    rows = page.locator(f".{address} tbody tr")
    every = rows.count()
    page.locator(".filter input").fill(word)
    shown = [row.text_content() for row in rows.all() if row.evaluate("(row) => !row.hidden")]
    assert 0 < len(shown) < every
    assert all(word in row for row in shown)
    assert rows.locator("visible=true").count() == len(shown)
    page.locator(".filter input").fill("")
    assert rows.evaluate_all("(rows) => rows.every((row) => !row.hidden)")


def test_the_rows_of_the_paths_are_every_path_with_its_trail(reader: Watched, tree: Tree) -> None:
    page = reader.open("paths.html", ready=True)
    links = page.locator(".paths tbody a").evaluate_all("(links) => links.map(({ href }) => href)")
    expected = list(enumerate_paths(tree, 1000))
    assert len(links) == len(expected)
    for link in links:
        query = parse_qs(urlsplit(link).query)
        assert replay(tree, query["trail"][0]).here == Path(urlsplit(link).path).stem
    ends = [verdict_id for _, verdict_id in expected]
    for verdict_id, verdict in tree.verdicts.items():
        page.get_by_label("Filter").fill(verdict.title)
        assert page.locator(".paths tbody tr").locator("visible=true").count() >= ends.count(verdict_id), verdict_id


def test_a_question_with_more_than_twenty_answers_has_a_field_that_filters_them(
    chromium: Any, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    answers = "".join(f"      a{n}: {{label: Number {n}, leads_to: {'one' if n % 2 else 'two'}}}\n" for n in range(25))
    text = f"""
guide: {{title: Which?, summary: Many., edition: "1", reviewed: 2026-11-21, review_due: 2027-11-21}}
start: which
questions:
  which:
    title: Which number?
    answers:
{answers}verdicts: {{one: {{title: One, summary: One.}}, two: {{title: Two, summary: Two.}}}}
"""
    with tab(chromium, serve(build_site(guide_of(text, tmp_path)))) as watched:
        page = watched.open("questions/which.html", ready=True)
        page.get_by_label("Filter").fill("number 1")
        assert page.locator(".card:visible").count() == 11
        page.get_by_label("Filter").fill("24")
        watched.follow("a.answer:visible")
        assert watched.trail() == [("which", "a24")]
        page = watched.open("verdicts/two.html?trail=which.a24&edition=1", ready=True)
        rows = page.locator(".what-if tbody tr")
        assert (rows.count(), rows.locator("visible=true").count()) == (24, 12)
        page.locator("section.others button").click()
        assert rows.locator("visible=true").count() == 24
        assert page.locator("text=recommend").count() == 0


def test_more_articles_than_a_column_shows_still_have_a_voice_each_and_ticks_decide_how_strong_it_is(
    chromium: Any, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    articles = "".join(
        f"  w{n}: {{title: Article {n}, excerpts: {{e: {{quote: These are words {n}, favours: a}}}}}}\n"
        for n in range(15)
    )
    tree = f"""
guide: {{title: A or B?, summary: Which., edition: "1", reviewed: 2026-11-21, review_due: 2027-11-21}}
options: {{a: Option A, b: Option B}}
start: first
articles:
{articles}questions:
  first:
    title: Which way?
    answers:
      on: {{label: On, leads_to: check, excerpts: [{", ".join(f"w{n}/e" for n in range(15))}]}}
      off: {{label: Off, leads_to: b}}
  check:
    title: How many?
    checklist: {{one: One, two: Two}}
    answers:
      none: {{label: None, count: "0", leads_to: b}}
      some: {{label: Some, count: 1-2, leads_to: a}}
verdicts:
  a:
    title: Take A
    recommends: a
    strength: [{{strength: strong, when: {{check: ~one}}}}, conditional]
    summary: [{{text: It has one., when: {{check: ~one}}}}, It fits.]
  b: {{title: Take B, recommends: b, summary: It fits.}}
"""
    with tab(chromium, serve(build_site(guide_of(tree, tmp_path)))) as watched:
        page = watched.open("verdicts/a.html?trail=first.on,check.some&edition=1", ready=True)
        assert page.locator(".strength").inner_text() == "strong to conditional"
        assert page.locator("main figure.excerpt").locator("visible=true").count() == 2
        assert page.locator(".stances").inner_text().count("Option A") == 15
        assert page.locator(".record-appendix").text_content().count("These are words") == 15
        assert "because of these answers: if you ticked “One”: It has one. It fits." in watched.record()
