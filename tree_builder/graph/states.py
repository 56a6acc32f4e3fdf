"""What readers may have answered when they reach a verdict, as far as it matters: states instead of paths.

Paths that agree in everything that matters are one state. What matters of an answer is the caller's to say.
"""

from collections.abc import Callable, Collection, Iterator

from ..model import Tree
from .paths import Graph, Step, Trail

MOST_STATES = 100_000

Fact = Step | str  # an answer, or an excerpt that counts from then on
State = frozenset[Fact]
# One step after another, the last one outermost: copies of all trails would cost as much as all trails are long.
Way = tuple["Way", Step] | None


class TooManyStatesError(Exception):
    """There are more states than are looked at."""


def states_at_verdicts(
    tree: Tree, graph: Graph, kept: Callable[[Step], Collection[Fact]]
) -> Iterator[tuple[str, State, Way]]:
    """Every verdict with every state in which it can be reached, and one way that leads there.

    `kept` says what is remembered of an answer. Raises TooManyStatesError.
    """
    at: dict[str, dict[State, Way]] = {page_id: {} for page_id in graph.order}
    at[tree.start][frozenset()] = None
    number = 0
    for page_id in graph.order:
        reached = at.pop(page_id)
        number += len(reached)
        if number > MOST_STATES:
            raise TooManyStatesError
        if page_id in tree.verdicts:
            yield from ((page_id, state, way) for state, way in reached.items())
            continue
        for answer_id, answer in tree.questions[page_id].answers.items():
            step = Step(page_id, answer_id)
            remembered = frozenset(kept(step))
            for state, way in reached.items():
                later = state if remembered <= state else state | remembered
                at[answer.leads_to].setdefault(later, (way, step))


def trail_of(way: Way) -> Trail:
    """The answers of a way, the first one first."""
    steps = []
    while way:
        way, step = way
        steps.append(step)
    return tuple(reversed(steps))
