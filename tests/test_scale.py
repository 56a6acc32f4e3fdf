"""Trees of thousands of pages: a page says no more because others were added, and counts stay exact.

How long it takes is not for tests: see `benchmarks`.
"""

import pytest

from benchmarks.trees import tree_text
from tree_builder.check.check import check
from tree_builder.graph.paths import graph_of
from tree_builder.model import Tree
from tree_builder.pages.render import render
from tree_builder.read.document import load

pytestmark = pytest.mark.slow


def tree_of(shape: str, pages: int) -> Tree:
    """A tree to measure with, of that shape and about that many pages."""
    tree, problems = check(load(tree_text(shape, pages)))
    assert tree is not None, problems
    return tree


@pytest.mark.parametrize(
    ("shape", "page"),
    [
        ("balanced", "questions/q5.md"),
        ("chain", "questions/q20.md"),
        ("chain", "verdicts/v20.md"),
        ("fan", "verdicts/v20.md"),
        ("merging", "questions/q20.md"),
        ("merging", "verdicts/v3.md"),
        ("merging", "index.md"),
    ],
)
def test_a_page_does_not_grow_with_the_tree(shape: str, page: str) -> None:
    small, large = (len(render(tree_of(shape, pages))[page]) for pages in (250, 1000))
    assert large == pytest.approx(small, rel=0.01)  # numbers have more digits


def test_paths_without_number_are_counted_one_by_one() -> None:
    """Eight questions in each rank, three ways on from each: three times as many paths with every rank."""
    pages = 1000
    ranks = (pages - 9) // 8
    tree = tree_of("merging", pages)
    assert graph_of(tree).onward[tree.start] == 8 * 3**ranks
