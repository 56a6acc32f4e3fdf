"""Links to pages of the author's own: `page:FILE.md` must be a file below `docs` that no build makes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..fields import Found, texts
from ..kinds import OWN_PAGE_PATTERN
from ..model import Tree
from ..pages.site import is_generated
from ..text.markdown import links_of
from ..text.problems import Problem, shown


def missing_own_pages(tree: Tree, docs: Path) -> Iterator[Problem]:
    """A problem for each link to a page of the author's own that is not there."""
    for found in texts(tree):
        for link in _links(found):
            match = OWN_PAGE_PATTERN.match(link)
            if match and is_generated(tree, match[1]):
                what = f"the link {shown(link)} leads to a page that a build makes"
                yield Problem(f"{what}; `question:ID` and its like name those", found.keys, cause=link)
            elif match and not (docs / match[1]).is_file():
                what = f"the link {shown(link)} leads nowhere; it must name a file below {shown(str(docs))}"
                yield Problem(what, found.keys, cause=link)


def _links(found: Found) -> Sequence[str]:
    if found.kind.refers_to == "own page":
        return (found.text,)
    return links_of(found.text) if found.kind.name == "markdown" else ()
