"""Where old paths lead in a new tree: as replaying each of them finds, also where nobody could walk them all."""

from collections import Counter
from dataclasses import replace

import pytest
from harness.strategies import trees
from harness.trees import chain
from hypothesis import given
from hypothesis import strategies as st

from tree_builder.compare import old_paths
from tree_builder.compare.compare import compare, text
from tree_builder.compare.old_paths import Difference, compare_paths
from tree_builder.graph.paths import enumerate_paths
from tree_builder.graph.replay import replay
from tree_builder.model import Answer, Question, Tree
from tree_builder.pages.address import trail_text


@st.composite
def mixed_up(draw: st.DrawFn) -> Tree:
    """A tree that asks its questions in any order, with entries under `retired` for what it does not have itself."""
    tree = draw(trees())
    names = dict(zip(tree.questions, draw(st.permutations(list(tree.questions))), strict=True))

    def renamed(question: Question) -> Question:
        answers = {key: moved(answer) for key, answer in question.answers.items()}
        return replace(question, answers=answers)

    def moved(answer: Answer) -> Answer:
        return replace(answer, leads_to=names.get(answer.leads_to, answer.leads_to))

    questions = {names[key]: renamed(question) for key, question in tree.questions.items()}
    live = [f"{key}/{answer}" for key, question in questions.items() for answer in question.answers]
    pages = [f"q{n}" for n in range(8)] + [f"v{n}" for n in range(5)]
    pairs = [f"q{n}/to-{m}" for n in range(8) for m in range(4)]
    retired = draw(st.dictionaries(st.sampled_from(pages), st.sampled_from([*questions, *tree.verdicts]), max_size=4))
    retired |= draw(st.dictionaries(st.sampled_from(pairs), st.sampled_from(live), max_size=6))
    forwards = {key: target for key, target in retired.items() if key not in {*live, *questions, *tree.verdicts}}
    return replace(tree, start=names[tree.start], questions=questions, retired=forwards)


def replayed(old: Tree, new: Tree) -> list[Difference]:
    """The differences, found by replaying each path as a trail."""
    found = []
    for trail, verdict in enumerate_paths(old, 10_000):
        here = replay(new, trail_text(trail)).here
        same = here in new.verdicts and here in (verdict, new.retired.get(verdict))
        found += [] if same else [Difference(trail, verdict, here, here in new.questions)]
    return found


def assert_as_replayed(old: Tree, new: Tree) -> None:
    paths, expected = compare_paths(old, new), replayed(old, new)
    stopped = Counter(difference.stops for difference in expected)
    assert paths.first == expected[:1000]
    assert (paths.other, paths.stopped) == (stopped[False], stopped[True])
    assert (paths.before, paths.after) == tuple(len(list(enumerate_paths(tree, 10_000))) for tree in (old, new))
    assert paths.exact


@given(trees() | mixed_up(), mixed_up())
def test_every_old_path_ends_where_its_replay_ends(old: Tree, new: Tree) -> None:
    assert_as_replayed(old, new)


@given(trees() | mixed_up(), mixed_up())
def test_so_it_does_when_paths_are_replayed_one_by_one(old: Tree, new: Tree) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(old_paths, "MOST_HELD", 0)
        assert_as_replayed(old, new)


def test_paths_beyond_number_are_counted_exactly() -> None:
    old, new = chain(200, list, merged=True), chain(200, list, "perhaps", merged=True)
    paths = compare_paths(old, new)
    assert (paths.before, paths.other, paths.stopped, paths.exact) == (2**200, 2**199, 0, True)
    assert len(paths.first) == 1000
    shown = text(compare(old, new))
    assert "about 10^59 of about 10^60 old paths no longer lead to their verdict" in shown
    assert "and about 10^59 more" in shown


def test_questions_in_another_order_are_told_apart_one_by_one() -> None:
    old, new = chain(40, list, merged=True), chain(40, reversed, merged=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(old_paths, "MOST_HELD", 4000)
        patch.setattr(old_paths, "MOST_ANSWERS", 2000)
        assert "at least 25 of 1,099,511,627,776 old paths" in text(compare(old, new))
        assert not compare_paths(old, new).exact


@pytest.mark.slow
def test_a_long_chain_of_questions_is_compared() -> None:
    old, other = chain(2000, list), chain(2000, list, "perhaps")
    assert compare(old, old).empty
    assert compare_paths(old, other).other == 1
    assert not compare_paths(chain(2000, reversed), old).exact
    assert len(text(compare(old, other))) < 3000
