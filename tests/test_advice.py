"""Advice: each piece has a case, a tree that ends with the warnings it gets; with --strict they are problems."""

from pathlib import Path

import pytest
from harness import cases
from harness.guide import run_build_tree

NONE = cases.FOLDER / "advice" / "none.yaml"


@pytest.mark.parametrize("path", cases.ADVISED, ids=cases.name)
def test_a_tree_gets_just_the_advice_that_it_ends_with(path: Path, renew: bool) -> None:
    cases.compare(path, cases.advice_on, renew)


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
