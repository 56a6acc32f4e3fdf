"""What a guide tells its keepers and other programs: `tree.json`, feedback, an overdue review, a count from a log."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness.browser import browser, tab
from harness.guide import STARTER, guide_of
from harness.nursery import build_site
from harness.once import made_once
from harness.trees import tree_of
from jsonschema import Draft202012Validator

from tree_builder.commands.line import main
from tree_builder.pages.published import SCHEMA_ID, VERSION
from tree_builder.pages.render import render
from tree_builder.text.catalogue import messages

TEXT = STARTER.read_text(encoding="utf-8")
TREE = tree_of(TEXT)
DATA = json.loads(render(TREE)["tree.json"])
SCHEMA = json.loads(render(TREE)["tree.schema.json"])

# tree.json


def test_the_data_is_valid_by_its_published_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert (SCHEMA["$id"], DATA["$schema"], DATA["version"]) == (SCHEMA_ID, SCHEMA_ID, VERSION)
    assert list(Draft202012Validator(SCHEMA).iter_errors(DATA)) == []


@pytest.mark.parametrize("key", ["version", "guide", "questions", "verdicts"])
def test_the_schema_rejects_data_without_what_every_tree_has(key: str) -> None:
    less = {name: value for name, value in DATA.items() if name != key}
    assert list(Draft202012Validator(SCHEMA).iter_errors(less))


def test_a_program_finds_reasons_conditions_excerpts_and_since_notes_in_the_long_form() -> None:
    because = DATA["questions"]["presence"]["answers"]["in-person"]["because"]
    assert because == "Somebody must travel, so only the ways to travel are left."
    assert DATA["verdicts"]["by-train"]["see_also"] == [{"verdict": "by-plane", "when": {"journey": ["longer"]}}]
    assert DATA["verdicts"]["by-plane"]["summary"] == [
        {"text": "The way is long, and little speaks for spending it on the rails."}
    ]
    rules = DATA["articles"]["travel-rules"]["excerpts"]["five-hours"]
    assert (rules["favours"], rules["since"][0]["seen"]) == (["train"], "2026-11-21")


def test_what_an_author_keeps_to_oneself_is_not_published() -> None:
    noted = tree_of(TEXT.replace("title: Take the plane", "title: Take the plane\n    todo: Quarrel with Zoe.", 1))
    assert "Quarrel with Zoe" not in "".join(render(noted).values())


# Feedback and an overdue review


def made(folder: Path) -> Path:
    text = TEXT.replace("mailto:travel@example.org?subject=About%20{page}%20in%20{edition}&body=My%20answers:%20{trail}",
                        "https://example.org/new?about={page}&edition={edition}&trail={trail}")  # fmt: skip
    assert "https://example.org/new" in text
    folder.mkdir(exist_ok=True)
    guide_of(text.replace("review_due: 2027-11-21", "review_due: 2026-11-22"), folder)
    (folder / "docs").mkdir()
    return build_site(folder)


@pytest.fixture(scope="module")
def overdue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A guide that takes feedback, and was to be reviewed by the end of 22 November 2026."""
    return made_once(tmp_path_factory, "overdue", made)


FEEDBACK = "https://example.org/new?about={}&edition=2026-11&trail={}"


@browser
@pytest.mark.slow
def test_feedback_names_the_page_the_edition_and_the_answers(
    overdue: Path, serve: Callable[[Path], str], chromium: Any
) -> None:
    with tab(chromium, serve(overdue)) as watched:
        page = watched.open("verdicts/stay-and-call.html?trail=presence.from-afar&edition=2026-11", ready=True)
        link = page.get_by_role("link", name=messages()["verdict"]["disagree"])
        assert link.get_attribute("href") == FEEDBACK.format("stay-and-call", "presence.from-afar")
        page = watched.open("questions/journey.html?trail=presence.in-person", ready=True)
        link = page.get_by_role("link", name=messages()["question"]["unclear"])
        assert link.get_attribute("href") == FEEDBACK.format("journey", "presence.in-person")


@pytest.mark.slow
def test_without_scripts_feedback_names_the_page_and_the_edition(overdue: Path) -> None:
    page = (overdue / "questions" / "journey.html").read_text(encoding="utf-8")
    assert f'href="{FEEDBACK.format("journey", "").replace("&", "&amp;")}"' in page


def test_a_guide_that_takes_no_feedback_has_no_such_link() -> None:
    silent = tree_of("\n".join(line for line in TEXT.splitlines() if not line.startswith("  feedback:")))
    assert 'class="feedback"' in render(TREE)["questions/journey.md"]
    assert not [path for path, text in render(silent).items() if path.endswith(".md") and 'class="feedback"' in text]


@browser
@pytest.mark.slow
@pytest.mark.parametrize(("day", "told"), [("2026-11-22T12:00:00", 0), ("2026-11-23T12:00:00", 1)])
def test_readers_are_told_of_an_overdue_review_from_the_next_day_on(
    overdue: Path, serve: Callable[[Path], str], chromium: Any, day: str, told: int
) -> None:
    with tab(chromium, serve(overdue)) as watched:
        watched.page.clock.set_fixed_time(day)
        for address in ("index.html", "verdicts/by-train.html"):
            page = watched.open(address, ready=True)
            assert page.get_by_text("The review of this guide is overdue").count() == told
        assert watched.open("questions/journey.html", ready=True).locator(".overdue").count() == 0


# Which verdicts are reached


def line(request: str, status: int = 200) -> str:
    return f'192.0.2.1 - - [25/Nov/2026:10:00:00 +0000] "{request}" {status} 512 "-" "Reader"\n'


LOG = (
    line("GET /guide/verdicts/by-train.html?trail=presence.in-person&edition=2026-11 HTTP/1.1")
    + line("GET /guide/verdicts/by-train.html?utm=1&trail=presence.in-person HTTP/2.0", 304)
    + line("GET /guide/verdicts/by-train.html HTTP/1.1")
    + line("GET /guide/verdicts/by-plane.html?trail= HTTP/1.1")
    + line("GET /guide/verdicts/by-plane.html?trail=a.b HTTP/1.1", 404)
    + line("POST /guide/verdicts/by-plane.html?trail=a.b HTTP/1.1")
    + line("GET /guide/questions/by-train.html?trail=a.b HTTP/1.1")
    + line("GET /guide/verdicts/nobody.html?trail=a.b HTTP/1.1")
    + "\x00 not a log \xff\n"
)


def test_verdicts_are_counted_from_a_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "access.log").write_text(LOG, encoding="latin-1")
    assert main(["reached", "--tree", str(STARTER), str(tmp_path / "access.log")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        " reached  opened  verdict",
        "       2       1  by-train: Take the train",
        "       0       1  by-plane: Take the plane",
        "       0       0  stay-and-call: Stay, and call",
    ]


def test_a_log_that_is_not_there_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reached", "--tree", str(STARTER), str(tmp_path / "no.log")]) == 1
    assert capsys.readouterr().err == f"{tmp_path}/no.log:1:1: the log cannot be read (No such file or directory)\n"
