"""Text fragments: an address that lands on the quoted words (https://wicg.github.io/scroll-to-text-fragment/).

For pages only: a record or a copied link carries the plain address.
"""

from urllib.parse import quote, urlsplit

from ..text.words import ELISION

_WHOLE = 8  # words; a longer quotation, or one with an elision, is named by its beginning and its end
_ENDS = 5
# Marks at the end of a term are left out, for the page may have others there, or may have them in another shape.
_MARKS = " \"'“”‘’«»‹›„.,;:!?()[]–—-…*•"


def text_fragment(address: str, quotation: str) -> str:
    """What to add to an address so that a browser scrolls to a quotation and marks it, all that it leaves out included."""
    begin = "" if urlsplit(address).fragment else "#"
    return f"{begin}:~:text={','.join(map(_encoded, _terms(quotation)))}"


def _terms(quotation: str) -> list[str]:
    stretches = [words for part in quotation.split(ELISION) if (words := part.strip(_MARKS).split())]
    first, last = stretches[0], stretches[-1]
    whole = len(stretches) == 1 and len(first) <= _WHOLE
    ends = [first] if whole else [first[:_ENDS], last[-_ENDS:]]
    return [" ".join(end).strip(_MARKS) for end in ends]


def _encoded(text: str) -> str:
    """Text as a term, in which `-`, `,` and `&` have a meaning of their own."""
    return quote(text, safe="").replace("-", "%2D")
