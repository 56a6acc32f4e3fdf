"""The maps of the guide: the whole of it, and a page between those before and behind it."""

from collections.abc import Sequence

from markupsafe import Markup

from ..graph.paths import Step
from ..map.drawing import BAR, BOLD, Look, framed, svg_of
from ..map.layout import Link, Page, layout
from ..model import Tree, Verdict
from ..text.catalogue import plain
from .context import MOST_SHOWN, Context
from .options import mark, option_class

# No page has such an id: they stand for the neighbours left out.
MORE_BEFORE, MORE_AFTER = "<", ">"

Ways = dict[tuple[str, str], list[Step]]  # the answers that lead from a question to a page, by the two


def whole_map(context: Context) -> Markup:
    """The whole guide; every line names the answers that it stands for."""
    tree, graph = context.tree, context.graph
    ways = _ways([step for page_id in graph.order for step in graph.leads[page_id]], tree)
    drawing = layout([_page(tree, page_id) for page_id in graph.order], _links(tree, ways))
    names = {
        ends: f'data-question="{ends[0]}" data-answer="{" ".join(step.answer for step in steps)}"'
        for ends, steps in ways.items()
    }
    looks = {page_id: _look(context, page_id) for page_id in graph.order}
    return Markup(framed(svg_of(drawing, looks, names, "whole", tree.guide.title), plain("map.name")))


def neighbourhood(context: Context, page_id: str) -> Markup:
    """A page between the questions that lead to it and the pages that it leads to: at most twelve, then how many more."""
    tree, graph = context.tree, context.graph
    answers = tree.questions[page_id].answers if page_id in tree.questions else ()
    ways = _ways([*graph.leads[page_id], *(Step(page_id, answer_id) for answer_id in answers)], tree)
    before = [source for source, target in ways if target == page_id]
    after = [target for source, target in ways if source == page_id]
    kept_before, kept_after = _kept(len(before), len(after))
    shown = (*before[:kept_before], page_id, *after[:kept_after])
    pages = [_page(tree, other) for other in shown]
    links = _links(tree, {ends: steps for ends, steps in ways.items() if set(shown).issuperset(ends)})
    if kept_before < len(before):
        pages.insert(0, _more(MORE_BEFORE, len(before) - kept_before))
        links.append(Link(MORE_BEFORE, page_id, ""))
    if kept_after < len(after):
        pages.append(_more(MORE_AFTER, len(after) - kept_after))
        links.append(Link(page_id, MORE_AFTER, ""))
    looks = {other: _look(context, other, here=other == page_id) for other in shown}
    looks |= dict.fromkeys((MORE_BEFORE, MORE_AFTER), Look("more"))
    svg = svg_of(layout(pages, links), looks, {}, "neighbourhood", tree.guide.title)
    return Markup(framed(svg, plain("map.around-name")))


def _kept(before: int, after: int) -> tuple[int, int]:
    """How many to draw on either side: as many as there is room for, half of it at least where a side needs it."""
    kept_after = min(after, max(MOST_SHOWN // 2, MOST_SHOWN - before))
    return min(before, MOST_SHOWN - kept_after), kept_after


def _ways(steps: Sequence[Step], tree: Tree) -> Ways:
    ways: Ways = {}
    for step in steps:
        ends = (step.question, tree.questions[step.question].answers[step.answer].leads_to)
        ways.setdefault(ends, []).append(step)
    return ways


def _links(tree: Tree, ways: Ways) -> list[Link]:
    return [Link(source, target, _label(tree, steps)) for (source, target), steps in ways.items()]


def _label(tree: Tree, steps: Sequence[Step]) -> str:
    return " / ".join(tree.questions[step.question].answers[step.answer].label for step in steps)


def _page(tree: Tree, page_id: str) -> Page:
    page = tree.page(page_id)
    if not isinstance(page, Verdict):
        return Page(page_id, page.title)
    note = f"{mark(tree, page.recommends)} {tree.options[page.recommends]}" if page.recommends else ""
    return Page(page_id, page.title, note, BAR + BOLD)


def _more(id_: str, number: int) -> Page:
    return Page(id_, plain("map.more", n=number))


def _look(context: Context, page_id: str, here: bool = False) -> Look:
    page = context.tree.page(page_id)
    kind = f"verdict {option_class(context.tree, page.recommends)}" if isinstance(page, Verdict) else "question"
    css = f"box {kind}{' here' if here else ''}"
    return Look(css, context.links.page(page_id), bar=isinstance(page, Verdict), here=here)
