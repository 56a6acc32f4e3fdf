"""What the command line prints: problems for authors or for programs, and what a build did."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .lock import Lock
from .model import Tree
from .problems import Problem
from .write import Changes

MOST_PRINTED = 100
_LONGEST_LINE = 160
_BOLD, _RED, _YELLOW, _BLUE, _PLAIN = "\033[1m", "\033[31m", "\033[33m", "\033[34m", "\033[0m"


def print_problems(problems: Sequence[Problem], path: Path, text: str, form: str, strict: bool) -> None:
    """Print problems to standard error, or as JSON to standard output; at most a hundred, then their number."""
    if form == "json":
        print(json.dumps([_entry(problem, path, strict) for problem in problems], ensure_ascii=False, indent=1))
        return
    lines = text.splitlines() if problems else []
    serious = [problem for problem in problems if strict or not problem.advice]
    mild = [problem for problem in problems if not strict and problem.advice]
    for group, noun in ((serious, "problem"), (mild, "warning")):
        for problem in group[:MOST_PRINTED]:
            _print("\n".join(_described(problem, path, lines, noun)))
        if len(group) > MOST_PRINTED:
            _print(f"{len(group):,} {noun}s in all; the first {MOST_PRINTED} are shown")


def _print(text: str) -> None:
    print(text.encode("utf-8", "replace").decode(), file=sys.stderr)


def _entry(problem: Problem, path: Path, strict: bool) -> dict[str, object]:
    severity = "warning" if problem.advice and not strict else "problem"
    place = {"file": str(path), "line": problem.line, "column": problem.column}
    return {**place, "severity": severity, "message": problem.message}


def _described(problem: Problem, path: Path, lines: Sequence[str], noun: str) -> list[str]:
    """The line that DESIGN promises, then the line of the file with a caret under the place."""
    bold, colour, blue, plain = (_BOLD, _RED if noun == "problem" else _YELLOW, _BLUE, _PLAIN) if _coloured() else ("",) * 4
    kind = f"{colour}warning:{plain} " if noun == "warning" else ""
    told = [f"{bold}{path}:{problem.line}:{problem.column}:{plain} {kind}{problem.message}"]
    if 0 < problem.line <= len(lines) and lines[problem.line - 1].strip():
        # A long line is cut so that its place stays in sight.
        start = max(0, problem.column - 1 - _LONGEST_LINE // 2)
        source = lines[problem.line - 1].replace("\t", " ")[start : start + _LONGEST_LINE]
        source = "".join(mark if mark.isprintable() else "?" for mark in source)
        gutter = f"{problem.line:>5} | "
        told.append(f"{blue}{gutter}{plain}{source}")
        told.append(f"{blue}{' ' * (len(gutter) - 2)}| {plain}{' ' * (problem.column - 1 - start)}{colour}^{plain}")
    return told


def _coloured() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def print_faults(faults: Sequence[tuple[Path, str]], form: str) -> None:
    """Print what is wrong with files other than the tree."""
    if form == "json":
        entries = [{"file": str(path), "line": 1, "column": 1, "severity": "problem", "message": what} for path, what in faults]
        print(json.dumps(entries, ensure_ascii=False, indent=1))
        return
    for path, what in faults[:MOST_PRINTED]:
        _print(f"{path}:1:1: {what}")
    if len(faults) > MOST_PRINTED:
        _print(f"{len(faults):,} problems in all; the first {MOST_PRINTED} are shown")


def summary(tree: Tree) -> str:
    """One line about a sound tree."""
    excerpts = sum(len(article.excerpts) for article in tree.articles.values())
    return (
        f"No problem: {len(tree.questions)} questions, {len(tree.verdicts)} verdicts, {len(tree.examples)} examples, "
        f"{excerpts} excerpts from {len(tree.articles)} articles."
    )


def changes(done: Changes, docs: Path) -> str:
    """One line about what a build did."""
    return f"{docs}: {len(done.written)} files written, {len(done.removed)} removed, {done.unchanged} unchanged."


def shares(tree: Tree, lock: Lock) -> str:
    """How much of each article is quoted, a line each."""
    lines = []
    for article_id in tree.articles:
        proof = lock.article(article_id)
        if proof:
            lines.append(f"{article_id}: {proof.quoted_percent} % of {proof.words:,} words quoted")
    return "\n".join([*lines, "Every excerpt is proved."])


def replace_text(path: Path, text: str) -> None:
    """Replace a file whole. Raises OSError; then the old one is as it was."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_text(text, encoding="utf-8")
        os.replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
