"""The commands of `build_tree.py`: read, call the stages, report. Each returns the exit status."""

import re
import sys
from dataclasses import dataclass
from datetime import date
from html import escape, unescape
from pathlib import Path

from . import report
from .advice import advise
from .check import check
from .faults import Fault
from .last_build import made_of, nothing_to_do, remember
from .load import Document, decode, load
from .lock import Lock, check_lock
from .model import Tree
from .paths import graph_of
from .problems import Problem, in_order
from .render import render
from .write import Changes, WriteError, write

LOCK = "articles.lock"
SITE = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Options:
    """What the common arguments say."""

    tree: Path
    docs: Path
    strict: bool
    format: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A tree that was read from a file, with everything that was found on the way."""

    tree: Tree | None
    lock: Lock | None
    problems: list[Problem]
    text: str
    document: Document


def read_bytes(path: Path) -> bytes | Problem:
    """The bytes of a file, or the problem with it."""
    try:
        return path.read_bytes()
    except OSError as error:
        return Problem(1, 1, f"the file cannot be read ({error.strerror}); it must be the file of a tree")


def read_tree(path: Path) -> Reading:
    """Read and check a tree, its lock and the name of its site; problems and advice are in order."""
    raw = read_bytes(path)
    text = decode(raw) if isinstance(raw, bytes) else raw
    if isinstance(text, Problem):
        return Reading(None, None, [text], "", Document())
    document = load(text)
    tree, problems = check(document)
    if tree is None:
        return Reading(None, None, problems, text, document)
    lock, damage = read_lock(path.with_name(LOCK))
    changed, unproved = ([], []) if damage else check_lock(tree, lock)
    faults = [fault.problem(document) for fault in changed]
    advice = [
        fault.problem(document, advice=True) for fault in (*advise(tree, graph_of(tree), date.today()), *unproved)
    ]
    return Reading(None if damage or faults else tree, lock, in_order([*damage, *faults, *advice]), text, document)


def read_lock(path: Path) -> tuple[Lock | None, list[Problem]]:
    """The lock beside the tree, if there is one; a damaged one is a problem."""
    try:
        return Lock.read(path.read_text(encoding="utf-8")), []
    except FileNotFoundError:
        return None, []
    except (OSError, ValueError) as error:
        return None, [Problem(1, 1, f"`{path.name}` beside the tree cannot be used: {error}")]


def site_name_advice(reading: Reading, docs: Path) -> list[Problem]:
    """Advice where the site has another name than the guide: the one place outside the tree that names the subject."""
    path = docs.parent / SITE
    if reading.tree is None or not path.is_file():
        return []
    try:
        names = load(path.read_text(encoding="utf-8")).data
    except (OSError, UnicodeDecodeError):
        return []
    title = reading.tree.guide.title
    # The theme takes the name for HTML.
    right = escape(title) if re.search('[<>"]', title) or unescape(title) != title else title
    if not isinstance(names, dict) or names.get("site_name") in (right, escape(title)):
        return []
    fault = Fault(("guide", "title"), f"`site_name` in {SITE} is not the guide's title; it should be `{right}`")
    return [fault.problem(reading.document, advice=True)]


def examine(options: Options) -> Reading:
    """Read the tree and everything that speaks on it. With `strict`, or with a problem, there is no tree to go on with."""
    reading = read_tree(options.tree)
    problems = in_order([*reading.problems, *site_name_advice(reading, options.docs)])
    failed = any(options.strict or not problem.advice for problem in problems)
    return Reading(None if failed else reading.tree, reading.lock, problems, reading.text, reading.document)


def check_tree(options: Options) -> int:
    """Say what is wrong with the tree; write nothing."""
    reading = examine(options)
    report.print_problems(reading.problems, options.tree, reading.text, options.format, options.strict)
    if reading.tree and options.format == "text":
        print(report.summary(reading.tree))
    return 0 if reading.tree else 1


def build(options: Options) -> int:
    """Build the pages; a build that finds a problem writes nothing."""
    reading = examine(options)
    changes: Changes | None = None
    faults: list[tuple[Path, str]] = []
    if reading.tree:
        try:
            changes = _built(reading.tree, reading.lock, options.docs)
        except WriteError as error:
            faults = error.faults
    report.print_problems(reading.problems, options.tree, reading.text, options.format, options.strict, faults)
    if changes and options.format == "text":
        print(report.changes(changes, options.docs))
    return 0 if changes else 1


def _built(tree: Tree, lock: Lock | None, docs: Path) -> Changes:
    origin = made_of(tree, lock)
    changes = nothing_to_do(origin, docs)
    if changes is None:
        changes = write(render(tree, lock), docs)
        remember(origin, changes, docs)
    return changes


def fingerprint(options: Options, folder: Path) -> int:
    """Prove every excerpt against the articles in `folder` and write the lock; a failed run leaves it as it was."""
    from .fingerprint import prove, read_articles

    raw = read_bytes(options.tree)
    text = decode(raw) if isinstance(raw, bytes) else raw
    document = load(text) if isinstance(text, str) else Document(problems=[text])
    tree, problems = check(document)
    if tree is None:
        shown = text if isinstance(text, str) else ""
        report.print_problems(problems, options.tree, shown, options.format, options.strict)
        return 1
    assert isinstance(text, str)
    try:
        lock, faults = prove(tree, read_articles(folder, tree))
    except (OSError, ValueError) as error:
        report.print_faults([(folder, str(error))], options.format)
        return 1
    damage: list[tuple[Path, str]] = []
    if lock:
        path = options.tree.with_name(LOCK)
        try:
            report.replace_text(path, lock.text())
        except OSError as error:
            damage = [(path, f"cannot be written ({error.strerror}); it must be a file that may be replaced")]
    problems = in_order([fault.problem(document) for fault in faults])
    report.print_problems(problems, options.tree, text, options.format, options.strict, damage)
    if lock is None or damage:
        return 1
    if options.format == "text":
        print(report.shares(tree, lock))
    return 0


def print_schema() -> int:
    """Print the JSON Schema of the format."""
    from .schema import schema_text

    sys.stdout.write(schema_text())
    return 0


def watch(options: Options) -> int:
    """Build again after every edit, until Ctrl-C."""
    from .watch import watch as run

    return run(options)


def compare(options: Options, old: str, markdown: bool) -> int:
    """Tell what readers will notice since an older tree."""
    from .compare_command import compare as run

    return run(options, old, markdown)


def new(folder: Path) -> int:
    """Begin a guide of another team in `folder`."""
    from .starter import new as run

    return run(folder)
