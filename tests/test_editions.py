"""Frozen editions: what a file keeps, which one is the last, and what is said of files that hold none."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
from harness.guide import ROOT
from harness.strategies import trees
from harness.trees import FROZEN, OLD, edited, tree_of
from hypothesis import given

from tree_builder.check.editions import (
    MOST_BYTES,
    Frozen,
    differing,
    freeze,
    frozen_text,
    is_edition,
    last_published,
    newest_first,
    read_edition,
)
from tree_builder.compare.old_paths import compare_paths
from tree_builder.graph.paths import enumerate_paths
from tree_builder.model import Tree
from tree_builder.text.problems import Problem


def frozen(yaml: str = OLD) -> Frozen:
    return freeze(tree_of(yaml))


def read(data: Any) -> Frozen | Problem:
    return read_edition(json.dumps(data).encode())


# What a file keeps


def test_a_file_has_a_line_for_each_question_answer_item_and_verdict() -> None:
    assert frozen_text(tree_of(OLD)) == FROZEN


@pytest.mark.quick
@given(trees())
def test_what_is_frozen_is_read_again_and_has_the_same_paths(tree: Tree) -> None:
    edition = read_edition(frozen_text(tree).encode())
    assert edition == freeze(tree)
    assert isinstance(edition, Tree)
    assert frozen_text(edition) == frozen_text(tree)
    assert differing(edition, tree) == []
    paths = compare_paths(edition, tree)
    assert (paths.before, paths.differing) == (paths.after, 0)


def test_the_order_of_the_tree_is_not_kept() -> None:
    tree = tree_of(OLD)
    backwards = replace(
        tree, questions=dict(reversed(tree.questions.items())), options={"b": "Option B", "a": "Option A"}
    )
    assert frozen_text(backwards) == FROZEN


def test_the_first_key_tells_an_edition_from_a_tree() -> None:
    assert is_edition(FROZEN.encode())
    assert is_edition(b'\xef\xbb\xbf\r\n{ "edition" : "1", "damaged')
    assert not is_edition(OLD.encode())
    assert not is_edition(b'{"guide": {"edition": "1"}}')


def test_the_first_edition_is_as_it_was_published() -> None:
    raw = (ROOT / "editions" / "2026-11.json").read_bytes()
    edition = read_edition(raw)
    assert isinstance(edition, Tree)
    assert (edition.guide.edition, len(list(enumerate_paths(edition, 1000)))) == ("2026-11", 80)
    # Links that people keep hang on it: this file is never changed, whatever becomes of the tree.
    assert hashlib.sha256(raw).hexdigest() == "28ea22deb7274145e6046b591e8df45729aced0ed22706b9500d83d627c05b8d"


def test_what_an_edition_does_not_keep_may_change() -> None:
    same = edited(("It is enough.", "It will do."), ("about: How.", "about: Why."), ("A blog", "A shop"))
    assert differing(frozen(), tree_of(same)) == []


def test_what_is_new_or_gone_as_a_whole_is_named_once() -> None:
    third = "small: {label: Small, leads_to: take-a}\n      tiny: {label: Tiny, leads_to: take-a}"
    more = tree_of(edited(("small: {label: Small, leads_to: take-a}", third)))
    assert differing(frozen(), more) == differing(freeze(more), tree_of(OLD)) == ["questions.size.answers.tiny"]


# Which one is the last


def named(*names: str) -> list[Frozen]:
    return [frozen(edited(('edition: "1"', f'edition: "{name}"'))) for name in names]


@pytest.mark.parametrize(
    ("names", "changes", "newest"),
    [
        (["2026-9", "2026-10"], [], ["2026-10", "2026-9"]),
        (["spring", "autumn"], ["autumn", "spring"], ["autumn", "spring"]),
        (["spring", "autumn"], ["spring", "autumn"], ["spring", "autumn"]),
        (["spring", "autumn"], ["autumn"], ["spring", "autumn"]),
    ],
)
def test_the_newest_is_first_by_changes_or_else_by_name(
    names: list[str], changes: list[str], newest: list[str]
) -> None:
    assert [edition.guide.edition for edition in newest_first(named(*names), changes)] == newest


def test_the_last_published_edition_is_the_newest_that_the_tree_is_not() -> None:
    second, first = named("2", "1")
    tree = tree_of(edited(('edition: "1"', 'edition: "2"')))
    assert last_published(tree, (second, first)) == first  # "2" has just been frozen
    draft = tree_of(edited(('edition: "1"', 'edition: "3"')))
    assert last_published(draft, (second, first)) == second
    edit = tree_of(edited(('edition: "1"', 'edition: "2"'), ("How large?", "How big?")))
    assert last_published(edit, (second, first)) == second
    assert last_published(tree, (second,)) == second
    assert last_published(tree, ()) is None


# Files that hold none


def without(*keys: str) -> dict[str, Any]:
    data = json.loads(FROZEN)
    held = data
    for key in keys[:-1]:
        held = held[key]
    del held[keys[-1]]
    return data


def changed(value: Any, *keys: str) -> dict[str, Any]:
    data = json.loads(FROZEN)
    held = data
    for key in keys[:-1]:
        held = held[key]
    held[keys[-1]] = value
    return data


SIZE = ("questions", "size")


TAKE_A = {"take-a": json.loads(FROZEN)["verdicts"]["take-a"]}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([], "the file is no frozen edition"),
        ({"guide": {}}, "the file is no frozen edition"),
        (changed(2, "format"), "`format` is not 1, the only one that this version reads"),
        (changed(True, "format"), "`format` is not 1"),
        (changed("../up", "edition"), "`edition` is not the name of a file"),
        (changed(["1"], "edition"), "`edition` is not a text"),
        (without("start"), "`start` is missing"),
        (without(*SIZE, "title"), "`questions.size.title` is missing"),
        (changed("x", "summary"), "`summary` is nothing that an edition keeps"),
        (changed(1, *SIZE, "title"), "`questions.size.title` is not a text"),
        (changed("", *SIZE, "title"), "`questions.size.title` is not one line of text that can be seen"),
        (changed("a\nb", *SIZE, "title"), "`questions.size.title` is not one line"),
        (changed("a\u202eb", *SIZE, "title"), "`questions.size.title` is not one line"),
        (changed("a\ud800b", *SIZE, "title"), "`questions.size.title` is not one line"),
        (changed([], "questions"), "`questions` is not a mapping"),
        (changed({"__proto__": "x"}, "options"), "`options` has `__proto__`, which is no id"),
        (changed("size", "withdrawn"), "`withdrawn` is not a list"),
        (changed(["a/b/c"], "withdrawn"), "`withdrawn` has `a/b/c`, which is no id"),
        (changed("many", "questions", "team", "answers", "some", "count"), "has `many`, which is no count"),
        (changed("take-a", "start"), "`start` is not a question of this edition"),
        (changed("nowhere", *SIZE, "answers", "small", "leads_to"), "`nowhere` is not a page of this edition"),
        (changed("size", *SIZE, "answers", "small", "leads_to"), "`questions` lead back to where they came from"),
        (without("verdicts", "take-b"), "`take-b` is not a page of this edition"),
        (changed({"title": "Lost"}, "verdicts", "lost"), "`lost` cannot be reached"),
        (changed({"title": "?", "answers": {}}, "questions", "team"), "`take-b` cannot be reached"),
        (changed({"title": "?", "answers": {}}, "questions", "team") | {"verdicts": TAKE_A}, "`team` has no answer"),
        (changed("Because.", *SIZE, "explain"), "`questions.size.explain` is nothing that an edition keeps"),
    ],
)
def test_a_damaged_edition_is_one_clear_problem(data: Any, told: str) -> None:
    problem = read(data)
    assert isinstance(problem, Problem)
    assert told in problem.what
    assert problem.what.endswith("; a frozen edition never changes, so this file must be put back as it was committed")


@pytest.mark.parametrize(
    ("raw", "place", "told"),
    [
        (b"", (1, 1), "this is not JSON"),
        (b'{"edition": "1",\n nonsense', (2, 2), "this is not JSON"),
        (b"\xff\xfe", (1, 1), "the file is UTF-16"),
        (b'{\n"edition": "\xe9', (2, 13), "the file is not UTF-8 from here on"),
        (b"[" * 100_000, (1, 1), "this is no frozen edition"),
        (b'{"edition": ' + b"9" * 5000 + b"}", (1, 1), "this is no frozen edition"),
        (b'{"edition": "1", "edition": "2"}', (1, 1), "`edition` stands twice"),
        (b" " * (MOST_BYTES + 1), (1, 1), "the file has more than 64,000,000 bytes"),
    ],
    ids=["empty", "cut", "utf-16", "latin-1", "deep", "number", "twice", "huge"],
)  # fmt: skip
def test_what_is_no_json_is_one_clear_problem(raw: bytes, place: tuple[int, int], told: str) -> None:
    problem = read_edition(raw)
    assert isinstance(problem, Problem)
    assert ((problem.line, problem.column), problem.what.startswith(told)) == (place, True)
