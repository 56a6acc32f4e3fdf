"""Replay of a trail against a tree: the twin of `docs/assets/replay.js`; a test runs both on the same trails.

A trail is input from a stranger. It is split and looked up, nothing else, and whatever its text, nothing is raised:

* An empty text has no parts; any other is split at every `,`.
* A part is `question.answer`, then any number of `~item`. What stands before the first `~` must hold exactly one `.`
  with something on both sides of it; otherwise the part is malformed, and so unknown.
* What is retired is read as what it forwards to: first the pair `question/answer`; else the question, and then the
  pair of the new question and the answer; else the answer is looked up as it is, at the new question.
* What is withdrawn, the pair or its question, names nothing any more.
* A part that then names no answer of the tree is unknown. Of several that answer the same question the first counts,
  and the others are repeated, whatever they answer and tick.
* Of a part that counts, a retired item is read as what it forwards to: first `question/~item`; else that of the new
  question; else the item is looked up as it is. One that is then not in the checklist of the answer's question, or is
  withdrawn, is dropped and unknown, once, written as `question.answer~item` with today's question and answer. An item
  named again is dropped in silence. How many items are ticked is never held against the answer.
* From the start, each question takes its answer, in whatever order they were given, up to the first question that has
  none or to a verdict. What counted and was not taken is left over.

What is unknown, repeated or left over keeps the order and the words of the trail.
"""

from dataclasses import dataclass

from ..kinds import ITEM
from ..model import Tree
from .paths import Step


@dataclass(frozen=True, slots=True)
class Given:
    """A part of a trail as it stands there: `raw`, and what it says; nothing where it is malformed."""

    raw: str
    question: str = ""
    answer: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that was taken on the way, with those ticked items that exist."""

    question: str
    answer: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replay:
    """Where a trail leads today: the answers taken, the page where they end, and the parts that were of no use."""

    steps: list[Taken]
    here: str
    unknown: list[str]
    repeated: list[str]
    left_over: list[str]


def parse_trail(text: str) -> list[Given]:
    """The parts of a trail, in order."""
    return [_part(raw) for raw in text.split(",")] if text else []


def _part(raw: str) -> Given:
    pair, *items = raw.split("~")
    question, _, answer = pair.partition(".")
    sound = question and answer and "." not in answer
    return Given(raw, question, answer, tuple(items)) if sound else Given(raw)


def understood(tree: Tree, question: str, answer: str) -> Step | None:
    """The answer of today's tree that a once published answer is read as, or None where there is none."""
    if question in tree.withdrawn or f"{question}/{answer}" in tree.withdrawn:
        return None
    moved = tree.retired.get(question, question)
    pair = tree.retired.get(f"{question}/{answer}") or tree.retired.get(f"{moved}/{answer}")
    question, _, answer = (pair or f"{moved}/{answer}").partition("/")
    return Step(question, answer) if question in tree.questions and answer in tree.questions[question].answers else None


def understood_item(tree: Tree, question: str, item: str, here: str) -> str:
    """The item of the question `here` that a once published item of `question` is read as, or nothing."""
    if question in tree.withdrawn or f"{question}/{ITEM}{item}" in tree.withdrawn:
        return ""
    moved = tree.retired.get(question, question)
    pair = tree.retired.get(f"{question}/{ITEM}{item}") or tree.retired.get(f"{moved}/{ITEM}{item}")
    holder, _, item = (pair or f"{here}/{ITEM}{item}").partition(f"/{ITEM}")
    return item if holder == here in tree.questions and item in tree.questions[here].checklist else ""


def replay(tree: Tree, trail_text: str) -> Replay:
    """Follow a trail through the tree from its start. Raises nothing, whatever the text."""
    given: dict[str, tuple[str, Taken]] = {}
    unknown: list[str] = []
    repeated: list[str] = []
    for part in parse_trail(trail_text):
        step = understood(tree, part.question, part.answer)
        if step is None:
            unknown.append(part.raw)
        elif step.question in given:
            repeated.append(part.raw)
        else:
            given[step.question] = part.raw, _taken(tree, step, part, unknown)
    steps = []
    here = tree.start
    while here in given:
        steps.append(given.pop(here)[1])
        here = tree.questions[here].answers[steps[-1].answer].leads_to
    return Replay(steps, here, unknown, repeated, [raw for raw, _ in given.values()])


def _taken(tree: Tree, step: Step, part: Given, unknown: list[str]) -> Taken:
    """An answer with its items, each once; those that do not exist go to `unknown`."""
    named = {item: understood_item(tree, part.question, item, step.question) for item in part.items}
    unknown.extend(f"{step.question}.{step.answer}~{item}" for item, today in named.items() if not today)
    return Taken(*step, tuple(dict.fromkeys(filter(None, named.values()))))
