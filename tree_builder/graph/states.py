"""What readers may have answered when they reach a verdict, as far as it matters: states instead of paths.

Paths that agree in everything that matters are one state. Which answers matter is the caller's to say.
"""

from collections.abc import Callable, Iterator

from ..model import Tree
from .paths import Graph, Step, Trail

MOST_STATES = 100_000

State = frozenset[Step]


class TooManyStatesError(Exception):
    """There are more states than are looked at."""


def states_at_verdicts(
    tree: Tree, graph: Graph, kept: Callable[[Step], Step | None]
) -> Iterator[tuple[str, State, Trail]]:
    """Every verdict with every state in which it can be reached, and one trail that does.

    `kept` says what is remembered of an answer: the answer itself, less than that, or None. Raises TooManyStatesError.
    """
    at: dict[str, dict[State, Trail]] = {page_id: {} for page_id in graph.order}
    at[tree.start][frozenset()] = ()
    number = 0
    for page_id in graph.order:
        reached = at.pop(page_id)
        number += len(reached)
        if number > MOST_STATES:
            raise TooManyStatesError
        if page_id in tree.verdicts:
            yield from ((page_id, state, trail) for state, trail in reached.items())
            continue
        for answer_id, answer in tree.questions[page_id].answers.items():
            step = Step(page_id, answer_id)
            remembered = kept(step)
            for state, trail in reached.items():
                later = state if remembered is None else state | {remembered}
                at[answer.leads_to].setdefault(later, (*trail, step))
