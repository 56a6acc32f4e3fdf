"""Another id everywhere, with comments and layout as they were; and nothing at all where anything is unclear."""

import difflib
import json
import re

import pytest
from harness.guide import ROOT

from tree_builder.check.reading import read_tree
from tree_builder.commands.renaming import renamed
from tree_builder.text.problems import ProblemError

STARTER = (ROOT / "tree_builder" / "commands" / "starter" / "decision_tree.yaml").read_text(encoding="utf-8")
NEW = {
    "journey": "trip",
    "by-train": "train",
    "journey/longer": "journey/more",
    "on-the-way/~luggage": "on-the-way/~bags",
    "travel-rules": "rules",
    "our-notes/quiet-hours": "our-notes/quiet",
}


@pytest.mark.parametrize("old", NEW)
def test_an_id_is_renamed_and_nothing_else_changes(old: str) -> None:
    text = renamed(STARTER, old, NEW[old])
    reading = read_tree(text.encode())
    assert reading.tree, reading.problems
    assert reading.tree.retired.items() >= ({old: NEW[old]}.items() if old != "travel-rules" else set())
    lines = [line for line in difflib.ndiff(STARTER.split("\n"), text.split("\n")) if line[0] in "+-"]
    last, new = old.rpartition("/")[2].removeprefix("~"), NEW[old].rpartition("/")[2].removeprefix("~")
    for line in lines:
        assert (new if line[0] == "+" else last) in line
    assert {line.partition("#")[2] for line in lines if line[0] == "-"} == {
        line.partition("#")[2] for line in lines if line[0] == "+"
    }


def test_an_option_is_renamed_and_not_retired() -> None:
    tree = read_tree(renamed(STARTER, "option:train", "rail").encode()).tree
    before = read_tree(STARTER.encode()).tree
    assert tree and before
    assert "rail" in tree.options
    assert tree.retired == before.retired


def test_of_several_with_one_id_the_kind_says_which() -> None:
    text = re.sub(r"by-train(?!:)|(?<=  )by-train(?=:)", "train", STARTER)
    for kind in ("option", "verdict"):
        tree = read_tree(renamed(text, f"{kind}:train", f"{kind}:rail").encode()).tree
        assert tree
        assert ("rail" in tree.options, "rail" in tree.verdicts) == (kind == "option", kind == "verdict")
    with pytest.raises(
        ProblemError, match="`train` is the id of several; it must be `verdict:train` or `option:train`"
    ):
        renamed(text, "train", "rail")


def test_an_option_needs_no_kind_where_nothing_else_has_its_id() -> None:
    assert renamed(STARTER, "train", "rail") == renamed(STARTER, "option:train", "rail")
    assert renamed(STARTER, "question:journey/longer", "more") == renamed(STARTER, "journey/longer", "journey/more")


RETIRED = re.compile("^retired:.*", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("retired", ["retired: {old: journey}", '"retired":\n  old: journey', "retired: {}"])
def test_what_no_line_can_be_added_to_is_refused_where_it_stands(retired: str) -> None:
    text = RETIRED.sub(retired, STARTER)
    with pytest.raises(ProblemError, match="nothing can be added to `retired`; it must be a block") as refused:
        renamed(text, "journey", "trip")
    [problem] = refused.value.problems
    assert text.split("\n")[problem.line - 1].startswith(retired.split("\n")[0])


def test_a_tree_in_brackets_is_refused_in_words_of_its_own() -> None:
    tree = read_tree(STARTER.encode()).document.data
    with pytest.raises(ProblemError, match="nothing can be added to `retired`"):
        renamed(json.dumps({key: held for key, held in tree.items() if key != "retired"}), "journey", "trip")


def test_what_is_retired_stands_before_the_end_of_the_file() -> None:
    text = renamed(RETIRED.sub("...\n", STARTER), "journey", "trip")
    assert text.endswith("\nretired:\n  journey: trip\n...\n")


def test_links_in_markdown_and_windows_line_ends_are_kept() -> None:
    text = STARTER.replace("explain: Each speaks", "explain: After [that](question:journey), each speaks").replace(
        "\n", "\r\n"
    )
    new = renamed(text, "journey", "trip")
    assert "[that](question:trip)" in new
    assert new.count("\r\n") == new.count("\n")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("journey", "journey", "`journey` has this id already; the new one must be another"),
        ("journey/longer", "longer", "has this id already"),
        ("verdict:journey", "x", "nothing in this tree has the id `verdict:journey`"),
        ("by-train/never", "x", "nothing in this tree has the id"),
        ("nowhere", "x", "nothing in this tree has the id"),
        ("journey/never", "x", "nothing in this tree has the id"),
        ("journey", "Trip", "cannot be the new id"),
        ("journey/longer", "presence/longer", "cannot be the new id"),
        ("journey", "by-train", "each must have an id of its own"),
        ("journey", "distance", "retired but still in use"),
    ],
)
def test_what_cannot_be_done_is_refused(old: str, new: str, why: str) -> None:
    with pytest.raises(ProblemError, match=why):
        renamed(STARTER, old, new)


def test_what_is_unclear_is_refused() -> None:
    text = STARTER.replace(
        "explain: Each speaks", "explain: '`question:journey` and [that](question:journey): each speaks"
    )
    text = text.replace("even on a long way.", "even on a long way.'", 1)
    assert read_tree(text.encode()).tree
    with pytest.raises(ProblemError, match="also stands where it is no link"):
        renamed(text, "journey", "trip")
    with pytest.raises(ProblemError, match="written in an unusual way"):
        renamed(STARTER.replace("start: presence", 'start: "pre\\x73ence"'), "presence", "there")
