"""Advice that the author has looked at: `accept: {KIND: why}` on an entry silences that kind on it."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from ..entries import Entry
from ..model import Tree
from ..text.problems import Keys, Problem


def not_accepted(tree: Tree, advice: list[Problem]) -> list[Problem]:
    """The advice without what is accepted, and advice on what is accepted without need."""
    accepted = dict.fromkeys(_accepted(tree, ()), False)
    kept = []
    for problem in advice:
        entry = next(
            (n for n in range(len(problem.keys), -1, -1) if (problem.keys[:n], problem.advice) in accepted), None
        )
        if entry is None:
            kept.append(problem)
        else:
            accepted[problem.keys[:entry], problem.advice] = True
    return kept + [_needless(keys, kind) for (keys, kind), used in accepted.items() if not used]


def _accepted(entry: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Everything that is accepted, with the keys of the entry that accepts it."""
    if isinstance(entry, Entry):
        for kind in entry.accept:
            yield keys, kind
        for spec in fields(entry):
            yield from _accepted(getattr(entry, spec.name), (*keys, spec.name))
    elif isinstance(entry, dict):
        for key, held in entry.items():
            yield from _accepted(held, (*keys, key))
    elif isinstance(entry, tuple):
        for position, held in enumerate(entry):
            yield from _accepted(held, (*keys, position))


def _needless(keys: Keys, kind: str) -> Problem:
    what = f"there is no advice of the kind `{kind}` to accept here; the entry should be removed"
    return Problem(what, (*keys, "accept", kind), at_key=True, advice="accept")
