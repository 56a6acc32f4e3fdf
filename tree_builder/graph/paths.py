"""The graph of a checked tree: how far it is to a verdict, what can still be reached, how many paths there are.

Everything is computed page by page in one order, never path by path, so it stays cheap however many paths there are.
Only `walk` and `enumerate_paths` go path by path, as far as the caller wants.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from ..model import Tree

MOST_SHOWN = 12  # the most entries of a list that could grow with the tree


class Step(NamedTuple):
    """An answer given to a question."""

    question: str
    answer: str


Trail = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """What is known of every page, by page id."""

    order: list[str]  # every page, each after all that lead to it
    leads: dict[str, list[Step]]  # the answers that lead to a page, in the order of the file
    shortest: dict[str, int]  # the fewest answers from a page to a verdict
    longest: dict[str, int]  # the most answers from a page to a verdict
    onward: dict[str, int]  # how many ways lead from a page to a verdict
    inward: dict[str, int]  # how many ways lead from the start to a page
    reach: dict[str, int]  # the verdicts that can be reached from a page: bit n is the n-th of the file
    ahead: dict[str, list[str]]  # the first of them, in the order of the file: one more than lists show
    nearest: dict[str, Step]  # the last answer of the shortest trail to a page
    depth: dict[str, int]  # the length of that trail

    def trail_to(self, page_id: str) -> Trail:
        """The shortest trail from the start to a page; among equals the first in the order of the file."""
        steps: list[Step] = []
        while page_id in self.nearest:
            step = self.nearest[page_id]
            steps.append(step)
            page_id = step.question
        return tuple(reversed(steps))


def graph_of(tree: Tree) -> Graph:
    """The graph of a tree that `check` found sound: no cycles, everything reachable."""
    order, nearest, depth = _from_start(tree)
    verdicts = list(tree.verdicts)
    leads: dict[str, list[Step]] = {page_id: [] for page_id in order}
    for question_id, question in tree.questions.items():
        for answer_id, answer in question.answers.items():
            leads[answer.leads_to].append(Step(question_id, answer_id))
    shortest, longest, onward = (dict.fromkeys(verdicts, n) for n in (0, 0, 1))
    reach = {verdict_id: 1 << n for n, verdict_id in enumerate(verdicts)}
    for page_id in reversed(order):
        if page_id in tree.questions:
            targets = [answer.leads_to for answer in tree.questions[page_id].answers.values()]
            shortest[page_id] = 1 + min(shortest[target] for target in targets)
            longest[page_id] = 1 + max(longest[target] for target in targets)
            onward[page_id] = sum(onward[target] for target in targets)
            reach[page_id] = 0
            for target in targets:
                reach[page_id] |= reach[target]
    ahead = {page_id: [verdicts[n] for n in islice(_bits(bits), MOST_SHOWN + 1)] for page_id, bits in reach.items()}
    inward: dict[str, int] = {}
    for page_id in order:
        inward[page_id] = sum(inward[step.question] for step in leads[page_id]) or 1
    return Graph(order, leads, shortest, longest, onward, inward, reach, ahead, nearest, depth)


def _from_start(tree: Tree) -> tuple[list[str], dict[str, Step], dict[str, int]]:
    """The pages in topological order, and the last step and the length of the shortest trail to each."""
    depth = {tree.start: 0}
    nearest: dict[str, Step] = {}
    incoming: dict[str, int] = {tree.start: 0}
    waiting = [tree.start]
    for question_id in waiting:  # breadth first: `waiting` grows while it is read
        for answer_id, answer in tree.questions[question_id].answers.items():
            target = answer.leads_to
            incoming[target] = incoming.get(target, 0) + 1
            if target not in depth:
                depth[target] = depth[question_id] + 1
                nearest[target] = Step(question_id, answer_id)
                if target in tree.questions:
                    waiting.append(target)
    order = [tree.start]
    for page_id in order:
        for answer in tree.questions[page_id].answers.values() if page_id in tree.questions else ():
            incoming[answer.leads_to] -= 1
            if not incoming[answer.leads_to]:
                order.append(answer.leads_to)
    return order, nearest, depth


def _bits(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def enumerate_paths(tree: Tree, most: int) -> Iterator[tuple[Trail, str]]:
    """The first `most` paths in the order of the file, each with its verdict."""
    return ((tuple(trail), verdict_id) for trail, _, verdict_id in islice(walk(tree), most))


def walk(tree: Tree) -> Iterator[tuple[list[Step], int, str]]:
    """Every path in the order of the file: its trail, how many of its answers it shares with the path before, its verdict.

    The trail is one list throughout, for a copy of each would cost as much as all paths are long.
    """
    trail: list[Step] = []
    questions = [tree.start]
    ways = [iter(tree.questions[tree.start].answers.items())]
    shared = 0
    while ways:
        answer_id, answer = next(ways[-1], (None, None))
        if answer is None or answer_id is None:
            ways.pop()
            questions.pop()
            del trail[len(questions) - 1 :]
            shared = min(shared, len(trail))
            continue
        trail.append(Step(questions[-1], answer_id))
        if answer.leads_to in tree.verdicts:
            yield trail, shared, answer.leads_to
            trail.pop()
            shared = len(trail)
        else:
            questions.append(answer.leads_to)
            ways.append(iter(tree.questions[answer.leads_to].answers.items()))
