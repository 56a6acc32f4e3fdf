"""Stances: what each article says on one trail, worked out from its excerpts that count there. One article, one voice."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from ..model import Excerpt, Tree
from .conditions import Given, condition_of, holds

VERDICT = "verdict:"


class Stance(NamedTuple):
    """`for` one option, `several`, `against` one or more, or `depends`; an article of which nothing counts has none.

    With `several`, `options` are those that it favours, and `others` those that it speaks against.
    """

    kind: Literal["for", "several", "against", "depends"]
    options: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def options_of(tree: Tree, sides: Iterable[str]) -> tuple[str, ...]:
    """The options of what an excerpt favours or speaks against: a verdict counts as the option that it recommends."""
    named = (
        tree.verdicts[side.removeprefix(VERDICT)].recommends if side.startswith(VERDICT) else side for side in sides
    )
    return tuple(dict.fromkeys(option for option in named if option is not None))


def stance_of(tree: Tree, excerpts: Iterable[Excerpt]) -> Stance:
    """What the excerpts of one article say together."""
    held = list(excerpts)
    favoured = tuple(dict.fromkeys(option for one in held for option in options_of(tree, one.favours)))
    opposed = tuple(dict.fromkeys(option for one in held for option in options_of(tree, one.against)))
    if len(favoured) > 1 or set(favoured) & set(opposed):
        return Stance("several", favoured, opposed)
    if favoured:
        return Stance("for", favoured)
    return Stance("against", opposed) if opposed else Stance("depends")


def stances(tree: Tree, counting: Iterable[str]) -> dict[str, Stance]:
    """The stance of every article that has an excerpt among those that count, in the order of the file."""
    by_article: dict[str, list[Excerpt]] = {}
    for reference in dict.fromkeys(counting):
        by_article.setdefault(reference.partition("/")[0], []).append(tree.excerpt(reference))
    return {key: stance_of(tree, by_article[key]) for key in tree.articles if key in by_article}


def counting(tree: Tree, trail: Mapping[str, Given], verdict_id: str) -> list[str]:
    """The excerpts that count on a trail, each once: the verdict's own, those of the answers, those of the questions.

    Of answers and of questions, those of the last come first.
    """
    cited = tree.verdicts[verdict_id].excerpts
    own = [one.excerpt for one in cited if holds(condition_of(one.when), trail)]
    last_first = list(trail.items())[::-1]
    given = [ref for key, one in last_first for ref in tree.questions[key].answers[one.answer].excerpts]
    asked = [ref for key, _ in last_first for ref in tree.questions[key].excerpts]
    return list(dict.fromkeys([*own, *given, *asked]))


def votes(found: Mapping[str, Stance], option: str) -> tuple[int, int]:
    """How many articles speak for an option, and how many against it or for another one only."""
    speak_for = sum(stance == Stance("for", (option,)) for stance in found.values())
    speak_against = sum(
        (stance.kind == "for" and option not in stance.options)
        or (stance.kind == "against" and option in stance.options)
        for stance in found.values()
    )
    return speak_for, speak_against
