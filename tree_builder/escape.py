"""The ways in which author text gets into a page: as one line of text, or as a value of the front matter.

The third, Markdown, is `markup`'s. Nothing else may write author text.
"""

from html import escape
from string import punctuation
from typing import Any

from markupsafe import Markup

_REFERENCES = {ord(mark): f"&#{ord(mark)};" for mark in punctuation}


def line(text: str) -> Markup:
    """One line of text that neither Markdown nor HTML reads anything into: every ASCII punctuation mark a reference."""
    return Markup(text.translate(_REFERENCES))


def finalize(value: Any) -> Any:
    """What a template writes for an expression: markup as it is, and any text as a line of text."""
    return line(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def front(text: str) -> Markup:
    """A quoted value of the front matter. The theme prints it as it is, so it is HTML-escaped inside the quotes."""
    return Markup('"' + escape(text).replace("\\", "&#92;") + '"')
