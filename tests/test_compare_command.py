"""The command `compare`: its exit statuses, what it prints, and where it takes the older tree from."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from harness.trees import FROZEN, OLD, chain, edited

from tree_builder.commands.compare import _data
from tree_builder.commands.line import main
from tree_builder.compare.compare import compare

Run = Callable[..., tuple[int, str, str]]
UNSOUND = "this file cannot be compared with: "


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `compare` on a new tree; OLD is a file of the old one unless given. Gives the status and both outputs."""

    def run(new: str, old: str | bytes = OLD, *arguments: str) -> tuple[int, str, str]:
        (tmp_path / "new.yaml").write_text(new, encoding="utf-8")
        (tmp_path / "old.yaml").write_bytes(old if isinstance(old, bytes) else old.encode())
        names = ["--tree", str(tmp_path / "new.yaml"), "compare", str(tmp_path / "old.yaml"), *arguments]
        status = main(names)
        return status, *capsys.readouterr()

    return run


def test_the_same_tree_is_status_0(run: Run) -> None:
    assert run(OLD) == (0, "Readers will notice nothing.\n", "")
    assert run(OLD, OLD, "--markdown") == (0, "Readers will notice nothing.\n", "")


def test_a_difference_alone_is_status_0(run: Run) -> None:
    status, out, err = run(edited(("title: A or B?", "title: A?")))
    assert (status, err) == (0, "")
    assert out.startswith("Readers will notice:\n\nThe guide\n  title `A or B?` → `A?`\n")
    assert run(edited(("title: A or B?", "title: A?")), OLD, "--markdown")[1].startswith(
        "## What readers will decide differently"
    )


MISSING = [
    (
        [("label: Small", "label: LARGE"), ("Large, leads", "Small, leads"), ("LARGE", "Large")],
        "* The edition is `1` as before, although what old links say has changed; it needs a new name.",
        "* 2 ids have the words that another one had; words must keep their id, or have a new one, as said below.",
    ),
    (
        [("It is enough.", "It is plenty.")],
        "* The edition is `1` as before, although what a verdict says has changed; it needs a new name.",
    ),
    (
        [
            ("  team:\n", "  crew:\n"),
            ("leads_to: team", "leads_to: crew"),
            ("weight: size", "weight: size\n  team: crew"),
        ],
        "* The edition is `1` as before, although published ids have changed; it needs a new name.",
    ),
]


@pytest.mark.parametrize("edits", MISSING, ids=["swapped", "reworded", "renamed"])
def test_what_is_missing_names_what_has_changed(edits: tuple[list[tuple[str, str]], str], run: Run) -> None:
    said = run(edited(*edits[0]), OLD, "--markdown")[1]
    missing = said.partition("## Missing for publication\n\n")[2].partition("\n\n")[0].splitlines()
    assert [line for line in missing if "changes" not in line and "not frozen" not in line] == list(edits[1:])


def test_a_tree_that_differs_from_its_frozen_edition_needs_a_new_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "1.json").write_text(FROZEN, encoding="utf-8")
    said = run(edited(("title: How large?", "title: How big?")), OLD, "--markdown")[1]
    what = "The edition `1` is frozen, and the tree differs from it at `questions.size.title`"
    assert f"\n* {what}; a changed tree must name a new edition.\n" in said


def test_what_is_gone_is_status_1_and_says_what_to_write(run: Run, tmp_path: Path) -> None:
    edits = [("take-b", "use-b"), ("large: {quote: Large", "huge: {quote: Large"), ("weight: size", "was: size")]
    status, out, err = run(edited(*edits))
    assert status == 1
    assert out.startswith(
        "Readers will notice:\n\nPublished, and gone without being retired or withdrawn\n  `take-b`\n"
    )
    place = f"{tmp_path}/new.yaml:29:1: "
    assert [line.removeprefix(place) for line in err.splitlines() if line.startswith(place)] == [
        "the verdict `take-b` was published and is gone; `take-b: NEW` must stand under `retired`, to name the verdict "
        "that stands for it now, or `take-b` under `withdrawn`, where nothing does",
        "the excerpt `kim/large` was published and is gone; `kim/large: NEW` must stand under `retired`, to name the "
        "excerpt that stands for it now, or `kim/large` under `withdrawn`, where nothing does",
        "`weight: size` stood under `retired` and `weight` is gone; it must stay there, and forward to something live",
    ]


def test_an_id_of_another_kind_is_status_1(run: Run) -> None:
    edits = [("take-b", "crew"), ("  team:\n", "  take-b:\n"), ("leads_to: team", "leads_to: take-b")]
    status, _, err = run(edited(*edits))
    assert status == 1
    assert "the verdict `take-b` is gone, and its id is now that of the question; the question must have" in err


def test_a_problem_in_the_new_tree_is_status_1(run: Run, tmp_path: Path) -> None:
    status, out, err = run(OLD.replace("leads_to: team", "leads_to: teem"))
    assert (status, out) == (1, "")
    assert err.startswith(f"{tmp_path}/new.yaml:17:39: ")


@pytest.mark.parametrize(
    ("old", "told"),
    [
        (b"\xff\xfe", ":1:1: @the file is UTF-16; it must be saved as UTF-8\n"),
        (b"guide:\n  title: \xe9", ":2:10: @the file is not UTF-8 from here on"),
        (b"start: a\nguide: [", ": @this is not YAML"),
        (b"", ":1:1: @the file is empty"),
        (b"- 1", ":1:1: @the file holds no mapping"),
        (OLD.replace("favours: b", "favours: c").encode(), ":10:47: @the option `c`"),
        (OLD.replace("title:", "titel:").encode(), " more)\n"),
    ],
)
def test_an_older_tree_that_is_not_sound_is_status_2_and_one_line(run: Run, old: bytes, told: str) -> None:
    status, out, err = run(OLD, old)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "old.yaml:" in err
    assert told.replace("@", UNSOUND) in err
    status, out, err = run(OLD, old, "--format", "json")
    assert (status, err, len(json.loads(out))) == (2, "", 1)


def test_an_older_tree_that_cannot_be_read_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "new.yaml").write_text(OLD)
    for name in (tmp_path / "none.yaml", tmp_path):
        assert main(["compare", str(name), "--tree", str(tmp_path / "new.yaml")]) == 2
        assert capsys.readouterr().err.startswith(f"{name}:1:1: {UNSOUND}the file cannot be read")


WINDOWS = b"\xef\xbb\xbf" + OLD.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(("old", "status"), [(OLD.encode(), 0), (WINDOWS, 0), (b"\xff", 2)])
def test_the_older_tree_may_come_from_standard_input(
    old: bytes, status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new.yaml").write_text(OLD)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(old)))
    assert main(["--tree", str(tmp_path / "new.yaml"), "compare", "-"]) == status
    out, err = capsys.readouterr()
    assert out == "" if status else out == "Readers will notice nothing.\n"
    assert err.startswith("-:1:1: ") if status else err == ""


def test_json_is_one_object_for_programs(run: Run) -> None:
    assert json.loads(run(OLD, OLD, "--format", "json")[1])["empty"] is True
    status, out, err = run(edited(("take-b", "use-b")), OLD, "--format", "json")
    data = json.loads(out)
    assert (status, err, data["gone"], len(data["problems"])) == (1, "", ["take-b"], 1)
    difference = {"trail": "size.large,team.some", "was": "take-b", "now": "use-b", "stops": False}
    assert data["paths"]["first"] == [difference]
    assert {"added", "missing", "changed", "forwarding"} <= set(data)


@pytest.mark.parametrize("form", ["github", "gitlab"])
def test_in_a_merge_request_problems_stand_at_their_lines(form: str, run: Run, tmp_path: Path) -> None:
    status, out, err = run(edited(("take-b", "use-b")), OLD, "--format", form)
    assert (status, err.partition("\n")[0]) == (1, "Readers will notice:")
    if form == "github":
        place = f"file={(tmp_path / 'new.yaml').as_posix()},line=29,col=1"
        assert (
            out.startswith(f"::error {place}::the verdict `take-b` was published and is gone; ")
            and out.count("\n") == 1
        )
    else:
        assert [entry["location"]["lines"]["begin"] for entry in json.loads(out)] == [29]
    assert run(OLD, OLD, "--format", form)[:2] == (0, "[]\n" if form == "gitlab" else "")


def test_json_bears_numbers_that_are_astronomical() -> None:
    tree = chain(200, list, merged=True)
    assert _data(compare(tree, tree), [])["paths"]["before"] == "about 10^60"


def test_a_terminal_that_cannot_show_it_gets_the_rest(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ascii_only = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", ascii_only)
    assert run(edited(("title: A or B?", "title: Ä?")))[0] == 0
    ascii_only.flush()
    assert b"title `A or B?` ? `??`" in ascii_only.buffer.getvalue()  # type: ignore[attr-defined]
