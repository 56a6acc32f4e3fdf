"""A verdict with a trail, for every path of the real tree: it shows what holds there, and nothing else.

What the scripts decide in a browser is compared with what Python works out from the tree: conditions, stances, reasons,
and what another answer would give.
"""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from harness.browser import browser, tree_at
from harness.guide import ROOT
from harness.walks import Seen

from tree_builder.graph.conditions import Clause, Condition, Term, holds
from tree_builder.graph.conditions import condition_of as written
from tree_builder.graph.replay import replay
from tree_builder.graph.stances import counting, stances
from tree_builder.kinds import ITEM, count_range
from tree_builder.model import Tree
from tree_builder.text.markdown import text_of

pytestmark = browser
MOST_SHOWN = 12
MOST_WORDS = 350


@pytest.fixture(scope="module")
def tree() -> Tree:
    """The real tree."""
    return tree_at(ROOT)


def condition_of(when: str) -> Condition:
    """A condition, read from its attribute."""
    return tuple(_clause(clause) for clause in when.split(";")) if when else ()


def _clause(clause: str) -> Clause:
    terms = []
    for term in clause.split(","):
        question, _, values = term.partition(".")
        items = (values.removeprefix(ITEM),) if values.startswith(ITEM) else ()
        terms.append(Term(question, () if items or not values else tuple(values.split("|")), items))
    return tuple(terms)


def test_every_part_is_shown_as_its_condition_says(seen: Seen) -> None:
    decided = {True: 0, False: 0, None: 0}
    for path, page in seen:
        assert page["undecided"].split().count("undecided") == 0
        for when, shown, in_words, is_one_of in page["conditions"]:
            held = holds(condition_of(when), path.given)
            decided[held] += 1
            assert not (shown and held is False), (path.text, when)
            if held is not False and not is_one_of:
                assert in_words == (held is None) or not shown, (path.text, when)
    assert all(decided.values()), "each of the three stands on some page"


def test_of_a_list_of_which_the_first_holds_one_is_shown(seen: Seen) -> None:
    for path, page in seen:
        for children in page["first"]:
            held = [holds(condition_of(when), path.given) for when, *_ in children]
            expected = [state is not False and True not in held[:n] for n, state in enumerate(held)]
            assert [shown for _, shown, _ in children] == expected, path.text


def test_exceptions_and_next_steps_are_those_that_may_hold_each_once_in_order(seen: Seen, tree: Tree) -> None:
    for path, page in seen:
        verdict = tree.verdicts[path.verdict]
        for name, entries in (("unless", verdict.unless), ("next", verdict.next_steps)):
            expected = dict.fromkeys(
                text_of(entry.text) for entry in entries if holds(written(entry.when), path.given) is not False
            )
            shown = page["parts"][name]
            assert len(shown) == len(expected), (path.text, name)
            assert all(said.startswith(text) for said, text in zip(shown, expected, strict=True)), (path.text, name)


def test_without_a_trail_nothing_stands_twice_with_the_same_words(site: Path) -> None:
    found = 0
    for verdict in sorted((site / "verdicts").glob("*.html")):
        html = verdict.read_text(encoding="utf-8")
        folds = re.findall(r'<summary class="when"[^>]*>(.*?)</summary>', html)
        lists = re.findall(r'<section class="(?:unless|next)".*?</section>', html, re.DOTALL)
        said = [re.findall(r"<li[^>]*>(.*?)(?:<small|</li>)", one) for one in lists]
        for words in (folds, *said):
            assert sorted(words) == sorted(set(words)), verdict.name
            found += len(words)
    assert found


def test_the_excerpts_shown_are_those_that_count(seen: Seen, tree: Tree) -> None:
    for path, page in seen:
        counts = counting(tree, path.given, path.verdict)
        assert set(page["quotes"]) <= set(counts) or None in [one.items for one in path.given.values()], path.text
        if len(counts) <= MOST_SHOWN:
            assert set(counts) <= set(page["quotes"]), path.text
        assert all(number <= 2 for number in page["open"])


def test_the_line_of_stances_gives_each_article_one_voice(seen: Seen, tree: Tree) -> None:
    for path, page in seen:
        if None in [one.items for one in path.given.values()]:
            continue
        found = stances(tree, counting(tree, path.given, path.verdict))
        for article_id, stance in found.items():
            name = tree.articles[article_id].name
            names, others = (
                ", ".join(name for key, name in tree.options.items() if key in side)
                for side in (stance.options, stance.others)
            )
            both = f"for {names}" + f", against {others}" * bool(others)
            said = {"for": names, "several": both, "against": f"against {names}", "depends": "it depends"}
            assert f"{name}: {said[stance.kind]}" in page["stances"], (path.text, stance)
        assert page["stances"].count(": ") == len(found) + bool(found), path.text


def test_every_answer_has_its_row_with_its_reason(seen: Seen, tree: Tree) -> None:
    for path, page in seen:
        assert [(row["question"], row["answer"]) for row in page["because"]] == [
            (question_id, one.answer) for question_id, one in path.given.items()
        ]
        for row in page["because"]:
            question = tree.questions[row["question"]]
            answer = question.answers[row["answer"]]
            assert row["cells"][0] == question.name
            ticked = ", ".join(question.checklist[item] for item in path.ticks[row["question"]])
            assert row["cells"][1] == f"{answer.label}{ticked}" or row["cells"][1] == f"{answer.label}\n{ticked}"
            assert bool(row["cells"][2]) == bool(answer.because)
            link = urlsplit(row["link"])
            assert link.path.endswith(f"/questions/{row['question']}.html")
            assert parse_qs(link.query)["trail"] == [path.text]


def test_the_trail_is_question_and_answer_and_nothing_is_said(seen: Seen, tree: Tree) -> None:
    for path, page in seen:
        assert page["notice"] == ""
        assert (page["invite"], page["empty"], page["lost"]) == (0, 0, []), path.text
        for (question_id, one), (shown_question, shown_answer, words) in zip(
            path.given.items(), page["trail"], strict=True
        ):
            question = tree.questions[question_id]
            ticked = [question.checklist[item] for item in path.ticks[question_id]]
            assert (shown_question, shown_answer) == (question_id, one.answer)
            assert words == f"{question.name} {', '.join([question.answers[one.answer].label, *ticked])}"


def still_asked(tree: Tree, here: str, kept: dict[str, str]) -> set[int]:
    """How many questions are asked on each way from a page to a verdict: none that has an answer already."""
    if here in tree.verdicts:
        return {0}
    answers = tree.questions[here].answers
    if here in kept:
        return still_asked(tree, answers[kept[here]].leads_to, kept)
    return {1 + n for answer in answers.values() for n in still_asked(tree, answer.leads_to, kept)}


def test_what_another_answer_would_give_is_what_replay_gives(seen: Seen, tree: Tree) -> None:
    for path, page in seen:
        parts = {part.partition(".")[0]: part for part in path.text.split(",")}
        others = {
            (question_id, answer_id)
            for question_id, one in path.given.items()
            for answer_id in tree.questions[question_id].answers
            if answer_id != one.answer
        }
        rows = page["whatIf"]
        assert {(row["question"], row["answer"]) for row in rows} == others
        assert len(rows) == len(others)
        for row in rows:
            changed = {**parts, row["question"]: f"{row['question']}.{row['answer']}"}
            here = replay(tree, ",".join(changed.values())).here
            assert row.get("verdict") == (here if here in tree.verdicts else None), (path.text, row)
            flips = here in tree.verdicts and tree.verdicts[here].recommends not in (
                None,
                tree.verdicts[path.verdict].recommends,
            )
            assert (row["css"] == "flips") == flips
            if here == path.verdict:
                continue
            link = urlsplit(row["link"])
            found = replay(tree, parse_qs(link.query)["trail"][0])
            assert found.here == here == Path(link.path).stem
            if here in tree.questions:
                asked = still_asked(tree, here, dict(raw.partition(ITEM)[0].split(".") for raw in found.left_over))
                least, most = min(asked), max(asked)
                told = str(least) if least == most else f"{least} to {most}"
                assert row["cells"][2].startswith(f"{told} more question"), row
        order = [
            0 if row["css"] else 3 if row.get("verdict") == path.verdict else 1 if row.get("verdict") else 2
            for row in rows
        ]
        assert order == sorted(order)
        assert [row["hidden"] for row in rows] == [n >= MOST_SHOWN for n in range(len(rows))]


def test_a_tick_more_or_fewer_is_called_so(seen: Seen, tree: Tree) -> None:
    called = 0
    for path, page in seen:
        for row in page["whatIf"]:
            ticked = path.ticks[row["question"]]
            count = tree.questions[row["question"]].answers[row["answer"]].count
            fewer = bool(ticked) and count is not None and len(ticked) - 1 in count_range(count)
            more = bool(ticked) and count is not None and len(ticked) + 1 in count_range(count)
            assert row["cells"][1].startswith("One fewer:") == fewer, row
            assert row["cells"][1].startswith("One more:") == more, row
            called += fewer or more
    assert called


def test_a_record_is_short(seen: Seen) -> None:
    words = sorted(page["words"] for _, page in seen)
    print(f"words of a record without its appendix: {words[0]}, {words[len(words) // 2]}, {words[-1]}")
    assert words[-1] <= MOST_WORDS
