"""Conditions: the answers under which a part of a verdict holds, and whether there is a path on which it does.

A condition as an author writes it is one clause: every term of it must hold. An excerpt that stands at several answers
counts when any of them was given, so a whole condition is a list of clauses; without a clause it always holds.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..kinds import ASKED, ITEM, count_range
from ..model import Answer, Tree
from .paths import Graph


class Term(NamedTuple):
    """What must have been answered to one question: one of `answers`, or any where there are none, and every item."""

    question: str
    answers: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


Clause = tuple[Term, ...]
Condition = tuple[Clause, ...]
ALWAYS: Condition = ()


class Given(NamedTuple):
    """An answer on a trail. `items` are the ticked ones; None where they are unknown."""

    answer: str
    items: frozenset[str] | None = frozenset()


def given_of(tree: Tree, question_id: str, answer_id: str, items: Iterable[str] = ()) -> Given:
    """An answer of a trail, with the items that the trail ticks.

    Without ticks the items are unknown, unless the answer's count admits none: `isUnknown` of the scripts is the same.
    """
    count = tree.questions[question_id].answers[answer_id].count
    ticked = frozenset(items)
    return Given(answer_id, None if count and not ticked and 0 not in count_range(count) else ticked)


def clause_of(when: Mapping[str, Sequence[str]]) -> Clause:
    """The clause of a condition as it stands in the tree."""
    return tuple(_term(question_id, named) for question_id, named in when.items())


def condition_of(when: Mapping[str, Sequence[str]]) -> Condition:
    """The condition of an entry; an empty one always holds."""
    return (clause_of(when),) if when else ALWAYS


def _term(question_id: str, named: Sequence[str]) -> Term:
    once = dict.fromkeys(named)
    items = tuple(name.removeprefix(ITEM) for name in once if name.startswith(ITEM))
    answers = () if ASKED in once else tuple(name for name in once if not name.startswith(ITEM))
    return Term(question_id, answers, items)


def holds(condition: Condition, trail: Mapping[str, Given]) -> bool | None:
    """Whether a condition holds on a trail, given by question; None where that hangs on items that are unknown."""
    if not condition:
        return True
    found = [_clause_holds(clause, trail) for clause in condition]
    return True if True in found else None if None in found else False


def _clause_holds(clause: Clause, trail: Mapping[str, Given]) -> bool | None:
    found = [_term_holds(term, trail.get(term.question)) for term in clause]
    return False if False in found else None if None in found else True


def _term_holds(term: Term, given: Given | None) -> bool | None:
    if given is None or (term.answers and given.answer not in term.answers):
        return False
    if term.items and given.items is None:
        return None
    return given.items is None or given.items.issuperset(term.items)


def merged(clauses: Iterable[Clause]) -> Condition:
    """Clauses any of which may hold, those about the answers to one and the same question made one."""
    by_question: dict[str, Term] = {}
    others: dict[Clause, None] = {}
    for clause in clauses:
        term = clause[0]
        if len(clause) > 1 or term.items:
            others[clause] = None
            continue
        before = by_question.get(term.question)
        if before is None or not term.answers:
            by_question[term.question] = term
        elif before.answers:
            by_question[term.question] = Term(term.question, tuple(dict.fromkeys(before.answers + term.answers)))
    return (*others, *((term,) for term in by_question.values()))


def any_of(conditions: Collection[Condition]) -> Condition:
    """The condition that holds where any of several does."""
    return ALWAYS if ALWAYS in conditions else merged(clause for condition in conditions for clause in condition)


class Ways:
    """Which pages lead to which, worked out page by page when it is asked for: never by enumerating paths."""

    def __init__(self, tree: Tree, graph: Graph) -> None:
        self.tree = tree
        self.graph = graph
        self._position = {page_id: n for n, page_id in enumerate(graph.order)}
        self.before = lru_cache(maxsize=1024)(self._before)

    def _before(self, page_id: str) -> frozenset[str]:
        """A page and all that lie on any way to it."""
        found = {page_id}
        waiting = [page_id]
        for here in waiting:  # grows while it is read
            for step in self.graph.leads[here]:
                if step.question not in found:
                    found.add(step.question)
                    waiting.append(step.question)
        return frozenset(found)

    def can_hold(self, clause: Clause, verdict_id: str) -> bool:
        """Whether some path to a verdict has every answer that a clause names.

        Its questions can be asked in one order only, so each must have an allowed answer that leads to the next.
        """
        terms = sorted(clause, key=lambda term: self._position[term.question])
        ends = [*(term.question for term in terms[1:]), verdict_id]
        return all(
            any(answer.leads_to in self.before(end) for answer in self._allowed(term))
            for term, end in zip(terms, ends, strict=True)
        )

    def _allowed(self, term: Term) -> list[Answer]:
        answers = self.tree.questions[term.question].answers
        return [
            answer
            for answer_id, answer in answers.items()
            if (not term.answers or answer_id in term.answers)
            and (not term.items or (answer.count is not None and count_range(answer.count)[-1] >= len(term.items)))
        ]

    def always_holds(self, clause: Clause, verdict_id: str) -> bool:
        """Whether every path to a verdict has every answer that a clause names."""
        return not any(self._can_fail(term, verdict_id) for term in clause)

    def _can_fail(self, term: Term, verdict_id: str) -> bool:
        if term.items:
            return True
        before = self.before(verdict_id)
        others = [
            answer.leads_to
            for answer_id, answer in self.tree.questions[term.question].answers.items()
            if term.answers and answer_id not in term.answers
        ]
        return any(target in before for target in others) or self._can_avoid(term.question, verdict_id)

    def _can_avoid(self, question_id: str, verdict_id: str) -> bool:
        """Whether some path to a verdict never meets a question."""
        if self.tree.start == question_id:
            return False
        found = {verdict_id}
        waiting = [verdict_id]
        for here in waiting:  # grows while it is read
            if here == self.tree.start:
                return True
            for step in self.graph.leads[here]:
                if step.question not in found and step.question != question_id:
                    found.add(step.question)
                    waiting.append(step.question)
        return False
