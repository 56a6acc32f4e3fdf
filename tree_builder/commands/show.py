"""The command `show`: the verdict of one path with the parts that hold, or a table of a verdict's paths by its parts.

An author reviews conditions with it, and not by clicking.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from ..check.conditions import FIRST_THAT_HOLDS, LISTS, conditional_entries
from ..check.reading import Reading
from ..fields import first_key, keys_of
from ..graph.conditions import Given, Term, clause_of, condition_of, given_of, holds
from ..graph.paths import Trail, walk
from ..graph.replay import replay
from ..graph.stances import Stance, counting, stances
from ..kinds import ASKED, ITEM
from ..model import Tree, Verdict
from ..pages.address import trail_text
from ..text.markdown import text_of
from ..text.problems import at_place, shown
from . import report
from .options import Options, examine

MOST_PATHS = 1000
_MARKS = {True: "yes", False: "-", None: "?"}  # `?`: it hangs on ticks that the trail does not name


def show(options: Options, trail: str | None, verdict_id: str | None) -> int:
    """Print what one trail gives, or all paths to a verdict. Returns the exit status."""
    reading = examine(options)
    serious = [problem for problem in reading.problems if options.strict or not problem.advice]
    if reading.tree is None:
        report.print_problems(serious, options.tree, reading.text, options.format, options.strict)
        return 1
    if verdict_id is not None:
        return _show_verdict(reading, options, verdict_id)
    return _show_trail(reading.tree, options.tree, trail or "")


def _show_trail(tree: Tree, path: Path, trail: str) -> int:
    found = replay(tree, trail)
    for what, parts in (("unknown", found.unknown), ("repeated", found.repeated), ("not asked here", found.left_over)):
        if parts:
            print(f"{what}: {', '.join(map(shown, parts))}")
    for step in found.steps:
        question = tree.questions[step.question]
        ticked = "".join(f" + {question.checklist[item]}" for item in step.items)
        print(f"{question.name}: {question.answers[step.answer].label}{ticked}")
    if found.here in tree.questions:
        report.print_problems([at_place((1, 1), f"the trail stops at the question {shown(found.here)}")], path)
        return 1
    given = {step.question: given_of(tree, step.question, step.answer, step.items) for step in found.steps}
    print("\n".join(_verdict(tree, found.here, given)))
    return 0


def _verdict(tree: Tree, verdict_id: str, given: Mapping[str, Given]) -> Iterator[str]:
    """What a verdict says on a trail, a line each."""
    verdict = tree.verdicts[verdict_id]
    option = f" ({tree.options[verdict.recommends]})" if verdict.recommends else ""
    yield f"\n{verdict.title}{option}  [{verdict_id}]"
    yield from (f"  strength: {entry.strength}" for entry in _first(verdict.strength, given))
    yield from (f"  {text_of(entry.text)}" for entry in _first(verdict.summary, given))
    for question_id, one in given.items():
        because = tree.questions[question_id].answers[one.answer].because
        if because:
            yield f"  because: {text_of(because)}"
    for name, text in _lists():
        for entry in getattr(verdict, name):
            decided = holds(condition_of(entry.when), given)
            if decided is not False:
                unsure = " (hangs on ticks)" if decided is None else ""
                yield f"  {name}: {text_of(getattr(entry, text))}{unsure}"
    counted = counting(tree, given, verdict_id)
    for reference in counted:
        excerpt = tree.excerpt(reference)
        sides = [*(f"for {side}" for side in excerpt.favours), *(f"against {side}" for side in excerpt.against)]
        yield f"  {reference} [{', '.join(sides) or 'no side'}]: {excerpt.quote}"
    yield from (f"  {tree.articles[key].name}: {_stance(stance)}" for key, stance in stances(tree, counted).items())


def _lists() -> Iterator[tuple[str, str]]:
    """The lists of a verdict of which all that holds is printed, and the key of their entries that says it.

    Excerpts are none of them: those that count come after, from the answers too.
    """
    for name in LISTS:
        spec = keys_of(Verdict)[name].each
        if spec and spec.entry and name not in FIRST_THAT_HOLDS:
            key = first_key(spec.entry)
            kind = keys_of(spec.entry)[key].kind
            if kind and kind.refers_to != "excerpt":
                yield name, key


def _first(entries: Sequence[Any], given: Mapping[str, Given]) -> list[Any]:
    return [entry for entry in entries if holds(condition_of(entry.when), given)][:1]


def _stance(stance: Stance) -> str:
    if stance.kind == "depends":
        return "it depends"
    kind = "against" if stance.kind == "against" else "for"
    return f"{kind} {' and '.join(stance.options)}" + (
        f", against {' and '.join(stance.others)}" if stance.others else ""
    )


def _show_verdict(reading: Reading, options: Options, verdict_id: str) -> int:
    """Print a table: each path to a verdict by each conditional part."""
    tree = reading.tree
    assert tree is not None
    if verdict_id not in tree.verdicts:
        what = f"there is no verdict {shown(verdict_id)}; it must be the id of one in this tree"
        report.print_problems([at_place((1, 1), what)], options.tree)
        return 1
    parts = {
        f"{chr(ord('A') + n % 26)}{n // 26 or ''}": (keys, entry)
        for n, (keys, entry) in enumerate(_parts(tree, verdict_id))
    }
    for letter, (keys, entry) in parts.items():
        print(f"{letter}  {keys[2]} {int(keys[3]) + 1}: {_when(entry.when)}")
    print("  ".join([*parts, "path"]))
    for steps, _, end in islice(walk(tree), MOST_PATHS):
        if end == verdict_id:
            print("  ".join([*_row(tree, parts, tuple(steps)), trail_text(tuple(steps))]))
    return 0


def _parts(tree: Tree, verdict_id: str) -> Iterator[tuple[Any, Any]]:
    return ((keys, entry) for key, keys, entry in conditional_entries(tree) if key == verdict_id and entry.when)


def _row(tree: Tree, parts: Mapping[str, tuple[Any, Any]], steps: Trail) -> list[str]:
    given = {step.question: given_of(tree, *step) for step in steps}
    marks = []
    settled = set()  # the lists of which an entry was taken
    for letter, (keys, entry) in parts.items():
        decided = holds(condition_of(entry.when), given) if keys[2] not in settled else False
        if decided and keys[2] in FIRST_THAT_HOLDS:
            settled.add(keys[2])
        marks.append(_MARKS[decided].ljust(len(letter)))
    return marks


def _when(when: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(f"{term.question}: {_term(term)}" for term in clause_of(when))


def _term(term: Term) -> str:
    """One of the answers, and every item: `two or three and ~login`."""
    items = [ITEM + item for item in term.items]
    return " and ".join([" or ".join(term.answers), *items] if term.answers else items) or ASKED
