"""What readers will notice when a tree becomes another: `compare` finds it, `text` and `markdown` tell it.

`markdown` is for a merge request. Text of authors stands there in code spans only, in which nothing is markup, a
mention or the number of an issue.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..fields import Named
from ..graph.paths import Trail
from ..model import Tree
from ..pages.address import trail_text
from ..text.escape import code_span
from ..text.problems import shown
from . import differences, published
from .differences import Changed, Field, Missing
from .old_paths import Difference, Paths, compare_paths
from .published import Turned

MOST_LINES = 1000
_UNFOLDED = 20  # lines of a section that a merge request shows at once
_LONG_TRAIL = 40  # answers
_CUT = 80  # characters of a text that are shown
_KEPT = "A frozen edition keeps titles, labels, items, ids and ways; other text is not compared."

Code = Callable[[str], str]
Section = tuple[str, list[str]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs; `gone` are the ids that nothing stands for, though they were published."""

    added: list[Named]
    missing: list[Missing]
    changed: list[Changed]
    forwarding: list[Field]
    paths: Paths
    gone: list[str]
    turned: list[Turned]

    @property
    def empty(self) -> bool:
        """Whether readers will notice nothing."""
        return not (self.added or self.missing or self.changed or self.forwarding or self.paths.differing or self.gone)


def compare(old: Tree, new: Tree) -> Comparison:
    """What readers of `old` will notice in `new`."""
    return Comparison(
        differences.added(old, new),
        differences.missing(old, new),
        differences.changed(old, new),
        differences.forwarding(old, new),
        compare_paths(old, new),
        published.gone(old, new),
        published.turned(old, new),
    )


def text(comparison: Comparison, edition: str = "") -> str:
    """A comparison as plain text: with a tree, or with a frozen edition."""
    of_edition = _of(edition, shown_code)
    if comparison.empty:
        return f"Readers{of_edition} will notice nothing.\n"
    told = [f"Readers{of_edition} will notice:\n", f"{_KEPT}\n" if edition else ""]
    for heading, lines in _sections(comparison, shown_code):
        told += [f"\n{heading}\n", *(f"  {line}\n" for line in lines)]
    return "".join(told)


def markdown(comparison: Comparison, edition: str = "") -> str:
    """A comparison as Markdown, for a comment on a merge request: with a tree, or with a frozen edition."""
    of_edition = _of(edition, span)
    if comparison.empty:
        return f"Readers{of_edition} will notice nothing.\n"
    told = [f"## What readers{of_edition} will notice\n", f"\n{_KEPT}\n" if edition else ""]
    for heading, lines in _sections(comparison, span):
        listed = "".join(f"* {line}\n" for line in lines)
        if len(lines) > _UNFOLDED:
            listed = f"<details><summary>{len(lines):,} lines</summary>\n\n{listed}\n</details>\n"
        told.append(f"\n### {heading}\n\n{listed}")
    return "".join(told)


def _of(edition: str, code: Code) -> str:
    return f" of edition {code(edition)}" if edition else ""


def shown_code(words: str) -> str:
    """A text between backquotes, as messages show it."""
    return shown(words, _CUT) if words else "nothing"


def span(words: str) -> str:
    """A text as a code span, of a long one the beginning."""
    line = " ".join(words.split())
    return code_span(line if len(line) <= _CUT else f"{line[:_CUT]}…") if words else "nothing"


def number(count: int) -> str:
    """A number for readers: an exact one, or its magnitude where it is astronomical."""
    return f"{count:,}" if count < 10**15 else f"about 10^{int((count.bit_length() - 1) * 0.30103)}"


def _sections(comparison: Comparison, code: Code) -> Iterator[Section]:
    """The sections that have something to say, each with at most a thousand lines and then their number."""
    sections = [
        ("Published, and gone without being retired or withdrawn", [code(gone) for gone in comparison.gone]),
        ("Old links now say something else", [_turned(entry, code) for entry in comparison.turned]),
        ("The guide", list(_guide(comparison.changed, code))),
        *((f"{noun.capitalize()}s", lines) for noun, lines in _come_and_gone(comparison, code).items()),
        ("Changed on pages", list(_changed(comparison.changed, code))),
        ("Forwarding", [_reading(f"{code(field.name)} forwards to", field, code) for field in comparison.forwarding]),
    ]
    for heading, lines in sections:
        if lines:
            yield heading, _at_most(lines, len(lines))
    yield "Paths", list(_paths(comparison.paths, code))


def _at_most(lines: list[str], total: int) -> list[str]:
    more = [f"and {number(total - MOST_LINES)} more"] if total > MOST_LINES else []
    return lines[:MOST_LINES] + more


def _guide(changed: list[Changed], code: Code) -> Iterator[str]:
    for entry in changed:
        if entry.noun == "guide":
            yield from (_field(field, code) for field in entry.fields)


def _turned(entry: Turned, code: Code) -> str:
    what = f"{entry.noun} {code(entry.id)} said {code(entry.was)} and now says {code(entry.words)}"
    return f"{what}, which was what {code(entry.theirs)} said"


def _come_and_gone(comparison: Comparison, code: Code) -> dict[str, list[str]]:
    """What was added and what is missing, by what it is."""
    lines: dict[str, list[str]] = {}
    for entry in comparison.added:
        lines.setdefault(entry.noun, []).append(f"added: {_named(entry, code)}")
    for entry, now, withdrawn in comparison.missing:
        what = f"retired, now {code(now)}" if now else "withdrawn" if withdrawn else "removed"
        lines.setdefault(entry.noun, []).append(f"{what}: {_named(entry, code)}")
    return lines


def _named(entry: Named, code: Code) -> str:
    """An id and its words; of excerpts a frozen edition has none."""
    return f"{code(entry.id)}, {code(entry.words)}" if entry.words else code(entry.id)


def _changed(changed: list[Changed], code: Code) -> Iterator[str]:
    for entry in changed:
        if entry.noun != "guide":
            yield f"{entry.noun} {code(entry.id)}: {'; '.join(_field(field, code) for field in entry.fields)}"


def _field(field: Field, code: Code) -> str:
    if field.is_list:
        parts = [f"{sign} {code(words)}" for sign, words in (("without", field.was), ("with", field.now)) if words]
        return " ".join([field.name, *(parts or ["in another order"])])
    return _reading(field.name, field, code) if field.was or field.now else field.name


def _reading(name: str, field: Field, code: Code) -> str:
    return f"{name} {code(field.was)} → {code(field.now)}"


def _paths(paths: Paths, code: Code) -> Iterator[str]:
    if paths.exact and not paths.differing:
        yield f"all {number(paths.before)} old paths lead to their verdict; there are {number(paths.after)} paths now"
        return
    least = "" if paths.exact else "at least "
    yield (
        f"{least}{number(paths.differing)} of {number(paths.before)} old paths no longer lead to their verdict: "
        f"{number(paths.other)} to another, {number(paths.stopped)} stop at a question; "
        f"there are {number(paths.after)} paths now"
    )
    yield from _at_most([_difference(found, code) for found in paths.first], paths.differing)


def _difference(found: Difference, code: Code) -> str:
    now = f"stops at the question {code(found.now)}" if found.stops else code(found.now)
    return f"{_trail(found.trail)}: {code(found.was)} → {now}"


def _trail(trail: Trail) -> str:
    """A trail as it stands in an address, between backquotes; of a very long one its two ends."""
    if len(trail) <= _LONG_TRAIL:
        return f"`{trail_text(trail)}`"
    half = _LONG_TRAIL // 2
    return f"`{trail_text(trail[:half])}`, {len(trail) - _LONG_TRAIL:,} more answers, `{trail_text(trail[-half:])}`"
