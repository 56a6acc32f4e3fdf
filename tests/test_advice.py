"""Advice: each piece has a case, a tree that begins with the warnings it gets; with --strict they are problems."""

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import run_build_tree

from tree_builder.check.advice import ADVICE, advise
from tree_builder.check.check import check
from tree_builder.graph.paths import graph_of
from tree_builder.read.document import load
from tree_builder.text.problems import in_order

CASES = sorted((Path(__file__).parent / "cases" / "advice").glob("*.yaml"))
TODAY = date(2026, 6, 1)


def advice_on(text: str) -> list[str]:
    """The advice on a sound tree as the command line words it, in order."""
    document = load(text)
    tree, problems = check(document)
    assert tree is not None, problems
    faults = advise(tree, graph_of(tree), TODAY)
    found = in_order([fault.problem(document, advice=True) for fault in faults])
    return [f"{problem.line}:{problem.column}: {problem.message}" for problem in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_tree_gets_just_the_advice_that_it_begins_with(case: Path, request: pytest.FixtureRequest) -> None:
    text = case.read_text(encoding="utf-8")
    if request.config.getoption("--renew-golden"):
        tree = re.sub(r"\A(?:#.*\n)*\n?", "", text)
        lines = advice_on(tree)
        # The lines of advice move the tree down, and with it the places that they name.
        moved = [re.sub(r"^\d+", lambda line: str(int(line[0]) + len(lines) + 1), told) for told in lines]
        case.write_text("".join(f"# {told}\n" for told in moved) + "\n" + tree, encoding="utf-8")
        return
    assert advice_on(text) == re.findall(r"^# (\d+:\d+: .*)$", text, re.MULTILINE)


def test_every_piece_of_advice_has_a_case() -> None:
    given = set()
    for case in CASES:
        tree, _ = check(load(case.read_text(encoding="utf-8")))
        assert tree is not None
        given |= {advice.__name__ for advice in ADVICE if list(advice(tree, graph_of(tree)))}
    assert given | {"few_pages"} == {advice.__name__ for advice in ADVICE}


def test_more_than_150_pages_are_many() -> None:
    case = (Path(__file__).parent / "cases" / "advice" / "none.yaml").read_text(encoding="utf-8")
    answers = "".join(f"      n{n}: {{label: Number {n}, leads_to: w{n}}}\n" for n in range(150))
    verdicts = "".join(f"  w{n}: {{title: W, summary: S, unless: [N], excerpts: [notes/one]}}\n" for n in range(150))
    text = case.replace("verdicts:\n", f"verdicts:\n{verdicts}").replace("      small:", f"{answers}      small:")
    assert any("the guide has 153 pages" in told for told in advice_on(text))


@pytest.mark.parametrize("case", [case for case in CASES if case.stem != "none"], ids=lambda case: case.stem)
def test_strict_takes_advice_for_problems_and_writes_nothing(case: Path, tmp_path: Path) -> None:
    strict = run_build_tree(tmp_path, "--tree", str(case), "--strict")
    assert strict.returncode == 1
    for told in re.findall(r"^# (\d+:\d+: .*)$", case.read_text(encoding="utf-8"), re.MULTILINE):
        assert f"{case}:{told}\n" in strict.stderr
    assert not (tmp_path / "docs").exists()
    assert run_build_tree(tmp_path, "--tree", str(case)).returncode == 0


def test_an_unproved_excerpt_is_advice_and_a_changed_one_a_problem(tmp_path: Path) -> None:
    case = (Path(__file__).parent / "cases" / "advice" / "none.yaml").read_text(encoding="utf-8")
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
