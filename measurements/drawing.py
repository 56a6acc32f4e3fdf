"""Bars of one measure as inline SVG: no script, no style of its own, readable at any width, in light and in dark.

Widths are shares of the drawing, and text stays as large as it is, so nothing shrinks on a phone. Colours are those of
the guide's options (`option-1`, …), and the name beside each bar says the same in words.
"""

from collections.abc import Mapping
from html import escape

from .results import Range
from .subjects import APPLICATIONS, MEASURES

ROW, TEXT, BAR, TICK = 38, 14, 20, 18  # px: of a row, its text's baseline, its bar's top, and where its ticks begin
GAP = 12  # px below the last row
WHOLE = 99.5  # per cent of the width that the longest bar takes: the tick at its end is inside too


def bars(measure: str, row: Mapping[str, Range]) -> str:
    """A bar for each application from nothing to its range, which ends in a tick on either side."""
    name = f"bars-{measure}"
    whole = max(range_.high for range_ in row.values()) / WHOLE
    told = "; ".join(f"{APPLICATIONS[key].name}: {range_.shown(measure)}" for key, range_ in row.items())
    drawn = [_bar(number, key, measure, range_, whole) for number, (key, range_) in enumerate(row.items())]
    return "\n".join(
        [
            f'<div><svg role="img" aria-labelledby="{name}-title {name}-desc" width="100%" height="{ROW * len(row) + GAP}" '
            'font-size="13" fill="currentColor">',
            f'<title id="{name}-title">{escape(MEASURES[measure].title)}</title>',
            f'<desc id="{name}-desc">{escape(told)}</desc>',
            *drawn,
            "</svg></div>",
        ]
    )


def _bar(number: int, key: str, measure: str, range_: Range, whole: float) -> str:
    top = ROW * number
    side = APPLICATIONS[key].side
    low, high = range_.low / whole, range_.high / whole
    return (
        f'<g class="{f"option-{side}" if side else "no-option"}">'
        f'<text x="0" y="{top + TEXT}">{escape(APPLICATIONS[key].name)}</text>'
        f'<text x="100%" y="{top + TEXT}" text-anchor="end">{range_.shown(measure)}</text>'
        f'<rect y="{top + BAR}" width="{low:.2f}%" height="8" fill="var(--option, currentColor)"/>'
        f'<rect x="{low:.2f}%" y="{top + BAR}" width="{high - low:.2f}%" height="8" fill="var(--option, currentColor)" opacity=".5"/>'
        + "".join(
            f'<rect x="{end:.2f}%" y="{top + TICK}" width="1.5" height="12"/>' for end in dict.fromkeys((low, high))
        )
        + "</g>"
    )
