"""Replay of a trail against a tree: the twin of `pages/assets/scripts/30-replay.js`; a test runs both on the same trails.

A trail is input from a stranger. It is split and looked up, nothing else, and whatever its text, nothing is raised:

* An empty text has no parts; any other is split at every `,`.
* A part is `question.answer`, then any number of `~item`. What stands before the first `~` must hold exactly one `.`
  with something on both sides of it; otherwise the part is malformed, and so unknown.
* What is retired is read as what it forwards to: first the pair `question/answer`; else the question, and then the
  pair of the new question and the answer; else the answer is looked up as it is, at the new question. An item is read
  as what `question/~item` forwards to, with the question of the trail or else with today's.
* A part is withdrawn whose question is, or an item or the pair, each with the question of the trail or with today's: its
  question is asked again. With a withdrawn item the answer was given by a count that no longer holds. Another part that
  names no answer of the tree is unknown.
* Of several parts that answer the same question the first counts; the others are repeated, whatever they answer.
* Of a part that counts, an item that is not in the question's checklist is dropped and unknown, once. An item named
  again is dropped in silence. If the number of the others does not fit the answer's count, all of them are dropped and
  the question is unfitting; the answer counts without ticks.
* From the start, each question takes its answer, in whatever order they were given, up to the first question that has
  none or to a verdict. What counted and was not taken is left over.

What is withdrawn, unknown, repeated or left over keeps the order and the words of the trail.
"""

from dataclasses import dataclass, field

from ..kinds import ITEM, count_range
from ..model import Tree
from .paths import Step


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a trail as it stands there: `raw`, and what it says; nothing where it is malformed."""

    raw: str
    question: str = ""
    answer: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that was taken on the way, with those ticked items that count."""

    question: str
    answer: str
    items: tuple[str, ...] = ()


@dataclass(slots=True)
class Replay:
    """Where a trail leads today: the answers taken, the page where they end, and what was of no use.

    `unknown`, `withdrawn`, `repeated` and `left_over` hold parts of the trail, `unknown_items` ids of items as the trail
    has them, `unfitting` ids of today's questions.
    """

    steps: list[Taken] = field(default_factory=list)
    here: str = ""
    unknown: list[str] = field(default_factory=list)
    unknown_items: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    unfitting: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)


def parse_trail(text: str) -> list[Part]:
    """The parts of a trail, in order."""
    return [_part(raw) for raw in text.split(",")] if text else []


def _part(raw: str) -> Part:
    pair, *items = raw.split(ITEM)
    question, _, answer = pair.partition(".")
    sound = question and answer and "." not in answer
    return Part(raw, question, answer, tuple(items)) if sound else Part(raw)


def understood(tree: Tree, question: str, answer: str) -> Step | None:
    """The answer of today's tree that a once published answer is read as, or None where there is none."""
    if question in tree.withdrawn or f"{question}/{answer}" in tree.withdrawn:
        return None
    moved = tree.retired.get(question, question)
    pair = tree.retired.get(f"{question}/{answer}") or tree.retired.get(f"{moved}/{answer}")
    question, _, answer = (pair or f"{moved}/{answer}").partition("/")
    return Step(question, answer) if question in tree.questions and answer in tree.questions[question].answers else None


def replay(tree: Tree, trail_text: str) -> Replay:
    """Follow a trail through the tree from its start. Raises nothing, whatever the text."""
    done = Replay(here=tree.start)
    given: dict[str, tuple[str, Taken]] = {}
    for part in parse_trail(trail_text):
        step = understood(tree, part.question, part.answer)
        if _is_withdrawn(tree, part, step):
            done.withdrawn.append(part.raw)
        elif step is None:
            done.unknown.append(part.raw)
        elif step.question in given:
            done.repeated.append(part.raw)
        else:
            given[step.question] = part.raw, Taken(*step, _ticked(tree, step, part, done))
    while done.here in given:
        done.steps.append(given.pop(done.here)[1])
        done.here = tree.questions[done.here].answers[done.steps[-1].answer].leads_to
    done.left_over = [raw for raw, _ in given.values()]
    return done


def _is_withdrawn(tree: Tree, part: Part, step: Step | None) -> bool:
    names = {part.question, f"{part.question}/{part.answer}"}
    if step is None:
        names.add(f"{tree.retired.get(part.question, part.question)}/{part.answer}")
    else:
        names |= {f"{question}/{ITEM}{item}" for question in (part.question, step.question) for item in part.items}
    return not names.isdisjoint(tree.withdrawn)


def _ticked(tree: Tree, step: Step, part: Part, done: Replay) -> tuple[str, ...]:
    """The items that a part ticks, each once; what cannot be used is written down in `done`."""
    known: dict[str, None] = {}
    for item in dict.fromkeys(part.items):
        today = _item_today(tree, step.question, part.question, item)
        if today is None:
            done.unknown_items.append(item)
        else:
            known[today] = None
    count = tree.questions[step.question].answers[step.answer].count
    if known and (count is None or len(known) not in count_range(count)):
        done.unfitting.append(step.question)
        return ()
    return tuple(known)


def _item_today(tree: Tree, question: str, asked: str, item: str) -> str | None:
    """The item of today's question that an item of the question `asked` of a trail is read as, or None."""
    retired = tree.retired.get(f"{asked}/{ITEM}{item}") or tree.retired.get(f"{question}/{ITEM}{item}")
    moved, _, today = (retired or f"{question}/{ITEM}{item}").partition(f"/{ITEM}")
    return today if moved == question and today in tree.questions[question].checklist else None
