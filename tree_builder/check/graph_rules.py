"""The rules about the whole graph: nothing is out of reach, and nothing leads back to itself."""

from collections.abc import Iterator

from ..text.problems import Problem, listed, shown
from .data import Data

# Every cycle is named whole; a file with more of them than this has one mistake in it, not many.
_MOST_CYCLES = 100
_MOST_IN_CYCLES = 10_000  # questions; once that many were named, no further cycle is


def all_reachable(data: Data) -> Iterator[Problem]:
    """Every question and every verdict can be reached from the start.

    A page that only unreachable ones lead to is named with the first of them: it is one mistake, not several.
    """
    if data.start is None or data.start not in data.questions:
        return
    reached = {data.start}
    _spread(data, data.start, reached)
    lost = [page_id for page_id in data.pages if page_id not in reached]
    led_to = {target for page_id in lost for target in data.edges.get(page_id, {}).values() if target != page_id}
    for page_id in sorted(lost, key=led_to.__contains__):  # those that nothing leads to come first
        if page_id in reached:
            continue
        reached.add(page_id)
        after = _spread(data, page_id, reached)
        kind = "question" if page_id in data.questions else "verdict"
        what = f"the {kind} {shown(page_id)} cannot be reached from {shown(data.start)}{_nor(after)}"
        yield Problem(f"{what}; an answer must lead to it", (f"{kind}s", page_id), at_key=True, cause="reach")


def _spread(data: Data, page_id: str, reached: set[str]) -> list[str]:
    """Add to `reached` every page that can be reached from `page_id`; what was added."""
    added = [page_id]
    for here in added:  # breadth first: it grows while it is read
        for target in data.edges.get(here, {}).values():
            if target not in reached and data.is_page(target):
                reached.add(target)
                added.append(target)
    return added[1:]


def _nor(pages: list[str]) -> str:
    return f" (nor what it leads to: {listed(pages)})" if pages else ""


def no_cycles(data: Data) -> Iterator[Problem]:
    """No answer leads back to a question that came before it."""
    done: set[str] = set()
    found = named = 0
    for first in data.questions:
        if first in done:
            continue
        # The questions from `first` to here, each with its answers to come.
        way = {first: iter(data.edges[first].items())}
        while way:
            here = next(reversed(way))
            answer_id, target = next(way[here], (None, ""))
            if answer_id is None:
                done.add(here)
                del way[here]
            elif target in way:
                trail = list(way)
                found, named = found + 1, named + len(trail)
                yield _cycle(trail, here, answer_id, target)
                if found == _MOST_CYCLES or named > _MOST_IN_CYCLES:
                    return
            elif target in data.questions and target not in done:
                way[target] = iter(data.edges[target].items())


def _cycle(way: list[str], here: str, answer_id: str, target: str) -> Problem:
    round_trip = " → ".join(map(shown, [*way[way.index(target) :], target]))
    what = f"this answer leads round in a cycle: {round_trip}; it must lead on to a verdict at last"
    return Problem(what, ("questions", here, "answers", answer_id, "leads_to"))


REACH_RULES = (all_reachable,)
