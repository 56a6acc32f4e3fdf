"""Advice that needs every combination of answers: exact up to a number of states, beyond that said to be left open."""

from collections.abc import Callable, Collection, Iterator

from ..graph.conditions import Given, clause_of, condition_of, given_of, holds
from ..graph.paths import Graph, Step
from ..graph.stances import counting, stances, votes
from ..graph.states import MOST_STATES, Fact, State, TooManyStatesError, states_at_verdicts, trail_of
from ..model import Tree
from ..text.problems import Problem
from .conditions import FIRST_THAT_HOLDS, conditional_entries

Kept = Callable[[Step], Collection[Fact]]


def strong_without_a_majority(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """Where a verdict is strong, no more articles speak against what it recommends than for it."""
    found: set[str] = set()
    for verdict_id, state, way in states_at_verdicts(tree, graph, _kept(tree, evidence=True)):
        verdict = tree.verdicts[verdict_id]
        given = _given(tree, state)
        strength = next((one.strength for one in verdict.strength if holds(condition_of(one.when), given)), None)
        if strength != "strong" or verdict.recommends is None or verdict_id in found:
            continue
        before = (fact for fact in state if isinstance(fact, str))
        counted = [*counting(tree, given, verdict_id), *before]
        speak_for, against = votes(stances(tree, counted), verdict.recommends)
        if against > speak_for:
            found.add(verdict_id)
            path = ",".join(f"{step.question}.{step.answer}" for step in trail_of(way))
            what = f"the verdict `{verdict_id}` is strong where the articles speak {against} to {speak_for} against it"
            yield Problem(f"{what}: `{path}`", ("verdicts", verdict_id, "strength"), at_key=True, advice="majority")


def entries_never_taken(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """Of a list of which the first that holds is taken, every entry is taken under some answers."""
    entries = {
        keys: (verdict_id, entry)
        for verdict_id, keys, entry in conditional_entries(tree)
        if keys[2] in FIRST_THAT_HOLDS and not any(term.items for term in clause_of(entry.when))
    }
    listed = {verdict_id for verdict_id, entry in entries.values() if entry.when}
    never = {keys for keys, (verdict_id, _) in entries.items() if verdict_id in listed}
    for verdict_id, state, _ in states_at_verdicts(tree, graph, _kept(tree, evidence=False)) if never else ():
        given = _given(tree, state)
        for name in FIRST_THAT_HOLDS:
            held = getattr(tree.verdicts[verdict_id], name)
            taken = next((n for n, one in enumerate(held) if holds(condition_of(one.when), given)), None)
            never.discard(("verdicts", verdict_id, name, taken))
    for keys in entries:
        if keys in never:
            what = f"entry {int(keys[3]) + 1} of `{keys[2]}` is never taken: where it holds, an earlier one does"
            yield Problem(what, keys, advice="never-taken")


def _kept(tree: Tree, evidence: bool) -> Kept:
    """What of an answer matters: that it was given, where a condition names it, and with `evidence` what counts then."""
    named = {term.question for _, _, entry in conditional_entries(tree) for term in clause_of(entry.when)}

    def kept(step: Step) -> list[Fact]:
        question = tree.questions[step.question]
        counting_then = (*question.excerpts, *question.answers[step.answer].excerpts) if evidence else ()
        return [*([step] if step.question in named else ()), *counting_then]

    return kept


def _given(tree: Tree, state: State) -> dict[str, Given]:
    """The answers that a state remembers."""
    return {fact.question: given_of(tree, *fact) for fact in state if isinstance(fact, Step)}


def state_advice(tree: Tree, graph: Graph) -> list[Problem]:
    """All advice of this kind, and one line that names what was not looked at because there are too many states."""
    found: list[Problem] = []
    left_open = []
    for advice, what_it_tells in STATE_ADVICE.items():
        try:
            found += list(advice(tree, graph))
        except TooManyStatesError:
            left_open.append(what_it_tells)
    if left_open:
        what = f"there are more than {MOST_STATES:,} combinations of answers that matter"
        right = f"{' and '.join(left_open)} was not looked at"
        found.append(Problem(f"{what}; {right}", ("verdicts",), at_key=True, advice="too-many-states"))
    return found


STATE_ADVICE = {
    strong_without_a_majority: "whether a majority of the articles speaks against a strong verdict",
    entries_never_taken: "whether an entry of a list is never taken",
}
