"""Problems for merge requests, advice in proportion, and what a build tells the second time."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from harness.cases import FOLDER, name
from harness.guide import ROOT

from tree_builder.check.reading import read_tree
from tree_builder.check.schema import schema_text
from tree_builder.commands.formats import FORMATS, findings
from tree_builder.commands.report import print_problems
from tree_builder.commands.told import Told, remember, told_before, told_of, untold
from tree_builder.compare.compare import compare
from tree_builder.compare.drawing import drawing
from tree_builder.compare.review import review
from tree_builder.model import Tree
from tree_builder.text.problems import Problem

STARTER = (ROOT / "tree_builder" / "commands" / "starter" / "decision_tree.yaml").read_text(encoding="utf-8")
FOUND = [
    Problem("50 % wrong,\nhere: x", line=3, column=5),
    Problem("it could be better", advice="markup", file="a,b:c.yaml", line=1, column=1),
]
ADVICE = [
    Problem("unfinished", ("verdicts", "a", "unless", 0), advice="unfinished", line=2, column=1),
    Problem("unfinished", ("verdicts", "b", "title"), advice="unfinished", line=5, column=1),
    Problem("foreign", advice="edition", file="a.txt", line=1, column=1),
]


def printed(form: str) -> str:
    return FORMATS[form](list(findings(FOUND, Path("tree.yaml"), strict=False)))


def test_github_shows_problems_at_their_lines() -> None:
    assert printed("github").splitlines() == [
        "::error file=tree.yaml,line=3,col=5::50 %25 wrong,%0Ahere: x",
        "::warning file=a%2Cb%3Ac.yaml,line=1,col=1,title=markup::it could be better",
    ]


def test_gitlab_shows_problems_at_their_lines() -> None:
    first, second = json.loads(printed("gitlab"))
    assert first["location"] == {"path": "tree.yaml", "lines": {"begin": 3}}
    assert (first["severity"], second["severity"], second["check_name"]) == ("major", "info", "markup")
    assert len({first["fingerprint"], second["fingerprint"]}) == 2


def test_advice_is_a_line_a_kind(capsys: pytest.CaptureFixture[str]) -> None:
    advice = [Problem(f"label {n} is long", advice="long-label", line=n, column=1) for n in range(1, 9)]
    print_problems([*advice, Problem("to do: x", advice="todo", line=9, column=2)], Path("tree.yaml"))
    assert capsys.readouterr().err.splitlines() == [
        "tree.yaml:1:1: warning: label 1 is long; and 7 more, at 2:1, 3:1, 4:1, 5:1, … [long-label]",
        "tree.yaml:9:2: warning: to do: x [todo]",
    ]


def test_what_was_told_is_remembered_wherever_it_moves(tmp_path: Path) -> None:
    told = told_of([Problem("x", advice="todo", line=1, column=1), Problem("wrong")])
    remember(tmp_path, told)
    assert told_before(tmp_path) == told == told_of([Problem("x", advice="todo", line=7, column=1)])
    assert told_before(tmp_path / "never") == Told()
    for damaged in ("[[", "1", "[1]", "[[[]]]", '{"a": 1}', '[["todo", "x"]]'):
        (tmp_path / ".build-advice.json").write_text(damaged, encoding="utf-8")
        assert untold(ADVICE, told_before(tmp_path)) == ADVICE


@pytest.mark.parametrize(
    "new",
    [
        Problem("unfinished", ("verdicts", "c", "title"), advice="unfinished", line=9, column=1),
        Problem("unfinished", ("verdicts", "b", "summary"), advice="unfinished", line=6, column=1),
        Problem("foreign", advice="edition", file="b.txt", line=1, column=1),
    ],
)
def test_what_is_new_is_told_though_its_words_are_not(new: Problem) -> None:
    moved = [replace(one, line=one.line + 7) for one in ADVICE]
    assert untold([*moved, new], told_of(ADVICE)) == [new]


def test_of_what_is_alike_all_is_told_where_it_is_more_than_before() -> None:
    first, *others = ADVICE
    again = replace(first, keys=("verdicts", "a", "unless", 1), line=3)
    assert untold([again, *others], told_of(ADVICE)) == []
    assert untold([first, again, *others], told_of(ADVICE)) == [first, again]


def tree_of(text: str) -> Tree:
    tree = read_tree(text.encode()).tree
    assert tree
    return tree


def test_the_schema_of_a_tree_has_its_ids_and_takes_that_tree() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    yaml = pytest.importorskip("yaml")
    validator = jsonschema.Draft202012Validator(json.loads(schema_text(tree_of(STARTER))))
    data = yaml.load(STARTER, Loader=yaml.BaseLoader)
    assert not list(validator.iter_errors(data))
    answers = data["questions"]["presence"]["answers"]
    for place, key, wrong in (
        (data, "start", "presense"),
        (next(iter(answers.values())), "leads_to", "jorney"),
        (data["verdicts"]["by-train"], "recommends", "trian"),
        (next(iter(data["examples"].values())), "verdict", "by-trian"),
        (next(iter(data["examples"].values()))["answers"], "journey", "loonger"),
    ):
        sound, place[key] = place.get(key), wrong
        assert list(validator.iter_errors(data)), (key, wrong)
        place[key] = sound


def test_a_review_begins_with_what_readers_decide_in_titles_by_cause() -> None:
    old = tree_of(STARTER)
    moved = STARTER.replace("leads_to: journey                  # a question, or a verdict", "leads_to: on-the-way", 1)
    assert moved != STARTER
    new = read_tree(moved.encode())
    assert new.problems  # the question that nothing leads to any more
    text = (
        STARTER.replace("  journey:\n", "  trip:\n")
        .replace("journey: ", "trip: ")
        .replace("leads_to: journey", "leads_to: trip")
    )
    text = text.replace("distance: journey", "distance: trip").replace(
        "journey/short: journey/", "journey/short: trip/"
    )
    renewed = tree_of(text)
    said = review(old, renewed, compare(old, renewed), "All proved.", ["It is not frozen."])
    assert said.startswith("## What readers will decide differently\n")
    assert said.count("\n* `") == 1  # one renamed question is one entry
    assert "has another id, and the old one is not retired" in said
    assert "journey" not in said.partition("**Before**")[0].replace("the journey by train", "")
    assert said.count("```mermaid") == 2
    assert "All proved." in said and "* It is not frozen." in said


@pytest.mark.parametrize("path", sorted((FOLDER / "reviews").iterdir()), ids=name)
def test_a_review_is_the_one_that_its_case_ends_with(path: Path, renew: bool) -> None:
    before, after, expected = path.read_text(encoding="utf-8").split("=====\n")
    old, new = tree_of(before), tree_of(after)
    said = review(old, new, compare(old, new), "All proved.", ["It is not frozen.", "Nothing is said in `changes`."])
    if renew:
        path.write_text("=====\n".join((before, after, said)), encoding="utf-8")
    else:
        assert said == expected, "if what is said now is right, renew the case: pytest --renew"


def test_no_sign_of_an_author_means_anything_in_a_drawing() -> None:
    tree = tree_of(
        STARTER.replace("title: Does the meeting need you there?", "title: '\"]; click p0 `x` <b>&#35; ```'")
    )
    lines = drawing(tree, ["presence"]).splitlines()
    assert lines[0] == "```mermaid" and lines[-1] == "```"
    inside = "\n".join(lines[1:-1])
    assert not set("`<>&") & set(inside.replace("-->", ""))
    assert all(line.count('"') % 2 == 0 for line in lines)


def test_a_question_that_keeps_its_id_and_is_asked_on_more_paths_is_said_to_be_asked() -> None:
    old = """
guide: {title: A or B?, summary: Which., edition: "1", reviewed: 2026-11-21, review_due: 2027-11-21}
start: size
questions:
  size: {title: How large?, answers: {small: {label: Small, leads_to: a}, large: {label: Large, leads_to: age}}}
  age: {title: How old?, answers: {new: {label: New, leads_to: a}, aged: {label: Old, leads_to: b}}}
verdicts: {a: {title: Take A, summary: It fits.}, b: {title: Take B, summary: It fits.}}
"""
    before, after = tree_of(old), tree_of(old.replace("Small, leads_to: a", "Small, leads_to: age"))
    said = review(before, after, compare(before, after), "All proved.", [])
    assert "* `How old?` is asked, which was not answered before (1 path)." in said
