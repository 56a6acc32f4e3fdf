"""The rules about conditions, on a tree that is sound in all else: each can hold, and lists end with what always does.

One clause is looked at along the order of its questions, never path by path. What is hard in general (an entry that
earlier ones always hide, a majority against a strong verdict) is advice, looked at up to a stated number of states.
"""

from collections.abc import Iterator

from ..entries import Conditional
from ..fields import keys_of
from ..graph.conditions import Ways, clause_of
from ..graph.paths import Graph
from ..model import Tree, Verdict
from ..text.problems import Keys, Problem, shown

_WAYS = "ways"  # one answer that leads elsewhere makes many conditions void
_OF_A_VERDICT = keys_of(Verdict)
LISTS = [
    key
    for key, spec in _OF_A_VERDICT.items()
    if spec.each and spec.each.entry and issubclass(spec.each.entry, Conditional)
]
FIRST_THAT_HOLDS = [key for key in LISTS if _OF_A_VERDICT[key].one_or_more]  # in which one alone stands for a list


def conditional_entries(tree: Tree) -> Iterator[tuple[str, Keys, Conditional]]:
    """Every entry of a verdict that may have a condition: the verdict, the keys of the entry, and the entry."""
    for verdict_id, verdict in tree.verdicts.items():
        for name in LISTS:
            for position, entry in enumerate(getattr(verdict, name)):
                yield verdict_id, ("verdicts", verdict_id, name, position), entry


def conditions_can_hold(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """Every condition holds on some path to its verdict."""
    ways = Ways(tree, graph)
    for verdict_id, keys, entry in conditional_entries(tree):
        clause = clause_of(entry.when)
        foreign = [term.question for term in clause if term.question not in ways.before(verdict_id)]
        for question_id in foreign:
            what = f"the question {shown(question_id)} is on no path to {shown(verdict_id)}"
            yield Problem(
                f"{what}; the condition must name one that is", (*keys, "when", question_id), at_key=True, cause=_WAYS
            )
        if clause and not foreign and not ways.can_hold(clause, verdict_id):
            what = f"this condition holds on no path to {shown(verdict_id)}"
            yield Problem(
                f"{what}; it must hold on one, or the entry be removed", (*keys, "when"), at_key=True, cause=_WAYS
            )


def lists_end_with_what_holds(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """Of a list of which the first that holds is taken, the last entry has no condition, and only the last."""
    for verdict_id, verdict in tree.verdicts.items():
        for name in FIRST_THAT_HOLDS:
            entries: tuple[Conditional, ...] = getattr(verdict, name)
            for position, entry in enumerate(entries):
                keys = ("verdicts", verdict_id, name, position)
                last = position == len(entries) - 1
                if last and entry.when:
                    what = f"the last entry of `{name}` has a condition; the last must hold where no other does"
                    yield Problem(what, (*keys, "when"), at_key=True)
                elif not last and not entry.when:
                    what = f"entry {position + 1} of `{name}` has no condition, so those after it are never taken"
                    cause = f"no condition in {verdict_id}/{name}"
                    yield Problem(f"{what}; only the last may have none", keys, cause=cause)


CONDITION_RULES = (lists_end_with_what_holds, conditions_can_hold)


def needless_conditions(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """A condition does not hold on some path to its verdict; otherwise it is needless."""
    ways = Ways(tree, graph)
    for verdict_id, keys, entry in conditional_entries(tree):
        if entry.when and ways.always_holds(clause_of(entry.when), verdict_id):
            what = f"this condition holds on every path to `{verdict_id}`; it is not needed"
            yield Problem(what, (*keys, "when"), at_key=True, advice="needless-condition")
