"""Every reader: axe-core, the keyboard alone, a screen reader's names and order, zoom, reduced motion, no scripts.

axe-core comes with the package axe-playwright-python, so that nothing is fetched when the tests run.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness.browser import (
    APPEARANCES,
    AXE_TAGS,
    COLOUR_RULES,
    OVERFLOWING,
    READY,
    axe_core,
    browser,
    open_page,
    reader,
    show_as,
    violations,
)
from harness.kinds import KINDS, address, kinds_of_page, longest_trails, tree_of

# Every kind of page


# What moves on its own, or with a transition.
MOVING = """() => [...document.querySelectorAll("*")].flatMap((one) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(one, part || null);
    const still = (times) => times.split(", ").every((time) => parseFloat(time) === 0);
    const rests = still(style.transitionDuration) && (style.animationName === "none" || still(style.animationDuration));
    return rests ? "" : one.className + part;
})).filter(Boolean)"""
IS_DARK = "document.body.dataset.mdColorScheme === 'slate'"
# Zoom of 200 and 400 % shows 1280 by 1024 pixels of glass as so many fewer pixels of the page.
ZOOMED = ({"width": 640, "height": 512}, {"width": 320, "height": 256})


@browser
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_still_bears_zoom_and_gives_axe_nothing_to_find(
    site: Path, serve: Callable[[Path], str], chromium: Any, kind: str
) -> None:
    where = f"{serve(site)}/{kinds_of_page(site)[kind]}"
    with reader(chromium) as page:
        page.add_init_script(axe_core())
        open_page(page, where)
        assert page.evaluate(MOVING) == []
        for size in ZOOMED:
            page.set_viewport_size(size)
            assert page.evaluate(OVERFLOWING) == [], size
        found = []
        for name, appearance in APPEARANCES.items():
            show_as(page, **appearance)
            if page.evaluate(IS_DARK) != (appearance["color_scheme"] == "dark"):
                open_page(page, where)  # the theme looks once at what the reader wishes
            # Dark and forced colours change colours and nothing else.
            rules = AXE_TAGS if name.startswith("light") else COLOUR_RULES
            found += [f"{name}: {one}" for one in violations(page, rules)]
        assert found == []


@browser
@pytest.mark.parametrize("appearance", ["light-1280", "dark-390"])
def test_axe_finds_nothing_while_searching(
    site: Path, serve: Callable[[Path], str], chromium: Any, appearance: str
) -> None:
    with reader(chromium, **APPEARANCES[appearance]) as page:
        page.add_init_script(axe_core())
        open_page(page, f"{serve(site)}/index.html")
        page.keyboard.press("s")
        page.keyboard.type("database")
        page.wait_for_selector(".md-search-result__item")
        assert violations(page) == []


@browser
def test_axe_finds_nothing_in_the_drawer_of_a_phone(site: Path, serve: Callable[[Path], str], chromium: Any) -> None:
    with reader(chromium, **APPEARANCES["light-390"]) as page:
        page.add_init_script(axe_core())
        open_page(page, f"{serve(site)}/index.html")
        page.locator("label[for=__drawer].md-header__button").click()
        page.get_by_role("link", name="Evidence").wait_for()
        assert violations(page) == []


# The keyboard alone

RECORD = "fetch(document.querySelector('.record [download]').href).then((answer) => answer.text())"
FOCUSED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const seen = one.matches(".md-option") ? document.querySelector(`.md-option#${one.id} ~ label:not([hidden])`) : one;
    const link = one.getBoundingClientRect(), box = seen.getClientRects()[0] || link;
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    return {
        clip: { x: Math.max(0, box.left - 12), y: Math.max(0, box.top - 12), width: box.width + 24, height: box.height + 24 },
        name: (one.ariaLabel || one.textContent || one.placeholder || one.tagName).trim().slice(0, 60),
        kind: one.matches("a.answer") ? "answer" : one.matches("a.start") ? "start" : one.tagName.toLowerCase(),
        inside: top !== null && x >= 0 && y >= 0 && (seen.contains(top) || top.contains(seen)),
    };
}"""


def differs(page: Any, clip: dict[str, float] | None) -> bool:
    """Whether the page, or a part of it, looks otherwise without the focus."""
    with_focus = page.screenshot(clip=clip)
    page.evaluate("window.had = document.activeElement; window.had.blur()")
    without = page.screenshot(clip=clip)
    page.evaluate("window.had.focus({preventScroll: true})")
    return bool(with_focus != without)


def tab(page: Any) -> dict[str, Any] | None:
    """Press Tab. What has the focus then, or nothing at the page's end; its focus can be seen, nothing hides it."""
    page.keyboard.press("Tab")
    focused: dict[str, Any] | None = page.evaluate(FOCUSED)
    if focused is not None:
        assert focused["inside"], f"something hides {focused}"
        assert any(differs(page, clip) for clip in (focused["clip"], None)), f"the focus on {focused} cannot be seen"
    return focused


def tab_to(page: Any, wanted: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    """Press Tab until the focus is where it is wanted."""
    stops: list[dict[str, Any]] = []
    while len(stops) < 60:
        focused = tab(page)
        if focused is None:
            break
        stops.append(focused)
        if wanted(focused):
            return stops
    pytest.fail(f"not reached with Tab; the stops were {[stop['name'] for stop in stops]}")


@browser
def test_a_whole_decision_with_tab_and_enter_alone(site: Path, serve: Callable[[Path], str], chromium: Any) -> None:
    tree = tree_of(site)
    with reader(
        chromium, viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    ) as page:
        open_page(page, f"{serve(site)}/index.html")
        tab_to(page, lambda one: one["kind"] == "start")
        page.keyboard.press("Enter")
        here = tree["start"]
        while here in tree["questions"]:
            page.wait_for_url(f"**/questions/{here}.html*")
            page.wait_for_function(READY)
            tab_to(page, lambda one: one["kind"] == "answer")
            here = next(iter(tree["questions"][here]["answers"].values()))["leads_to"]
            page.keyboard.press("Enter")
        page.wait_for_url(f"**/verdicts/{here}.html?trail=*")
        page.wait_for_function(READY)
        record = page.evaluate(RECORD)

        copied = ""
        for _ in range(200):
            focused = tab(page)
            if focused is None:
                break
            if focused["name"] == "Copy":
                page.keyboard.press("Enter")
                page.get_by_role("button", name="Copied").wait_for()
                copied = page.evaluate("navigator.clipboard.readText()")
        else:
            pytest.fail("the focus never reaches the end of the page")
        # Chromium keeps the place of the focus at the page's title: what stands above comes with Shift and Tab.
        assert copied == record


@browser
def test_the_link_is_copied_with_the_keyboard(site: Path, serve: Callable[[Path], str], chromium: Any) -> None:
    tree = tree_of(site)
    trails = longest_trails(tree)
    verdict = next(iter(tree["verdicts"]))
    with reader(chromium, permissions=["clipboard-read", "clipboard-write"]) as page:
        where = f"{serve(site)}/{address(tree, verdict, trails[verdict])}"
        open_page(page, where)
        for _ in range(30):
            page.keyboard.press("Shift+Tab")
            if page.evaluate(FOCUSED)["name"] == "Copy link":
                break
        else:
            pytest.fail("Copy link is not reached")
        page.keyboard.press("Enter")
        page.wait_for_function("(where) => navigator.clipboard.readText().then((text) => text === where)", arg=where)


# A screen reader's names and order


@browser
def test_a_question_in_the_order_and_the_words_of_a_screen_reader(
    site: Path, serve: Callable[[Path], str], chromium: Any
) -> None:
    tree = tree_of(site)
    trails = longest_trails(tree)
    question_id = max(tree["questions"], key=lambda id: len(trails[id]))
    question = tree["questions"][question_id]
    with reader(chromium) as page:
        open_page(page, f"{serve(site)}/{address(tree, question_id, trails[question_id])}")
        main = page.get_by_role("main")
        assert main.get_by_role("heading", level=1).inner_text() == question["title"]
        given = main.get_by_role("navigation", name="Your answers").get_by_role("listitem").get_by_role("link")
        said = [(tree["questions"][one], answer) for one, answer in trails[question_id]]
        assert [" ".join(text.split()) for text in given.all_inner_texts()] == [
            f"{asked.get('short', asked['title'])} {asked['answers'][answer]['label']}" for asked, answer in said
        ]
        cards = main.get_by_role("list").filter(has=page.locator(".answer")).get_by_role("listitem")
        assert [card.get_by_role("link").first.inner_text() for card in cards.all()] == [
            answer["label"] for answer in question["answers"].values()
        ]
        spoken = main.aria_snapshot()
        order = [
            'navigation "Your answers"',
            "[level=1]",
            *(answer["label"] for answer in question["answers"].values()),
        ]
        places = [spoken.index(one) for one in (*order, "Not sure?")]
        assert places == sorted(places), spoken


@browser
def test_a_verdict_in_the_order_and_the_words_of_a_screen_reader(
    site: Path, serve: Callable[[Path], str], chromium: Any
) -> None:
    tree = tree_of(site)
    trails = longest_trails(tree)
    verdict_id = next(id for id, verdict in tree["verdicts"].items() if verdict.get("recommends"))
    with reader(chromium) as page:
        open_page(page, f"{serve(site)}/{address(tree, verdict_id, trails[verdict_id])}")
        main = page.get_by_role("main")
        headings = main.get_by_role("heading").all_inner_texts()
        title = tree["verdicts"][verdict_id]["title"]
        wanted = [
            title,
            "Why, from your answers",
            "The case for it",
            "The case against",
            "What another answer would give",
        ]
        places = [headings.index(one) for one in (*wanted, "For the design review")]
        assert places == sorted(places), headings
        record = main.get_by_role("region", name="For the design review")
        assert record.get_by_role("button", name="Copy").is_visible()
        assert record.get_by_role("link", name="Download").is_visible()
        assert main.get_by_role("figure").first.get_by_role("link").count() >= 1
        assert page.get_by_role("dialog", name="Search").count() == 1 or not page.locator("[role=dialog]").count()


# Without scripts


@browser
def test_without_scripts_the_guide_is_whole_and_shows_no_dead_control(
    site: Path, serve: Callable[[Path], str], chromium: Any
) -> None:
    root = serve(site)
    tree = tree_of(site)
    with reader(chromium, java_script_enabled=False) as page:
        for kind, where in kinds_of_page(site).items():
            page.goto(f"{root}/{where}")
            assert page.locator("h1").first.is_visible(), kind
            for control in page.locator("main :is(button, select, input, textarea, .needs-script)").all():
                assert not control.is_visible(), (kind, control.inner_html())
            for control in page.locator("header :is(.md-search, [for=__search])").all():
                assert not control.is_visible(), kind

        page.goto(f"{root}/index.html")
        page.locator("a.start").click()
        here = tree["start"]
        while here in tree["questions"]:
            assert page.url.endswith(f"/questions/{here}.html")
            page.locator("a.answer").first.click()
            here = next(iter(tree["questions"][here]["answers"].values()))["leads_to"]
        assert page.url.endswith(f"/verdicts/{here}.html")
        assert page.locator("h1").inner_text() == tree["verdicts"][here]["title"]
        assert page.locator("nav.trail").is_visible()
        assert page.locator("figure.excerpt").first.is_visible()


# A page as one would wish to find it


def test_every_page_has_our_icon(site: Path) -> None:
    for path in site.rglob("*.html"):
        icon = re.findall(r'<link rel="icon" href="([^"]*)">', path.read_text(encoding="utf-8"))[0]
        assert icon.endswith("assets/favicon.svg") or (
            icon == "data:," and path.parent.name in ("questions", "verdicts")
        )


def test_excerpts_name_who_says_them(site: Path) -> None:
    for path in [*site.glob("questions/*.html"), *site.glob("verdicts/*.html"), *site.glob("articles/*.html")]:
        for figure in re.findall(r'<figure class="excerpt.*?</figure>', path.read_text(encoding="utf-8"), re.DOTALL):
            assert re.search(
                r"<blockquote>.+</blockquote>\s*<figcaption[^>]*>.*<a [^>]*href=.*</figcaption>", figure, re.DOTALL
            ), path
