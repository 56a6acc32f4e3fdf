"""Text fragments: an address that lands on the quoted words (https://wicg.github.io/scroll-to-text-fragment/)."""

from urllib.parse import quote, urlsplit

from ..text.words import ELISION

_WHOLE = 8  # words; a longer stretch is named by its beginning and its end
_ENDS = 4


def text_fragment(address: str, quotation: str) -> str:
    """What to add to an address so that a browser scrolls to the first stretch of a quotation."""
    words = quotation.partition(ELISION)[0].split() or quotation.split()
    ends = [words] if len(words) <= _WHOLE else [words[:_ENDS], words[-_ENDS:]]
    begin = "" if urlsplit(address).fragment else "#"
    return f"{begin}:~:text={','.join(_encoded(' '.join(end)) for end in ends)}"


def _encoded(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
