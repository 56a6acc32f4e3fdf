"""The real tree: what a reader of `Flask or Django?` may rely on, whatever its wording."""

import csv
import operator
import re
import statistics
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tree_builder.check.reading import read_guide
from tree_builder.entries import StrengthWhen, Text
from tree_builder.fields import Found, texts
from tree_builder.graph.conditions import Given, condition_of, holds
from tree_builder.graph.paths import Trail, enumerate_paths, graph_of
from tree_builder.graph.stances import counting, stances
from tree_builder.model import Tree, Verdict
from tree_builder.text.markdown import links_of

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (ROOT / "docs" / "packages.md").read_text(encoding="utf-8")
PACKAGE_INDEX_PATHS = ("/project/", "/simple/", "/package/")
REVIEWED = date(2026, 11, 25)


@pytest.fixture(scope="module")
def tree() -> Tree:
    raw, lock = (ROOT / "decision_tree.yaml").read_bytes(), (ROOT / "articles.lock").read_bytes()
    reading = read_guide(raw, lock, REVIEWED, frozen={})
    assert reading.tree is not None, reading.problems
    assert reading.problems == [], "the guide gives no cause for advice, but for its review date, which passes one day"
    return reading.tree


# Ways through it


def words(*texts: str | None) -> int:
    """The number of words that a reader sees of Markdown texts."""
    return sum(len(re.sub(r"\]\([^)]*\)|[*_`#>|]", " ", text or "").split()) for text in texts)


def paths(tree: Tree) -> list[tuple[Trail, str]]:
    return list(enumerate_paths(tree, 1000))


def test_a_path_has_at_most_eight_answers_and_there_are_at_most_150(tree: Tree) -> None:
    graph = graph_of(tree)
    assert graph.longest[tree.start] <= 8
    assert graph.onward[tree.start] <= 150


def test_the_median_path_has_at_most_400_words(tree: Tree) -> None:
    cost = {
        question_id: words(question.title, question.explain, *question.checklist.values())
        + sum(words(answer.label, answer.explain) for answer in question.answers.values())
        for question_id, question in tree.questions.items()
    }
    assert statistics.median(sum(cost[question] for question, _ in trail) for trail, _ in paths(tree)) <= 400


def test_every_question_says_how_to_tell_and_every_answer_what_it_means(tree: Tree) -> None:
    for question_id, question in tree.questions.items():
        assert question.short and 0 < words(question.explain) <= 40, question_id
        for answer_id, answer in question.answers.items():
            assert 0 < words(answer.because) <= 14, f"{question_id}/{answer_id}"


def test_no_two_answers_of_a_question_have_the_same_consequence(tree: Tree) -> None:
    for question_id, question in tree.questions.items():
        ends = [(answer.leads_to, answer.because, answer.excerpts) for answer in question.answers.values()]
        assert len(set(ends)) == len(ends), question_id


@pytest.mark.parametrize("question", ["no-data-audience", "few-needs-audience", "audience"])
def test_whoever_asks_whom_it_serves_tells_what_is_live_and_takes_none_of_these(tree: Tree, question: str) -> None:
    leads = {answer_id: answer.leads_to for answer_id, answer in tree.questions[question].answers.items()}
    assert (leads["live"], leads["other"]) == ("async-framework", "another-tool")


def test_what_is_strong_was_asked_who_will_keep_it(tree: Tree) -> None:
    for trail, verdict_id in paths(tree):
        given = dict(trail)
        if strength(tree.verdicts[verdict_id], trail) == "strong" and given["purpose"] != "learn":
            assert "keepers" in given, trail


def test_every_path_ends_at_a_verdict_that_its_answers_allow(tree: Tree) -> None:
    """The answer about data and the verdict do not contradict each other."""
    relational = {
        "django",
        "django-admin",
        "django-rest-framework",
        "lean-to-django",
        "flask-extended",
        "flask-service",
    }
    for trail, verdict_id in paths(tree):
        given = dict(trail)
        if given.get("data-store") in ("none", "non-relational"):
            assert verdict_id not in relational | {"freedom-or-batteries"}, trail
        if given.get("data-store") == "relational":
            assert verdict_id not in {"flask-document-store", "flask-core", "accounts-without-tables"}, trail
        if given["purpose"] == "learn":
            assert verdict_id in {"flask-then-django", "django-tutorial"}, trail


# Examples


def test_examples_walk_every_answer_and_ten_at_least_are_in_no_article(tree: Tree) -> None:
    walked = {step for example in tree.examples.values() for step in example.answers.items()}
    assert walked == {(key, answer) for key, question in tree.questions.items() for answer in question.answers}
    assert {example.verdict for example in tree.examples.values()} == set(tree.verdicts)
    assert sum(example.title.endswith("(ours)") for example in tree.examples.values()) >= 10


# Quotations and claims


def test_quotations_are_sentences(tree: Tree) -> None:
    quotes = [excerpt.quote for _, excerpt in tree.excerpts()]
    assert sum(quote[0].islower() for quote in quotes) <= 5
    assert sum(len(quote.split()) < 8 for quote in quotes) <= 8


def claims() -> list[dict[str, str]]:
    """Every claim of the articles, and where the guide has it: an excerpt, or words on a page."""
    with (ROOT / "tests" / "data" / "claims.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def markdown(tree: Tree) -> list[Found]:
    return [found for found in texts(tree) if found.kind.name == "markdown"]


def page_text(tree: Tree, page: str) -> str:
    """All Markdown of an article, a question or a verdict, its whitespace made single spaces."""
    kind, _, page_id = page.partition(":")
    if kind == "article":
        return " ".join((tree.articles[page_id].about or "").split())
    found = [field.text for field in markdown(tree) if field.keys[:2] == (f"{kind}s", page_id)]
    return " ".join(" ".join(found).split())


def test_all_103_claims_are_represented(tree: Tree) -> None:
    assert len({claim["id"] for claim in claims()}) == 103
    quoted = {reference for reference, _ in tree.excerpts()}
    for claim in claims():
        if claim["excerpt"]:
            assert claim["excerpt"] in quoted, claim
        else:
            assert claim["words"] in page_text(tree, claim["page"]), claim


def test_nobody_is_named_whom_the_articles_do_not_name(tree: Tree) -> None:
    assert {key: (article.author, article.published) for key, article in tree.articles.items()} == {
        "tang-2020": ("Roy Tang", "2020-01-24"),
        "when-to-use": (None, None),
        "riba-2020": ("Austin Riba", "2020-03-23"),
        "zaid": (None, None),
        "cletro-2023": (None, "2023-10-03"),
    }


def test_since_notes_point_to_no_package_index(tree: Tree) -> None:
    notes = [since for _, excerpt in tree.excerpts() for since in excerpt.since]
    assert notes
    for since in notes:
        assert not urlsplit(since.url).path.startswith(PACKAGE_INDEX_PATHS), since.url


# How the articles stand


def given_on(trail: Trail) -> dict[str, Given]:
    """A trail by question, as conditions take it; what was ticked is unknown here."""
    return {question: Given(answer, None) for question, answer in trail}


def held(entry: Text | StrengthWhen, trail: Trail) -> bool:
    """Whether an entry may be shown on a trail: its condition holds, or hangs on ticks only."""
    return holds(condition_of(entry.when), given_on(trail)) is not False


def strength(verdict: Verdict, trail: Trail) -> str:
    return next(entry.strength for entry in verdict.strength if held(entry, trail))


def voices_on(tree: Tree, trail: Trail, verdict_id: str) -> list[set[str]]:
    """By article that is not silent: the options that it is for; the other one where it is only against one."""
    found = stances(tree, counting(tree, given_on(trail), verdict_id)).values()
    return [
        set(tree.options) - set(stance.options) if stance.kind == "against" else set(stance.options) for stance in found
    ]


def said(tree: Tree) -> Iterator[tuple[str, Trail, str]]:
    """Everything that a verdict says on a path, and that the answers to it give as reasons."""
    for trail, verdict_id in paths(tree):
        verdict = tree.verdicts[verdict_id]
        shown = [next(entry.text for entry in verdict.summary if held(entry, trail))]
        shown += [entry.text for entry in verdict.unless if held(entry, trail)]
        shown += [tree.questions[question].answers[answer].because or "" for question, answer in trail]
        for text in shown:
            yield " ".join(text.split()), trail, verdict_id


# What must be true of the number of articles that speak for Django and for Flask; one that is for both is in both.
STATEMENTS: dict[str, Callable[[int, int], bool]] = {
    r"[Tt]he articles part|send tables to Django and other stores to Flask": lambda *sides: min(sides) > 0,
    r"[Tt]he articles give( this project)? to Django": operator.gt,
    r"By the articles( alone)?,? [^.;]* would( rather)? be Flask": operator.lt,
    r"By the articles alone it is open|Without them it would be open": operator.eq,
    r"The two articles that look at learning": lambda *sides: sides == (0, 2),
}
OF_NO_FRAMEWORK = r"[Nn]one of the five articles|[Nn]o article|[Tt]he (dated )?articles are (silent|older)"
COUNTED = re.compile(
    r"\b(most|all|both|two|three|four|five)\b[^.]*\barticles\b|\barticles\b[^.]*\b(agree|part|give|send)\b"
    r"|By the articles|would be open"
)


def test_where_it_says_how_the_articles_stand_the_stances_say_the_same(tree: Tree) -> None:
    found = set()
    for text, trail, verdict_id in said(tree):
        matched = [pattern for pattern in STATEMENTS if re.search(pattern, text)]
        for pattern in matched:
            voices = voices_on(tree, trail, verdict_id)
            django, flask = (sum(option in voice for voice in voices) for option in ("django", "flask"))
            assert STATEMENTS[pattern](django, flask), (text, trail)
        rest = re.sub("|".join(STATEMENTS), "", re.sub(OF_NO_FRAMEWORK, "", text))
        assert not COUNTED.search(rest), f"a statement that no rule here compares: {text}"
        found |= set(matched)
    assert found == set(STATEMENTS), "a rule that nothing needs"


def test_strong_stands_against_no_majority_and_split_where_both_sides_speak(tree: Tree) -> None:
    for trail, verdict_id in paths(tree):
        verdict, voices = tree.verdicts[verdict_id], voices_on(tree, trail, verdict_id)
        match strength(verdict, trail):
            case "strong":
                assert verdict.recommends
                assert voices.count({verdict.recommends}) > len(voices) / 2, trail
            case "split":
                assert set().union(*voices) == set(tree.options), trail


def test_a_verdict_that_recommends_none_is_split_or_says_whose_choice_it_is(tree: Tree) -> None:
    for verdict_id, verdict in tree.verdicts.items():
        assert verdict.unless and verdict.next_steps, verdict_id
        assert verdict.recommends or "strong" not in {entry.strength for entry in verdict.strength}, verdict_id


# What is known today


def verdict_texts(tree: Tree) -> dict[str, str]:
    return {verdict_id: page_text(tree, f"verdict:{verdict_id}") for verdict_id in tree.verdicts}


def rows() -> dict[str, list[str]]:
    """The table of packages: the cells of each row, by the name of the package."""
    cells = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in PACKAGES.splitlines() if "|" in line]
    return {row[0]: row for row in cells[2:]}


NAMED = re.compile(
    r"\bFlask-[A-Z]\w+(?:-[A-Z]\w+)*|\bdjango-[a-z]+\b|\bDjango (?:REST framework|Channels|Ninja|MongoDB Backend)\b"
    r"|\b(?!JavaScript|MongoDB|MongoEngine)[A-Z][a-z]+[A-Z]\w*|\b(?:Wagtail|Quart|Dash|Streamlit|Alembic|Jinja)\b"
)


def test_every_package_that_a_verdict_names_was_looked_at_since_the_last_review(tree: Tree) -> None:
    table = rows()
    for verdict_id, text in verdict_texts(tree).items():
        plain = re.sub(r"\]\([^)]*\)", "]", text)
        missing = {name for name in NAMED.findall(plain) if name not in table}
        assert not missing, f"{verdict_id} names {missing}, which docs/packages.md lacks"
    for name, row in table.items():
        assert len(row) == 7 and row[6] >= tree.guide.reviewed, f"{name} was looked at before the last review"


def test_next_steps_link_to_the_keepers_of_those_packages_over_https(tree: Tree) -> None:
    hosts = {urlsplit(link).hostname for link in links_of(PACKAGES)}
    for verdict_id, verdict in tree.verdicts.items():
        links = [link for step in verdict.next_steps for link in links_of(step.text)]
        outside = [link for link in links if link.startswith("http")]
        assert outside, verdict_id
        assert {urlsplit(link).hostname for link in outside} <= hosts, verdict_id
    assert not [link for field in markdown(tree) for link in links_of(field.text) if link.startswith("http:")]
