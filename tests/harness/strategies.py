"""Random sound trees for property-based tests: `trees()` draws a `Tree`, `tree_data()` the data that it is made of."""

import json
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tree_builder.check.check import check
from tree_builder.model import Tree
from tree_builder.read.document import load

LINES = st.sampled_from(
    ["Small", "yes", "1.10", "<b>Bold</b>", "{{ size }}", "{% raw %}", "*stars* and _lines_", "a `b` | c", "\\n",
     "大きさ", "&lt; \"x\" 'y'", "גודל", "[x](javascript:y)", "# Not a heading", "- no list", "1. no list", "a" * 200]
)  # fmt: skip
MARKDOWN = st.sampled_from(
    ["It matters.", "It *matters*: see [the start](question:q0).", "<script>x</script> {{ size }} {% raw %}",
     "# Heading\n\n- a list\n- of two\n\n```\n{{ code }}\n```", "| a | b |\n|---|---|\n| [c](verdict:v0) | `d` |"]
)  # fmt: skip
QUOTES = st.sampled_from(["Two words.", "Small things […] want “A”.", "<b>Bold</b> {{ words }} here", "小さい"])
URLS = st.just("https://example.org/?a=1&b='2'#c")
OPTIONS = ("a", "b", "c")

# How tests try random trees: often enough to find things, and never failing because a machine is slow.
QUICK = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Data = dict[str, Any]


def sound(data: Data) -> Tree:
    """The tree that `data` holds. Data that a strategy of this module drew has no problem."""
    tree, problems = check(load(json.dumps(data, ensure_ascii=False)))
    assert tree is not None, problems
    return tree


def trees(**limits: int) -> st.SearchStrategy[Tree]:
    """Sound trees: paths that fork and merge, checklists, articles, examples and retired ids, each of them optional."""
    return tree_data(**limits).map(sound)


@st.composite
def tree_data(draw: st.DrawFn, most_questions: int = 7, most_verdicts: int = 4) -> Data:
    """The data of a sound tree. Questions and answers stand in any order; the start is always `q0`."""
    questions = [f"q{n}" for n in range(draw(st.integers(1, most_questions)))]
    verdicts = [f"v{n}" for n in range(draw(st.integers(1, most_verdicts)))]
    articles = draw(_articles())
    excerpts = [f"{article}/{excerpt}" for article, entry in articles.items() for excerpt in entry["excerpts"]]
    leads_to = draw(_edges(questions, verdicts))
    data: Data = {
        "guide": {"title": draw(LINES), "summary": draw(LINES), "edition": "1", "reviewed": "2026-11-21",
                  "review_due": "2027-11-21"},
        "options": {option: draw(LINES) for option in OPTIONS},
        "start": "q0",
        "articles": articles,
        "questions": {key: draw(_question(leads_to[key], excerpts)) for key in draw(st.permutations(questions))},
        "verdicts": {key: draw(_verdict(verdicts, excerpts)) for key in draw(st.permutations(verdicts))},
        "retired": {f"old-{page}": page for page in draw(st.lists(st.sampled_from(questions + verdicts), max_size=2))},
    }  # fmt: skip
    walks = draw(st.lists(_walk(data["questions"]), max_size=2))
    data["examples"] = {f"x{n}": {"title": draw(LINES), **walk} for n, walk in enumerate(walks)}
    return data


@st.composite
def _edges(draw: st.DrawFn, questions: list[str], verdicts: list[str]) -> dict[str, list[str]]:
    """For each question the pages that its answers lead to: later questions only, and every page at least once."""
    leads_to: dict[str, list[str]] = {question: [] for question in questions}
    for position, question in enumerate(questions[1:], 1):
        leads_to[draw(st.sampled_from(questions[:position]))].append(question)
    for verdict in verdicts:
        leads_to[draw(st.sampled_from(questions))].append(verdict)
    for position, question in enumerate(questions):
        later = st.sampled_from(questions[position + 1 :] + verdicts)
        least = max(0, 2 - len(leads_to[question]))
        leads_to[question] += draw(st.lists(later, min_size=least, max_size=least + 1))
    return leads_to


@st.composite
def _question(draw: st.DrawFn, leads_to: list[str], excerpts: list[str]) -> Data:
    targets = draw(st.permutations(leads_to))
    answers: Data = {
        f"to-{n}": {
            "label": draw(LINES),
            "leads_to": target,
            **draw(_optional(explain=MARKDOWN)),
            **draw(_cited(excerpts)),
        }
        for n, target in enumerate(targets)
    }
    question = {"title": draw(LINES), **draw(_optional(explain=MARKDOWN)), **draw(_cited(excerpts)), "answers": answers}
    if draw(st.booleans()):
        question["checklist"] = draw(_checklist(answers))
    return question


@st.composite
def _checklist(draw: st.DrawFn, answers: Data) -> Data:
    """Items to count, and in each answer the count that picks it."""
    first = 0
    for answer in answers.values():
        last = first + draw(st.integers(0, 2))
        answer["count"] = f"{first}-{last}" if last > first or draw(st.booleans()) else str(first)
        first = last + 1
    return {f"item-{n}": draw(LINES) for n in range(first - 1)}


def _verdict(verdicts: list[str], excerpts: list[str]) -> st.SearchStrategy[Data]:
    optional = _optional(
        recommends=st.sampled_from(OPTIONS),
        strength=st.sampled_from(["strong", "conditional", "split"]),
        unless=st.lists(MARKDOWN, max_size=2),
        see_also=st.lists(st.sampled_from(verdicts), max_size=2),
    )
    return _merged(st.fixed_dictionaries({"title": LINES, "summary": MARKDOWN}), optional, _cited(excerpts))


def _articles() -> st.SearchStrategy[Data]:
    excerpt = _merged(st.fixed_dictionaries({"quote": QUOTES}), _optional(favours=st.sampled_from(OPTIONS)))
    excerpts = st.dictionaries(st.sampled_from(["first", "second", "no"]), excerpt)
    article = _merged(
        st.fixed_dictionaries({"title": LINES, "excerpts": excerpts}),
        _optional(author=LINES, published=st.just("2020-02-29"), url=URLS, about=MARKDOWN),
    )
    return st.dictionaries(st.sampled_from(["kim-2020", "lee-2021"]), article)


@st.composite
def _walk(draw: st.DrawFn, questions: Data) -> Data:
    """The answers of one path and the verdict that they lead to."""
    here, answers = "q0", {}
    while here in questions:
        answers[here] = draw(st.sampled_from(list(questions[here]["answers"])))
        here = questions[here]["answers"][answers[here]]["leads_to"]
    return {"answers": answers, "verdict": here}


def _cited(excerpts: list[str]) -> st.SearchStrategy[Data]:
    return _optional(excerpts=st.lists(st.sampled_from(excerpts), unique=True, max_size=3)) if excerpts else st.just({})


def _optional(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries({}, optional=keys)


def _merged(*parts: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
    return st.tuples(*parts).map(lambda drawn: {key: value for part in drawn for key, value in part.items()})
