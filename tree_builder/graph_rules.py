"""The rules about the whole graph: nothing is out of reach, and nothing leads back to itself."""

from collections.abc import Iterator
from itertools import islice

from .faults import Fault
from .model import shown
from .problems import nearest
from .raw import Raw

# Every cycle is named whole; a file with more of them than this has one mistake in it, not many.
_MOST_CYCLES = 100
_MOST_IN_CYCLES = 10_000  # questions; once that many were named, no further cycle is
_MOST_NAMED = 12
_MOST_GUESSED = 100  # guessing what was meant is dear


def all_reachable(raw: Raw) -> Iterator[Fault]:
    """Every question and every verdict can be reached from the start.

    A page that only unreachable ones lead to is named with the first of them: it is one mistake, not several.
    """
    if raw.start is None or raw.start not in raw.questions:
        return
    reached = {raw.start}
    _spread(raw, raw.start, reached)
    lost = [page_id for page_id in raw.page_ids() if page_id not in reached]
    led_to = {target for page_id in lost for target in raw.edges.get(page_id, {}).values() if target != page_id}
    misspelt = _misspelt(raw)
    for page_id in sorted(lost, key=led_to.__contains__):  # those that nothing leads to come first
        if page_id in reached:
            continue
        reached.add(page_id)
        after = _spread(raw, page_id, reached)
        if page_id not in misspelt:
            kind = "question" if page_id in raw.questions else "verdict"
            what = f"the {kind} {shown(page_id)} cannot be reached from {shown(raw.start)}{_nor(after)}"
            yield Fault((f"{kind}s", page_id), f"{what}; an answer must lead to it", at_key=True)


def _spread(raw: Raw, page_id: str, reached: set[str]) -> list[str]:
    """Add to `reached` every page that can be reached from `page_id`; what was added."""
    added = [page_id]
    for here in added:  # breadth first: it grows while it is read
        for target in raw.edges.get(here, {}).values():
            if target not in reached and raw.is_page(target):
                reached.add(target)
                added.append(target)
    return added[1:]


def _nor(pages: list[str]) -> str:
    if not pages:
        return ""
    more = f" and {len(pages) - _MOST_NAMED} more" if len(pages) > _MOST_NAMED else ""
    return f" (nor what it leads to: {', '.join(map(shown, pages[:_MOST_NAMED]))}{more})"


def _misspelt(raw: Raw) -> set[str | None]:
    """The pages that an unknown target is taken for: that they are out of reach is the same mistake."""
    unknown = (target for edges in raw.edges.values() for target in edges.values() if not raw.is_page(target))
    return {nearest(target, raw.page_ids()) for target in islice(unknown, _MOST_GUESSED)}


def no_cycles(raw: Raw) -> Iterator[Fault]:
    """No answer leads back to a question that came before it."""
    done: set[str] = set()
    found = named = 0
    for first in raw.questions:
        if first in done:
            continue
        # The questions from `first` to here, each with its answers to come.
        way = {first: iter(raw.edges[first].items())}
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
            elif target in raw.questions and target not in done:
                way[target] = iter(raw.edges[target].items())


def _cycle(way: list[str], here: str, answer_id: str, target: str) -> Fault:
    round_trip = " → ".join(map(shown, [*way[way.index(target) :], target]))
    what = f"this answer leads round in a cycle: {round_trip}; it must lead on to a verdict at last"
    return Fault(("questions", here, "answers", answer_id, "leads_to"), what)


GRAPH_RULES = (all_reachable, no_cycles)
