"""Put rendered pages on the disk: only what changed, whole files only, and nothing of anybody else's.

A file without the marker in the way of a page is a problem, not a victim. Before anything is written everything is
looked at; if one thing is wrong, nothing is written. A kill at any moment leaves every file whole, old or new.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .marker import is_marked

# Where generated files may be; a marked file there that is not among the pages any more is removed.
FOLDERS = ("", "questions", "verdicts", "articles", "assets")
ENDINGS = (".md", ".html", ".js", ".json")
_TEMPORARY = ".build-tree-"
_MARKER_BYTES = 300


class WriteError(Exception):
    """What is in the way of the pages: `faults` is a list of (path, what is wrong and what would be right)."""

    def __init__(self, faults: list[tuple[Path, str]]) -> None:
        super().__init__("; ".join(f"{path}: {what}" for path, what in faults))
        self.faults = faults


@dataclass(slots=True)
class Changes:
    """What a build did, as paths below `docs`."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0


def write(pages: Mapping[str, str], docs: Path) -> Changes:
    """Make the generated files below `docs` be `pages`. Raises WriteError, before or after some whole files changed."""
    old = {path: content for path in pages if (content := _read(docs / path)) is not None}
    faults = [*_blocked_folders(pages, docs), *_blocked_files(pages, docs, old)]
    if faults:
        raise WriteError(faults)
    changes = Changes()
    for path, text in pages.items():
        raw = text.encode()
        if old.get(path) == raw:
            changes.unchanged += 1
        else:
            _replace(docs / path, raw)
            changes.written.append(path)
    for path in _stale(pages, docs):
        _remove(docs / path)
        changes.removed.append(path)
    return changes


def _read(path: Path) -> bytes | None:
    """The bytes of a plain file; None where there is none, or something that is no plain file."""
    try:
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK)) as file:
            return file.read() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError:
        return None


def _blocked_folders(pages: Mapping[str, str], docs: Path) -> Iterator[tuple[Path, str]]:
    for folder in dict.fromkeys(["", *(path.rpartition("/")[0] for path in pages)]):
        place = docs / folder
        if place.is_symlink() and folder:
            yield place, "a symbolic link stands where a folder of pages must be; it must be removed"
        elif place.exists() and not place.is_dir():
            yield place, "a file stands where a folder of pages must be; it must be removed"


def _blocked_files(pages: Mapping[str, str], docs: Path, old: Mapping[str, bytes]) -> Iterator[tuple[Path, str]]:
    for path in pages:
        place = docs / path
        if path in old:
            if not is_marked(old[path][:_MARKER_BYTES].decode(errors="replace")):
                yield place, "this file was not made by a build but stands where a page must be; it must be moved away"
        elif os.path.lexists(place):
            what = "a symbolic link" if place.is_symlink() else "a folder" if place.is_dir() else "an unreadable file"
            yield place, f"{what} stands where a page must be; it must be moved away"


def _replace(path: Path, raw: bytes) -> None:
    temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}")
    try:
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with open(descriptor, "wb") as file:
            file.write(raw)
        os.replace(temporary, path)
    except OSError as error:
        _discard(temporary)
        raise WriteError([(path, f"cannot be written ({error.strerror}); what was there before is still whole")]) from None
    except BaseException:
        _discard(temporary)
        raise


def _discard(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        pass  # the reason why it cannot go is the one that is being reported


def _stale(pages: Mapping[str, str], docs: Path) -> list[str]:
    stale = []
    for folder in FOLDERS:
        place = docs / folder
        if (folder and place.is_symlink()) or not place.is_dir():
            continue
        for entry in sorted(os.scandir(place), key=lambda entry: entry.name):
            path = f"{folder}/{entry.name}" if folder else entry.name
            if path not in pages and entry.is_file(follow_symlinks=False) and (_is_ours(entry)):
                stale.append(path)
    return stale


def _is_ours(entry: os.DirEntry[str]) -> bool:
    """A page, script or forwarding file that a build made, or what a killed build left half written."""
    if entry.name.startswith(_TEMPORARY):
        return not _is_running(entry.name.removeprefix(_TEMPORARY))
    if not entry.name.endswith(ENDINGS):
        return False
    with open(entry.path, "rb") as file:
        return is_marked(file.read(_MARKER_BYTES).decode(errors="replace"))


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return False
    except OSError:
        pass  # it is somebody else's, so it runs
    return int(process) != os.getpid()


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError([(path, f"is no page any more but cannot be removed ({error.strerror})")]) from None
