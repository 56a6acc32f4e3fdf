"""Problems for programs: JSON of our own, the annotations of GitHub's merge requests, and GitLab's code quality report."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from ..text.problems import Problem

MOST_GUESSED = 100  # fuzzy matching is slow: nobody would wait for it thousands of times


class Finding(NamedTuple):
    """A problem or advice as every format tells it: the file, its place, and what is said."""

    file: str
    line: int
    column: int
    serious: bool
    kind: str  # of advice
    message: str


def findings(problems: Sequence[Problem], path: PurePath, strict: bool) -> Iterator[Finding]:
    """Problems as every format tells them; `path` is that of the tree."""
    for n, problem in enumerate(problems):
        file = Path(problem.file) if problem.file else path
        message = problem.message if n < MOST_GUESSED else problem.what
        serious = strict or not problem.advice
        yield Finding(file.as_posix(), problem.line, problem.column, serious, problem.advice, message)


def as_json(found: Sequence[Finding]) -> str:
    """A list of mappings."""
    entries = [
        {
            "file": one.file,
            "line": one.line,
            "column": one.column,
            "severity": "problem" if one.serious else "warning",
            **({"kind": one.kind} if one.kind else {}),
            "message": one.message,
        }
        for one in found
    ]
    return json.dumps(entries, indent=1)


def as_github(found: Sequence[Finding]) -> str:
    """Workflow commands, a line each, which GitHub shows at their lines (docs: "Workflow commands", `::error`)."""
    return "\n".join(
        f"::{'error' if one.serious else 'warning'} file={_property(one.file)},line={one.line},col={one.column}"
        f"{f',title={_property(one.kind)}' if one.kind else ''}::{_data(one.message)}"
        for one in found
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(found: Sequence[Finding]) -> str:
    """A code quality report, which GitLab shows at their lines (docs: "Code Quality", custom tools)."""
    seen: dict[str, int] = {}
    entries = []
    for one in found:
        said = f"{one.file}\0{one.kind}\0{one.message}"
        seen[said] = seen.get(said, 0) + 1
        entries.append(
            {
                "description": one.message,
                "check_name": one.kind or "problem",
                # By what is said and not by the line, so that what only moved is not told as new.
                "fingerprint": hashlib.sha256(f"{said}\0{seen[said]}".encode()).hexdigest(),
                "severity": "major" if one.serious else "info",
                "location": {"path": one.file, "lines": {"begin": one.line}},
            }
        )
    return json.dumps(entries, indent=1)


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
}
