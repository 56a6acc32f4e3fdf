"""The evidence on a verdict: which excerpts may count there, under which condition, and how directly they bear on it.

The most direct come first: the verdict's own, then those of the answers on any way to it, the last answers first, then
those of the questions. What is looked at is bounded, so the cost of a page does not grow with the tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..fields import citations
from ..model import Tree
from .conditions import ALWAYS, Clause, Condition, Term, condition_of, merged
from .paths import Graph

MOST_CITATIONS = 400  # of the answers and questions before a verdict; those further away are left out


@dataclass(frozen=True, slots=True)
class Mention:
    """An excerpt that may count on a page, and when it does."""

    reference: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class User:
    """What relies on an excerpt: a question, an answer of it, a verdict or an example."""

    kind: str  # question, verdict or example
    id: str
    answer: str = ""


def users_of(tree: Tree) -> dict[str, list[User]]:
    """Everything that relies on each excerpt, by reference, in the order of the file."""
    users: dict[str, list[User]] = {reference: [] for reference, _ in tree.excerpts()}
    for keys, reference in citations(tree):
        answer = str(keys[3]) if keys[2] == "answers" else ""
        user = User(str(keys[0]).removesuffix("s"), str(keys[1]), answer)
        if user not in users[reference]:
            users[reference].append(user)
    return users


def mentions(tree: Tree, graph: Graph, verdict_id: str) -> list[Mention]:
    """The excerpts that may count on a verdict, the most direct first, each once with all that makes it count."""
    own = tree.verdicts[verdict_id].excerpts
    found: dict[str, list[Clause]] = {}
    for cited in own:
        found.setdefault(cited.excerpt, []).extend(condition_of(cited.when))
    for reference, term in sorted(_cited_before(tree, graph, verdict_id), key=lambda cited: not cited[1].answers):
        found.setdefault(reference, []).append((term,))
    always = {cited.excerpt for cited in own if not cited.when}
    return [Mention(ref, ALWAYS if ref in always else merged(clauses)) for ref, clauses in found.items()]


def _cited_before(tree: Tree, graph: Graph, page_id: str) -> Iterator[tuple[str, Term]]:
    """The excerpts at the answers and questions on any way to a page, the nearest first, each with what makes it count."""
    seen: set[str] = set()
    waiting = [page_id]
    number = 0
    for here in waiting:  # breadth first: it grows while it is read
        for step in graph.leads[here]:
            question = tree.questions[step.question]
            cited = [(ref, Term(step.question, (step.answer,))) for ref in question.answers[step.answer].excerpts]
            if step.question not in seen:
                seen.add(step.question)
                waiting.append(step.question)
                cited += [(ref, Term(step.question)) for ref in question.excerpts]
            yield from cited
            number += len(cited)
        if number > MOST_CITATIONS:
            return
