"""At which height each cell of a map's columns stands: the rows' even spacing and the lines' straightness, in px.

What stands in a column, and in which order, is given (see `columns`); sideways places belong to `layout`.
"""

from itertools import pairwise

from .columns import Net

GAP, THIN_GAP = 18, 8  # px: between two boxes, between two passing lines; between a box and a line the mean of both
STILL = 0.2  # px: what moves less has settled
ROUNDS, WORK = 40, 80_000  # of settling: the most rounds, and the most cells looked at in all of them

Pull = tuple[int, int, float]  # a neighbour, how far below it (px), and how strongly


def settled(net: Net, columns: list[list[int]], exits: list[int], above: list[int], below: list[int]) -> list[int]:
    """The middle of every cell in px, counted from anywhere.

    `exits` has, for each line, how far below the middle of its source it leaves; `above` and `below` how far each
    cell reaches from its middle. Column by column, to and fro, cells move to the weighted mean of what they are
    linked to, as near as their order and size allow.
    """
    pulls = _pulls(net, exits)
    order = [
        (cells, _gaps(net, cells, above, below), [sum(weight for _, _, weight in pulls[cell]) or 1.0 for cell in cells])
        for cells in columns
    ]
    ys = [0.0] * len(net.column)
    for cells, gaps, _ in order:
        _place(ys, cells, [0.0] * len(cells), [1.0] * len(cells), gaps)
    for _ in range(max(2, min(ROUNDS, WORK // len(ys)))):
        before = ys.copy()
        for cells, gaps, weights in order:
            wishes = [_wish(pulls[cell], ys, ys[cell], weight) for cell, weight in zip(cells, weights, strict=True)]
            _place(ys, cells, wishes, weights, gaps)
        order.reverse()
        if all(abs(y - was) < STILL for y, was in zip(ys, before, strict=True)):
            break
    return _whole(ys, [(cells, gaps) for cells, gaps, _ in order])


def _pulls(net: Net, exits: list[int]) -> list[list[Pull]]:
    """What each cell is linked to. Passing lines pull hardest, so that they become straight."""
    pulls: list[dict[int, Pull]] = [{} for _ in net.column]
    for route, level in zip(net.routes, exits, strict=True):
        for n, (left, right) in enumerate(pairwise(route.cells) if not route.lane else ()):
            weight = 1.0 + 2.0 * (left >= net.pages) + 4.0 * (right >= net.pages)
            pulls[right][left] = (left, 0 if n else level, weight)
            pulls[left][right] = (right, 0 if n else -level, weight)
    return [list(pulled.values()) for pulled in pulls]


def _wish(pulls: list[Pull], ys: list[float], otherwise: float, total: float) -> float:
    pulled = 0.0
    for cell, level, weight in pulls:
        pulled += weight * (ys[cell] + level)
    return pulled / total if pulls else otherwise


def _gaps(net: Net, cells: list[int], above: list[int], below: list[int]) -> list[int]:
    """The least distance from each cell of a column to the next, middle to middle, in px."""
    room = [THIN_GAP if cell >= net.pages else GAP for cell in cells]
    return [below[a] + above[b] + (room[n] + room[n + 1]) // 2 for n, (a, b) in enumerate(pairwise(cells))]


def _place(ys: list[float], cells: list[int], wishes: list[float], weights: list[float], gaps: list[int]) -> None:
    """Put a column's cells as near to their wishes as the gaps between them allow, in the sense of least squares.

    With the gaps subtracted this is isotonic regression, solved by pooling adjacent violators:
    https://en.wikipedia.org/wiki/Isotonic_regression
    """
    blocks: list[tuple[float, float, int]] = []  # weighted sum, weight, cells
    start = 0
    starts = [0]
    for gap in gaps:
        start += gap
        starts.append(start)
    for wish, weight, begin in zip(wishes, weights, starts, strict=True):
        block = (weight * (wish - begin), weight, 1)
        while blocks and blocks[-1][0] / blocks[-1][1] > block[0] / block[1]:
            last = blocks.pop()
            block = (last[0] + block[0], last[1] + block[1], last[2] + block[2])
        blocks.append(block)
    index = 0
    for total, weight, count in blocks:
        for n in range(index, index + count):
            ys[cells[n]] = total / weight + starts[n]
        index += count


def _whole(ys: list[float], order: list[tuple[list[int], list[int]]]) -> list[int]:
    """In whole px, the gaps kept."""
    whole = [round(y) for y in ys]
    for cells, gaps in order:
        for (a, b), gap in zip(pairwise(cells), gaps, strict=True):
            whole[b] = max(whole[b], whole[a] + gap)
    return whole
