"""Which pages stand in which column of a map, through which columns the long lines pass, and in which order.

Sugiyama's method: every page in the column of its longest way from the start, a place for each passing line in each
column that it crosses, and then columns sorted by the mean place of their neighbours, to and fro, for few crossings;
in a small graph also cell by cell (sifting), which saves a good third of the crossings that are left.
Passing lines to the same page share their places, so they merge early. All work is bounded, whatever the graph:
lines too long for the budget take a lane above all boxes instead. Measures in px belong to `layout`.
"""

from bisect import bisect_right, insort
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

BUDGET = 4  # places that lines may take in all, for each page and each line
SWEEPS, WORK = 12, 400_000  # of sorting: the most sweeps, and the most links looked at in all of them
SIFTED = 5_000  # the most pairs of cells in the same column with which moving single cells stays quick


class Route(NamedTuple):
    """The cells that a line joins, or its two ends only where it takes a lane above all boxes."""

    cells: list[int]
    lane: bool


@dataclass(frozen=True, slots=True)
class Net:
    """Cells in columns. The first `pages` of them are pages, in the order given; in the others a line passes."""

    pages: int
    column: list[int]
    before: list[list[int]]
    after: list[list[int]]
    routes: list[Route]


def woven(pages: int, links: list[tuple[int, int]]) -> Net:
    """The net of pages numbered so that each link leads from a lower to a higher number."""
    column = [0] * pages
    for source, target in sorted(links):
        column[target] = max(column[target], column[source] + 1)
    net = Net(pages, column, [[] for _ in column], [[] for _ in column], [Route([s, t], False) for s, t in links])
    passing: dict[tuple[int, int], int] = {}
    budget = BUDGET * (pages + len(links))
    for n in sorted(range(len(links)), key=lambda n: _span(net, links[n])):
        budget -= _span(net, links[n])
        if budget < 0:
            net.routes[n] = Route([*links[n]], True)
        else:
            net.routes[n] = Route(_threaded(net, passing, *links[n]), False)
    return net


def _span(net: Net, link: tuple[int, int]) -> int:
    return net.column[link[1]] - net.column[link[0]]


def _threaded(net: Net, passing: dict[tuple[int, int], int], source: int, target: int) -> list[int]:
    """Link two pages through a cell in each column between them, made where there is none yet."""
    cells = [source]
    for column in range(net.column[source] + 1, net.column[target]):
        if (target, column) not in passing:
            passing[target, column] = len(net.column)
            net.column.append(column)
            net.before.append([])
            net.after.append([])
        cells.append(passing[target, column])
    cells.append(target)
    for left, right in pairwise(cells):
        if left == source or not net.after[left]:
            net.after[left].append(right)
            net.before[right].append(left)
    return cells


def ordered(net: Net) -> list[list[int]]:
    """The cells of each column from top to bottom: of the orders tried, the one with the fewest crossings."""
    columns = _as_met(net)
    links = 1 + sum(map(len, net.after))
    small = sum(len(cells) ** 2 for cells in columns) <= SIFTED
    best, fewest = columns, _crossings(net, columns)
    for sweep in range(max(2, min(SWEEPS, WORK // links))):
        if not fewest:
            break
        columns = _swept(net, columns, sweep % 2 == 0)
        if small:
            columns = _sifted(net, columns)
        crossings = _crossings(net, columns)
        if crossings < fewest:
            best, fewest = columns, crossings
    return best


def _as_met(net: Net) -> list[list[int]]:
    """The columns as a walk from the first page meets the cells, deep before wide: a tree has no crossings then."""
    columns: list[list[int]] = [[] for _ in range(max(net.column) + 1)]
    met = [False] * len(net.column)
    waiting = [cell for cell in reversed(range(len(net.column))) if not net.before[cell]]
    while waiting:
        cell = waiting.pop()
        if not met[cell]:
            met[cell] = True
            columns[net.column[cell]].append(cell)
            waiting += reversed(net.after[cell])
    return columns


def _swept(net: Net, columns: list[list[int]], rightward: bool) -> list[list[int]]:
    """The columns sorted one after the other by the mean place of each cell's neighbours in the column passed before.

    A cell without neighbours on that side is sorted by those on the other.
    """
    place = [0.0] * len(net.column)
    for cells in columns:
        _number(place, cells)
    near, far = (net.before, net.after) if rightward else (net.after, net.before)
    swept = []
    for cells in columns if rightward else reversed(columns):
        keys = {}
        for cell in cells:
            neighbours = near[cell] or far[cell] or [cell]
            keys[cell] = sum(place[other] for other in neighbours) / len(neighbours)
        cells = sorted(cells, key=keys.__getitem__)
        _number(place, cells)
        swept.append(cells)
    return swept if rightward else swept[::-1]


def _number(place: list[float], cells: list[int]) -> None:
    """Places from 0 to 1, so that columns of different length compare."""
    for n, cell in enumerate(cells):
        place[cell] = (n + 0.5) / len(cells)


def _sifted(net: Net, columns: list[list[int]]) -> list[list[int]]:
    """The columns with each cell in turn moved up or down its column to where its own lines cross the fewest others."""
    place = {cell: n for cells in columns for n, cell in enumerate(cells)}
    sifted = []
    for cells in columns:
        for cell in list(cells):
            cells = _moved(net, place, cells, cell)
        place.update((cell, n) for n, cell in enumerate(cells))
        sifted.append(cells)
    return sifted


def _moved(net: Net, place: dict[int, int], cells: list[int], cell: int) -> list[int]:
    here = cells.index(cell)
    others = cells[:here] + cells[here + 1 :]
    crossings = [0]  # for each place of the cell, how many more than at the top
    for other in others:
        change = _crossed(net, place, other, cell) - _crossed(net, place, cell, other)
        crossings.append(crossings[-1] + change)
    fewest = min(crossings)
    if fewest == crossings[here]:
        return cells
    best = crossings.index(fewest)
    return [*others[:best], cell, *others[best:]]


def _crossed(net: Net, place: dict[int, int], upper: int, lower: int) -> int:
    """How many links of two cells of a column cross when the one stands above the other."""
    return sum(place[a] > place[b] for side in (net.before, net.after) for a in side[upper] for b in side[lower])


def _crossings(net: Net, columns: list[list[int]]) -> int:
    """How many pairs of links cross, lines that take a lane left out."""
    place = [0] * len(net.column)
    for cells in columns:
        for n, cell in enumerate(cells):
            place[cell] = n
    crossings = 0
    for cells in columns:
        seen: list[int] = []
        for cell in cells:
            ends = sorted(place[other] for other in net.after[cell])
            crossings += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return crossings
