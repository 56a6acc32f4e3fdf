"""Where the old paths of a tree lead in a new one: each old path replayed there, counted without walking each.

All paths that stand on the same old page, have come equally far in the new tree, and have given the same answers that
may still be asked there, go on alike. Such a group is a `State`; states are few as long as both trees ask in about the
same order, however many paths there are, and every path is then counted exactly. Where the orders differ so much that
states grow beyond `MOST_HELD`, paths are replayed one by one instead, `MOST_ANSWERS` answers in all, and the numbers
are `at least`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..graph.paths import Graph, Step, Trail, enumerate_paths, graph_of
from ..graph.replay import understood
from ..model import Tree

MOST_DIFFERENCES = 1000
MOST_HELD = 300_000  # states, and the answers that wait in them
MOST_ANSWERS = 1_000_000

State = tuple[str, str, frozenset[Step]]  # the old page, the new page, the answers that may still be asked there
Ways = dict[State, list[State]]
Counts = tuple[int, int]  # how many paths lead to another verdict, and how many stop at a question


@dataclass(frozen=True, slots=True)
class Difference:
    """An old path that led to the verdict `was`, and the page where it ends `now`: a question if it stops there."""

    trail: Trail
    was: str
    now: str
    stops: bool


@dataclass(frozen=True, slots=True)
class Paths:
    """How many paths there were and are, and what became of the old ones: `exact` numbers, or the least they can be."""

    before: int
    after: int
    other: int
    stopped: int
    exact: bool
    first: list[Difference]

    @property
    def differing(self) -> int:
        """How many old paths no longer lead to their verdict."""
        return self.other + self.stopped


def compare_paths(old: Tree, new: Tree) -> Paths:
    """Replay every old path in the new tree; the first differences are in the order of the old file."""
    was, now = graph_of(old), graph_of(new)
    walk = _Walk(old, new, was, now)
    before, after = was.onward[old.start], now.onward[new.start]
    ways = walk.ways()
    if ways is None:
        looked, counts, first = walk.one_by_one()
        return Paths(before, after, *counts, looked == before, first)
    counts_of = walk.counts(ways)
    first = list(walk.differences(ways, counts_of))
    return Paths(before, after, *counts_of[walk.start], True, first)


class _Walk:
    """Both trees, and what is asked of them again and again. A set of the new questions has a bit a question."""

    def __init__(self, old: Tree, new: Tree, was: Graph, now: Graph) -> None:
        self.old, self.new, self.order = old, new, was.order
        self.bit = {question_id: 1 << n for n, question_id in enumerate(new.questions)}
        self.given = {
            Step(question_id, answer_id): understood(new, question_id, answer_id)
            for question_id, question in old.questions.items()
            for answer_id in question.answers
        }
        own = {step.question: 0 for step in self.given}
        for step, given in self.given.items():
            own[step.question] |= self.bit[given.question] if given else 0
        self.asked = _onward(new, now.order, self.bit)  # the questions that may be asked from a new page on
        self.answered = _onward(old, was.order, own)  # the questions that may be answered from an old page on
        self.start = self._settled(old.start, new.start, {})

    def onward(self, state: State, answer_id: str) -> State:
        """The state after the next answer of the old path."""
        page, here, waiting = state
        answers = dict(waiting)
        given = self.given[Step(page, answer_id)]
        if given:
            answers.setdefault(given.question, given.answer)  # the first answer to a question counts
        return self._settled(self.old.questions[page].answers[answer_id].leads_to, here, answers)

    def _settled(self, page: str, here: str, answers: dict[str, str]) -> State:
        """Go on as far as the answers carry, and forget those that can no longer matter."""
        while here in answers:
            here = self.new.questions[here].answers[answers[here]].leads_to
        if not self.bit.get(here, 0) & self.answered[page]:
            return page, here, frozenset()  # at its verdict, or stopped for good
        waiting = (Step(*step) for step in answers.items() if self.bit[step[0]] & self.asked[here])
        return page, here, frozenset(waiting)

    def ways(self) -> Ways | None:
        """Every state with those that follow it, one an answer; None where there are too many."""
        at_page: dict[str, dict[State, None]] = {page: {} for page in self.order}
        at_page[self.old.start][self.start] = None
        ways: Ways = {}
        held = 0
        for page in self.order:
            answers = self.old.questions[page].answers if page in self.old.questions else {}
            for state in at_page[page]:
                ways[state] = [self.onward(state, answer_id) for answer_id in answers]
                for target in ways[state]:
                    at_page[target[0]][target] = None
                held += 1 + len(state[2])
                if held > MOST_HELD:
                    return None
        return ways

    def counts(self, ways: Ways) -> dict[State, Counts]:
        """How many paths differ from each state on; states are in the order of the pages, so the last end there."""
        counts: dict[State, Counts] = {}
        for state in reversed(ways):
            if state[0] in self.old.verdicts:
                counts[state] = self._ends(*state[:2])
            else:
                targets = [counts[target] for target in ways[state]]
                counts[state] = sum(other for other, _ in targets), sum(stopped for _, stopped in targets)
        return counts

    def _ends(self, verdict_id: str, here: str) -> Counts:
        """One path that led to a verdict and now to `here`: as it counts."""
        stops = here in self.new.questions
        same = here == verdict_id or here == self.new.retired.get(verdict_id)
        return int(not stops and not same), int(stops)

    def differences(self, ways: Ways, counts: dict[State, Counts]) -> Iterator[Difference]:
        """The first paths that differ: only such answers are followed as some of them lie behind."""
        trail: list[Step] = []
        open_ways = [self._differing(self.start, ways, counts)]
        found = 0
        while open_ways and found < MOST_DIFFERENCES:
            step, state = next(open_ways[-1], (None, None))
            if step is None or state is None:
                open_ways.pop()
                del trail[-1:]
            elif state[0] in self.old.verdicts:
                found += 1
                yield self._difference((*trail, step), state[0], state[1])
            else:
                trail.append(step)
                open_ways.append(self._differing(state, ways, counts))

    def _differing(self, state: State, ways: Ways, counts: dict[State, Counts]) -> Iterator[tuple[Step, State]]:
        for answer_id, target in zip(self.old.questions[state[0]].answers, ways[state], strict=True):
            if any(counts[target]):
                yield Step(state[0], answer_id), target

    def _difference(self, trail: Trail, verdict_id: str, here: str) -> Difference:
        return Difference(trail, verdict_id, here, here in self.new.questions)

    def one_by_one(self) -> tuple[int, Counts, list[Difference]]:
        """Replay path by path: how many were replayed, how many of them differ, and the first that do."""
        looked = answers = other = stopped = 0
        first: list[Difference] = []
        for trail, verdict_id in enumerate_paths(self.old, MOST_ANSWERS):
            answers += len(trail)
            if looked and answers > MOST_ANSWERS:
                break
            looked += 1
            here = self._replayed(trail)
            ends = self._ends(verdict_id, here)
            other, stopped = other + ends[0], stopped + ends[1]
            if any(ends) and len(first) < MOST_DIFFERENCES:
                first.append(self._difference(trail, verdict_id, here))
        return looked, (other, stopped), first

    def _replayed(self, trail: Trail) -> str:
        answers: dict[str, str] = {}
        for given in (self.given[step] for step in trail):
            if given:
                answers.setdefault(*given)
        here = self.new.start
        while here in answers:
            here = self.new.questions[here].answers[answers[here]].leads_to
        return here


def _onward(tree: Tree, order: list[str], own: dict[str, int]) -> dict[str, int]:
    """For each page the union of its own set and those of all pages behind it."""
    onward = {page_id: own.get(page_id, 0) for page_id in order}
    for page_id in reversed(order):
        if page_id in tree.questions:
            for answer in tree.questions[page_id].answers.values():
                onward[page_id] |= onward[answer.leads_to]
    return onward
