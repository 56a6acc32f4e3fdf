"""Case files: a tree, and at its end the list of what is said about it, a comment line `# LINE:COLUMN: message` each.

At the end, so that one line more does not renumber the places that they name. `pytest --renew` writes the lists anew.
"""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tree_builder.check.reading import read_guide
from tree_builder.read.document import decode
from tree_builder.text.problems import Problem

FOLDER = Path(__file__).resolve().parents[1] / "cases"
BROKEN = sorted(FOLDER.glob("*.yaml"))
VALID = sorted((FOLDER / "valid").glob("*.yaml"))
EVERY_KEY = FOLDER / "valid" / "every-optional-key.yaml"
ADVISED = sorted((FOLDER / "advice").glob("*.yaml"))
ADVISED_ON = date(2026, 6, 1)  # decides whether a review is overdue
_EXPECTED = re.compile(r"(?:^# [0-9]+:[0-9]+: [^\r\n]*\n)+\Z", re.MULTILINE)


def name(path: Path) -> str:
    """What a test of a case is called."""
    return path.stem


def parts(path: Path) -> tuple[str, list[str]]:
    """The tree of a case and what is expected to be said about it, as `LINE:COLUMN: message`."""
    text = decode(path.read_bytes())
    assert isinstance(text, str)
    match = _EXPECTED.search(text)
    return (text[: match.start()], match[0][2:-1].split("\n# ")) if match else (text, [])


def tree_of(path: Path) -> str:
    """The tree of a case, without what is expected."""
    return parts(path)[0]


def compare(path: Path, say: Callable[[str], list[Problem]], renew: bool) -> None:
    """Assert that `say` says of the tree of a case what the case expects; or else write that down, with `renew`."""
    tree, expected = parts(path)
    said = told(say(tree))
    if renew:
        path.write_bytes(_encoded(path, tree + "".join(f"# {line}\n" for line in said)))
    else:
        assert said == expected, "if what is said now is right, renew the case: pytest --renew"


def advice_on(text: str) -> list[Problem]:
    """The advice on a sound tree, in the order of the file; but for what a lock would say."""
    reading = read_guide(text.encode(), None, ADVISED_ON, {})
    assert reading.tree is not None, reading.problems
    return [problem for problem in reading.problems if problem.advice != "unproved"]


def told(problems: list[Problem]) -> list[str]:
    """Problems as cases list them, advice with its kind at the end."""
    return [
        f"{problem.line}:{problem.column}: {problem.message}" + f" [{problem.advice}]" * bool(problem.advice)
        for problem in problems
    ]


def _encoded(path: Path, text: str) -> bytes:
    """The text of a case as bytes, with the mark at its beginning that it had."""
    return text.encode("utf-8-sig" if path.read_bytes().startswith(b"\xef\xbb\xbf") else "utf-8")
