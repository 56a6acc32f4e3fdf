"""Advice that the author has looked at: `accept: {KIND: why}` on an entry silences that kind on it."""

from ..fields import texts
from ..model import Tree
from ..text.problems import Keys, Problem


def not_accepted(tree: Tree, advice: list[Problem]) -> list[Problem]:
    """The advice without what is accepted, and advice on what is accepted without need."""
    # Each with the keys of the entry that accepts it, above `accept` and the kind.
    accepted = {(found.keys[:-2], found.text): False for found in texts(tree) if found.kind.name == "advice"}
    kept = []
    for problem in advice:
        entries = ((problem.keys[:n], problem.advice) for n in range(len(problem.keys), -1, -1))
        entry = next((entry for entry in entries if entry in accepted), None)
        if entry is None:
            kept.append(problem)
        else:
            accepted[entry] = True
    return kept + [_needless(keys, kind) for (keys, kind), used in accepted.items() if not used]


def _needless(keys: Keys, kind: str) -> Problem:
    what = f"there is no advice of the kind `{kind}` to accept here; the entry should be removed"
    return Problem(what, (*keys, "accept", kind), at_key=True, advice="accept")
