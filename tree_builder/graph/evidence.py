"""The evidence for and against: which excerpts bear on a page, and how directly.

For a verdict the most direct come first: its own, then those of the answers on any way to it from last to first, then
those of the questions. Every page hands on its nearest to the pages behind it, so the cost does not grow with paths.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from ..model import Tree
from .paths import MOST_SHOWN, Graph

Side = str | None  # the option that an excerpt favours, or None
# The question and the answer at which an excerpt stands; none for a verdict's own.
Holder = tuple[str | None, str | None]
Near = dict[Side, list[tuple[int, int, Holder]]]  # the nearest excerpts: how many answers away, the number, where


class Mention(NamedTuple):
    """An excerpt where it stands: `distance` answers before the page; at a question, at one of its answers, or neither."""

    distance: int
    rank: int
    reference: str
    question: str | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One side of the evidence on a verdict: the nearest mentions, and how many excerpts there are in all."""

    shown: list[Mention]
    total: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that bears on the verdicts of a tree. Sets of excerpts are integers: bit n is `references[n]`."""

    references: list[str]
    users: dict[str, list[tuple[str, str, str | None]]]  # reference: (kind, id, answer id) of what relies on it
    sets: dict[str, dict[Side, int]] = field(repr=False)  # article id: its excerpts, by the option that they favour
    speaking: dict[str, int] = field(repr=False)  # verdict id: the excerpts on any way to it
    layers: dict[str, tuple[Near, Near, Near]] = field(repr=False)  # verdict id: its own, at answers, at questions

    def case(self, verdict_id: str, side: Side) -> Case:
        """The excerpts on a verdict that favour an option or none, the most direct first."""
        favouring = sum(sides.get(side, 0) for sides in self.sets.values())  # no excerpt is in two articles
        firsts: dict[int, Mention] = {}
        for near in self.layers[verdict_id]:
            for distance, rank, holder in near.get(side, ()):
                if rank not in firsts:
                    firsts[rank] = Mention(distance, rank, self.references[rank], *holder)
        return Case(list(firsts.values())[:MOST_SHOWN], (self.speaking[verdict_id] & favouring).bit_count())

    def by_article(self, verdict_id: str) -> dict[str, dict[Side, int]]:
        """How many excerpts of each article speak on a verdict, by the option that they favour."""
        speaking = self.speaking[verdict_id]
        counted = {
            article_id: {
                side: count for side, excerpts in sides.items() if (count := (speaking & excerpts).bit_count())
            }
            for article_id, sides in self.sets.items()
        }
        return {article_id: counts for article_id, counts in counted.items() if counts}


def evidence_of(tree: Tree, graph: Graph) -> Evidence:
    """The evidence on every verdict, and who relies on each excerpt."""
    references = [f"{key}/{excerpt}" for key, article in tree.articles.items() for excerpt in article.excerpts]
    users: dict[str, list[tuple[str, str, str | None]]] = {reference: [] for reference in references}
    for kind, page_id, answer_id, held in _held(tree):
        for reference in dict.fromkeys(held):
            users[reference].append((kind, page_id, answer_id))
    sets: dict[str, dict[Side, int]] = {article_id: {} for article_id in tree.articles}
    for rank, reference in enumerate(references):
        sides = sets[reference.partition("/")[0]]
        side = _side(tree, reference)
        sides[side] = sides.get(side, 0) | 1 << rank
    gathered = _Gathering(tree, graph, references)
    layers = {verdict_id: gathered.layers(verdict_id) for verdict_id in tree.verdicts}
    return Evidence(references, users, sets, {verdict_id: gathered.heard[verdict_id] for verdict_id in layers}, layers)


def _held(tree: Tree) -> Iterator[tuple[str, str, str | None, Sequence[str]]]:
    for question_id, question in tree.questions.items():
        yield "question", question_id, None, question.excerpts
        for answer_id, answer in question.answers.items():
            yield "question", question_id, answer_id, answer.excerpts
    for verdict_id, verdict in tree.verdicts.items():
        yield "verdict", verdict_id, None, [cited.excerpt for cited in verdict.excerpts]
    for example_id, example in tree.examples.items():
        yield "example", example_id, None, example.excerpts


def _side(tree: Tree, reference: str) -> Side:
    favours = tree.excerpt(reference).favours
    return favours[0] if favours else None


def _own(tree: Tree, verdict_id: str) -> list[str]:
    return [cited.excerpt for cited in tree.verdicts[verdict_id].excerpts]


class _Gathering:
    """The nearest excerpts at every page, handed on from the start in topological order."""

    def __init__(self, tree: Tree, graph: Graph, references: list[str]) -> None:
        self.tree = tree
        self.rank = {reference: rank for rank, reference in enumerate(references)}
        self.side = {reference: _side(tree, reference) for reference in references}
        self.at_answers: dict[str, Near] = {}
        self.at_questions: dict[str, Near] = {}
        self.heard: dict[str, int] = {}
        for page_id in graph.order:
            self._arrive(page_id, graph)

    def _arrive(self, page_id: str, graph: Graph) -> None:
        answers: list[Near] = []
        questions: list[Near] = []
        heard = self._set(_own(self.tree, page_id)) if page_id in self.tree.verdicts else 0
        for question_id, answer_id in graph.leads[page_id]:
            question = self.tree.questions[question_id]
            held = question.answers[answer_id].excerpts
            answers += [self._near(held, (question_id, answer_id)), _further(self.at_answers[question_id])]
            questions += [self._near(question.excerpts, (question_id, None)), _further(self.at_questions[question_id])]
            heard |= self.heard[question_id] | self._set(held) | self._set(question.excerpts)
        self.at_answers[page_id] = _merged(answers)
        self.at_questions[page_id] = _merged(questions)
        self.heard[page_id] = heard

    def _set(self, references: Iterable[str]) -> int:
        bits = 0
        for reference in references:
            bits |= 1 << self.rank[reference]
        return bits

    def _near(self, references: Iterable[str], holder: Holder) -> Near:
        near: Near = {}
        for reference in references:
            near.setdefault(self.side[reference], []).append((1, self.rank[reference], holder))
        return near

    def layers(self, verdict_id: str) -> tuple[Near, Near, Near]:
        """The excerpts on a verdict, the most direct first: its own, those at answers, those at questions."""
        own = self._near(_own(self.tree, verdict_id), (None, None))
        return own, self.at_answers[verdict_id], self.at_questions[verdict_id]


def _further(near: Near) -> Near:
    return {side: [(distance + 1, rank, holder) for distance, rank, holder in held] for side, held in near.items()}


def _merged(parts: list[Near]) -> Near:
    """The nearest excerpts of several pages, each once, at most twelve a side."""
    filled = [part for part in parts if part]
    if len(filled) <= 1:
        return filled[0] if filled else {}
    merged: Near = {}
    for part in filled:
        for side, held in part.items():
            merged.setdefault(side, []).extend(held)
    return {side: _nearest(held) for side, held in merged.items()}


def _nearest(held: list[tuple[int, int, Holder]]) -> list[tuple[int, int, Holder]]:
    held.sort(key=itemgetter(0, 1))
    firsts: dict[int, tuple[int, int, Holder]] = {}
    for entry in held:
        firsts.setdefault(entry[1], entry)
    return list(firsts.values())[:MOST_SHOWN]
