"""The real tree: what a reader of `Flask or Django?` may rely on, whatever its wording."""

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tree_builder.check.advice import advise
from tree_builder.check.check import check
from tree_builder.check.data import Data
from tree_builder.graph.evidence import evidence_of
from tree_builder.graph.paths import enumerate_paths, graph_of
from tree_builder.model import Tree
from tree_builder.proof.check import check_lock
from tree_builder.proof.lock import Lock
from tree_builder.read.document import load
from tree_builder.text.markdown import links_of

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "decision_tree.yaml").read_text(encoding="utf-8")
PACKAGE_INDEX_PATHS = ("/project/", "/simple/", "/package/")


@pytest.fixture(scope="module")
def tree() -> Tree:
    found, problems = check(load(TEXT))
    assert found is not None, problems
    return found


def test_the_guide_gives_no_cause_for_advice(tree: Tree) -> None:
    """But for its review date, which passes one day."""
    reviewed = date.fromisoformat(tree.guide.reviewed)
    assert advise(tree, graph_of(tree), reviewed) == []
    lock = Lock.read((ROOT / "articles.lock").read_text(encoding="utf-8"))
    assert check_lock(tree, lock) == ([], [])


def test_a_path_has_at_most_eight_answers_and_there_are_at_most_150(tree: Tree) -> None:
    graph = graph_of(tree)
    assert graph.longest[tree.start] <= 8
    assert graph.onward[tree.start] <= 150


def test_plain_cases_have_a_short_way(tree: Tree) -> None:
    assert len(tree.examples["thumbnail-api"].answers) <= 4


def test_examples_reach_every_verdict_and_most_answers(tree: Tree) -> None:
    assert len(tree.examples) >= 14
    assert {example.verdict for example in tree.examples.values()} == set(tree.verdicts)
    walked = {step for example in tree.examples.values() for step in example.answers.items()}
    answers = [(key, answer) for key, question in tree.questions.items() for answer in question.answers]
    assert len(walked) >= 0.8 * len(answers)


def test_every_verdict_has_evidence_of_two_articles_and_a_voice_against_it(tree: Tree) -> None:
    evidence = evidence_of(tree, graph_of(tree))
    for verdict_id, verdict in tree.verdicts.items():
        sides = {side for side in tree.options if evidence.case(verdict_id, side).total}
        assert len(evidence.by_article(verdict_id)) >= 2, verdict_id
        assert sides - {verdict.recommends}, f"nothing speaks against {verdict_id}"


def test_a_verdict_that_recommends_none_is_split_or_says_whose_choice_it_is(tree: Tree) -> None:
    for verdict_id, verdict in tree.verdicts.items():
        assert verdict.strength, verdict_id
        assert verdict.recommends or verdict.strength in ("split", "conditional"), verdict_id
        assert verdict.unless and verdict.next_steps, verdict_id


def test_at_least_one_verdict_shows_that_the_articles_part(tree: Tree) -> None:
    evidence = evidence_of(tree, graph_of(tree))
    split = [verdict_id for verdict_id, verdict in tree.verdicts.items() if verdict.strength == "split"]
    assert split
    for verdict_id in split:
        assert all(evidence.case(verdict_id, option).total for option in ("django", "flask")), verdict_id


def test_nobody_is_named_whom_the_articles_do_not_name(tree: Tree) -> None:
    named = {key: (article.author, article.published) for key, article in tree.articles.items()}
    assert named == {
        "tang-2020": ("Roy Tang", "2020-01-24"),
        "when-to-use": (None, None),
        "riba-2020": ("Austin Riba", "2020-03-23"),
        "zaid": (None, None),
        "cletro-2023": (None, "2023-10-03"),
    }


def test_since_notes_point_to_the_projects_own_pages(tree: Tree) -> None:
    notes = [
        since for article in tree.articles.values() for excerpt in article.excerpts.values() for since in excerpt.since
    ]
    assert notes
    for since in notes:
        assert not urlsplit(since.url).path.startswith(PACKAGE_INDEX_PATHS), since.url


def test_next_steps_link_to_documentation_over_https(tree: Tree) -> None:
    for verdict_id, verdict in tree.verdicts.items():
        links = [link for field in verdict.next_steps for link in links_of(field)]
        assert any(link.startswith("https://") for link in links), verdict_id
    for _, source in Data(load(TEXT).data).markdown():
        assert not any(link.startswith("http://") for link in links_of(source))


def test_every_path_ends_at_a_verdict_that_its_answers_allow(tree: Tree) -> None:
    """The answer about data and the verdict do not contradict each other."""
    relational = {"django", "django-admin", "django-rest-framework", "freedom-or-batteries", "flask-extended"}
    for trail, verdict_id in enumerate_paths(tree, 1000):
        given = dict(trail)
        if given.get("data-store") == "none":
            assert verdict_id not in relational | {"flask-document-store", "accounts-without-tables"}, trail
        if given.get("data-store") == "relational":
            assert verdict_id not in {"flask-document-store", "flask-core", "accounts-without-tables"}, trail
        if given["purpose"] == "learn":
            assert verdict_id in {"flask-then-django", "django-tutorial"}, trail
