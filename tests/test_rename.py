"""Another id everywhere, with comments and layout as they were; and nothing at all where anything is unclear."""

import difflib

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
