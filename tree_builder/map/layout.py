"""Where the boxes and lines of a map stand: a pure drawing of a graph without cycles, in px.

The flow is from left to right. A page stands in the column of its longest way from the start. A column is, from left
to right, a strip of boxes, a fan in which the lines leave them, a strip of answers' labels, each upon its line, and a
strip in which the lines cross over to the next column. Lines bend only in fans and crossings and run level elsewhere,
in a row of their own: so no line can touch a box or a label that is not its own.

The columns' contents and their order come from `columns`, the heights at which they stand from `spacing`; what the
drawing looks like belongs to `drawing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .columns import Net, ordered, woven
from .lettering import cut, width_of, wrapped
from .spacing import settled

TEXT, SMALL = 13, 12  # font sizes in px; the styles for maps must say the same
LINE, SMALL_LINE = 17, 15  # from one line of text to the next, in px
LINES, LABEL_LINES = 4, 4  # the most lines of a title and of an answer's label
BOX, PAD = 184, 12  # the width of every box, and the room inside it around its text, in px
LABEL = 140  # the most that an answer's label may be wide, in px
FAN, MARGIN = 22, 12  # px: of the fan, around the whole
THIN, LANE = 5, 10  # px: half the height of a passing line, and between two lines above all boxes
LANES = 12
CROSSING = range(44, 121)  # px: the strip in which lines cross, the wider the further they climb


class Link(NamedTuple):
    """A line to draw, with the text upon it."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """A box to draw: its text, a small last line or none, and how many px of each line must stay free."""

    id: str
    label: str
    note: str = ""
    reserved: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A page's place, its upper left corner and size in px, and its text in lines."""

    id: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A line, and its label in lines, the last of which has its baseline's left end at `label_x`, `label_y`.

    Between two points the line is level, or it bends from level to level without leaving the two points' rectangle.
    """

    source: str
    target: str
    points: tuple[tuple[int, int], ...]
    lines: tuple[str, ...]
    label_x: int
    label_y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The boxes in reading order, column by column, and the edges in the order of the links."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


class _Plan(NamedTuple):
    """Everything about a drawing but its shape: texts and measures by page, link, cell or column, in px."""

    net: Net
    columns: list[list[int]]
    texts: list[tuple[tuple[str, ...], str]]  # of each page: its title in lines, its note
    labels: list[tuple[str, ...]]  # of each link, in lines
    exits: list[int]  # of each link: how far below the middle of its source it leaves the fan
    ys: list[int]  # the middle of each cell
    xs: list[tuple[int, int]]  # of each column: where its boxes begin and where its labels end
    height: int


def layout(pages: Sequence[Page], links: Sequence[Link]) -> Drawing:
    """The drawing of at least one page; in `pages`, each stands after all that lead to it."""
    plan = _plan(pages, links)
    cells = (cell for cells in plan.columns for cell in cells if cell < len(pages))
    boxes = {cell: _box(plan, cell, pages[cell].id) for cell in cells}
    edges = (_edge(plan, n, link, boxes[plan.net.routes[n].cells[0]]) for n, link in enumerate(links))
    return Drawing(plan.xs[-1][0] + BOX + MARGIN, plan.height, tuple(boxes.values()), tuple(edges))


def _plan(pages: Sequence[Page], links: Sequence[Link]) -> _Plan:
    number = {page.id: n for n, page in enumerate(pages)}
    net = woven(len(pages), [(number[link.source], number[link.target]) for link in links])
    columns = ordered(net)
    texts = [_text(page) for page in pages]
    labels = [wrapped(link.label, LABEL, SMALL, LABEL_LINES) for link in links]
    exits = _exits(net, columns, labels)
    above, below = _extents(net, [_height(*text) for text in texts], labels, exits)
    ys = settled(net, columns, exits, above, below)
    lanes = min(LANES, sum(route.lane for route in net.routes))
    down = MARGIN + LANE * lanes - min(y - reach for y, reach in zip(ys, above, strict=True))
    ys = [y + down for y in ys]
    height = max(y + reach for y, reach in zip(ys, below, strict=True)) + MARGIN
    return _Plan(net, columns, texts, labels, exits, ys, _column_xs(net, columns, labels, ys), height)


def _text(page: Page) -> tuple[tuple[str, ...], str]:
    room = BOX - 2 * PAD - page.reserved
    return wrapped(page.label, room, TEXT, LINES), cut(page.note, room, SMALL)


def _height(lines: tuple[str, ...], note: str) -> int:
    """Of a box, in px; even, so that its middle is a whole px."""
    height = 2 * PAD + LINE * len(lines) + (LINE if note else 0)
    return height + height % 2


def _row(label: tuple[str, ...]) -> int:
    """The height of an answer's row in px: its label, and the line under it."""
    return SMALL_LINE * len(label) + 7


def _exits(net: Net, columns: list[list[int]], labels: list[tuple[str, ...]]) -> list[int]:
    """How far under the middle of its source's box each line leaves the fan, in px.

    The answers of a question are sorted by where they go, for two lines from one box should not cross.
    """
    place = {cell: n for cells in columns for n, cell in enumerate(cells)}
    leaving: dict[int, list[int]] = {}
    for n, route in enumerate(net.routes):
        leaving.setdefault(route.cells[0], []).append(n)
    exits = [0] * len(labels)
    for links in leaving.values():
        links.sort(key=lambda n: -1 if net.routes[n].lane else place[net.routes[n].cells[1]])
        level = 0
        for n in links:
            level += _row(labels[n])
            exits[n] = level
        mean = sum(exits[n] for n in links) // len(links)
        for n in links:
            exits[n] -= mean
    return exits


def _extents(
    net: Net, heights: list[int], labels: list[tuple[str, ...]], exits: list[int]
) -> tuple[list[int], list[int]]:
    """How far each cell with its labels reaches above and below its middle, in px."""
    thin = [THIN] * (len(net.column) - len(heights))
    above = [height // 2 for height in heights] + thin
    below = list(above)
    for route, label, level in zip(net.routes, labels, exits, strict=True):
        source = route.cells[0]
        above[source] = max(above[source], _row(label) - level)
        below[source] = max(below[source], level)
    return above, below


def _column_xs(
    net: Net, columns: list[list[int]], labels: list[tuple[str, ...]], ys: list[int]
) -> list[tuple[int, int]]:
    """For each column, in px, where its boxes begin and where its labels end."""
    widest, climb = [SMALL] * len(columns), [0] * len(columns)
    for route, label in zip(net.routes, labels, strict=True):
        column = net.column[route.cells[0]]
        widest[column] = max(widest[column], *(int(width_of(line, SMALL)) + 8 for line in label), SMALL)
        for n, (a, b) in enumerate(pairwise(route.cells) if not route.lane else (), column):
            climb[n] = max(climb[n], abs(ys[a] - ys[b]))
    xs = []
    x = MARGIN
    for column in range(len(columns)):
        end = x + BOX + FAN + widest[column]
        xs.append((x, end))
        x = end + min(CROSSING[-1], CROSSING[0] + climb[column] // 8)
    return xs


def _box(plan: _Plan, cell: int, page_id: str) -> Box:
    height = _height(*plan.texts[cell])
    left = plan.xs[plan.net.column[cell]][0]
    return Box(page_id, left, plan.ys[cell] - height // 2, BOX, height, *plan.texts[cell])


def _edge(plan: _Plan, n: int, link: Link, source: Box) -> Edge:
    """The `n`-th link, from its source's box."""
    middle, level, right = source.y + source.height // 2, plan.exits[n], source.x + source.width
    # A fan that is taller than its box is squeezed where it leaves it.
    reach = source.height // 2 - PAD
    points = [(right, middle + max(-reach, min(reach, level))), (right + FAN, middle + level)]
    points = _straightened(points + _onward(plan, n, middle + level))
    return Edge(link.source, link.target, tuple(points), plan.labels[n], right + FAN + 2, middle + level - 5)


def _onward(plan: _Plan, n: int, level: int) -> list[tuple[int, int]]:
    """The points of the `n`-th link from the end of its label on."""
    source, *passing, target = plan.net.routes[n].cells
    first, last = plan.net.column[source], plan.net.column[target]
    points = [(plan.xs[first][1], level)]
    for column, cell in enumerate(passing, first + 1):
        points += [(x, plan.ys[cell]) for x in plan.xs[column]]
    if plan.net.routes[n].lane:
        lane = MARGIN + LANE * (target % LANES)
        points += [(plan.xs[first + 1][0], lane), (plan.xs[last - 1][1], lane)]
    return [*points, (plan.xs[last][0], plan.ys[target])]


def _straightened(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points without those in the middle of a level stretch."""
    bends = [b for a, b, c in zip(points, points[1:], points[2:], strict=False) if not a[1] == b[1] == c[1]]
    return [points[0], *bends, points[-1]]
