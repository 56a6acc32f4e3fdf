"""Replay of a trail: from the start, whatever the order, and never an error whatever a stranger writes.

That the script replays as Python does is shown in `test_trail.py`.
"""

from random import Random

import pytest
from harness.strategies import Data, sound, trees
from hypothesis import given
from hypothesis import strategies as st

from tree_builder.graph.paths import Trail, enumerate_paths
from tree_builder.graph.replay import Part, Replay, Taken, parse_trail, replay
from tree_builder.model import Tree
from tree_builder.pages.address import trail_text

GUIDE = {"title": "A?", "summary": "B.", "edition": "1", "reviewed": "2026-11-21", "review_due": "2027-11-21"}


def small(retired: dict[str, str] | None = None, withdrawn: tuple[str, ...] = ()) -> Tree:
    """`size` leads to `kind` or to a verdict, `kind` has a checklist of two and leads to two verdicts."""
    data: Data = {
        "guide": GUIDE,
        "options": {"a": "A"},
        "start": "size",
        "questions": {
            "size": {
                "title": "Size?",
                "answers": {"small": {"label": "S", "leads_to": "one"}, "large": {"label": "L", "leads_to": "kind"}},
            },
            "kind": {
                "title": "Kind?",
                "checklist": {"login": "A login", "search": "A search"},
                "answers": {
                    "few": {"label": "F", "count": "0-1", "leads_to": "one"},
                    "many": {"label": "M", "count": "2", "leads_to": "two"},
                },
            },
        },
        "verdicts": {"one": {"title": "One", "summary": "1."}, "two": {"title": "Two", "summary": "2."}},
        "retired": retired or {},
        "withdrawn": list(withdrawn),
    }
    return sound(data)


def lead(tree: Tree, trail: str) -> list[str]:
    """The answers that a trail comes to, then the page where it ends."""
    replayed = replay(tree, trail)
    return [*(f"{step.question}.{step.answer}" for step in replayed.steps), replayed.here]


@st.composite
def paths(draw: st.DrawFn) -> tuple[Tree, Trail, str]:
    tree = draw(trees())
    trail, verdict = draw(st.sampled_from(list(enumerate_paths(tree, 50))))
    return tree, trail, verdict


@pytest.mark.quick
@given(paths())
def test_every_path_leads_to_its_verdict_with_nothing_left_over(path: tuple[Tree, Trail, str]) -> None:
    tree, trail, verdict = path
    steps = [Taken(*step) for step in trail]
    assert replay(tree, trail_text(trail)) == Replay(steps, verdict)


@pytest.mark.quick
@given(paths(), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_makes_no_difference(path: tuple[Tree, Trail, str], random: Random) -> None:
    tree, trail, _ = path
    parts = [trail_text([step]) for step in trail]
    random.shuffle(parts)
    assert replay(tree, ",".join(parts)) == replay(tree, trail_text(trail))


@pytest.mark.quick
@given(paths())
def test_retired_ids_are_read_as_their_targets(path: tuple[Tree, Trail, str]) -> None:
    tree, trail, verdict = path
    old: list[str] = []
    for n, (question, answer) in enumerate(trail):
        # By turns: the question is retired, the pair is, and both are with the answer under the new question.
        old.append([f"was-{question}.{answer}", f"was-{question}.was-{answer}", f"gone-{question}.was-{answer}"][n % 3])
        tree.retired[f"was-{question}"] = tree.retired[f"gone-{question}"] = question
        tree.retired[f"was-{question}/was-{answer}"] = tree.retired[f"{question}/was-{answer}"] = f"{question}/{answer}"
    assert replay(tree, ",".join(old)) == Replay([Taken(*step) for step in trail], verdict)


ALMOST = st.from_regex(r"((q[0-3]|old-q0|__proto__)[.]?(to-[0-2])?(~item-[0-2])*[,.~/]?)*", fullmatch=True)


@given(trees(), st.text() | ALMOST)
def test_any_text_is_replayed_without_an_error_and_no_part_is_lost(tree: Tree, text: str) -> None:
    replayed = replay(tree, text)
    used = (replayed.steps, replayed.repeated, replayed.left_over, replayed.unknown, replayed.withdrawn)
    assert sum(map(len, used)) == len(parse_trail(text))
    assert len(replayed.unknown_items) <= text.count("~")
    assert replayed.here in tree.questions or replayed.here in tree.verdicts


@pytest.mark.slow
def test_monstrous_texts_are_unknown() -> None:
    for text in ("x" * 100_000, "\0", "\ud800.\udfff", "." * 100_000, "~" * 100_000, "__proto__.constructor", "<b>"):
        assert replay(small(), text) == Replay(here="size", unknown=[text])
    assert len(replay(small(), "," * 100_000).unknown) == 100_001
    assert replay(small(), "size.small," + "size.small~x," * 10_000).here == "one"


def test_no_text_has_no_part() -> None:
    assert parse_trail("") == []
    assert replay(small(), "") == Replay(here="size")


def test_a_part_is_a_question_an_answer_and_items() -> None:
    assert parse_trail("a.b~c~~d.e") == [Part("a.b~c~~d.e", "a", "b", ("c", "", "d.e"))]


def test_a_malformed_part_is_kept_as_it_is() -> None:
    for part in ("a", "a.", ".b", ".", "a.b.c", "a..b", "~a.b", "a~b.c"):
        assert parse_trail(part) == [Part(part)]
    assert replay(small(), "size.large,,kind").unknown == ["", "kind"]


def test_it_stops_at_the_first_question_without_a_valid_answer() -> None:
    assert lead(small(), "size.large") == ["size.large", "kind"]
    assert lead(small(), "size.large,kind.none") == ["size.large", "kind"]


def test_what_is_not_on_the_way_is_left_over() -> None:
    replayed = replay(small(), "kind.few~login,size.small")
    assert (replayed.here, replayed.left_over) == ("one", ["kind.few~login"])


def test_the_first_of_several_answers_counts() -> None:
    replayed = replay(small(), "size.large,size.small,size.large~x,kind.many")
    assert (replayed.here, replayed.repeated, replayed.unknown_items) == ("two", ["size.small", "size.large~x"], [])


def test_an_unknown_answer_does_not_count_as_given() -> None:
    replayed = replay(small(), "size.huge,size.small")
    assert (replayed.here, replayed.unknown, replayed.repeated) == ("one", ["size.huge"], [])


def test_items_that_exist_are_kept_once_and_others_are_unknown() -> None:
    replayed = replay(small(), "size.large~login,kind.many~search~chat~login~search~chat~")
    assert replayed.steps == [Taken("size", "large"), Taken("kind", "many", ("search", "login"))]
    assert (replayed.unknown_items, replayed.unknown) == (["login", "chat", ""], [])


def test_ticks_that_do_not_fit_the_count_are_dropped_and_the_answer_holds() -> None:
    for ticks in ("few~login~search", "many~login"):
        replayed = replay(small(), f"size.large,kind.{ticks}")
        assert (replayed.steps[-1].items, replayed.unfitting) == ((), ["kind"])
        assert replayed.here == ("one" if "few" in ticks else "two")
    assert replay(small(), "size.large,kind.many").unfitting == []


def test_a_retired_item_is_read_as_its_target_also_at_a_question_that_moved() -> None:
    tree = small({"kind/~enter": "kind/~login", "sort": "kind", "sort/~find": "kind/~search"})
    for trail in ("kind.many~enter~search", "sort.many~login~find", "sort.many~enter~find"):
        assert replay(tree, f"size.large,{trail}").steps[-1] == Taken("kind", "many", ("login", "search")), trail
    assert replay(tree, "size.large,kind.many~enter~login").unfitting == ["kind"]


def test_what_is_withdrawn_stops_the_trail_there() -> None:
    tree = small(withdrawn=("kind/some", "sort", "kind/~chat"))
    for part in ("kind.some", "sort.many", "kind.many~login~search~chat"):
        replayed = replay(tree, f"size.large,{part}")
        assert (replayed.here, replayed.withdrawn, replayed.unknown) == ("kind", [part], [])
    assert replay(tree, "size.large,kind.some,kind.few").here == "one"


def test_an_answer_is_withdrawn_also_where_its_question_had_another_id() -> None:
    tree = small({"weight": "size", "weight/light": "size/small"}, ("size/tiny", "size/light"))
    assert replay(tree, "weight.tiny").withdrawn == ["weight.tiny"]
    assert lead(tree, "weight.light") == ["size.small", "one"]


def test_a_retired_pair_comes_before_its_retired_question() -> None:
    tree = small({"weight": "size", "weight/small": "size/large"})
    assert lead(tree, "weight.small,kind.few") == ["size.large", "kind.few", "one"]


def test_a_question_that_forwards_to_a_verdict_asks_nothing() -> None:
    assert replay(small({"weight": "one"}), "weight.small").unknown == ["weight.small"]


def test_two_questions_retired_into_one_repeat_it() -> None:
    assert replay(small({"weight": "size", "length": "size"}), "weight.small,length.large").repeated == ["length.large"]
