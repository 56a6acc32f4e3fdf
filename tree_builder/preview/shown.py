"""What the overlay shows, as plain data: problems with the lines around them, or what is left to do.

The words are those of the terminal. The overlay prints all of it as text.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from ..check.reading import Reading
from ..pages.site import PAGES
from ..text.problems import Problem, lines_of

Shown = dict[str, Any]

MOST_SHOWN = 100
_LINES_AROUND = 2
_LONGEST_LINE = 200


def shown(reading: Reading, tree: str, strict: bool = False) -> Shown:
    """What the overlay shows of a reading. `tree` is what the file of the tree is called."""
    lines = lines_of(reading.text)
    problems = [problem for problem in reading.problems if strict or not problem.advice]
    groups = {} if problems else _by_kind(problem for problem in reading.problems if problem.advice)
    return {
        "problems": [_entry(problem, lines, tree) for problem in problems[:MOST_SHOWN]],
        "number": len(problems),
        "groups": [
            {"kind": kind, "number": len(held), "entries": [_entry(one, lines, tree) for one in held[:MOST_SHOWN]]}
            for kind, held in groups.items()
        ],
    }


def _by_kind(advice: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Advice by kind: what is to be done and what is not proved come first."""
    groups: dict[str, list[Problem]] = {"todo": [], "unproved": []}
    for problem in advice:
        groups.setdefault(problem.advice, []).append(problem)
    return {kind: held for kind, held in groups.items() if held}


def _entry(problem: Problem, lines: Sequence[str], tree: str) -> Shown:
    return {
        "place": f"{problem.file or tree}:{problem.line}:{problem.column}",
        "message": problem.message,
        "page": _page(problem),
        "lines": [] if problem.file else _around(problem, lines),
    }


def _page(problem: Problem) -> str:
    """The address of the page that it is about, from the root of the preview; empty where it is about none."""
    folder, id_ = (*map(str, problem.keys[:2]), "", "")[:2]
    kind = next((kind for kind in PAGES if kind.folder == folder and not kind.is_single), None)
    return f"/{kind.address(id_)}" if kind and id_ else ""


def _around(problem: Problem, lines: Sequence[str]) -> list[Shown]:
    """The lines around a place; that of the place says at which character it is. A long line is cut around it."""
    first = max(1, problem.line - _LINES_AROUND)
    start = max(0, problem.column - 1 - _LONGEST_LINE // 2)
    return [
        {
            "number": number,
            "text": lines[number - 1][start : start + _LONGEST_LINE],
            **({"at": problem.column - 1 - start} if number == problem.line else {}),
        }
        for number in range(first, min(len(lines), problem.line + _LINES_AROUND) + 1)
    ]
