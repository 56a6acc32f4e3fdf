"""Freezing editions and comparing with them, on the command line."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from harness.trees import FROZEN, OLD, edited

from tree_builder.commands.line import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on a tree. Gives the status and both outputs, without the folder, and the first line of each problem."""

    def run(yaml: str, *arguments: str) -> tuple[int, str, str]:
        (tmp_path / "tree.yaml").write_text(yaml, encoding="utf-8")
        status = main(["--tree", str(tmp_path / "tree.yaml"), "--docs", str(tmp_path / "docs"), *arguments])
        out, err = (printed.replace(f"{tmp_path}/", "") for printed in capsys.readouterr())
        said = [line for line in err.splitlines(True) if re.match("[^ ]+:[0-9]+:[0-9]+: ", line)]
        return status, out, "".join(line for line in said if "frozen" in line or "warning:" not in line)

    return run


# The command


def test_freezing_writes_a_file_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "editions" / "1.json"
    assert run(OLD, "edition") == (0, "editions/1.json: frozen. Commit this file, and never change it.\n", "")
    assert path.read_text(encoding="utf-8") == FROZEN
    path.write_bytes(FROZEN.replace("\n", "\r\n").encode())  # as a checkout on Windows may have it
    assert run(OLD, "edition") == (0, "editions/1.json: frozen before, and the same.\n", "")
    assert run(OLD, "check")[::2] == (0, "")


def test_a_frozen_edition_is_never_changed(run: Run, tmp_path: Path) -> None:
    run(OLD, "edition")
    status, out, err = run(edited(("Which team?", "Who?"), ("label: Small", "label: Tiny")), "edition")
    assert (status, out) == (1, "")
    assert err.splitlines()[0].partition(": ")[2] == (
        "the edition `1` is frozen, and the tree differs from it at `questions.size.answers.small.label`, "
        "`questions.team.title`; a changed tree must name a new edition"
    )
    assert (tmp_path / "editions" / "1.json").read_text(encoding="utf-8") == FROZEN
    status, out, _ = run(edited(("Which team?", "Who?"), ('edition: "1"', "edition: 2.0_b-c")), "edition")
    assert (status, out) == (0, "editions/2.0_b-c.json: frozen. Commit this file, and never change it.\n")


@pytest.mark.parametrize("name", [".hidden", "a/b", "../up", "two words", "é", "con", "NUL.1", "a\\b", "x" * 65])
def test_an_edition_that_is_no_name_of_a_file_cannot_be_frozen(name: str, run: Run, tmp_path: Path) -> None:
    yaml = edited(('edition: "1"', f"edition: '{name}'"))
    assert run(yaml, "check")[0] == 0
    status, _, err = run(yaml, "edition")
    assert (status, err.count("tree.yaml:")) == (1, 1)
    assert f"the edition `{name}` " in err
    assert sorted(tmp_path.iterdir()) == [tmp_path / "tree.yaml"]


def test_a_tree_with_a_problem_is_not_frozen(run: Run, tmp_path: Path) -> None:
    assert run(OLD.replace("leads_to: team", "leads_to: teem"), "edition")[0] == 1
    assert not (tmp_path / "editions").exists()


def test_a_folder_that_cannot_be_written_is_a_problem(run: Run, tmp_path: Path) -> None:
    (tmp_path / "editions").write_text("")
    status, out, err = run(OLD, "edition")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("editions:1:1: the frozen editions cannot be read (")


# Advice


def test_a_tree_that_differs_from_its_frozen_edition_is_advised(run: Run) -> None:
    run(OLD, "edition")
    changed = edited(("How large?", "How big?"), ("ann: Ann", "ann: Anna"), ("label: Nobody", "label: None"),
                     ("take-b: {title: Take B", "take-b: {title: Use B"))  # fmt: skip
    status, _, err = run(changed, "check")
    assert status == 0
    assert (
        "warning: the edition `1` is frozen, and the tree differs from it at `questions.size.title`, "
        "`questions.team.answers.none.label`, `questions.team.checklist.ann` and 1 more; "
        "a changed tree must name a new edition [edition]\n"
    ) in err
    assert run(changed, "check", "--strict")[0] == 1
    accepted = changed.replace("guide: {", "guide: {accept: {edition: Only a slip of the pen.}, ")
    assert run(accepted, "check")[::2] == (0, "")
    assert run(changed.replace('edition: "1"', 'edition: "2"'), "check")[::2] == (0, "")  # a draft


def test_files_that_are_no_editions_are_a_line_each(run: Run, tmp_path: Path) -> None:
    run(OLD, "edition")
    folder = tmp_path / "editions"
    (folder / "0.json").write_text("{")
    (folder / "2.json").write_text(FROZEN)
    (folder / "3.json").mkdir()
    (folder / "4.json").symlink_to(folder / "1.json")
    (folder / "notes.txt").write_text("Mine.")
    (folder / ".hidden").write_text("Nobody's.")
    status, _, err = run(OLD, "check")
    assert status == 1
    put_back = "a frozen edition never changes, so this file must be put back as it was committed"
    assert err.splitlines() == [
        f"editions/0.json:1:2: this is not JSON (Expecting property name enclosed in double quotes); {put_back}",
        "editions/2.json:1:1: this is the edition `1`; its file must be named `1.json`",
        "editions/3.json:1:1: this is no file that can be read",
        "editions/4.json:1:1: this is no file that can be read",
        "editions/notes.txt:1:1: warning: this is no frozen edition; it should not be in this folder [edition]",
    ]


# Comparing with them


def test_compare_takes_a_frozen_edition_and_says_what_it_keeps(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text(FROZEN)
    reworded = edited(
        ("How large?", "How big?"), ("It is enough.", "It will do."), ("large: {quote: L", "huge: {quote: L")
    )
    status, out, err = run(reworded, "compare", str(tmp_path / "old.json"))
    assert status == 1
    assert out == (
        "Readers of edition `1` will notice:\n"
        "A frozen edition keeps titles, labels, items, ids and ways; other text is not compared.\n\n"
        "Published, and gone without being retired or withdrawn\n  `kim/large`\n\n"
        "Excerpts\n  added: `kim/huge`\n  removed: `kim/large`\n\n"
        "Changed on pages\n  question `size`: title `How large?` → `How big?`\n\n"
        "Paths\n  all 3 old paths lead to their verdict; there are 3 paths now\n"
    )
    assert "the excerpt `kim/large` was published and is gone; " in err
    assert run(OLD, "compare", str(tmp_path / "old.json")) == (0, "Readers of edition `1` will notice nothing.\n", "")
    (tmp_path / "old.json").write_text(FROZEN[:50])
    status, _, err = run(OLD, "compare", str(tmp_path / "old.json"))
    assert status == 2
    assert err.startswith("old.json:5:1: this file cannot be compared with: this is not JSON")


def test_an_edition_that_is_not_known_is_status_2(run: Run, tmp_path: Path) -> None:
    status, out, err = run(OLD, "compare", str(tmp_path / "editions" / "9.json"))
    assert (status, out) == (2, "")
    assert err.startswith("editions/9.json:1:1: this file cannot be compared with: the file cannot be read")


def test_compare_without_a_name_fails_where_no_edition_is_frozen(run: Run) -> None:
    status, out, err = run(OLD, "compare")
    assert (status, out) == (2, "")
    assert err == (
        "editions:1:1: no edition is frozen here; `decision-guide edition` freezes one, or an older tree must be named\n"
    )


def test_a_rename_is_found_however_many_edits_came_after_it(run: Run) -> None:
    run(OLD, "edition")
    renamed = edited(("take-b", "use-b"))
    later = renamed.replace('edition: "1"', 'edition: "2"').replace("How large?", "How big?")
    for yaml in (renamed, later):
        status, _, err = run(yaml, "compare")
        assert status == 1
        assert "the verdict `take-b` was published and is gone; " in err
    run(later, "edition")
    assert "the verdict `take-b` was published and is gone; " in run(later, "compare")[2]
    third = later.replace('edition: "2"', 'edition: "3"')
    assert run(third, "compare")[1].startswith("Readers of edition `2` will notice:")
    assert "the verdict `take-b` was published and is gone; " in run(third, "compare")[2]  # since edition 1
    assert run(third.replace("weight: size", "weight: size\n  take-b: use-b"), "compare")[::2] == (0, "")


def test_swapped_labels_are_said_plainly_and_stop_the_change(run: Run) -> None:
    run(OLD, "edition")
    swapped = edited(("label: Small", "label: X"), ("label: Large", "label: Small"), ("label: X", "label: Large"))
    status, out, err = run(swapped, "compare")
    assert status == 1
    assert "Old links now say something else\n  answer `size/large` said `Large` and now says `Small`" in out
    assert "tree.yaml:16:22: the answer `size/small` now says `Large`, as the answer `size/large` did, " in err
    assert "and no longer `Small`; words must keep their id, or have a new one, for old links say what they said" in err
    assert json.loads(run(swapped, "compare", "--format", "json")[1])["turned"][0]["theirs"] == "size/small"


def test_a_question_that_was_split_stops_old_paths_at_its_second_half(run: Run) -> None:
    run(OLD, "edition")
    lead = "  lead:\n    title: Who leads?\n    answers: {ann: {label: A, leads_to: take-b}, bob: {label: B, leads_to: take-a}}"
    status, out, _ = run(
        edited(("Somebody, leads_to: take-b", "Somebody, leads_to: lead"), ("verdicts:", f"{lead}\nverdicts:")),
        "compare",
    )
    assert status == 0
    assert "added: `lead`, `Who leads?`" in out
    assert "1 of 3 old paths no longer lead to their verdict: 0 to another, 1 stop at a question" in out
    assert "`size.large,team.some`: `take-b` → stops at the question `lead`" in out


def test_a_retired_answer_is_read_as_its_successor_and_a_withdrawn_one_is_asked_again(run: Run) -> None:
    run(OLD, "edition")
    renamed = edited(("small: {label: Small", "little: {label: Small"), ("size: small}", "size: little}"))
    assert run(renamed, "compare")[0] == 1
    status, out, _ = run(renamed.replace("weight: size", "weight: size\n  size/small: size/little"), "compare")
    assert status == 0
    assert "retired, now `size/little`: `size/small`, `Small`" in out
    assert "all 3 old paths lead to their verdict" in out
    status, out, _ = run(renamed + "withdrawn: [size/small]\n", "compare")
    assert status == 0
    assert "withdrawn: `size/small`, `Small`" in out
    assert "`size.small`: `take-a` → stops at the question `size`" in out
