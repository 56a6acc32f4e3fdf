"""`check`: every message has a case in `cases/`, a tree that ends with the exact list of problems it must have.

Those in `cases/valid` have none. The graph's rules, and what `paths` says of the graph, are also held against random
trees.
"""

import json
import re
from collections import deque
from itertools import accumulate, pairwise
from operator import eq, mul
from pathlib import Path
from typing import Any

import pytest
from harness import cases
from harness.cases import ADVISED_ON, advice_on
from harness.messages import modules_of, unsaid
from harness.model import every_key, used_keys
from harness.strategies import sound, tree_data, trees
from hypothesis import given
from hypothesis import strategies as st

from tree_builder import check as check_package
from tree_builder import kinds
from tree_builder.check import editions, limits
from tree_builder.check.check import check
from tree_builder.check.reading import read_guide
from tree_builder.graph import states
from tree_builder.graph.paths import MOST_SHOWN, Step, Trail, enumerate_paths, graph_of, walk
from tree_builder.model import Tree
from tree_builder.read.diagnosis import CAUSES
from tree_builder.read.document import load
from tree_builder.text.problems import Problem

NO_CASE_CAN_HOLD = ("".encode("utf-16"), b"\xe9", b"password: secret")
VALID = cases.FOLDER / "valid"
ADVISED_NOTHING = cases.FOLDER / "advice" / "none.yaml"


def problems_of(text: str) -> list[Problem]:
    tree, problems = check(load(text))
    assert (tree is None) == bool(problems)
    return problems


@pytest.mark.parametrize("path", cases.BROKEN, ids=cases.name)
def test_a_case_has_the_problems_it_announces_and_no_others(path: Path, renew: bool) -> None:
    cases.compare(path, problems_of, renew)
    assert cases.parts(path)[1], "a case that has no problem belongs into cases/valid"


@pytest.mark.parametrize("path", cases.VALID, ids=cases.name)
def test_a_valid_case_has_no_problem(path: Path) -> None:
    tree, problems = check(load(cases.tree_of(path)))
    assert cases.told(problems) == []
    assert isinstance(tree, Tree)


def test_one_valid_case_has_every_key_of_the_format() -> None:
    tree, _ = check(load(cases.tree_of(cases.EVERY_KEY)))
    assert every_key() - used_keys(tree) == set()


@pytest.mark.slow
def test_every_message_has_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    def every_case() -> None:
        for path in cases.BROKEN:
            problems_of(cases.tree_of(path))
        for path in cases.ADVISED:
            advice_on(cases.tree_of(path))
        for raw in NO_CASE_CAN_HOLD:
            read_guide(raw, None, ADVISED_ON, {})
        read_guide(ADVISED_NOTHING.read_bytes(), b"no lock", ADVISED_ON, {})
        monkeypatch.setattr(states, "MOST_STATES", 0)
        advice_on(cases.tree_of(ADVISED_NOTHING))

    modules = [module for module in modules_of(check_package) if module not in (editions, limits)]
    assert unsaid([kinds, *modules], every_case) == []


def test_every_mistake_in_yaml_has_a_case() -> None:
    messages = "\n".join(line for path in cases.BROKEN for line in cases.parts(path)[1])
    forms = {cause: ".*".join(map(re.escape, re.split(r"{[a-z_]+}", form))) for cause, form in CAUSES.items()}
    assert [cause for cause, form in forms.items() if not re.search(form, messages)] == []


def test_what_a_tree_keeps_is_the_text_that_was_typed() -> None:
    tree, _ = check(load(cases.tree_of(VALID / "words-that-yaml-knows.yaml")))
    assert tree is not None
    assert list(tree.options.items()) == [("no", "No"), ("yes", "yes"), ("012", "1e3")]
    assert list(tree.questions["null"].answers) == ["no", "null", "yes"]
    assert (tree.guide.edition, tree.guide.about) == ("1.10", "0x1F")
    assert tree.guide.changes == {"1.10": "012", "1:30": "off"}
    assert tree.start == "null" and tree.articles["true"].excerpts["null"].favours == ("012",)


def test_an_empty_value_is_a_missing_one() -> None:
    tree, _ = check(load(cases.tree_of(VALID / "empty-optional-values.yaml")))
    assert tree is not None
    assert (tree.guide.owner, tree.guide.changes, tree.articles["kim-2020"].url) == (None, {}, None)
    assert tree.questions["size"].answers["large"].excerpts == ("lee-2021/light",)
    assert tree.verdicts["take-a"].see_also == () and tree.retired == {}


def test_a_hundred_cycles_are_named_and_no_more() -> None:
    answers = {f"a{n}": {"label": "Back", "leads_to": "q"} for n in range(300)}
    verdicts = {"v": {"title": "V", "summary": "V"}}
    _, problems = check_data({"questions": {"q": {"title": "Q?", "answers": answers}}, "verdicts": verdicts})
    assert sum("cycle" in problem.message for problem in problems) == 100


def test_what_an_unreachable_page_leads_to_is_counted_after_twelve() -> None:
    answers = {f"a{n}": {"label": "On", "leads_to": f"v{n}"} for n in range(20)}
    start = {"title": "Q?", "answers": {key: {"label": "On", "leads_to": "w"} for key in ("one", "two")}}
    island = {"title": "I?", "answers": answers}
    verdicts = {f"v{n}": {"title": "V", "summary": "V"} for n in range(20)} | {"w": {"title": "W", "summary": "W"}}
    _, problems = check_data({"questions": {"q": start, "island": island}, "verdicts": verdicts})
    assert [problem.message for problem in problems if "reached" in problem.message] == [
        "the question `island` cannot be reached from `q` (nor what it leads to: "
        + ", ".join(f"`v{n}`" for n in range(12))
        + " and 8 more); an answer must lead to it"
    ]


def test_no_word_of_a_file_that_is_no_tree_is_told() -> None:
    what = "the file is no tree; it must have keys such as `guide:` and `questions:`"
    for raw in (
        b"password: secret",
        b"\n\n- user: root\n  password: [secret",
        b"password of root is secret " + b"x" * 80 + b": 1\n",
        b"start: now\npassword: secret\n",
        b"guide: root\n\tpassword: secret\n",
        b'"\\x70assword": "\\x73ecret"\n',
        b"- !p%61ssword secret\n",
    ):
        reading = read_guide(raw, None, ADVISED_ON, {})
        assert reading.text == ""  # of which lines would be shown
        for words in ("password", "secret", "root"):
            assert words not in str(reading.problems)
    assert cases.told(read_guide(b"\npassword: secret", None, ADVISED_ON, {}).problems) == [f"1:1: {what}"]
    [problem] = read_guide(b"- password", None, ADVISED_ON, {}).problems
    assert cases.told([problem]) == ["1:1: the file holds no mapping; it must begin with keys such as `guide:`"]


def test_a_damaged_lock_is_the_one_problem_and_nothing_is_said_of_what_it_would_prove() -> None:
    raw = ADVISED_NOTHING.read_bytes()
    [problem] = read_guide(raw, b"no lock", ADVISED_ON, {}).problems
    assert (problem.file, problem.line, problem.column, problem.advice) == ("articles.lock", 1, 1, "")
    assert problem.what.startswith("this file cannot be used: ")
    assert {problem.advice for problem in read_guide(raw, None, ADVISED_ON, {}).problems} == {"unproved"}


def check_data(data: dict[str, Any]) -> tuple[Tree | None, list[Problem]]:
    return check(load(json.dumps({"start": "q", **data})))


# --- the graph, held against random trees


def paths_of(tree: Tree) -> list[tuple[Trail, str]]:
    """Every path, found the plain way: by trying every answer."""

    def onward(page: str, trail: Trail) -> list[tuple[Trail, str]]:
        if page in tree.verdicts:
            return [(trail, page)]
        answers = tree.questions[page].answers.items()
        return [path for key, answer in answers for path in onward(answer.leads_to, (*trail, Step(page, key)))]

    return onward(tree.start, ())


@pytest.mark.quick
@given(trees())
def test_the_numbers_of_paths_are_those_of_an_enumeration(tree: Tree) -> None:
    graph, paths = graph_of(tree), paths_of(tree)
    assert list(enumerate_paths(tree, len(paths) + 1)) == paths
    assert list(enumerate_paths(tree, 1)) == paths[:1]
    shares = [sum(accumulate(map(eq, now, was), mul)) for (was, _), (now, _) in pairwise([((), ""), *paths])]
    assert [shared for _, shared, _ in walk(tree)] == shares
    assert graph.onward[tree.start] == len(paths)
    for verdict in tree.verdicts:
        assert graph.inward[verdict] == sum(end == verdict for _, end in paths)
    for question in tree.questions:
        beginnings = {trail[: trail.index(step)] for trail, _ in paths for step in trail if step.question == question}
        through = sum(any(step.question == question for step in trail) for trail, _ in paths)
        assert graph.inward[question] == len(beginnings)
        assert graph.inward[question] * graph.onward[question] == through


@pytest.mark.quick
@given(trees())
def test_lengths_and_reach_are_those_of_an_enumeration(tree: Tree) -> None:
    graph, paths = graph_of(tree), paths_of(tree)
    for question in tree.questions:
        rests = [
            (len(trail) - position, verdict)
            for trail, verdict in paths
            for position, step in enumerate(trail)
            if step.question == question
        ]
        assert graph.shortest[question] == min(rests)[0]
        assert graph.longest[question] == max(rests)[0]
        reached = {verdict for _, verdict in rests}
        assert graph.reach[question] == sum(1 << n for n, verdict in enumerate(tree.verdicts) if verdict in reached)
        first = [verdict for verdict in tree.verdicts if verdict in reached][: MOST_SHOWN + 1]
        assert graph.ahead[question] == first
    for n, verdict in enumerate(tree.verdicts):
        assert (graph.shortest[verdict], graph.longest[verdict]) == (0, 0)
        assert (graph.reach[verdict], graph.ahead[verdict]) == (1 << n, [verdict])


@pytest.mark.quick
@given(trees())
def test_the_order_has_every_page_once_and_after_all_that_lead_to_it(tree: Tree) -> None:
    graph = graph_of(tree)
    place = {page: position for position, page in enumerate(graph.order)}
    assert sorted(graph.order) == sorted([*tree.questions, *tree.verdicts])
    assert all(
        place[question_id] < place[answer.leads_to]
        for question_id, question in tree.questions.items()
        for answer in question.answers.values()
    )


@pytest.mark.quick
@given(trees())
def test_the_trail_to_a_page_is_a_shortest_one(tree: Tree) -> None:
    graph, shortest = graph_of(tree), distances(tree)
    for page in (*tree.questions, *tree.verdicts):
        trail, here = graph.trail_to(page), tree.start
        for question, answer in trail:
            assert question == here
            here = tree.questions[question].answers[answer].leads_to
        assert here == page
        assert len(trail) == graph.depth[page] == shortest[page]


def distances(tree: Tree) -> dict[str, int]:
    """The fewest answers from the start to each page."""
    found, waiting = {tree.start: 0}, deque([tree.start])
    while waiting:
        here = waiting.popleft()
        for answer in tree.questions[here].answers.values() if here in tree.questions else ():
            if answer.leads_to not in found:
                found[answer.leads_to] = found[here] + 1
                waiting.append(answer.leads_to)
    return found


@pytest.mark.quick
@given(tree_data(), st.data())
def test_an_answer_that_leads_back_is_reported_as_a_cycle(tree: dict[str, Any], data: st.DataObject) -> None:
    trail, _ = data.draw(st.sampled_from(paths_of(sound(tree))))
    way = [step.question for step in trail]
    first = data.draw(st.integers(0, len(way) - 1))
    last = data.draw(st.integers(first, len(way) - 1))
    tree["questions"][way[last]]["answers"][trail[last].answer]["leads_to"] = way[first]
    _, problems = check(load(json.dumps(tree)))
    cycles = [re.findall("`([^`]*)`", problem.message) for problem in problems if "in a cycle" in problem.message]
    assert cycles
    for cycle in cycles:
        assert cycle[0] == cycle[-1]
        for here, target in zip(cycle, cycle[1:], strict=False):
            assert target in [answer["leads_to"] for answer in tree["questions"][here]["answers"].values()]


@pytest.mark.quick
@given(tree_data(), st.data())
def test_a_page_that_no_answer_leads_to_is_reported_as_unreachable(tree: dict[str, Any], data: st.DataObject) -> None:
    pages = [page for page in (*tree["questions"], *tree["verdicts"]) if page != tree["start"]]
    page = data.draw(st.sampled_from(pages))
    tree["verdicts"]["elsewhere"] = {"title": "Elsewhere", "summary": "For what led to the page."}
    for question in tree["questions"].values():
        for answer in question["answers"].values():
            answer["leads_to"] = "elsewhere" if answer["leads_to"] == page else answer["leads_to"]
    _, problems = check(load(json.dumps(tree)))
    kind = "question" if page in tree["questions"] else "verdict"
    unreachable = [problem.message for problem in problems if "cannot be reached" in problem.message]
    assert [message for message in unreachable if message.startswith(f"the {kind} `{page}` ")]
    assert len(unreachable) == 1  # what only that page led to is named with it
