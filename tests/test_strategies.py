"""What tests draw is sound and varied: an unsound tree, or a key that is never drawn, fails here by its own name."""

from random import Random

import pytest
from harness.model import every_key, used_keys
from harness.strategies import random_tree, sound

from tree_builder.graph.paths import graph_of

MANY = 150


@pytest.mark.slow
def test_every_random_tree_is_sound_and_together_they_have_every_key() -> None:
    trees = [sound(random_tree(Random(seed))) for seed in range(MANY)]
    assert every_key() - {key for tree in trees for key in used_keys(tree)} == set()
    graphs = [graph_of(tree) for tree in trees]
    assert any(len(steps) > 1 for graph in graphs for steps in graph.leads.values())
    assert any(graph.longest[tree.start] >= 4 for tree, graph in zip(trees, graphs, strict=True))
    assert {bool(tree.options) for tree in trees} == {bool(tree.articles) for tree in trees} == {True, False}


def test_data_that_is_not_sound_fails_and_is_not_left_out() -> None:
    data = random_tree(Random(0))
    data["start"] = "elsewhere"
    with pytest.raises(AssertionError, match="elsewhere"):
        sound(data)
