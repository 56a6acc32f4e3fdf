"""What the command line prints: problems for authors or for programs, and what a build did."""

import json
import os
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from ..check.reading import Reading
from ..model import Tree
from ..proof.lock import Lock
from ..text.problems import Problem, lines_of
from ..write.pages import Changes
from .options import Options

MOST_PRINTED = 100
_LONGEST_LINE = 160
_BOLD, _RED, _YELLOW, _BLUE, _PLAIN = "\033[1m", "\033[31m", "\033[33m", "\033[34m", "\033[0m"


def print_reading(reading: Reading, options: Options) -> None:
    """Print the problems and the advice of a reading, as the options say."""
    print_problems(reading.problems, options.tree, reading.text, options.format, options.strict)


def print_problems(
    problems: Sequence[Problem], path: Path, text: str = "", form: str = "text", strict: bool = False
) -> None:
    """Print problems to standard error, or as JSON to standard output; at most a hundred, then their number.

    `path` and `text` are those of the tree.
    """
    if form == "json":
        entries = [_entry(problem, path, strict, n < MOST_PRINTED) for n, problem in enumerate(problems)]
        print(json.dumps(entries, indent=1))
        return
    lines = lines_of(text) if problems else []
    serious = [problem for problem in problems if strict or not problem.advice]
    mild = [problem for problem in problems if not strict and problem.advice]
    for group, noun in ((serious, "problem"), (mild, "warning")):
        for problem in group[:MOST_PRINTED]:
            print("\n".join(_described(problem, path, lines, noun)), file=sys.stderr)
        if len(group) > MOST_PRINTED:
            print(f"{len(group):,} {noun}s in all; the first {MOST_PRINTED} are shown", file=sys.stderr)


def _entry(problem: Problem, path: Path, strict: bool, guess: bool) -> dict[str, object]:
    severity = "warning" if problem.advice and not strict else "problem"
    place = {"file": problem.file or str(path), "line": problem.line, "column": problem.column}
    kind = {"kind": problem.advice} if problem.advice else {}
    # Fuzzy matching is slow: nobody would wait for it thousands of times.
    return {**place, "severity": severity, **kind, "message": problem.message if guess else problem.what}


def _described(problem: Problem, path: Path, lines: Sequence[str], noun: str) -> list[str]:
    """The line that DESIGN promises, then the line of the tree with a caret under the place."""
    bold, colour, blue, plain = (
        (_BOLD, _RED if noun == "problem" else _YELLOW, _BLUE, _PLAIN) if _coloured() else ("",) * 4
    )
    kind = f"{colour}warning:{plain} " if noun == "warning" else ""
    place = f"{_visible(problem.file or str(path))}:{problem.line}:{problem.column}:"
    printed = [f"{bold}{place}{plain} {kind}{_visible(problem.message)}"]
    if not problem.file and 0 < problem.line <= len(lines) and lines[problem.line - 1].strip():
        # A long line is cut so that its place stays in sight.
        start = max(0, problem.column - 1 - _LONGEST_LINE // 2)
        source = _visible(lines[problem.line - 1][start : start + _LONGEST_LINE])
        before = problem.column - 1 - start
        indent = " " * (_width(source[:before]) + max(0, before - len(source)))
        gutter = f"{problem.line:>5} | "
        printed.append(f"{blue}{gutter}{plain}{source}".rstrip())
        printed.append(f"{blue}{' ' * (len(gutter) - 2)}| {plain}{indent}{colour}^{plain}")
    return printed


def _visible(text: str) -> str:
    """Text in which every character can be seen, and none commands the terminal: as many characters as before."""
    return text if text.isprintable() else "".join(map(_visible_mark, text))


def _visible_mark(mark: str) -> str:
    return mark if mark.isprintable() else " " if mark.isspace() else "?"


def _width(text: str) -> int:
    """How many columns of a terminal visible text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(mark: str) -> int:
    if unicodedata.category(mark) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(mark) in ("W", "F") else 1


def _coloured() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def summary(tree: Tree) -> str:
    """One line about a sound tree."""
    excerpts = sum(len(article.excerpts) for article in tree.articles.values())
    counts = (
        (len(tree.questions), "question"),
        (len(tree.verdicts), "verdict"),
        (len(tree.examples), "example"),
        (excerpts, "excerpt"),
        (len(tree.articles), "article"),
    )
    told = [f"{count:,} {noun}{'s' * (count != 1)}" for count, noun in counts]
    return f"No problem: {', '.join(told[:-1])} from {told[-1]}."


def changes(done: Changes, docs: Path) -> str:
    """One line about what a build did."""
    written = len(done.written)
    return f"{docs}: {written} file{'s' * (written != 1)} written, {len(done.removed)} removed, {done.unchanged} unchanged."


def shares(tree: Tree, lock: Lock) -> str:
    """How much of each article is quoted, a line each."""
    lines = []
    for article_id in tree.articles:
        proof = lock.article(article_id)
        if proof:
            lines.append(f"{article_id}: {proof.quoted_percent} % of {proof.words:,} words quoted")
    return "\n".join([*lines, "Every excerpt is proved."])
