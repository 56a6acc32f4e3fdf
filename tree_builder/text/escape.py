"""All escaping of author text: for HTML and Markdown pages, front matter, drawings and comparisons.

Markdown fields are `markdown`'s, records those of the scripts. Nothing else may write author text.
"""

import re
from functools import lru_cache
from html import escape
from typing import Any

from markupsafe import Markup

_BACKQUOTES = re.compile("`+")


def finalize(value: Any) -> Any:
    """What a template writes for an expression: markup as it is, and any text as a line of HTML text."""
    return Markup(html(value)) if isinstance(value, str) and not isinstance(value, Markup) else value


def front(text: str) -> Markup:
    """A quoted value of the front matter. The theme prints it as it is, so it is HTML-escaped inside the quotes."""
    return Markup('"' + escape(text).replace("\\", "&#92;") + '"')


@lru_cache(maxsize=8192)  # a title stands in the drawing of each neighbour
def html(text: str) -> str:
    """Text on one line for HTML or SVG outside Markdown, also between quotation marks."""
    return escape(" ".join(text.split()))


def code_span(text: str) -> str:
    """Text on one line as a CommonMark code span, in which nothing is markup, a mention or the number of an issue."""
    text = " ".join(text.split())
    runs = {len(run) for run in _BACKQUOTES.findall(text)}
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"
