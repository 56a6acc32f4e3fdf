"""The map of the guide and of a page's neighbourhood as inline SVG, every box a link.

What stands where comes from `layout`; what it looks like from `assets/map.css`, which must keep to the font sizes
that `layout` reckons with. The result is one block of raw HTML for Markdown: no empty line, nothing styled in place.
The whole map in words is another's work: lines and their labels are hidden from screen readers, boxes are not.
"""

from collections.abc import Callable, Sequence

from ..graph.paths import Graph, Step
from ..map.layout import LINE, PAD, SMALL_LINE, TEXT, Box, Drawing, Edge, Link, Page, layout
from ..model import Tree, Verdict
from ..text.escape import html
from .options import mark, option_number

NEIGHBOURS = 12  # the most of them drawn around a page, before and after it together
BAR = 10  # px: how far a verdict's text is indented for its bar
BOLD = (
    13  # px: how much wider a line of a verdict may become, for it is bold and widths are estimated for plain letters
)
# No page has such an id: they stand for the neighbours left out.
MORE_BEFORE, MORE_AFTER = "<", ">"

Ways = dict[tuple[str, str], list[Step]]  # the answers that lead from a question to a page, by the two


def map_svg(tree: Tree, graph: Graph, address: Callable[[str], str]) -> str:
    """The whole guide. `address` gives a page's `href` by its id."""
    ways = _ways([step for page_id in graph.order for step in graph.leads[page_id]], tree)
    pages = [_page(tree, page_id) for page_id in graph.order]
    svg = _svg(tree, layout(pages, _links(tree, ways)), ways, address, "whole", "")
    return _frame(svg, "Map of all questions and verdicts")


def neighbourhood_svg(tree: Tree, graph: Graph, page_id: str, address: Callable[[str], str]) -> str:
    """A page between the questions that lead to it and the pages that it leads to: at most twelve, then how many more.

    Raises KeyError where there is no such page.
    """
    answers = tree.questions[page_id].answers if page_id in tree.questions else ()
    ways = _ways([*graph.leads[page_id], *(Step(page_id, answer_id) for answer_id in answers)], tree)
    before = [source for source, target in ways if target == page_id]
    after = [target for source, target in ways if source == page_id]
    kept_before, kept_after = _kept(len(before), len(after))
    shown = {*before[:kept_before], page_id, *after[:kept_after]}
    pages = [_page(tree, other) for other in (*before[:kept_before], page_id, *after[:kept_after])]
    links = _links(tree, {ends: steps for ends, steps in ways.items() if shown.issuperset(ends)})
    if kept_before < len(before):
        pages.insert(0, _more(MORE_BEFORE, len(before) - kept_before))
        links.append(Link(MORE_BEFORE, page_id, ""))
    if kept_after < len(after):
        pages.append(_more(MORE_AFTER, len(after) - kept_after))
        links.append(Link(page_id, MORE_AFTER, ""))
    svg = _svg(tree, layout(pages, links), ways, address, "neighbourhood", page_id)
    return _frame(svg, "What leads here, and where it leads")


def _kept(before: int, after: int) -> tuple[int, int]:
    """How many to draw on either side: as many as there is room for, half of it at least where a side needs it."""
    kept_after = min(after, max(NEIGHBOURS // 2, NEIGHBOURS - before))
    return min(before, NEIGHBOURS - kept_after), kept_after


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
    return Page(id_, f"and {number:,} more")


def _frame(svg: str, name: str) -> str:
    """What scrolls where the drawing is wider than the page; in the tab order, so that a keyboard can scroll it."""
    return f'<div class="map" tabindex="0" role="region" aria-label="{name}">\n{svg}\n</div>'


def _svg(tree: Tree, drawing: Drawing, ways: Ways, address: Callable[[str], str], kind: str, here: str) -> str:
    size = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    return "\n".join(
        [
            f'<svg class="{kind}" role="group" aria-label="{html(tree.guide.title)}" {size}>',
            '<g aria-hidden="true">',
            *(_edge(tree, edge, ways.get((edge.source, edge.target), [])) for edge in drawing.edges),
            "</g>",
            *(_box(tree, box, address, here) for box in drawing.boxes),
            "</svg>",
        ]
    )


def _edge(tree: Tree, edge: Edge, steps: Sequence[Step]) -> str:
    if not steps:
        return f'<path class="edge" d="{_curve(edge)}"/>'
    answers = " ".join(step.answer for step in steps)
    names = f'data-question="{edge.source}" data-answer="{answers}"'
    title = f"<title>{html(_label(tree, steps))}</title>"
    path = f'<path class="edge" {names} d="{_curve(edge)}">{title}</path>'
    first = edge.label_y - (len(edge.lines) - 1) * SMALL_LINE
    text = _tspans(edge.lines, edge.label_x, first, SMALL_LINE)
    return f'{path}<text class="label">{title}{text}</text>'


def _curve(edge: Edge) -> str:
    """The `d` of a path along an edge's points, with a tip at its end."""
    (x, y), *points = edge.points
    path = [f"M{x} {y}"]
    for to_x, to_y in points:
        middle = (x + to_x) // 2
        path.append(f"H{to_x}" if to_y == y else f"C{middle} {y} {middle} {to_y} {to_x} {to_y}")
        x, y = to_x, to_y
    return "".join([*path, "m-6 -4l6 4l-6 4"])


def _box(tree: Tree, box: Box, address: Callable[[str], str], here: str) -> str:
    if box.id in (MORE_BEFORE, MORE_AFTER):
        return f'<g class="more">{_rect(box, 4)}<text>{_text(box, PAD)}</text></g>'
    page = tree.page(box.id)
    classes, title = ["box", "question"], page.title
    shape, indent = _rect(box, 4), PAD
    if isinstance(page, Verdict):
        option = page.recommends
        classes = ["box", "verdict", f"option-{option_number(tree, option)}" if option else "no-option"]
        title += f" ({tree.options[option]})" if option else ""
        shape, indent = _rect(box, 18) + _bar(box), PAD + BAR
    current = ' aria-current="page"' if box.id == here else ""
    classes += ["here"] if current else []
    link = f'href="{html(address(box.id))}" class="{" ".join(classes)}" data-page="{box.id}"{current}'
    return f"<a {link}><title>{html(title)}</title>{shape}<text>{_text(box, indent)}</text></a>"


def _rect(box: Box, radius: int) -> str:
    return f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="{radius}"/>'


def _bar(box: Box) -> str:
    return f'<path class="bar" d="M{box.x + BAR} {box.y + PAD}v{box.height - 2 * PAD}"/>'


def _text(box: Box, indent: int) -> str:
    """The lines of a box, the small one last, in the middle of its height."""
    x, y = box.x + indent, box.y + PAD + TEXT
    small = f'<tspan class="option" x="{x}" y="{y + LINE * len(box.lines)}">{html(box.note)}</tspan>'
    return _tspans(box.lines, x, y, LINE) + (small if box.note else "")


def _tspans(lines: Sequence[str], x: int, y: int, step: int) -> str:
    return "".join(f'<tspan x="{x}" y="{y + n * step}">{html(line)}</tspan>' for n, line in enumerate(lines))
