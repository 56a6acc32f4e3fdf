"""A link of an older edition shows what was asked and answered then, whatever the guide says today."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from harness.browser import Watched, tab
from harness.guide import guide_of, run_build_tree
from harness.nursery import build_site

pytestmark = pytest.mark.browser

THEN = """
guide: {title: Van or lorry?, summary: What to hire., edition: 2026-01, reviewed: 2026-01-01, review_due: 2027-01-01}
options: {van: Van, lorry: Lorry}
start: load
questions:
  load:
    title: How heavy is the load?
    short: Load
    answers:
      light: {label: Light, leads_to: reach, because: A van can carry it.}
      heavy: {label: Heavy, leads_to: needs}
      odd: {label: Nobody knows, leads_to: reach}
  reach:
    title: How far does it go?
    short: Reach
    answers:
      town: {label: Within the town, leads_to: van}
      land: {label: Across the land, leads_to: crew}
  needs:
    title: What must it have?
    short: Needs
    checklist: {lift: A lift, fridge: A fridge, ramp: A ramp}
    answers:
      few: {label: One at most, count: 0-1, leads_to: crew}
      many: {label: Two or more, count: 2-3, leads_to: lorry}
  crew:
    title: Who drives?
    short: Crew
    answers:
      hired: {label: A hired driver, leads_to: lorry}
      own: {label: One of us, leads_to: van}
verdicts:
  van: {title: Hire a van, recommends: van, summary: Hire one.}
  lorry: {title: Hire a lorry, recommends: lorry, summary: Hire one.}
"""
# Labels of `reach` change places, an item is reworded, `hired` is renamed, `odd` withdrawn, and `load.heavy` asks once more.
CHANGES = [
    ("edition: 2026-01", "edition: 2026-06"),
    ("town: {label: Within the town", "town: {label: Across the land"),
    ("land: {label: Across the land", "land: {label: Within the town"),
    ("fridge: A fridge", "fridge: A cold room"),
    ("hired: {label: A hired driver", "paid: {label: A hired driver"),
    ("      odd: {label: Nobody knows, leads_to: reach}\n", ""),
    ("heavy: {label: Heavy, leads_to: needs}", "heavy: {label: Heavy, leads_to: yard}"),
    ("  crew:\n", "  yard:\n    title: Is there a yard?\n    answers:\n      wide: {label: A wide one, leads_to: needs}\n"
     "      none: {label: None, leads_to: needs}\n  crew:\n"),
    ("title: Hire a van", "title: Take a van"),
]  # fmt: skip
NOW = "retired: {crew/hired: crew/paid}\nwithdrawn: [load/odd]\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A guide in its second edition, with the words of the first at hand."""
    folder = guide_of(THEN, tmp_path_factory.mktemp("editions"))
    frozen = run_build_tree(folder, "edition")
    assert frozen.returncode == 0, frozen.stderr
    tree = THEN
    for old, new in CHANGES:
        assert old in tree
        tree = tree.replace(old, new, 1)
    (folder / "decision_tree.yaml").write_text(tree + NOW, encoding="utf-8")
    return build_site(folder)


@pytest.fixture
def reader(chromium: Any, site: Path, serve: Callable[[Path], str]) -> Any:
    """A tab with that guide."""
    with tab(chromium, serve(site)) as watched:
        yield watched


def words(watched: Watched) -> list[str]:
    """The trail as readers see it."""
    return [" ".join(step.split()) for step in watched.page.locator("nav.trail li").all_inner_texts()]


def query(watched: Watched, parts: str) -> dict[str, list[str]]:
    """The query of a link on the page."""
    return parse_qs(urlsplit(watched.page.locator(parts).first.evaluate("(link) => link.href")).query)


def test_answers_whose_words_stayed_are_shown_without_a_word_more(reader: Watched) -> None:
    page = reader.open("questions/reach.html?trail=load.light&edition=2026-01", ready=True)
    assert words(reader) == ["Load Light"]
    assert "edition 2026-01" in reader.notice() and "This is edition 2026-06" in reader.notice()
    assert "reworded" not in page.locator("main").inner_text()
    assert query(reader, ".md-tabs a >> nth=2")["edition"] == ["2026-01"]


def test_words_that_changed_places_are_those_that_were_answered(reader: Watched) -> None:
    page = reader.open("verdicts/van.html?trail=load.light,reach.town&edition=2026-01", ready=True)
    assert words(reader)[1].startswith("Reach Within the town reworded since: How far does it go? Across the land")
    row = page.locator("table.because tr[data-question=reach]").inner_text()
    assert "Within the town" in row and "reworded since" in row
    assert "In edition 2026-01 this verdict was “Hire a van”" in reader.notice()
    record = reader.record()
    assert "**Reach:** Within the town (reworded since: How far does it go? Across the land)" in record
    assert "Answered in edition 2026-01, read in edition 2026-06" in record
    assert "trail=load.light,reach.town&edition=2026-01" in record


def test_items_and_renamed_answers_are_told_in_the_words_of_then(reader: Watched) -> None:
    trail = "load.heavy,yard.wide,needs.few~fridge,crew.hired"
    reader.open(f"verdicts/lorry.html?trail={trail}&edition=2026-01", ready=True)
    assert words(reader)[2].startswith(
        "Needs One at most, A fridge reworded since: What must it have? One at most, A cold room"
    )
    assert words(reader)[3] == "Crew A hired driver"
    assert query(reader, ".md-tabs a >> nth=2")["trail"] == [trail]


def test_giving_an_answer_moves_to_todays_edition_and_asks_again_what_was_reworded(reader: Watched) -> None:
    page = reader.open("questions/crew.html?trail=load.light,reach.land&edition=2026-01", ready=True)
    assert "asked again there" in reader.notice()
    reader.follow("a.answer[data-answer=paid]")
    assert urlsplit(page.url).path.endswith("/questions/reach.html")
    assert query(reader, ".md-tabs a >> nth=2") == {"trail": ["load.light,crew.paid"], "edition": ["2026-06"]}
    assert reader.notice() == ""
    reader.follow("a.answer[data-answer=land]")
    assert urlsplit(page.url).path.endswith("/verdicts/lorry.html")
    assert reader.trail() == [("load", "light"), ("reach", "land"), ("crew", "paid")]
    assert reader.notice() == ""


def test_a_withdrawn_answer_is_said_and_asked_again(reader: Watched) -> None:
    page = reader.open("verdicts/van.html?trail=load.odd,reach.town&edition=2026-01", ready=True)
    assert "1 answer is no longer offered" in reader.notice()
    assert "do not lead here" in reader.notice()
    reader.follow(".notice a")
    assert urlsplit(page.url).path.endswith("/questions/load.html")
    reader.follow("a.answer[data-answer=light]")
    assert urlsplit(page.url).path.endswith("/questions/reach.html")


def test_where_a_question_was_put_between_the_trail_stops_there(reader: Watched) -> None:
    page = reader.open("verdicts/lorry.html?trail=load.heavy,needs.many&edition=2026-01", ready=True)
    assert "They lead to Is there a yard?" in reader.notice()
    assert not page.locator("table.because").count()
    assert page.locator(".invite").is_hidden()
    reader.follow(".notice a")
    reader.follow("a.answer")
    assert urlsplit(page.url).path.endswith("/verdicts/lorry.html")
    assert reader.trail() == [("load", "heavy"), ("yard", "wide"), ("needs", "many")]


@pytest.mark.parametrize("edition", ["2019-01", "2026-10, approved by the architecture board", "", "%3Cb%3E"])
def test_an_edition_that_was_never_published_is_not_printed(reader: Watched, edition: str) -> None:
    page = reader.open(f"verdicts/van.html?trail=load.light,reach.town&edition={edition}", ready=True)
    assert "an edition that this guide does not know" in reader.notice()
    assert words(reader) == ["Load Light", "Reach Across the land"]
    assert "edition" not in query(reader, ".md-tabs a >> nth=2")
    assert "2019" not in page.locator("body").inner_text() and "board" not in page.locator("body").inner_text()
    assert "board" not in reader.record()
    if edition:
        assert "named an edition that this guide does not know" in reader.record()


def test_an_edition_that_never_had_an_answer_is_not_said_to_be_where_it_was_given(reader: Watched) -> None:
    reader.open("verdicts/lorry.html?trail=load.heavy,yard.wide,needs.many&edition=2026-01", ready=True)
    assert "The link names edition 2026-01, which does not have all of these answers." in reader.notice()
    assert "These answers were given in edition 2026-01" not in reader.notice()
    assert "which does not have all of the answers" in reader.record() and "Answered in" not in reader.record()


def test_a_link_without_an_edition_says_so(reader: Watched) -> None:
    reader.open("verdicts/van.html?trail=load.light,reach.town", ready=True)
    assert "does not say in which edition" in reader.notice()
    assert "the link did not say in which edition" in reader.record()


def test_where_the_words_of_an_edition_cannot_be_had_that_is_said(
    chromium: Any, site: Path, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    (tmp_path / "site").symlink_to(site)
    with tab(chromium, serve(tmp_path) + "/site") as watched:
        watched.page.route("**/edition-*.js", lambda route: route.abort())
        watched.open("verdicts/van.html?trail=load.light,reach.town&edition=2026-01", ready=True)
        assert "could not be loaded" in watched.notice() and "stand here in its words" not in watched.notice()
        assert "whose words could not be loaded" in watched.record()
        assert words(watched)[1] == "Reach Across the land"
        watched.faults = [fault for fault in watched.faults if "ERR_FAILED" not in fault]
