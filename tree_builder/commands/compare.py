"""The command `compare`: read both trees, print what readers will notice, and say what must be retired or withdrawn."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from ..check.editions import differs, freeze, is_edition, last_published, read_edition
from ..check.reading import EDITIONS, Reading, read_tree
from ..compare.compare import Comparison, number, span
from ..compare.compare import compare as compare_trees
from ..compare.compare import markdown as as_markdown
from ..compare.compare import text as as_text
from ..compare.published import gone, problem_of_turned, remedy
from ..compare.review import review
from ..model import Tree
from ..pages.address import trail_text
from ..read.plain import MOST_BYTES
from ..text.problems import Problem, at_place, in_order, of_file
from ..text.program import program
from . import report
from .options import Options, examine, read_bytes

_LARGEST_NUMBER = 2**53  # beyond, programs that read JSON would lose digits


@dataclass(frozen=True, slots=True)
class _Before:
    """What the tree is compared with: an older tree, or a frozen edition and its name."""

    tree: Tree
    edition: str = ""


def compare(options: Options, old: str | None, markdown: bool) -> int:
    """Compare the tree with an older tree or a frozen edition: a file, or `-` for standard input.

    Without one it is the last that was frozen: the newest that the tree differs from, so that right after an edition
    was frozen its own changes are told. No id that any frozen edition published may then be gone.
    Returns 0, or 1 for a problem in the tree, for a published id that is gone and for words that changed places, or 2
    where there is nothing sound to compare with.
    """
    before = _read_old(old) if old else None
    if isinstance(before, Problem):
        report.print_problems([before], Path(old or ""), form=options.format, strict=True)
        return 2
    reading = examine(options)
    # Advice is for the author of a tree, and `check` gives it; here only what stands in the way is said.
    problems = [problem for problem in reading.problems if options.strict or not problem.advice]
    if problems or reading.tree is None:
        report.print_problems(problems, options.tree, reading.text, options.format, options.strict)
        return 1
    before = before or _last_published(reading)
    if before is None:
        what = f"no edition is frozen here; `{program()} edition` freezes one, or an older tree must be named"
        report.print_problems([of_file(options.tree.with_name(EDITIONS), what)], options.tree, form=options.format)
        return 2
    found = compare_trees(before.tree, freeze(reading.tree) if before.edition else reading.tree)
    wrong = _wrong(reading, found, [before.tree] if old else [before.tree, *reading.editions])
    if options.format == "json":
        data = _data(found, [problem.message for problem in wrong])
        _print(json.dumps(data, ensure_ascii=False, indent=1) + "\n", sys.stdout)
    else:
        # In a format for programs the problems stand alone on standard output, as those of `check` do.
        output = sys.stdout if options.format == "text" else sys.stderr
        if markdown and not found.empty:
            missing = list(_missing(reading, before, found, wrong))
            _print(review(before.tree, reading.tree, found, _proof(reading), missing), output)
        _print((as_markdown if markdown else as_text)(found, before.edition), output)
        report.print_problems(wrong, options.tree, reading.text, options.format, options.strict)
    return 1 if wrong else 0


def _read_old(old: str) -> _Before | Problem:
    """What an older tree or a frozen edition holds, or what is wrong with it, in one problem."""
    raw = sys.stdin.buffer.read(MOST_BYTES) if old == "-" else read_bytes(Path(old))
    if isinstance(raw, Problem):
        return _unsound([raw])
    if is_edition(raw):
        edition = read_edition(raw)
        return _unsound([edition]) if isinstance(edition, Problem) else _Before(edition, edition.guide.edition)
    reading = read_tree(raw)
    return _Before(reading.tree) if reading.tree is not None else _unsound(reading.problems)


def _unsound(problems: list[Problem]) -> Problem:
    first = problems[0]
    more = f" (and {len(problems) - 1:,} more)" if len(problems) > 1 else ""
    return at_place((first.line, first.column), f"this file cannot be compared with: {first.message}{more}")


def _last_published(reading: Reading) -> _Before | None:
    last = last_published(reading.tree, reading.editions) if reading.tree else None
    return _Before(last, last.guide.edition) if last else None


def _wrong(reading: Reading, found: Comparison, published: Iterable[Tree]) -> list[Problem]:
    """What stops the change: published ids that are gone, each once, and words that changed places."""
    assert reading.tree
    lost: dict[str, str] = {}
    for old in published:
        for old_id in gone(old, reading.tree):
            lost.setdefault(old_id, remedy(old_id, old, reading.tree))
    place = reading.document.key_place(("retired",))
    turned = [reading.document.located(problem_of_turned(entry)) for entry in found.turned]
    return [*(at_place(place, what) for what in lost.values()), *in_order(turned)]


def _proof(reading: Reading) -> str:
    """A sentence on how many quotations are proved."""
    assert reading.tree
    total = sum(1 for _ in reading.tree.excerpts())
    unproved = sum(problem.advice == "unproved" for problem in reading.problems)
    if not total:
        return "This guide quotes nothing."
    return (
        f"{unproved:,} of {total:,} quotations are not proved." if unproved else f"All {total:,} quotations are proved."
    )


def _missing(reading: Reading, before: _Before, found: Comparison, wrong: Sequence[Problem]) -> Iterator[str]:
    """What must still be done before the change is published, in words of ours."""
    assert reading.tree
    guide = reading.tree.guide
    edition = span(guide.edition)
    was = before.edition or before.tree.guide.edition
    reworded = differs(reading.tree, reading.editions)
    if reworded:
        yield f"{reworded.what[:1].upper()}{reworded.what[1:]}."
    elif guide.edition == was and (what := _what_changed(found)):
        yield f"The edition is {edition} as before, although {what}; it needs a new name."
    if guide.edition not in guide.changes:
        yield f"`guide.changes` does not say what is new in edition {edition}."
    if all(edition.guide.edition != guide.edition for edition in reading.editions):
        yield f"The edition {edition} is not frozen; `{program()} edition` freezes it."
    turned = len(found.turned)
    lost = len(wrong) - turned
    if lost:
        yield f"{lost:,} published id{'s' * (lost != 1)} must be retired, withdrawn or put back, as said below."
    if turned:
        yield (
            f"{turned:,} id{'s have' if turned != 1 else ' has'} the words that another one had; "
            "words must keep their id, or have a new one, as said below."
        )
    todo = sum(problem.advice == "todo" for problem in reading.problems)
    if todo:
        yield f"{todo:,} entr{'ies are' if todo != 1 else 'y is'} marked as still to be done."


def _what_changed(found: Comparison) -> str:
    """What readers of an edition would not expect of a tree of the same name; empty for nothing."""
    reasons = (
        (bool(found.paths.differing), "what readers decide has changed"),
        (bool(found.turned), "what old links say has changed"),
        (any(one.entry.published for one in found.missing), "published ids have changed"),
        (any(entry.noun == "verdict" for entry in found.changed), "what a verdict says has changed"),
    )
    return next((what for holds, what in reasons if holds), "")


def _data(found: Comparison, problems: list[str]) -> dict[str, Any]:
    """A comparison for programs: trails as in an address, numbers as text where they are astronomical."""
    data: dict[str, Any] = {"empty": found.empty, "problems": problems, **asdict(found)}
    for name in ("before", "after", "other", "stopped"):
        if data["paths"][name] > _LARGEST_NUMBER:
            data["paths"][name] = number(data["paths"][name])
    for entry, difference in zip(data["paths"]["first"], found.paths.first, strict=True):
        entry["trail"] = trail_text(difference.trail)
    return data


def _print(words: str, output: TextIO) -> None:
    """Print text whatever the terminal can show."""
    encoding = output.encoding or "utf-8"
    output.write(words.encode(encoding, "replace").decode(encoding))
