"""The command `new`: begin the guide of another team, as a complete repository of its own.

It holds a small tree that uses every part of the format once, its articles, and the tool's files (see `repository`).
"""

import os
import shlex
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from ..check.check import check
from ..check.reading import LOCK
from ..model import Tree
from ..proof.articles import read_articles
from ..proof.elisions import vocabulary
from ..proof.lock import Lock
from ..proof.prove import prove
from ..read.document import load
from ..text.problems import ProblemError, of_file
from . import report
from .repository import LIST, STARTER, TREE, list_text, tool_files

ARTICLES = "articles"
# When the starter was written. A new guide is as old as the day on which it is begun.
_REVIEWED, _REVIEW_DUE, _EDITION = "2026-11-21", "2027-11-21", "2026-11"
_YEAR = timedelta(days=365)
_COMMANDS = ["make site", "make test"]
_COMMANDS_OF_WINDOWS = [
    "py -3 -m venv .venv",
    r".venv\Scripts\python -m pip install --require-hashes -r requirements.txt",
    r".venv\Scripts\mkdocs build",
    r".venv\Scripts\python -m unittest discover -s tests",
]


def new(folder: Path) -> int:
    """Begin a guide in `folder`, which must be new, empty, or an empty git repository. Returns the exit status."""
    try:
        if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or _is_used(folder))):
            what = "there is something already; it must be a new or an empty folder, or an empty git repository"
            raise ProblemError(of_file(folder, what))
        _put(dict(_files(date.today())), folder)
    except ProblemError as error:
        report.print_problems(error.problems, folder)
        return 1
    except OSError as error:
        report.print_problems([of_file(error.filename or folder, f"cannot be used ({error.strerror})")], folder)
        return 1
    print(_next_steps(folder))
    return 0


def _is_used(folder: Path) -> bool:
    return any(path.name != ".git" for path in folder.iterdir())


def _files(today: date) -> Iterator[tuple[str, bytes]]:
    """Every file of a new guide by its path below the folder."""
    text = _dated((STARTER / TREE).read_text(encoding="utf-8"), today)
    tree, problems = check(load(text))
    assert tree is not None, problems
    yield TREE, text.encode()
    yield LOCK, _lock(tree, today).encode()
    for article in sorted((STARTER / ARTICLES).iterdir()):
        yield f"{ARTICLES}/{article.name}", article.read_bytes()
    tools = tool_files(tree.guide.title)
    yield from tools.items()
    yield LIST, list_text(tools).encode()


def _dated(text: str, today: date) -> str:
    due = (today + _YEAR).isoformat()
    return text.replace(_REVIEW_DUE, due).replace(_REVIEWED, today.isoformat()).replace(_EDITION, f"{today:%Y-%m}")


def _lock(tree: Tree, today: date) -> str:
    lock, problems = prove(tree, read_articles(STARTER / ARTICLES, tree), Lock(), vocabulary(), today)
    assert not problems, problems
    return lock.text()


def _put(files: dict[str, bytes], folder: Path) -> None:
    """Write the files. Raises OSError; then what was written is removed again."""
    written: list[Path] = []
    try:
        for name, content in files.items():
            path = folder / name
            for above in [*reversed(path.parents)]:
                if not above.exists():
                    above.mkdir()
                    written.append(above)
            written.append(path)
            path.write_bytes(content)
    except OSError:
        for path in reversed(written):
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        raise


def _next_steps(folder: Path) -> str:
    windows = os.name == "nt"
    quoted = f'"{folder}"' if windows else shlex.quote(str(folder))
    enter = [] if folder.resolve() == Path.cwd() else [f"cd {quoted}"]
    commands = [*enter, *(_COMMANDS_OF_WINDOWS if windows else _COMMANDS)]
    typed = "\n".join(f"    {command}" for command in commands)
    return f"""{folder}: a guide to begin with. Build and test it:

{typed}

Then open site/index.html, and make {TREE} yours. README.md says how to go on."""
