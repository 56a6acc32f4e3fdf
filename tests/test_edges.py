"""Edges of rules that mutation testing found untested: what a change by one, or a guard left out, would go unnoticed by."""

import pytest
from harness.trees import SMALL_TREE

from tree_builder.check.check import check
from tree_builder.check.data import Data
from tree_builder.check.references import known_links
from tree_builder.check.retired import is_old_id
from tree_builder.pages.forwarding import forwarding_files, old_excerpt_ids
from tree_builder.read.document import load
from tree_builder.text.problems import listed

CHECKLIST = "questions:\n  hour:\n    checklist: {a: A, b: B, c: C}\n"


def said(text: str) -> list[str]:
    return [f"{problem.line}:{problem.column}: {problem.message}" for problem in check(load(text))[1]]


@pytest.mark.parametrize(
    ("counts", "wrong"),
    [
        (("0-1", "2-3"), ""),
        (("0-1", "2"), "counts 3 ticked; counts must cover 0 to 3"),
        (("1", "2-3"), "counts 0 ticked; counts must cover 0 to 3"),
        (("0-1", "2-4"), "the checklist has 3 items, so the count must not go beyond 3"),
    ],
)
def test_counts_cover_everything_from_none_to_all(counts: tuple[str, str], wrong: str) -> None:
    text = SMALL_TREE.replace("questions:\n  hour:\n", CHECKLIST)
    for label, count in zip(("Morning", "Evening"), counts, strict=True):
        text = text.replace(f"label: {label},", f"label: {label}, count: '{count}',")
    problems = said(text)
    assert len(problems) == bool(wrong) and all(wrong in problem for problem in problems)


@pytest.mark.parametrize("kind", ["question", "verdict", "article"])
def test_a_link_into_a_section_that_is_at_fault_is_not_reported_as_well(kind: str) -> None:
    about = {"guide": {"about": f"See [it]({kind}:lost)."}}
    sound = {"questions": {"q": {}}, "verdicts": {"v": {}}, "articles": {"w": {}}}
    [problem] = known_links(Data({**about, **sound}))
    assert problem.what.startswith(f"the link `{kind}:lost` leads nowhere")
    assert list(known_links(Data({**about, **sound, f"{kind}s": ["none"]}))) == []


def test_the_first_of_three_kinds_with_one_id_is_the_one_that_is_named() -> None:
    text = SMALL_TREE.replace(
        "  asleep:\n",
        "  tea:\n    title: Tea?\n    answers: {a: {label: A, leads_to: coffee}, b: {label: B, leads_to: coffee}}\n  asleep:\n",
    )
    text = text.replace("articles:\n", "articles:\n  tea: {title: Of tea}\n")
    same = [problem for problem in said(text) if "has the id of" in problem]
    assert [problem.partition(": ")[2] for problem in same] == [
        "the article `tea` has the id of a question; each must have an id of its own",
        "the verdict `tea` has the id of a question; each must have an id of its own",
    ]


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n", "  # a comment", "\n# a comment\n"])
def test_an_empty_value_at_the_end_of_the_file_has_its_place(end: str) -> None:
    lines = SMALL_TREE.rstrip().splitlines()
    problems = said("\n".join([*lines, "examples:", "  one:", "    title:"]) + end)
    assert f"{len(lines) + 3}:11: the example `one` has no `title`, which it must have" in problems


def test_what_was_retired_twice_is_there_once() -> None:
    retired = "  old-leaf/calm: leaf-2020/calm\n  old-leaf/quiet: leaf-2020/calm\n  old-leaf/still: leaf-2020/calm\n"
    tree, problems = check(load(SMALL_TREE + retired))
    assert tree is not None, problems
    assert old_excerpt_ids(tree) == {"leaf-2020/calm": ["quiet", "still"]}
    assert [path for path in forwarding_files(tree) if path.startswith("articles/")] == [
        "articles/leaf-2019.html",
        "articles/old-leaf.html",
    ]


@pytest.mark.parametrize("number", [1, 11, 12, 13, 14])
def test_a_list_in_a_message_shows_twelve_and_counts_the_rest(number: int) -> None:
    shown = listed([f"v{n}" for n in range(number)])
    assert shown.count("`v") == min(number, 12)
    assert shown.partition(" and ")[2] == (f"{number - 12} more" if number > 12 else "")


@pytest.mark.parametrize(
    ("before", "place"), [("", "1:1"), ("a", "1:2"), ("abc: d", "1:7"), ("a: b\n", "2:1"), ("a: b\ncd", "2:3")]
)
def test_a_hidden_character_has_its_column_in_line_1_too(before: str, place: str) -> None:
    [problem] = said(f"{before}\u202eb: c\n")
    assert problem.startswith(f"{place}: the character U+202E")


@pytest.mark.parametrize(
    ("items", "told"),
    [
        (2, "counts 2 ticked"),
        (3, "counts 2, 3 ticked"),
        (13, "counts 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 ticked"),
        (14, "counts 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 1 more ticked"),
        (20, "counts 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 7 more ticked"),
    ],
)
def test_twelve_numbers_are_named_and_the_rest_is_counted(items: int, told: str) -> None:
    checklist = ", ".join(f"i{n}: Item" for n in range(items))
    text = SMALL_TREE.replace("questions:\n  hour:\n", f"questions:\n  hour:\n    checklist: {{{checklist}}}\n")
    for label, count in (("Morning", "0"), ("Evening", "1")):
        text = text.replace(f"label: {label},", f"label: {label}, count: '{count}',")
    [problem] = said(text)
    assert f"no answer of `hour` {told}; counts must cover 0 to {items}" in problem


@pytest.mark.parametrize(
    ("old", "sound"),
    [("x" * 64, True), ("x" * 65, False), (f"{'x' * 64}/{'y' * 64}", True), (f"x/{'y' * 65}", False), ("a/b/c", False)],
)
def test_a_retired_id_is_written_as_an_id(old: str, sound: bool) -> None:
    assert is_old_id(old) is sound
