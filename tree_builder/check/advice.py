"""Advice: what could be better. One generator a piece of advice; printed as warnings, and never in the way.

Each reads a sound tree and yields what it would say, at a path of the data.
"""

from collections.abc import Callable, Iterator
from datetime import date

from ..fields import citations
from ..graph.conditions import clause_of
from ..graph.paths import Graph
from ..model import Tree
from ..text.problems import Problem, listed, shown
from .conditions import conditional_entries, needless_conditions
from .state_advice import state_advice
from .text_advice import TEXT_ADVICE, advise_on_dates

MOST_PAGES = 150
MOST_ANSWERS = 8


def same_way(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """The answers of a question lead to more than one place, or some condition hangs on them."""
    named = {term.question for _, _, entry in conditional_entries(tree) for term in clause_of(entry.when)}
    for question_id, question in tree.questions.items():
        targets = {answer.leads_to for answer in question.answers.values()}
        if len(targets) == 1 and question_id not in named:
            what = f"all answers of `{question_id}` lead to `{targets.pop()}`; the question decides nothing"
            yield _advice("same-way", what, "questions", question_id)


def evidence_everywhere(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """A page has an excerpt: its own, or one at an answer; where a tree has no articles, no page lacks one."""
    if not tree.articles:
        return
    for question_id, question in tree.questions.items():
        if not question.excerpts and not any(answer.excerpts for answer in question.answers.values()):
            yield _advice("no-excerpt", f"the question `{question_id}` has no excerpt", "questions", question_id)
    for verdict_id, verdict in tree.verdicts.items():
        if not verdict.excerpts:
            yield _advice("no-excerpt", f"the verdict `{verdict_id}` has no excerpt", "verdicts", verdict_id)


def excerpts_used(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """An excerpt is used by a page or an example."""
    used = {citation.excerpt for citation in citations(tree)}
    for article_id, article in tree.articles.items():
        for excerpt_id in article.excerpts:
            if f"{article_id}/{excerpt_id}" not in used:
                what = f"nothing uses the excerpt `{article_id}/{excerpt_id}`"
                yield _advice("unused-excerpt", what, "articles", article_id, "excerpts", excerpt_id)


def another_side(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """A verdict has something said against it: an `unless`, or an excerpt of its own that favours another option."""
    for verdict_id, verdict in tree.verdicts.items():
        cited = [tree.excerpt(cited.excerpt) for cited in verdict.excerpts]
        sides = {side for excerpt in cited for side in excerpt.favours} - {verdict.recommends}
        opposed = any(excerpt.against for excerpt in cited)
        if not verdict.unless and not sides and not opposed:
            yield _advice("one-sided", f"nothing is said against the verdict `{verdict_id}`", "verdicts", verdict_id)


def few_pages(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """A guide has at most 150 pages."""
    pages = len(tree.questions) + len(tree.verdicts)
    if pages > MOST_PAGES:
        what = f"the guide has {pages:,} pages; above {MOST_PAGES} nobody keeps them right"
        yield _advice("many-pages", what, "questions")


def short_paths(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """A path has at most eight answers."""
    longest = graph.longest[tree.start]
    if longest > MOST_ANSWERS:
        what = f"the longest path has {longest:,} answers; above {MOST_ANSWERS} readers give up"
        yield _advice("long-path", what, "start")


def labels_differ(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """The answers of a question have labels of their own."""
    for question_id, question in tree.questions.items():
        seen: dict[str, str] = {}
        for answer_id, answer in question.answers.items():
            label = answer.label.casefold()
            if label in seen:
                what = f"the label {shown(answer.label)} repeats that of `{question_id}/{seen[label]}`"
                keys = ("questions", question_id, "answers", answer_id, "label")
                yield Problem(what, keys, advice="same-label")
            seen.setdefault(label, answer_id)


def examples_earn_their_place(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """An example walks an answer that no example before it walks, or has an excerpt that no example before it has."""
    covered: set[str] = set()
    for example_id, example in tree.examples.items():
        covers = {f"{question}/{answer}" for question, answer in example.answers.items()} | set(example.excerpts)
        if covers <= covered:
            what = f"the example `{example_id}` covers nothing new: every answer has an example, and every excerpt"
            yield _advice("idle-example", what, "examples", example_id)
        covered |= covers


def examples_cover(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """Where there are examples, they walk through every question, every answer and every verdict."""
    if not tree.examples:
        return
    walked = {step for example in tree.examples.values() for step in example.answers.items()}
    asked = {question_id for question_id, _ in walked}
    answers = [
        f"{question_id}/{answer_id}"
        for question_id, question in tree.questions.items()
        for answer_id in question.answers
        if (question_id, answer_id) not in walked
    ]
    questions = [question_id for question_id in tree.questions if question_id not in asked]
    reached = {example.verdict for example in tree.examples.values()}
    verdicts = [verdict_id for verdict_id in tree.verdicts if verdict_id not in reached]
    for kind, missing in (("question", questions), ("answer", answers), ("verdict", verdicts)):
        if missing:
            what = f"no example walks through the {kind}{'s' * (len(missing) > 1)} {listed(missing)}"
            yield _advice("no-example", what, "examples")


def _advice(kind: str, what: str, *keys: str) -> Problem:
    return Problem(what, keys, at_key=True, advice=kind)


ADVICE: tuple[Callable[[Tree, Graph], Iterator[Problem]], ...] = (
    same_way,
    evidence_everywhere,
    excerpts_used,
    another_side,
    few_pages,
    short_paths,
    labels_differ,
    examples_earn_their_place,
    examples_cover,
    needless_conditions,
)


def advise(tree: Tree, graph: Graph, today: date) -> list[Problem]:
    """All advice on a tree. `today` decides whether its review is overdue."""
    problems = [problem for advice in (*ADVICE, *TEXT_ADVICE) for problem in advice(tree, graph)]
    return [*problems, *state_advice(tree, graph), *advise_on_dates(tree, today)]
