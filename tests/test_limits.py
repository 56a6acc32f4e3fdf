"""The limits of a tree: what has just as much is fine, and one more is one problem at its line."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from harness.guide import ROOT
from harness.messages import unsaid
from harness.trees import SMALL_TREE

from tree_builder.check import limits
from tree_builder.check.data import Data
from tree_builder.check.editions import MOST_BYTES as MOST_BYTES_OF_AN_EDITION
from tree_builder.check.limits import MOST_CHARACTERS, MOST_ENTRIES, MOST_MARKS, MOST_OTHERS, MOST_PAGES
from tree_builder.check.reading import read_tree
from tree_builder.commands.progress import MOST_WRITTEN, Watched
from tree_builder.proof.page import (
    MOST_ATTRIBUTES,
    MOST_ELEMENTS,
    MOST_LEVELS,
    MOST_OF_A_NAME,
    MOST_OF_A_PIECE,
    MOST_SIGNS,
)
from tree_builder.proof.seen import MOST_IN_A_MARK
from tree_builder.read.plain import MOST_BYTES
from tree_builder.text.markdown import MOST_DEPTH, html_of
from tree_builder.text.problems import ProblemError


def said(data: dict[str, Any]) -> list[str]:
    return [problem.what for problem in limits.passed_limits(Data(data))]


def many(number: int, value: object = "text") -> dict[str, object]:
    return {f"k{n}": value for n in range(number)}


def holder(key: str, held: object) -> dict[str, Any]:
    """A tree in which `held` stands under a key."""
    if key in ("answers", "checklist"):
        return {"questions": {"q": {key: held}}}
    return {"articles": {"w": {key: held}}} if key == "excerpts" else {key: held}


FEW = {"options": 100, "checklist": 500, "excerpts": 5_000, "answers": 6_000, "retired": 10_000, "withdrawn": 10_000}
ENTRIES = {**FEW, "articles": 10_000, "examples": 10_000, "questions": 20_000, "verdicts": 20_000}


@pytest.mark.parametrize("key", ENTRIES)
def test_one_entry_more_than_the_limit_is_one_problem(key: str) -> None:
    most = ENTRIES[key]
    assert MOST_ENTRIES[key] == most
    assert said(holder(key, many(most))) == []
    wrong = said(holder(key, many(most + 1)))
    assert wrong[0] == f"`{key}` has {most + 1:,} entries; it must have at most {most:,}"
    assert len(wrong) == 1 + (key in ("questions", "verdicts"))


def test_every_other_list_or_mapping_has_a_limit_too() -> None:
    for entries in (500, 501):
        data = {"verdicts": {"v": {"unless": ["x"] * entries, "summary": [{"when": many(entries)}]}}}
        assert len(said(data)) == 2 * (entries - 500)
    assert MOST_OTHERS == 500


def test_questions_verdicts_and_articles_together_have_a_limit() -> None:
    data: dict[str, Any] = {"questions": many(10_000, {}), "verdicts": many(5_000, {}), "articles": many(5_000, {})}
    assert (said(data), MOST_PAGES) == ([], 20_000)
    data["articles"]["one-more"] = {}
    what = "the tree has 20,001 questions, verdicts and articles; it must have at most 20,000"
    assert said(data) == [what]


@pytest.mark.parametrize(
    ("keys", "kind", "most"),
    [
        (("guide", "about"), "markdown", 100_000),
        (("guide", "title"), "line", 20_000),
        (("guide", "feedback"), "url", 4_000),
        (("articles", "w", "excerpts", "e", "quote"), "quote", 20_000),
    ],
)
def test_one_character_more_than_the_limit_is_one_problem(keys: tuple[str, ...], kind: str, most: int) -> None:
    assert MOST_CHARACTERS[kind] == most
    for length in (most, most + 1):
        data: Any = "x" * length
        for key in reversed(keys):
            data = {key: data}
        wrong = [f"this has {length:,} characters; it must have at most {most:,}"] if length > most else []
        assert said(data) == wrong


def test_the_marks_of_a_markdown_field_have_a_limit() -> None:
    assert (said({"guide": {"about": "*a* " * 2_000}}), MOST_MARKS) == ([], 4_000)
    what = "this has 4,001 characters that are Markdown's; it must have at most 4,000"
    assert said({"guide": {"about": "*a* " * 2_000 + "*"}}) == [what]


@pytest.mark.parametrize(("before", "after"), [("*a ", "b* "), ("**a ", "b** "), ("[", "](https://e.org)")])
def test_the_nesting_of_a_markdown_field_has_a_limit(before: str, after: str) -> None:
    wrong = [said({"guide": {"about": before * depth + "x" + after * depth}}) for depth in (40, 300)]
    assert wrong[0] == []
    assert before == "[" or "more than 50 levels deep" in wrong[1][0]
    assert MOST_DEPTH == 50


@pytest.mark.parametrize(
    ("most", "nested"),
    [
        (49, lambda depth: ">" * depth + " deepest"),
        (24, lambda depth: "".join(f"{'  ' * level}- level{level}.\n" for level in range(depth)) + "\ndeepest"),
        (24, lambda depth: "".join(f"{'   ' * level}1. level{level}.\n" for level in range(depth)) + "\ndeepest"),
        (16, lambda depth: "> - " * depth + "deepest"),
    ],
)
def test_blocks_are_shown_as_deep_as_they_may_be_nested(most: int, nested: Callable[[int], str]) -> None:
    assert said({"guide": {"about": nested(most)}}) == said({"guide": {"about": "[a]: b\n" * 60}}) == []
    words = re.findall(r"level\d+\.|deepest", nested(most))
    assert [word for word in words if word not in html_of(nested(most), str)] == []
    for depth in (most + 1, 200):
        [wrong] = said({"guide": {"about": nested(depth)}})
        assert wrong.startswith("this nests Markdown more than 50 levels deep")


@pytest.mark.slow
def test_a_tree_beyond_a_limit_has_one_problem_at_its_line() -> None:
    text = SMALL_TREE.replace("Peppermint is spoken of only here.", "*a " * 50_000)
    [problem] = read_tree(text.encode()).problems
    assert (problem.line, problem.column) == (19, 14)
    options = "".join(f"  o{n}: Option\n" for n in range(100_000))
    [problem] = read_tree(
        SMALL_TREE.replace("options: {tea: Tea, coffee: Coffee}", f"options:\n{options}").encode()
    ).problems
    assert (problem.line, problem.what) == (3, "`options` has 100,000 entries; it must have at most 100")


@pytest.mark.slow
def test_a_mistake_may_be_made_very_often() -> None:
    """In a second or two: with time that grows with the square of the number, each took minutes."""
    problems = read_tree((SMALL_TREE + "k: x\n" * 200_000).encode()).problems
    assert [len(problem.also) for problem in problems] == [0, 199_998]
    conflicts = "<<<<<<< a\n=======\n>>>>>>> b\n" * 50_000
    problems = read_tree((SMALL_TREE + conflicts).encode()).problems
    first = SMALL_TREE.count("\n") + 1
    assert [(problem.line, problem.column) for problem in problems] == [(first + 3 * n, 1) for n in range(50_000)]


def test_what_would_be_written_has_a_limit(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tree_builder.commands.progress.MOST_WRITTEN", 10)
    pages = {"a.md": "12345", "b.md": "12345", "c.md": "1"}
    watched = Watched(pages, tmp_path, lambda *told: None)
    assert [watched["a.md"], watched["b.md"]] == ["12345", "12345"]
    with pytest.raises(ProblemError, match="more than 10 bytes, which is the limit"):
        watched["c.md"]


def test_contributing_has_every_limit() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("### The limits\n")[2].partition("### ")[0]
    told = {int(number.replace(",", "")) for number in re.findall(r"\b\d[\d,]*", table)}
    for number in (
        MOST_BYTES, MOST_BYTES_OF_AN_EDITION, MOST_MARKS, MOST_DEPTH, MOST_OTHERS, MOST_PAGES, MOST_WRITTEN,
        MOST_SIGNS, MOST_ELEMENTS, MOST_LEVELS, MOST_ATTRIBUTES, MOST_OF_A_NAME, MOST_OF_A_PIECE, MOST_IN_A_MARK,
        *MOST_CHARACTERS.values(), *MOST_ENTRIES.values(),
    ):  # fmt: skip
        assert number in told, number


def test_every_limit_is_reached_here() -> None:
    def reach() -> None:
        said({"questions": many(20_001)})
        said({"guide": {"title": "x" * 20_001, "about": "*" * 4_001, "owner": "*a " * 300 + "b* " * 300}})

    assert unsaid([limits], reach) == []
