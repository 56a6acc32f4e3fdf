"""The link by which a reader objects to a page: `guide.feedback` with the page and the edition filled in.

The trail is the reader's; the script fills it in. Without scripts it stays empty.
"""

from dataclasses import dataclass
from urllib.parse import quote

from ..text.catalogue import plain
from .context import Context

_TRAIL = "{trail}"


@dataclass(frozen=True, slots=True)
class Feedback:
    """A link with its words; `template` is the address before the trail is filled in, empty where it takes none."""

    href: str
    template: str
    text: str


def feedback(context: Context, message: str, page_id: str) -> Feedback | None:
    """The link of a page, with the words of a message; None where the guide takes no feedback."""
    guide = context.tree.guide
    if not guide.feedback:
        return None
    filled = guide.feedback.replace("{page}", quote(page_id, safe="")).replace(
        "{edition}", quote(guide.edition, safe="")
    )
    return Feedback(filled.replace(_TRAIL, ""), filled if _TRAIL in filled else "", plain(message))
