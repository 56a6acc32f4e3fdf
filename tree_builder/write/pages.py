"""Put rendered pages on the disk: only what changed, whole files only, and nothing of anybody else's.

A file without the marker in the way of a page is a problem, not a victim; what is removed carries the marker and is in
the guide's manifest (see `owned`). Before anything is written everything is looked at, and before anything is replaced
everything is made: if one thing is wrong, nothing changes. A kill at any moment leaves every file whole, old or new.
"""

import os
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..pages.marker import is_marked
from ..pages.site import FOLDERS
from ..read.plain import plain_bytes
from ..text.problems import Problem, ProblemError, of_file
from .alone import alone
from .files import beside, discard, is_temporary, put
from .owned import LOCK, Manifest, other_guides, read_manifest, write_manifest

_MARKER_BYTES = 300


@dataclass(slots=True)
class Changes:
    """What a build did, as paths below `docs`."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0


def write(pages: Mapping[str, str], docs: Path, tree: str = "") -> Changes:
    """Make the generated files below `docs` be `pages`, each of which is asked for once, when its turn has come.

    `tree` names the tree in the manifest (see `owned.way_to_tree`).

    All that changed is written beside what it replaces, and put in its place when the last page is made: what goes wrong
    before that changes nothing. Raises ProblemError, then or after some whole files changed.
    """
    standing = dict.fromkeys(path for path in pages if os.path.lexists(docs / path))
    before = read_manifest(docs)
    problems = [*other_guides(tree, docs, before), *_blocked_folders(pages, docs), *_blocked_files(standing, docs)]
    if problems:
        raise ProblemError(*problems)
    with alone(docs / LOCK):
        return _written(pages, docs, tree, standing, before)


def _written(pages: Mapping[str, str], docs: Path, tree: str, standing: Container[str], before: Manifest) -> Changes:
    """Do what `write` promises, as the only one who does."""
    half_written = _half_written(docs)
    for path in half_written:  # free disk space before writing
        _remove(docs / path)
    stale = [path for path in before.files if path not in pages and _is_ours(path, docs)]
    changes = Changes(removed=[*half_written, *stale])
    ready: list[tuple[Path, Path]] = []
    try:
        for path, text in pages.items():
            raw = text.encode()
            if path in standing and plain_bytes(docs / path) == raw:
                changes.unchanged += 1
            else:
                ready.append((beside(docs / path, raw), docs / path))
                changes.written.append(path)
        # A build that is killed from here on has put nothing on the disk that the manifest does not list.
        write_manifest(docs, Manifest(tree, (*pages, *stale)))
        for temporary, place in ready:
            put(temporary, place)
    except BaseException:
        for temporary, _ in ready:
            discard(temporary)
        raise
    for path in stale:
        _remove(docs / path)
    write_manifest(docs, Manifest(tree, tuple(pages)))
    return changes


def _blocked_folders(pages: Iterable[str], docs: Path) -> Iterator[Problem]:
    for folder in dict.fromkeys(["", *(path.rpartition("/")[0] for path in pages)]):
        place = docs / folder
        if os.path.islink(place) and (folder or not os.path.isdir(place)):
            yield of_file(place, "a symbolic link stands where a folder of pages must be; it must be removed")
        elif os.path.lexists(place) and not os.path.isdir(place):
            yield of_file(place, "a file stands where a folder of pages must be; it must be removed")


def _blocked_files(standing: Iterable[str], docs: Path) -> Iterator[Problem]:
    for path in standing:
        place = docs / path
        beginning = plain_bytes(place, _MARKER_BYTES)
        if beginning is None:
            linked, folder = os.path.islink(place), os.path.isdir(place)
            what = "a symbolic link" if linked else "a folder" if folder else "something unreadable"
            yield of_file(place, f"{what} stands where a page must be; it must be moved away")
        elif not _is_marked(beginning):
            what = "this file was not made by a build but stands where a page must be"
            yield of_file(place, f"{what}; it must be moved away")


def _is_marked(beginning: bytes) -> bool:
    return is_marked(beginning.decode(errors="replace"))


def _half_written(docs: Path) -> list[str]:
    """What killed builds left, as paths below `docs`."""
    return [
        path
        for folder in FOLDERS
        for path, entry in _entries(docs, folder)
        if is_temporary(path) and entry.is_file(follow_symlinks=False)
    ]


def _entries(docs: Path, folder: str) -> list[tuple[str, os.DirEntry[str]]]:
    """What lies in a folder of pages, by name, each with its path below `docs`."""
    place = docs / folder
    if not os.path.isdir(place) or (folder and os.path.islink(place)):
        return []
    try:
        entries = sorted(os.scandir(place), key=lambda entry: entry.name)
    except OSError as error:
        what = f"cannot be looked into ({error.strerror}); builds must be allowed to"
        raise ProblemError(of_file(place, what)) from None
    return [(f"{folder}/{entry.name}" if folder else entry.name, entry) for entry in entries]


def _is_ours(path: str, docs: Path) -> bool:
    folder = docs / path.rpartition("/")[0]
    entered = folder == docs or not os.path.islink(folder)
    return entered and _is_marked(plain_bytes(docs / path, _MARKER_BYTES) or b"")


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        what = f"is no page any more but cannot be removed ({error.strerror})"
        raise ProblemError(of_file(path, what)) from None
