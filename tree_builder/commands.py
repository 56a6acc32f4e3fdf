"""The commands of `build_tree.py`: read, call the stages, report. Each returns the exit status."""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from . import report
from .advice import advise
from .check import check
from .faults import Fault
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
    changed, unproved = check_lock(tree, lock)
    faults = [fault.problem(document) for fault in changed]
    advice = [fault.problem(document, advice=True) for fault in (*advise(tree, graph_of(tree), date.today()), *unproved)]
    return Reading(None if damage or faults else tree, lock, in_order([*damage, *faults, *advice]), text, document)


def read_lock(path: Path) -> tuple[Lock | None, list[Problem]]:
    """The lock beside the tree, if there is one; a damaged one is a problem."""
    try:
        return Lock.read(path.read_text(encoding="utf-8")), []
    except FileNotFoundError:
        return None, []
    except (OSError, ValueError) as error:
        return None, [Problem(1, 1, f"`{path.name}` cannot be read: {error}")]


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
    if not isinstance(names, dict) or names.get("site_name") == title:
        return []
    fault = Fault(("guide", "title"), f"`site_name` in {SITE} is not the guide's title; it should be `{title}`")
    return [fault.problem(reading.document, advice=True)]


def examine(options: Options) -> Reading:
    """Read the tree and report what was found. With `strict`, or with a problem, there is no tree to go on with."""
    reading = read_tree(options.tree)
    problems = in_order([*reading.problems, *site_name_advice(reading, options.docs)])
    report.print_problems(problems, options.tree, reading.text, options.format, options.strict)
    failed = any(options.strict or not problem.advice for problem in problems)
    return Reading(None if failed else reading.tree, reading.lock, problems, reading.text, reading.document)


def check_tree(options: Options) -> int:
    """Say what is wrong with the tree; write nothing."""
    reading = examine(options)
    if reading.tree and options.format == "text":
        print(report.summary(reading.tree))
    return 0 if reading.tree else 1


def build(options: Options) -> int:
    """Build the pages; a build that finds a problem writes nothing."""
    reading = examine(options)
    return 1 if reading.tree is None else 0 if write_pages(reading, options) else 1


def write_pages(reading: Reading, options: Options) -> bool:
    """Render and write the pages of a sound tree, and report it; whether that worked."""
    assert reading.tree is not None
    try:
        changes: Changes = write(render(reading.tree, reading.lock), options.docs)
    except WriteError as error:
        report.print_faults(error.faults, options.format)
        return False
    if options.format == "text":
        print(report.changes(changes, options.docs))
    return True


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
    report.print_problems(
        in_order([fault.problem(document) for fault in faults]), options.tree, text, options.format, options.strict
    )
    if lock is None:
        return 1
    path = options.tree.with_name(LOCK)
    try:
        report.replace_text(path, lock.text())
    except OSError as error:
        report.print_faults([(path, f"cannot be written ({error.strerror})")], options.format)
        return 1
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
