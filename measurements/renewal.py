"""New figures in the notes of a tree, where the old ones stood: so nobody copies them by hand after a new run.

Only numbers change. What a note says of them, and the outcome, is for its author to look at; a test finds what no longer
holds.
"""

import re
from collections.abc import Iterator

import yaml

from .claims import CLAIMS
from .notes import FIGURE, known_for
from .results import Results

LINK = "page:measurements.md"
NUMBERS = re.compile(r"\d[\d,.]*\d|\d")


def renewed(tree: str, old: Results, new: Results) -> tuple[str, list[str]]:
    """The text of a tree with the figures of `new` for those of `old`, and the figures that could not be told apart."""
    unclear: list[str] = []
    for start, end, reference in reversed(list(_notes(tree))):
        note, left = _renewed_note(tree[start:end], reference, old, new)
        tree = tree[:start] + note + tree[end:]
        unclear = [f"{reference}: {figure}" for figure in left] + unclear
    return tree, unclear


def _notes(tree: str) -> Iterator[tuple[int, int, str]]:
    """Where in the text each note that leads to the measurements begins and ends, and the excerpt that it is on."""
    for article_id, article in _entries(_value(yaml.compose(tree, Loader=yaml.SafeLoader), "articles")):
        for excerpt_id, excerpt in _entries(_value(article, "excerpts")):
            for since in getattr(_value(excerpt, "since"), "value", []):
                note, url = _value(since, "note"), _value(since, "url")
                if note and LINK in f"{url.value if url else ''} {note.value}":
                    yield note.start_mark.index, note.end_mark.index, f"{article_id}/{excerpt_id}"


def _entries(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    for key, value in getattr(node, "value", []):
        yield key.value, value


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    return dict(_entries(node)).get(key)


def _renewed_note(note: str, reference: str, old: Results, new: Results) -> tuple[str, list[str]]:
    claims = [claim for claim in CLAIMS.values() if reference in claim.excerpts]
    before = [text for claim in claims for text in known_for(claim, old.figures)]
    after = [text for claim in claims for text in known_for(claim, new.figures)]
    unclear = []

    def replaced(match: re.Match[str]) -> str:
        figure = " ".join(match[0].split())
        found = {new_text for old_text, new_text in zip(before, after, strict=True) if old_text == figure}
        if len(found) == 1:
            return _in_the_same_lines(match[0], found.pop())
        if found or figure not in after:
            unclear.append(figure)
        return match[0]

    return FIGURE.sub(replaced, note), unclear


def _in_the_same_lines(old: str, new: str) -> str:
    """The new figure, broken over lines where the old one was, if both are of one form."""
    if NUMBERS.sub("", " ".join(old.split())) != NUMBERS.sub("", new):
        return new
    numbers = iter(NUMBERS.findall(new))
    return NUMBERS.sub(lambda _: next(numbers), old)
