"""What the command line prints: problems for authors or for programs, and what a build did."""

import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..check.reading import Reading
from ..model import Tree
from ..proof.lock import Lock
from ..text.problems import Problem, lines_of
from ..write.pages import Changes
from .formats import FORMATS, findings
from .options import Options
from .told import Told, untold

MOST_PRINTED = 100
_MOST_PLACES = 4  # of advice of one kind
_LONGEST_LINE = 160
_BOLD, _RED, _YELLOW, _BLUE, _PLAIN = "\033[1m", "\033[31m", "\033[33m", "\033[34m", "\033[0m"


def print_reading(reading: Reading, options: Options, told: Told | None = None) -> None:
    """Print the problems and the advice of a reading, as the options say; of advice nothing that was told before."""
    problems = reading.problems
    if options.format == "text" and not options.strict:
        problems = untold(problems, told or Told())
    print_problems(problems, options.tree, reading.text, options.format, options.strict)
    again = len(reading.problems) - len(problems)
    if again:
        print(f"{again:,} warning{'s' * (again != 1)} as before; `check` lists all", file=sys.stderr)


def print_problems(
    problems: Sequence[Problem], path: Path, text: str = "", form: str = "text", strict: bool = False
) -> None:
    """Print at most a hundred problems to standard error, or all of them in a format for programs to standard output.

    Of advice there is a line a kind. `path` and `text` are those of the tree.
    """
    if form != "text":
        printed = FORMATS[form](list(findings(problems, path, strict)))
        if printed:
            print(printed)
        return
    lines = lines_of(text) if problems else []
    serious = [problem for problem in problems if strict or not problem.advice]
    for problem in serious[:MOST_PRINTED]:
        print("\n".join(_described(problem, path, lines)), file=sys.stderr)
    if len(serious) > MOST_PRINTED:
        print(f"{len(serious):,} problems in all; the first {MOST_PRINTED} are shown", file=sys.stderr)
    for kind, held in by_kind(problem for problem in problems if problem.advice and not strict).items():
        print(_advised(kind, held, path), file=sys.stderr)


def by_kind(advice: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Advice by its kind, each kind where its first piece stands."""
    kinds: dict[str, list[Problem]] = {}
    for problem in advice:
        kinds.setdefault(problem.advice, []).append(problem)
    return kinds


def _advised(kind: str, held: Sequence[Problem], path: Path) -> str:
    """A line about all advice of a kind: the first in words, then how many more there are, and where."""
    bold, yellow, plain = (_BOLD, _YELLOW, _PLAIN) if _coloured() else ("",) * 3
    first, *rest = held
    place = f"{_visible(first.file or str(path))}:{first.line}:{first.column}:"
    more = ""
    if rest:
        places = list(dict.fromkeys(f"{f'{one.file}:' if one.file else ''}{one.line}:{one.column}" for one in rest))
        dots = ", …" * (len(places) > _MOST_PLACES)
        more = f"; and {len(rest):,} more, at {_visible(', '.join(places[:_MOST_PLACES]))}{dots}"
    return f"{bold}{place}{plain} {yellow}warning:{plain} {_visible(first.message)}{more} [{kind}]"


def _described(problem: Problem, path: Path, lines: Sequence[str]) -> list[str]:
    """The line that DESIGN promises, then the line of the tree with a caret under the place."""
    bold, red, blue, plain = (_BOLD, _RED, _BLUE, _PLAIN) if _coloured() else ("",) * 4
    place = f"{_visible(problem.file or str(path))}:{problem.line}:{problem.column}:"
    printed = [f"{bold}{place}{plain} {_visible(problem.message)}"]
    if not problem.file and 0 < problem.line <= len(lines) and lines[problem.line - 1].strip():
        # A long line is cut so that its place stays in sight.
        start = max(0, problem.column - 1 - _LONGEST_LINE // 2)
        source = _visible(lines[problem.line - 1][start : start + _LONGEST_LINE])
        before = problem.column - 1 - start
        indent = " " * (_width(source[:before]) + max(0, before - len(source)))
        gutter = f"{problem.line:>5} | "
        printed.append(f"{blue}{gutter}{plain}{source}".rstrip())
        printed.append(f"{blue}{' ' * (len(gutter) - 2)}| {plain}{indent}{red}^{plain}")
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
