"""The page of a question."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..graph.stances import options_of
from ..model import Answer, Excerpt, Question, Tree
from ..text.catalogue import plain
from .context import MOST_SHOWN, Context, beginning
from .feedback import Feedback, feedback
from .map_drawing import neighbourhood
from .options import option_class
from .parts import Column, Figure, Head, Some, TrailBar, column, figure, reachable, to_go, trail, ways_to


@dataclass(frozen=True, slots=True)
class Card:
    """An answer: a link to the next page, and what stands beside it."""

    id: str
    label: str
    href: Markup
    explain: Markup | None
    count: str  # such as `0-1`; empty without a checklist
    counted: str  # the same in words


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Everything that the page of a question says."""

    head: Head
    trail: TrailBar
    title: str
    explain: Markup | None
    checklist: dict[str, str]
    cards: Sequence[Card]
    leads: Sequence[tuple[str, Some]]  # each answer's label with the verdicts that it can lead to
    said: Sequence[Column]
    ways: Some
    neighbourhood: Markup
    feedback: Feedback | None


def question_page(context: Context, question_id: str, question: Question) -> QuestionPage:
    """What the page of a question says."""
    answers = question.answers
    labels = plain("question.description", labels=", ".join(answer.label for answer in answers.values()))
    return QuestionPage(
        head=Head(question.title, beginning(question.explain, labels)),
        trail=trail(context, "question", question_id, to_go(context, question_id, "question.to-go")),
        title=question.title,
        explain=context.html(question.explain) if question.explain else None,
        checklist=question.checklist,
        cards=[_card(context, answer_id, answer) for answer_id, answer in answers.items()],
        leads=[(answer.label, reachable(context, answer.leads_to)) for answer in answers.values()],
        said=_said(context, question),
        ways=ways_to(context, question_id),
        neighbourhood=neighbourhood(context, question_id),
        feedback=feedback(context, "question.unclear", question_id),
    )


def _card(context: Context, answer_id: str, answer: Answer) -> Card:
    count = answer.count or ""
    return Card(
        answer_id,
        answer.label,
        context.links.page(answer.leads_to),
        context.html(answer.explain) if answer.explain else None,
        count,
        plain("question.ticked", count=count.replace("-", plain("words.to"))) if count else "",
    )


def _said(context: Context, question: Question) -> list[Column]:
    """What the articles say on a question and its answers, by the option favoured: each excerpt once."""
    tree = context.tree
    at = dict.fromkeys(question.excerpts, "")
    for answer in question.answers.values():
        for reference in answer.excerpts:
            at.setdefault(reference, answer.label)
    columns: dict[str, list[Figure]] = {}
    for reference, label in at.items():
        excerpt = tree.excerpt(reference)
        side = _side(tree, excerpt)
        in_words = side == "depends" and bool(excerpt.favours or excerpt.against)
        columns.setdefault(side, []).append(figure(context, reference, about=label, sides=in_words))
    sides = [f"{word} {option}" for option in tree.options for word in ("for", "against")] + ["depends"]
    return [_column(context, side, columns[side]) for side in sides if side in columns]


def _side(tree: Tree, excerpt: Excerpt) -> str:
    """Where an excerpt stands on a question: `for` or `against` one option, else `depends`."""
    favours, against = options_of(tree, excerpt.favours), options_of(tree, excerpt.against)
    if len(favours) == 1:
        return f"for {favours[0]}"
    return f"against {against[0]}" if len(against) == 1 and not favours else "depends"


def _column(context: Context, side: str, figures: list[Figure]) -> Column:
    word, _, option = side.partition(" ")
    heading = plain(f"question.{word}", option=context.tree.options[option]) if option else plain("question.depends")
    css = option_class(context.tree, option if word == "for" else None)
    return column(side.replace(" ", "-"), css, heading, figures[:MOST_SHOWN], max(0, len(figures) - MOST_SHOWN))
