"""Conditions on a page: as the attribute by which the script decides, and in words for readers without a trail."""

from collections import Counter

from ..graph.conditions import Clause, Condition, Term
from ..kinds import ITEM
from ..model import Tree
from ..text.catalogue import one_of, plain
from .context import Context

_MOST_NAMED = 3  # answers or clauses in words


def attribute(condition: Condition) -> str:
    """The `data-when` of a condition: `data-store.none|other,five-features.~orm;purpose.learn`; empty where it always holds."""
    return ";".join(",".join(part for term in clause for part in _parts(term)) for clause in condition)


def _parts(term: Term) -> list[str]:
    items = [f"{term.question}.{ITEM}{item}" for item in term.items]
    if term.answers:
        return [f"{term.question}.{'|'.join(term.answers)}", *items]
    return items or [term.question]


def question_names(tree: Tree) -> dict[str, str]:
    """What each question is called: its title where its short name is another's too."""
    number = Counter(question.name for question in tree.questions.values())
    return {key: one.title if number[one.name] > 1 else one.name for key, one in tree.questions.items()}


def in_words(context: Context, condition: Condition) -> str:
    """A condition as readers say it: `if you answered “None” to “Data”`; empty where it always holds."""
    if not condition:
        return ""
    named = [_clause(context, clause) for clause in condition[:_MOST_NAMED]]
    if len(condition) > _MOST_NAMED:
        named.append(plain("condition.others", n=len(condition) - _MOST_NAMED))
    return plain("condition.if", what=plain("words.then").join(named))


def _clause(context: Context, clause: Clause) -> str:
    return plain("words.and").join(_term(context, term) for term in clause)


def _term(context: Context, term: Term) -> str:
    question, name = context.tree.questions[term.question], context.question_names[term.question]
    items = plain("words.and").join(f"“{question.checklist[item]}”" for item in term.items)
    ticked = plain("condition.ticked", items=items) if items else ""
    if ticked and not term.answers:
        return ticked
    if not term.answers:
        return plain("condition.asked", question=name)
    labels = [f"“{question.answers[answer].label}”" for answer in term.answers]
    if len(labels) > _MOST_NAMED:
        labels[_MOST_NAMED:] = [plain("condition.more", n=len(labels) - _MOST_NAMED)]
    answered = plain("condition.answered", answers=one_of(labels), question=name)
    return answered + (plain("words.and") + ticked if ticked else "")
