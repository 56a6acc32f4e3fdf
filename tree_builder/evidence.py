"""The evidence for and against: which excerpts bear on a page, and how directly.

For a verdict the most direct come first: its own, then those of the answers on any way to it from last to first, then
those of the questions. Every page hands on its nearest to the pages behind it, so the cost does not grow with paths.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .model import Tree
from .paths import Graph

MOST_SHOWN = 12

Side = str | None  # the option that an excerpt favours, or None
Near = dict[Side, list["Mention"]]


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


@dataclass(slots=True)
class Evidence:
    """Everything that bears on the verdicts of a tree."""

    references: list[str]
    users: dict[str, list[tuple[str, str, str | None]]]  # reference: (kind, id, answer id) of what relies on it
    cases: dict[str, dict[Side, Case]]  # verdict id: favoured option or None: the excerpts
    speaking: dict[str, int] = field(repr=False)  # verdict id: the set of excerpts on any way to it, a bit each

    def by_article(self, tree: Tree, verdict_id: str) -> dict[str, dict[Side, int]]:
        """How many excerpts of each article speak on a verdict, by the option that they favour."""
        counts: dict[str, dict[Side, int]] = {}
        speaking = self.speaking[verdict_id]
        for n, reference in enumerate(self.references):
            if speaking >> n & 1:
                sides = counts.setdefault(reference.partition("/")[0], {})
                favours = tree.excerpt(reference).favours
                sides[favours] = sides.get(favours, 0) + 1
        return {article_id: counts[article_id] for article_id in tree.articles if article_id in counts}


def evidence_of(tree: Tree, graph: Graph) -> Evidence:
    """The evidence on every verdict, and who relies on each excerpt."""
    references = [f"{key}/{excerpt}" for key, article in tree.articles.items() for excerpt in article.excerpts]
    users: dict[str, list[tuple[str, str, str | None]]] = {reference: [] for reference in references}
    for kind, page_id, answer_id, held in _held(tree):
        for reference in dict.fromkeys(held):
            users[reference].append((kind, page_id, answer_id))
    gathered = _Gathering(tree, graph, references)
    cases = {verdict_id: gathered.cases(verdict_id) for verdict_id in tree.verdicts}
    return Evidence(references, users, cases, {verdict_id: gathered.heard[verdict_id] for verdict_id in tree.verdicts})


def _held(tree: Tree) -> Iterator[tuple[str, str, str | None, Sequence[str]]]:
    for question_id, question in tree.questions.items():
        yield "question", question_id, None, question.excerpts
        for answer_id, answer in question.answers.items():
            yield "question", question_id, answer_id, answer.excerpts
    for verdict_id, verdict in tree.verdicts.items():
        yield "verdict", verdict_id, None, verdict.excerpts
    for example_id, example in tree.examples.items():
        yield "example", example_id, None, example.excerpts


class _Gathering:
    """The nearest mentions at every page, handed on from the start in topological order."""

    def __init__(self, tree: Tree, graph: Graph, references: list[str]) -> None:
        self.tree = tree
        self.bit = {reference: n for n, reference in enumerate(references)}
        self.side = {reference: tree.excerpt(reference).favours for reference in references}
        self.mask: dict[Side, int] = {}
        for reference, side in self.side.items():
            self.mask[side] = self.mask.get(side, 0) | 1 << self.bit[reference]
        self.at_answers: dict[str, Near] = {}
        self.at_questions: dict[str, Near] = {}
        self.heard: dict[str, int] = {}
        for page_id in graph.order:
            self._arrive(page_id, graph)

    def _arrive(self, page_id: str, graph: Graph) -> None:
        answers: list[Near] = []
        questions: list[Near] = []
        heard = 0
        for question_id, answer_id in graph.leads[page_id]:
            question = self.tree.questions[question_id]
            held = question.answers[answer_id].excerpts
            answers += [self._mentions(held, question_id, answer_id), _further(self.at_answers[question_id])]
            questions += [self._mentions(question.excerpts, question_id), _further(self.at_questions[question_id])]
            heard |= self.heard[question_id] | self._set(held) | self._set(question.excerpts)
        self.at_answers[page_id] = _merged(answers)
        self.at_questions[page_id] = _merged(questions)
        self.heard[page_id] = heard | (
            self._set(self.tree.verdicts[page_id].excerpts) if page_id in self.tree.verdicts else 0
        )

    def _set(self, references: Iterable[str]) -> int:
        bits = 0
        for reference in references:
            bits |= 1 << self.bit[reference]
        return bits

    def _mentions(self, references: Iterable[str], question: str | None = None, answer: str | None = None) -> Near:
        near: Near = {}
        for reference in references:
            mention = Mention(1, self.bit[reference], reference, question, answer)
            near.setdefault(self.side[reference], []).append(mention)
        return near

    def cases(self, verdict_id: str) -> dict[Side, Case]:
        """The excerpts on a verdict by the option that they favour, the most direct first."""
        own = self._mentions(self.tree.verdicts[verdict_id].excerpts)
        cases = {}
        for side in (*self.tree.options, None):
            layers = (own, self.at_answers[verdict_id], self.at_questions[verdict_id])
            ranked = _first_of_each(mention for near in layers for mention in near.get(side, ()))
            total = (self.heard[verdict_id] & self.mask.get(side, 0)).bit_count()
            if total:
                cases[side] = Case(ranked[:MOST_SHOWN], total)
        return cases


def _further(near: Near) -> Near:
    return {side: [Mention(m.distance + 1, *m[1:]) for m in mentions] for side, mentions in near.items()}


def _merged(parts: list[Near]) -> Near:
    """The nearest mentions of several pages, each excerpt once, at most twelve a side."""
    filled = [part for part in parts if part]
    if len(filled) <= 1:
        return filled[0] if filled else {}
    merged: Near = {}
    for part in filled:
        for side, mentions in part.items():
            merged.setdefault(side, []).extend(mentions)
    return {
        side: _first_of_each(sorted(mentions, key=lambda m: m[:2]))[:MOST_SHOWN] for side, mentions in merged.items()
    }


def _first_of_each(mentions: Iterable[Mention]) -> list[Mention]:
    firsts: dict[str, Mention] = {}
    for mention in mentions:
        firsts.setdefault(mention.reference, mention)
    return list(firsts.values())
