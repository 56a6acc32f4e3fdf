"""Conditions and stances, held against what enumerating every path of random trees finds."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pytest
from harness.strategies import sound, trees
from harness.trees import tree_of
from hypothesis import given
from hypothesis import strategies as st

from tree_builder.graph import evidence
from tree_builder.graph.conditions import Given, Term, Ways, condition_of, given_of, holds, merged
from tree_builder.graph.evidence import mentions
from tree_builder.graph.paths import Step, enumerate_paths, graph_of
from tree_builder.graph.stances import Stance, counting, stance_of, stances, votes
from tree_builder.graph.states import Fact, states_at_verdicts, trail_of
from tree_builder.kinds import count_range
from tree_builder.model import Excerpt, Tree
from tree_builder.pages.render import _contexts
from tree_builder.pages.verdict import Part, VerdictPage, verdict_page
from tree_builder.pages.when import attribute


def trails_to(tree: Tree, verdict_id: str) -> list[dict[str, Given]]:
    """Every trail to a verdict, with every set of ticks that fits the counts of its answers."""
    found: list[dict[str, Given]] = []
    for trail, end in enumerate_paths(tree, 10_000):
        if end == verdict_id:
            ticked: list[dict[str, Given]] = [{}]
            for step in trail:
                ways = [Given(step.answer, items) for items in ticks(tree, step.question, step.answer)]
                ticked = [{**before, step.question: way} for before in ticked for way in ways]
            found += ticked
    return found


def ticks(tree: Tree, question_id: str, answer_id: str) -> list[frozenset[str]]:
    question = tree.questions[question_id]
    count = question.answers[answer_id].count
    if count is None:
        return [frozenset()]
    return [frozenset(some) for n in count_range(count) for some in combinations(question.checklist, n)]


@st.composite
def clauses(draw: st.DrawFn, tree: Tree) -> tuple[Term, ...]:
    """A condition on some questions of a tree: answers, items of a checklist, or just that it was asked."""
    questions = draw(st.lists(st.sampled_from(list(tree.questions)), unique=True, min_size=1, max_size=3))
    return tuple(draw(_terms(tree, question_id)) for question_id in questions)


def _terms(tree: Tree, question_id: str) -> st.SearchStrategy[Term]:
    question = tree.questions[question_id]
    answers = st.lists(st.sampled_from(list(question.answers)), unique=True, max_size=2).map(tuple)
    items = st.lists(st.sampled_from(list(question.checklist) or [""]), unique=True, max_size=2).map(tuple)
    return st.builds(Term, st.just(question_id), answers, items if question.checklist else st.just(()))


@given(st.data())
def test_a_condition_can_hold_and_always_holds_just_where_enumerating_says_so(data: st.DataObject) -> None:
    tree = data.draw(trees())
    clause = data.draw(clauses(tree))
    ways = Ways(tree, graph_of(tree))
    for verdict_id in tree.verdicts:
        trails = trails_to(tree, verdict_id)
        held = [holds((clause,), trail) for trail in trails]
        assert ways.can_hold(clause, verdict_id) == any(held)
        # That every path has the ticks cannot be, for a checklist may be answered without them.
        if not any(term.items for term in clause):
            assert ways.always_holds(clause, verdict_id) == all(held)


@given(trees())
def test_an_excerpt_on_a_verdict_holds_just_on_the_trails_on_which_it_counts(tree: Tree) -> None:
    graph = graph_of(tree)
    for verdict_id in tree.verdicts:
        found = {mention.reference: mention.condition for mention in mentions(tree, graph, verdict_id)}
        for trail in trails_to(tree, verdict_id):
            shown = {reference for reference, condition in found.items() if holds(condition, trail)}
            assert shown == set(counting(tree, trail, verdict_id))


@pytest.mark.quick
@given(trees())
def test_states_with_everything_kept_are_the_paths(tree: Tree) -> None:
    found = [(end, trail_of(way)) for end, _, way in states_at_verdicts(tree, graph_of(tree), lambda step: [step])]
    paths = [(end, trail) for trail, end in enumerate_paths(tree, 10_000)]
    assert sorted(found) == sorted(paths)
    forgotten = list(states_at_verdicts(tree, graph_of(tree), lambda step: ()))
    assert sorted(end for end, _, _ in forgotten) == sorted(tree.verdicts)


@pytest.mark.quick
@given(trees(), st.data())
def test_states_are_what_is_kept_of_the_paths(tree: Tree, data: st.DataObject) -> None:
    whole, asked = (data.draw(st.sets(st.sampled_from(list(tree.questions)))) for _ in range(2))

    def kept(step: Step) -> list[Fact]:
        return [*([step] if step.question in whole else ()), *([step.question] if step.question in asked else ())]

    found = list(states_at_verdicts(tree, graph_of(tree), kept))
    paths = set(enumerate_paths(tree, 10_000))
    states = {(end, frozenset(fact for step in trail for fact in kept(step))) for trail, end in paths}
    assert sorted((end, sorted(map(str, state))) for end, state, _ in found) == sorted(
        (end, sorted(map(str, state))) for end, state in states
    )
    for end, state, way in found:
        assert (trail_of(way), end) in paths
        assert state == frozenset(fact for step in trail_of(way) for fact in kept(step))


def test_ticks_that_are_unknown_leave_a_condition_open() -> None:
    clause = (Term("needs", (), ("orm",)), Term("data", ("sql",)))
    sql = {"data": Given("sql")}
    assert holds((clause,), sql | {"needs": Given("two", None)}) is None
    assert holds((clause,), sql | {"needs": Given("two", frozenset({"orm", "admin"}))}) is True
    assert holds((clause,), sql | {"needs": Given("two", frozenset({"admin"}))}) is False
    assert holds((clause,), {"data": Given("none"), "needs": Given("two", None)}) is False
    assert holds((clause,), sql) is False


@given(trees())
def test_without_ticks_items_are_unknown_unless_the_answer_admits_none(tree: Tree) -> None:
    for question_id, question in tree.questions.items():
        for answer_id in question.answers:
            fitting = ticks(tree, question_id, answer_id)
            assert given_of(tree, question_id, answer_id).items == (frozenset() if frozenset() in fitting else None)
            if most := max(fitting, key=len):
                assert given_of(tree, question_id, answer_id, most).items == most


def test_what_a_condition_names_twice_counts_once() -> None:
    twice = {"needs": ["~orm", "many", "~orm", "many"]}
    assert condition_of(twice) == condition_of({"needs": ["many", "~orm"]}) == ((Term("needs", ("many",), ("orm",)),),)


def test_a_condition_is_written_as_the_script_reads_it() -> None:
    when = {"data-store": ["none", "other"], "five-features": ["~orm"]}
    condition = (*condition_of(when), *condition_of({"purpose": ["learn"]}))
    assert attribute(condition) == "data-store.none|other,five-features.~orm;purpose.learn"
    assert attribute(condition_of({"purpose": ["asked"]})) == "purpose"
    assert attribute(condition_of({"needs": ["many", "~orm"]})) == "needs.many,needs.~orm"
    assert attribute(()) == ""


TWO_SKILLS = """
guide: {title: A or B?, summary: Which., edition: "1", reviewed: 2026-11-21, review_due: 2027-11-21}
start: size
questions:
  size:
    title: How large?
    short: Size
    answers: {small: {label: Small, leads_to: own-skills}, large: {label: Large, leads_to: their-skills}}
  own-skills: {title: What do you know?, short: Skills, answers: &answers}
  their-skills: {title: What do they know?, short: Skills, answers: &answers}
verdicts:
  take-a: {title: Take A, &parts}
  take-b: {title: Take B, summary: Do.}
""".replace("&answers", "{much: {label: Much, leads_to: take-a}, little: {label: Little, leads_to: take-b}}")


def verdict_with(parts: str, summary: str = "Do.") -> VerdictPage:
    """The page of a verdict with these parts, of a tree in which two questions have one short name."""
    tree = tree_of(TWO_SKILLS.replace("&parts", f"summary: {summary}, {parts}"))
    return verdict_page(_contexts(tree, None)[True], "take-a", tree.verdicts["take-a"])


def test_a_short_name_that_two_questions_have_is_not_used_in_conditions() -> None:
    page = verdict_with(
        """unless: [{text: One., when: {own-skills: much, size: small}}, {text: Two., when: {their-skills: asked}}]"""
    )
    assert [part.when_words for part in page.unless] == [
        "if you answered “Much” to “What do you know?” and you answered “Small” to “Size”",
        "if “What do they know?” is asked",
    ]


def test_a_short_name_that_two_questions_have_is_not_used_in_ways_to_a_page() -> None:
    ways = verdict_with("unless: []").ways
    assert [link.text for link in ways.shown] == ["What do you know? Much", "What do they know? Much"]


OWN, THEIRS = "{own-skills: much}", "{their-skills: much}"
AGAIN = f"[{{text: A., when: {OWN}}}, {{text: B., when: {OWN}}}, {{text: A., when: {THEIRS}}}]"


def parts_of(parts: Sequence[Part]) -> list[tuple[str, str]]:
    return [(part.html, part.when) for part in parts]


def test_what_holds_under_several_conditions_stands_once_with_all_of_them() -> None:
    unless, *_ = verdict_with(f"unless: {AGAIN}").unless
    assert (unless.html, unless.when) == ("A.", "own-skills.much;their-skills.much")
    both = "if you answered “Much” to “What do you know?”, or you answered “Much” to “What do they know?”"
    assert unless.when_words == both


def test_of_many_conditions_three_are_named() -> None:
    when = [
        "size: small, own-skills",
        "size: asked, own-skills",
        "size: large, their-skills",
        "size: asked, their-skills",
    ]
    (part,) = verdict_with(f"unless: [{', '.join(f'{{text: A., when: {{{one}: much}}}}' for one in when)}]").unless
    assert part.when.count(";") == len(when) - 1
    assert part.when_words.endswith(", or 1 other condition holds")


def test_what_holds_always_stands_once_without_a_condition() -> None:
    assert parts_of(verdict_with(f"unless: [{{text: A., when: {OWN}}}, A.]").unless) == [("A.", "")]


def test_in_a_list_in_order_only_what_follows_itself_stands_once() -> None:
    own, theirs = "own-skills.much", "their-skills.much"
    assert parts_of(verdict_with(f"unless: {AGAIN}").unless) == [("A.", f"{own};{theirs}"), ("B.", own)]
    again = [("A.", own), ("B.", own), ("A.", theirs)]
    assert parts_of(verdict_with(f"next_steps: {AGAIN}").next_steps) == again
    page = verdict_with(f"next_steps: [{{text: A., when: {OWN}}}, {{text: A., when: {THEIRS}}}, B.]")
    assert parts_of(page.next_steps) == [("A.", f"{own};{theirs}"), ("B.", "")]


def test_of_a_list_of_which_the_first_holds_what_follows_itself_stands_once() -> None:
    summary = AGAIN.replace("]", ", {text: A., when: {size: small}}, {text: C.}]")
    held = [part.when for part in verdict_with("unless: []", summary).summaries]
    assert held == ["own-skills.much", "own-skills.much", "their-skills.much;size.small", ""]


def excerpt(favours: str = "", against: str = "") -> Excerpt:
    return Excerpt(quote="Two words", favours=tuple(favours.split()), against=tuple(against.split()))


def tree_of_two_options() -> Any:
    class Two:
        verdicts = {
            "take-a": type("Verdict", (), {"recommends": "a"}),
            "wait": type("Verdict", (), {"recommends": None}),
        }

    return Two


def test_one_article_has_one_stance() -> None:
    tree = tree_of_two_options()
    assert stance_of(tree, [excerpt("a"), excerpt("a"), excerpt()]) == Stance("for", ("a",))
    assert stance_of(tree, [excerpt("a"), excerpt("b")]) == Stance("several", ("a", "b"))
    assert stance_of(tree, [excerpt("a b")]) == Stance("several", ("a", "b"))
    assert stance_of(tree, [excerpt("a"), excerpt(against="a")]) == Stance("several", ("a",), ("a",))
    assert stance_of(tree, [excerpt("a", against="b")]) == Stance("for", ("a",))
    assert stance_of(tree, [excerpt(), excerpt(against="a")]) == Stance("against", ("a",))
    assert stance_of(tree, [excerpt()]) == Stance("depends")
    assert stance_of(tree, [excerpt("verdict:take-a")]) == Stance("for", ("a",))
    assert stance_of(tree, [excerpt("verdict:wait")]) == Stance("depends")


def test_several_and_it_depends_are_no_votes() -> None:
    found = {
        "one": Stance("for", ("a",)),
        "two": Stance("for", ("b",)),
        "three": Stance("against", ("a",)),
        "four": Stance("against", ("b",)),
        "five": Stance("several", ("a", "b")),
        "six": Stance("depends"),
    }
    assert votes(found, "a") == (1, 2)
    assert votes(found, None) == (0, 2)  # a verdict that recommends none


def test_what_is_most_direct_counts_first() -> None:
    tree = chain(3)
    given = {f"q{n}": Given("on") for n in range(3)}
    asked = ["kim/q2", "kim/q1", "kim/q0"]
    assert counting(tree, given, "end") == ["kim/own", "kim/on", *asked]
    assert [mention.reference for mention in mentions(tree, graph_of(tree), "end")] == ["kim/own", "kim/on", *asked]


def test_evidence_beyond_a_number_is_left_out_the_furthest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = chain(6)

    def mentioned() -> list[str]:
        return [mention.reference for mention in mentions(tree, graph_of(tree), "end")]

    monkeypatch.setattr(evidence, "MOST_CITATIONS", 3)
    assert mentioned() == ["kim/own", "kim/on", "kim/q5", "kim/q4", "kim/q3"]
    monkeypatch.setattr(evidence, "MOST_CITATIONS", 4)
    assert mentioned() == ["kim/own", "kim/on", "kim/q5", "kim/q4", "kim/q3", "kim/q2"]


def chain(length: int) -> Tree:
    """Questions one after another, each with an excerpt; the last answer and the verdict at the end have one too."""
    names = [f"q{n}" for n in range(length)]
    answers = {name: {"on": {"label": "On", "leads_to": to}, "off": {"label": "Off", "leads_to": "aside"}}
               for name, to in zip(names, [*names[1:], "end"], strict=True)}  # fmt: skip
    answers[names[-1]]["on"]["excerpts"] = ["kim/on"]  # type: ignore[assignment]
    return sound({
        "guide": {"title": "T", "summary": "S", "edition": "1", "reviewed": "2026-01-01", "review_due": "2027-01-01"},
        "start": "q0",
        "articles": {"kim": {"title": "K", "excerpts": {name: {"quote": "Two words"} for name in (*names, "on", "own")}}},
        "questions": {name: {"title": f"{name}?", "excerpts": [f"kim/{name}"], "answers": answers[name]} for name in names},
        "verdicts": {"aside": {"title": "A", "summary": "S"}, "end": {"title": "E", "summary": "S", "excerpts": ["kim/own"]}},
    })  # fmt: skip


def test_clauses_about_one_question_are_merged() -> None:
    small, large, any_size = ((Term("size", answers),) for answers in (("small",), ("large", "small"), ()))
    team = (Term("team", ("one",)),)
    both, ticked = (Term("size", ("small",)), Term("team", ("one",))), (Term("size", (), ("login",)),)
    assert merged([small, team, large]) == ((Term("size", ("small", "large")),), team)
    assert merged([small, any_size, large]) == (any_size,)
    assert merged([small, both, ticked, both, large]) == (both, ticked, (Term("size", ("small", "large")),))
    assert merged([]) == ()


@pytest.mark.quick
@given(trees())
def test_an_article_of_which_nothing_counts_has_no_stance(tree: Tree) -> None:
    assert stances(tree, []) == {}
    every = [reference for reference, _ in tree.excerpts()]
    assert set(stances(tree, every)) == {key for key, article in tree.articles.items() if article.excerpts}
