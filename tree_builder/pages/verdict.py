"""The page of a verdict. What depends on the answers carries its condition; the script shows what holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import get_args

from markupsafe import Markup

from ..entries import Conditional
from ..graph.conditions import any_of, condition_of
from ..graph.evidence import Mention, mentions
from ..graph.stances import VERDICT, options_of
from ..kinds import Strength
from ..model import Verdict
from ..text.catalogue import plain, say
from .context import MOST_SHOWN, Context, beginning
from .feedback import Feedback, feedback
from .map_drawing import neighbourhood
from .options import option_class
from .parts import Column, Figure, Head, Link, Some, TrailBar, column, examples_of, figure, trail, verdict_link, ways_to
from .site import ABOUT
from .when import attribute, in_words

MOST_ON_A_SIDE = 2 * MOST_SHOWN  # excerpts that a page holds, for a trail to choose from

Told = tuple[Markup, Conditional]  # what an entry says on the page, and the entry


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a verdict, and when it holds."""

    html: Markup
    when: str = ""
    when_words: str = ""


@dataclass(frozen=True, slots=True)
class VerdictPage:
    """Everything that the page of a verdict says."""

    head: Head
    trail: TrailBar
    title: str
    css: str
    option: str  # what it recommends, by name; empty for none
    strengths: Sequence[Part]
    strength_range: str  # how strong it can be, in words; empty where that is not said
    strength_meaning: Markup
    summaries: Sequence[Part]
    start: Link
    columns: Sequence[Column]
    depends: Column | None
    unless: Sequence[Part]
    next_steps: Sequence[Part]
    see_also: Sequence[Part]
    examples: Some
    ways: Some
    neighbourhood: Markup
    feedback: Feedback | None


def verdict_page(context: Context, verdict_id: str, verdict: Verdict) -> VerdictPage:
    """What the page of a verdict says."""
    tree = context.tree
    sides = _sides(context, verdict_id, verdict)
    depends = sides.pop("depends", [])
    return VerdictPage(
        head=Head(verdict.title, beginning(verdict.summary[-1].text)),
        trail=trail(context, "verdict", verdict_id),
        title=verdict.title,
        css=option_class(tree, verdict.recommends),
        option=tree.options[verdict.recommends] if verdict.recommends else "",
        strengths=_parts(context, [(say(f"strength.{one.strength}"), one) for one in verdict.strength]),
        strength_range=strength_range(verdict),
        strength_meaning=context.links.to(ABOUT, fragment="strength"),
        summaries=_parts(context, [(context.html(one.text), one) for one in verdict.summary]),
        start=Link(context.links.page(tree.start), plain("verdict.invite-start")),
        columns=[_column(context, verdict, side, held) for side, held in sides.items()],
        depends=_column(context, verdict, "depends", depends) if depends else None,
        unless=_parts(context, _together([(context.inline(one.text), one) for one in verdict.unless])),
        next_steps=_parts(context, [(context.inline(one.text), one) for one in verdict.next_steps]),
        see_also=_parts(context, _together([(_see_also(context, one.verdict), one) for one in verdict.see_also])),
        examples=examples_of(context, verdict_id),
        ways=ways_to(context, verdict_id),
        neighbourhood=neighbourhood(context, verdict_id),
        feedback=feedback(context, "verdict.disagree", verdict_id),
    )


def _parts(context: Context, entries: Sequence[Told]) -> list[Part]:
    """The entries of a list. Those with the same words that follow one another are one part, whichever of them holds."""
    parts = []
    for html, same in groupby(entries, itemgetter(0)):
        condition = any_of([condition_of(entry.when) for _, entry in same])
        parts.append(Part(html, attribute(condition), in_words(context, condition)))
    return parts


def _together(entries: Sequence[Told]) -> list[Told]:
    """The entries of a list whose order says nothing, those with the same words one after the other."""
    places: dict[str, int] = {}
    for html, _ in entries:
        places.setdefault(html, len(places))
    return sorted(entries, key=lambda entry: places[entry[0]])


def _see_also(context: Context, verdict_id: str) -> Markup:
    link = verdict_link(context, verdict_id)
    return Markup('<a class="to-verdict {}" href="{}">{}</a>').format(link.css, link.href, link.text)


def strength_range(verdict: Verdict) -> str:
    """`strong to conditional` where it varies, or the one that it is."""
    found = sorted({entry.strength for entry in verdict.strength}, key=get_args(Strength).index)
    return plain("words.to").join(plain(f"strength.{one}") for one in dict.fromkeys((*found[:1], *found[-1:])))


def _sides(context: Context, verdict_id: str, verdict: Verdict) -> dict[str, list[Figure]]:
    """The excerpts that may count, by the side on which they stand: `for` and `against`, or each option, and `depends`."""
    options = context.tree.options
    names = ["for", "against"] if verdict.recommends else ["for", *options, "against"]
    sides: dict[str, list[Figure]] = {name: [] for name in (*names, "depends")}
    for mention in mentions(context.tree, context.graph, verdict_id):
        for name in _sides_of(context, verdict_id, verdict, mention):
            excerpt = context.tree.excerpt(mention.reference)
            only_against = bool(excerpt.against and not excerpt.favours)
            sides[name].append(figure(context, mention.reference, mention.condition, sides=only_against))
    if not verdict.recommends:
        sides = {name: held for name, held in sides.items() if held}
    return sides if context.tree.articles else {}


def _sides_of(context: Context, verdict_id: str, verdict: Verdict, mention: Mention) -> list[str]:
    """Where an excerpt stands on a verdict: for it, against it, or it depends; without a recommendation under each option.

    One that only speaks against another option stands where it helps: with the case for.
    """
    excerpt = context.tree.excerpt(mention.reference)
    favours, against = options_of(context.tree, excerpt.favours), options_of(context.tree, excerpt.against)
    here = {verdict.recommends, VERDICT + verdict_id}
    if here.intersection(excerpt.favours):
        return ["for"]
    if favours and not verdict.recommends:
        return list(favours)
    if excerpt.favours or here.intersection((*excerpt.against, *against)):
        return ["against"]
    return ["for"] if excerpt.against and verdict.recommends else ["depends"]


def _column(context: Context, verdict: Verdict, side: str, figures: list[Figure]) -> Column:
    tree = context.tree
    kept = [figure if n < MOST_SHOWN else replace(figure, beyond=True) for n, figure in enumerate(figures)]
    more = max(0, len(figures) - MOST_ON_A_SIDE)
    if side in tree.options and not verdict.recommends:
        heading, css = plain("verdict.for", option=tree.options[side]), option_class(tree, side)
    elif side == "depends":
        heading, css = plain("verdict.depends"), ""
    else:
        heading = plain("verdict.for-it" if side == "for" else "verdict.against")
        css = option_class(tree, verdict.recommends) if side == "for" else ""
    silent = plain(f"verdict.silent-{side}") if side in ("for", "against") else ""
    return column(side, css, heading, kept[:MOST_ON_A_SIDE], more, silent, folded=side == "depends")
