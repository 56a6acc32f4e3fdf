"""A drawing as inline SVG: boxes that may be links, and lines with their labels.

What stands where comes from `layout`; what it looks like from the styles for maps, which must keep to the font sizes
that `layout` reckons with. The result is one block of raw HTML for Markdown: no empty line, nothing styled in place,
and as few tags as it takes. Lines and their labels are hidden from screen readers, boxes are not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..text.escape import html
from .layout import LINE, PAD, SMALL_LINE, TEXT, Box, Drawing, Edge

BAR = 10  # px: how far the text of a box with a bar is indented
BOLD = 13  # px: how much wider a bold line may become, for widths are estimated for plain letters


@dataclass(frozen=True, slots=True)
class Look:
    """What a box is: its classes, its link or none, whether it has a bar, and whether the reader is there."""

    css: str
    href: str = ""
    bar: bool = False
    here: bool = False


def framed(svg: str, name: str) -> str:
    """What scrolls where the drawing is wider than the page; in the tab order, so that a keyboard can scroll it."""
    return f'<div class="map" tabindex="0" role="region" aria-label="{html(name)}">\n{svg}\n</div>'


def svg_of(
    drawing: Drawing, looks: Mapping[str, Look], names: Mapping[tuple[str, str], str], kind: str, label: str
) -> str:
    """A drawing as SVG. `names` are the attributes of lines by their ends; where there are none, lines are one path."""
    size = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    lines = _named(drawing.edges, names) if names else [_path("", "".join(map(_curve, drawing.edges)))]
    return "\n".join(
        [
            f'<svg class="{kind}" role="group" aria-label="{html(label)}" {size}>',
            '<g aria-hidden="true">',
            *lines,
            *(text for edge in drawing.edges for text in _label(edge)),
            "</g>",
            *(_box(box, looks[box.id]) for box in drawing.boxes),
            "</svg>",
        ]
    )


def _named(edges: Sequence[Edge], names: Mapping[tuple[str, str], str]) -> list[str]:
    return [_path(names.get((edge.source, edge.target), ""), _curve(edge)) for edge in edges]


def _path(attributes: str, curve: str) -> str:
    return f'<path class="edge" {attributes} d="{curve}"/>'.replace("  ", " ")


def _curve(edge: Edge) -> str:
    """The `d` of a path along an edge's points, with a tip at its end."""
    (x, y), *points = edge.points
    path = [f"M{x} {y}"]
    for to_x, to_y in points:
        middle = (x + to_x) // 2
        path.append(f"H{to_x}" if to_y == y else f"C{middle} {y} {middle} {to_y} {to_x} {to_y}")
        x, y = to_x, to_y
    return "".join([*path, "m-6 -4l6 4l-6 4"])


def _label(edge: Edge) -> list[str]:
    first = edge.label_y - (len(edge.lines) - 1) * SMALL_LINE
    return _texts(edge.lines, edge.label_x, first, SMALL_LINE, ' class="label"')


def _box(box: Box, look: Look) -> str:
    indent = PAD + BAR if look.bar else PAD
    x, y = box.x + indent, box.y + PAD + TEXT
    rect = f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="{18 if look.bar else 4}"/>'
    bar = f'<path class="bar" d="M{box.x + BAR} {box.y + PAD}v{box.height - 2 * PAD}"/>' if look.bar else ""
    note = _texts([box.note], x, y + LINE * len(box.lines), LINE, ' class="option"') if box.note else []
    inner = rect + bar + "".join([*_texts(box.lines, x, y, LINE), *note])
    if not look.href:
        return f'<g class="{look.css}">{inner}</g>'
    here = ' aria-current="page"' if look.here else ""
    return f'<a href="{html(look.href)}" class="{look.css}" data-page="{box.id}"{here}>{inner}</a>'


def _texts(lines: Sequence[str], x: int, y: int, step: int, css: str = "") -> list[str]:
    return [f'<text{css} x="{x}" y="{y + n * step}">{html(line)}</text>' for n, line in enumerate(lines)]
