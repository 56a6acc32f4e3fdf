"""Advice: each piece has a case, a tree that ends with the warnings it gets; with --strict they are problems."""

from pathlib import Path

import pytest
from harness import cases
from harness.guide import run_build_tree
from harness.strategies import trees
from hypothesis import given

from tree_builder.check import state_advice
from tree_builder.check.conditions import FIRST_THAT_HOLDS
from tree_builder.graph import states
from tree_builder.graph.conditions import Given, condition_of, holds
from tree_builder.graph.paths import enumerate_paths, graph_of
from tree_builder.graph.stances import counting, stances, votes
from tree_builder.model import Tree

NONE = cases.FOLDER / "advice" / "none.yaml"


@pytest.mark.parametrize("path", cases.ADVISED, ids=cases.name)
def test_a_tree_gets_just_the_advice_that_it_ends_with(path: Path, renew: bool) -> None:
    cases.compare(path, cases.advice_on, renew)


def test_combinations_beyond_their_limit_are_said_to_be_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    path = cases.FOLDER / "advice" / "a-strong-verdict-against-the-majority.yaml"
    tree, said = cases.parts(path)
    monkeypatch.setattr(states, "MOST_STATES", 6)
    assert cases.told(cases.advice_on(tree)) == said
    monkeypatch.setattr(states, "MOST_STATES", 5)
    what = "there are more than 100,000 combinations of answers that matter"
    right = "whether a majority of the articles speaks against a strong verdict was not looked at"
    assert cases.told(cases.advice_on(tree)) == [*said[:-1], f"36:1: {what}; {right} [too-many-states]"]


@pytest.mark.quick
@given(trees())
def test_a_strong_verdict_is_advised_on_just_where_some_path_has_a_majority_against_it(tree: Tree) -> None:
    outvoted = set()
    for trail, verdict_id in enumerate_paths(tree, 10_000):
        verdict = tree.verdicts[verdict_id]
        answers = {step.question: Given(step.answer, None) for step in trail}
        strength = next((one.strength for one in verdict.strength if holds(condition_of(one.when), answers)), None)
        speak_for, against = votes(stances(tree, counting(tree, answers, verdict_id)), verdict.recommends)
        if strength == "strong" and verdict.recommends and against > speak_for:
            outvoted.add(verdict_id)
    found = state_advice.strong_without_a_majority(tree, graph_of(tree))
    assert sorted(problem.keys[1] for problem in found) == sorted(outvoted)


@pytest.mark.quick
@given(trees())
def test_an_entry_is_never_taken_just_where_no_path_takes_it(tree: Tree) -> None:
    taken = set()
    for trail, verdict_id in enumerate_paths(tree, 10_000):
        answers = {step.question: Given(step.answer, None) for step in trail}
        for name in FIRST_THAT_HOLDS:
            held = getattr(tree.verdicts[verdict_id], name)
            first = next((n for n, one in enumerate(held) if holds(condition_of(one.when), answers)), None)
            taken.add((verdict_id, name, first))
    for problem in state_advice.entries_never_taken(tree, graph_of(tree)):
        assert problem.keys[1:4] not in taken


@pytest.mark.slow
def test_strict_takes_advice_for_problems_and_writes_nothing(tmp_path: Path) -> None:
    case = cases.FOLDER / "advice" / "nothing-said-against.yaml"
    strict = run_build_tree(tmp_path, "--tree", str(case), "--strict")
    assert strict.returncode == 1
    for said in cases.parts(case)[1]:
        assert f"{case}:{said.rpartition(' [')[0]}" in strict.stderr
    assert not (tmp_path / "docs").exists()
    assert run_build_tree(tmp_path, "check", "--tree", str(case)).returncode == 0


@pytest.mark.slow
def test_an_unproved_excerpt_is_advice_and_a_changed_one_a_problem(tmp_path: Path) -> None:
    case = cases.tree_of(NONE)
    (tmp_path / "decision_tree.yaml").write_text(case, encoding="utf-8")
    assert "warning: " in run_build_tree(tmp_path, "check").stderr
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "notes.txt").write_text("These are words. " + "And more. " * 20 + "These are others.", encoding="utf-8")
    assert run_build_tree(tmp_path, "fingerprint", "articles").returncode == 0
    assert run_build_tree(tmp_path, "check", "--strict").returncode == 0
    changed = case.replace("These are words", "Those are words")
    (tmp_path / "decision_tree.yaml").write_text(changed, encoding="utf-8")
    told = run_build_tree(tmp_path, "check")
    assert told.returncode == 1
    assert "fingerprint" in told.stderr


def test_what_was_not_looked_at_is_named_and_the_rest_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    case = cases.tree_of(cases.FOLDER / "advice" / "an-entry-that-is-never-taken.yaml")
    few = "few: {label: Few, count: 0-1, leads_to: "
    case = case.replace(f"{few}take-a", f"{few}age, excerpts: [kim-2020/large]")  # a state more where evidence counts

    def told(most: int) -> dict[str, str]:
        monkeypatch.setattr(states, "MOST_STATES", most)
        return {problem.advice: problem.message for problem in cases.advice_on(case)}

    left_open = "whether a majority of the articles speaks against a strong verdict"
    assert "too-many-states" not in told(100) and "never-taken" in told(100)
    assert told(7)["too-many-states"].endswith(f"; {left_open} was not looked at") and "never-taken" in told(7)
    assert told(0)["too-many-states"].endswith(
        f"{left_open} and whether an entry of a list is never taken was not looked at"
    )
