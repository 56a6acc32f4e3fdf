"""The command `upgrade`: take a guide to the version of this program.

What is the tool's and was not changed since it was written is renewed; what somebody changed is left, with the new file
beside it; the tree, its articles and the author's own pages are never touched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import __version__
from ..check.check import check
from ..read.document import decode, load
from ..read.plain import plain_bytes
from ..text.problems import Problem, ProblemError, of_file
from ..write.files import replace
from . import report
from .repository import LIST, SITE, TREE, Listed, digest, list_text, read_list, tool_files
from .settings import missing_settings
from .wheel import NAME

# Version 1 had its scripts and styles in the guide; nothing loads them any more.
_OF_VERSION_1 = ("checklist", "forward", "iframe-worker", "keys", "paths", "record", "replay", "trail", "map", "guide")


@dataclass(frozen=True, slots=True)
class Step:
    """What is done with one file, in a word, and the bytes that it gets, if any."""

    verb: str  # add, renew, remove, left
    name: str
    raw: bytes | None = None
    why: str = ""


def upgrade(folder: Path, dry_run: bool = False) -> int:
    """Take the guide in `folder` to this version; with `dry_run` only say what that would do. Returns the exit status."""
    try:
        listed, title = _guide(folder)
        files = tool_files(title)
        steps = list(_steps(folder, listed, files))
        for step in steps:
            print(f"{step.verb:8}{step.name}{step.why and f': {step.why}'}")
            if not dry_run:
                _do(step, folder)
        if not dry_run:
            replace(folder / LIST, list_text(files).encode())
    except ProblemError as error:
        report.print_problems(error.problems, folder)
        return 1
    by_hand = list(_by_hand(folder, files))
    print("\n".join([f"{folder}: {_done(steps, dry_run)}", *(f"  to do by hand: {line}" for line in by_hand)]))
    return 0


def _guide(folder: Path) -> tuple[Listed, str]:
    """What the guide's list says, and the guide's title. Raises ProblemError for a folder that is no guide."""
    raw, listed = plain_bytes(folder / TREE), read_list(folder)
    if raw is None:
        raise ProblemError(of_file(folder, f"there is no {TREE} here; it must be the folder of a guide"))
    if listed is None:
        raise ProblemError(of_file(folder / LIST, "this is no list of files; it must be as it was committed last"))
    if _numbers(listed.version) > _numbers(__version__):
        what = f"the guide is of version {listed.version}, this program of {__version__}; a newer one must be installed"
        raise ProblemError(of_file(folder / LIST, what))
    text = decode(raw)
    tree = None if isinstance(text, Problem) else check(load(text))[0]
    if tree is None:
        raise ProblemError(of_file(folder / TREE, "the tree has problems; `check` names them, and they must be mended"))
    return listed, tree.guide.title


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdecimal()]


def _steps(folder: Path, listed: Listed, files: dict[str, bytes]) -> Iterator[Step]:
    for name, raw in files.items():
        now = _as_written(folder / name)
        if now == raw:
            continue
        if now is None and name in listed.files:
            yield Step("left", name, why="it was removed")
        elif now is None:
            yield Step("add", name, raw)
        elif name == f"wheels/{NAME}" or digest(now) == listed.files.get(name):
            yield Step("renew", name, raw)
        else:
            yield Step("left", name, raw, "it was changed; the new one is beside it, with `.new` at its end")
    for name in sorted(listed.files.keys() - files.keys()):
        now = _as_written(folder / name)
        if now is not None and digest(now) == listed.files[name]:
            yield Step("remove", name)


def _as_written(path: Path) -> bytes | None:
    """The bytes of a file as the tool wrote it: git may have given a text the line ends of Windows."""
    raw = plain_bytes(path)
    return raw if raw is None or path.suffix == ".whl" else raw.replace(b"\r\n", b"\n")


def _do(step: Step, folder: Path) -> None:
    if step.verb == "remove":
        (folder / step.name).unlink()
    elif step.raw is not None:
        replace(folder / (f"{step.name}.new" if step.verb == "left" else step.name), step.raw)


def _done(steps: list[Step], dry_run: bool) -> str:
    changed = sum(step.verb != "left" for step in steps)
    would = "would be" if dry_run else "were" if changed != 1 else "was"
    return f"{changed} file{'s' * (changed != 1)} {would} changed, for version {__version__}."


def _by_hand(folder: Path, files: dict[str, bytes]) -> Iterator[str]:
    """What no program should do: merge what was changed, and remove what may be somebody's."""
    for name in files:
        if (folder / f"{name}.new").exists():
            yield f"take over into {name} what you want of {name}.new, and remove that"
    yield from (f"{SITE}: {line}" for line in missing_settings(folder / SITE, files[SITE].decode()))
    for name in _OF_VERSION_1:
        for path in sorted((folder / "docs" / "assets").glob(f"{name}.[jc]s*")):
            if b"Made by build_tree.py" not in (plain_bytes(path, 300) or b""):
                yield f"docs/assets/{path.name} came with version 1 and is loaded no more; remove it unless it is yours"
    for path in sorted((folder / "wheels").glob("*")):
        if path.name != NAME and f"wheels/{path.name}" not in files:
            yield f"wheels/{path.name} is not the wheel of this version; remove it unless it is yours"
