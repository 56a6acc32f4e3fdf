"""Addresses that land on a quotation: a text fragment, by which a browser finds the words on the page and marks them.

For pages only: such an address is long, and a record or a copied link must carry the plain one. Syntax: the
specification *URL Fragment Text Directives* of the Web Incubator Community Group.
"""

from urllib.parse import quote as percent_encoded

from ..text.words import ELISION

_MOST_WORDS = 8  # in one piece; of a longer quotation only the beginning and the end are named
_END_WORDS = 5
_MARKS = " \"'“”‘’«»‹›„.,;:!?()[]–—-…*•"


def fragment(quote: str) -> str:
    """The text fragment of a quotation, from `#:~:text=` on."""
    return "#" + _directive(quote)


def landing(url: str, quote: str) -> str:
    """The address at which a browser shows a quotation on the page at `url`."""
    return url + (_directive(quote) if "#" in url else fragment(quote))


def _directive(quote: str) -> str:
    stretches = [stretch.split() for part in quote.split(ELISION) if (stretch := part.strip(_MARKS))]
    first, last = stretches[0], stretches[-1]
    if len(stretches) == 1 and len(first) <= _MOST_WORDS:
        return f":~:text={_term(first)}"
    return f":~:text={_term(first[:_END_WORDS])},{_term(last[-_END_WORDS:])}"


def _term(words: list[str]) -> str:
    """Words as a term of a fragment, in which `-`, `,` and `&` have a meaning of their own."""
    return percent_encoded(" ".join(words).strip(_MARKS), safe="").replace("-", "%2D")
