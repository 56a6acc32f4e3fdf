"""The geometry of the map, over random graphs: what may not overlap, where lines run, how text fits."""

from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tree_builder.map.layout import (
    BOX,
    LABEL,
    LABEL_LINES,
    LINES,
    PAD,
    SMALL,
    SMALL_LINE,
    TEXT,
    Drawing,
    Link,
    Page,
    layout,
)
from tree_builder.map.lettering import ELLIPSIS, width_of, wrapped

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom

WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "M"]), min_size=1, max_size=90)
TEXTS = st.one_of(st.sampled_from(["x" * 10_000, "日本" * 40, "\u0301", "A question of usual length, is it?"]), WORDS)
TITLES = TEXTS.map(lambda text: " ".join(text.split()) or "x")


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Page], list[Link]]:
    """Pages in an order in which links only lead on, each but the first linked to from at least one before it."""
    size = draw(st.integers(1, 24))
    numbers = st.integers(0, size - 1)
    ends = {(draw(st.integers(0, n - 1)), n) for n in range(1, size)}
    pairs = draw(st.sets(st.tuples(numbers, numbers), max_size=40))
    ends |= {(min(pair), max(pair)) for pair in pairs if len(set(pair)) == 2}
    pages = [Page(str(n), draw(TITLES), *draw(st.sampled_from([("", 0), ("◆ Django", 10)]))) for n in range(size)]
    return pages, [Link(str(a), str(b), draw(st.one_of(st.just(""), TITLES))) for a, b in sorted(ends)]


def overlap(one: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles have more in common than their borders."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def boxes_of(drawing: Drawing) -> list[Rectangle]:
    return [(box.x, box.y, box.x + box.width, box.y + box.height) for box in drawing.boxes]


def labels_of(drawing: Drawing) -> list[Rectangle]:
    """What holds each label, as far as letters reach up and down from their baseline."""
    places = []
    for edge in drawing.edges:
        if edge.lines:
            right = edge.label_x + max(width_of(line, SMALL) for line in edge.lines)
            top = edge.label_y - SMALL_LINE * (len(edge.lines) - 1) - SMALL
            places.append((edge.label_x, top, right, edge.label_y + 3))
    return places


def segments_of(drawing: Drawing) -> list[Rectangle]:
    """What holds the parts of the lines: a level one is a rectangle without height, or it could touch nothing."""
    return [
        (x, min(y, to_y) - 0.5, to_x, max(y, to_y) + 0.5)
        for edge in drawing.edges
        for (x, y), (to_x, to_y) in pairwise(edge.points)
    ]


@given(graphs())
def test_every_page_has_one_box_and_every_link_one_edge(graph):
    pages, links = graph
    drawing = layout(pages, links)
    assert sorted(box.id for box in drawing.boxes) == sorted(page.id for page in pages)
    assert [(edge.source, edge.target) for edge in drawing.edges] == [link[:2] for link in links]


@given(graphs())
def test_boxes_and_labels_overlap_nothing(graph):
    drawing = layout(*graph)
    apart = boxes_of(drawing) + labels_of(drawing)
    assert not any(overlap(one, other) for one, other in combinations(apart, 2))


@given(graphs())
def test_no_line_runs_through_a_box_or_a_label(graph):
    drawing = layout(*graph)
    apart = boxes_of(drawing) + labels_of(drawing)
    assert not any(overlap(segment, place) for segment in segments_of(drawing) for place in apart)


@given(graphs())
def test_lines_run_rightward_from_border_to_border(graph):
    drawing = layout(*graph)
    boxes = {box.id: box for box in drawing.boxes}
    for edge in drawing.edges:
        source, target = boxes[edge.source], boxes[edge.target]
        (x, y), (to_x, to_y) = edge.points[0], edge.points[-1]
        assert x == source.x + source.width and source.y < y < source.y + source.height
        assert to_x == target.x and target.y < to_y < target.y + target.height
        assert all(x < to_x for (x, _), (to_x, _) in pairwise(edge.points))


@given(graphs())
def test_everything_lies_within_the_drawing(graph):
    drawing = layout(*graph)
    everything = boxes_of(drawing) + labels_of(drawing) + segments_of(drawing)
    assert all(x >= 0 and y >= 0 for x, y, _, _ in everything)
    assert all(x <= drawing.width and y <= drawing.height for _, _, x, y in everything)


@given(graphs())
def test_lines_of_text_fit_their_place(graph):
    pages, links = graph
    drawing = layout(pages, links)
    reserved = {page.id: page.reserved for page in pages}
    for box in drawing.boxes:
        assert 0 < len(box.lines) <= LINES
        assert all(width_of(line, TEXT) <= BOX - 2 * PAD - reserved[box.id] for line in box.lines)
    for edge in drawing.edges:
        assert len(edge.lines) <= LABEL_LINES
        assert all(width_of(line, SMALL) <= LABEL for line in edge.lines)


@given(graphs())
def test_the_same_graph_gives_the_same_drawing(graph):
    assert layout(*graph) == layout(*graph)


@given(TITLES, st.integers(40, 200), st.integers(1, 5))
def test_wrapped_text_loses_nothing_unless_it_says_so(text, width, most):
    lines = wrapped(text, width, TEXT, most)
    shown = "".join(lines).replace(" ", "")
    if not shown.endswith(ELLIPSIS):
        assert shown == "".join(text.split())
    assert len(lines) <= most


def test_an_endless_word_is_cut():
    lines = wrapped("x" * 10_000, 160, TEXT, 4)
    assert len(lines) == 4
    assert lines[-1].endswith(ELLIPSIS)


def test_wide_characters_count_double():
    assert 1.5 < width_of("漢字", TEXT) / width_of("ab", TEXT) < 2.5


def drawn(size: int, ends: set[tuple[int, int]]) -> Drawing:
    links = [Link(str(a), str(b), "Yes") for a, b in sorted(ends)]
    return layout([Page(str(n), f"Page {n}") for n in range(size)], links)


@pytest.mark.slow
def test_a_chain_of_three_thousand_pages_is_drawn():
    drawing = drawn(3000, {(n, n + 1) for n in range(2999)})
    assert len({box.y for box in drawing.boxes}) == 1


@pytest.mark.slow
def test_a_fan_of_three_thousand_pages_is_drawn():
    drawing = drawn(3000, {(0, n) for n in range(1, 3000)})
    start, *children = drawing.boxes
    assert len({box.y for box in children}) == 2999
    assert all(box.x > start.x + start.width for box in children)


@pytest.mark.slow
def test_heavy_merging_is_drawn_in_bounded_space():
    chance = Random(1)
    ends = {(n, n + 1) for n in range(999)} | {(chance.randrange(n), n) for n in range(1, 1000) for _ in range(3)}
    drawing = drawn(1000, ends)
    assert sum(len(edge.points) for edge in drawing.edges) < 12 * (1000 + len(ends))


@pytest.mark.slow
def test_lines_above_all_boxes_touch_none():
    drawing = drawn(30, {(a, b) for a in range(30) for b in range(a + 1, 30)})
    apart = boxes_of(drawing) + labels_of(drawing)
    assert min(y for edge in drawing.edges for _, y in edge.points) < min(box.y for box in drawing.boxes)
    assert not any(overlap(segment, place) for segment in segments_of(drawing) for place in apart)
