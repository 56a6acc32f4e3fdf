"""Put rendered pages on the disk: only what changed, whole files only, and nothing of anybody else's.

A file without the marker in the way of a page is a problem, not a victim. Before anything is written everything is
looked at, and before anything is replaced everything is made: if one thing is wrong, nothing changes. A kill at any
moment leaves every file whole, old or new.
"""

import os
import re
import secrets
import stat
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import filterfalse
from pathlib import Path

from .marker import is_marked

# Where generated files may be; a marked file there that is not among the pages any more is removed.
FOLDERS = ("", "questions", "verdicts", "articles", "assets")
ENDINGS = (".md", ".html", ".js", ".json")
# What is being written, by the number of the process that writes it; a killed build leaves it behind. The rest is random:
# in a container every build may have the same number.
_TEMPORARY = re.compile(r"\.build-tree-([0-9]{1,20})-[0-9a-f]{16}\.tmp")
_MARKER_BYTES = 300
LAST_BUILD = ".build-tree.json"  # see `last_build`; like everything that begins with a dot, MkDocs leaves it out


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
    hashes: dict[str, str] = field(default_factory=dict, repr=False)  # of every page that was made


def write(pages: Mapping[str, str], docs: Path) -> Changes:
    """Make the generated files below `docs` be `pages`, each of which is asked for once, when its turn has come.

    All that changed is written beside what it replaces, and put in its place when the last page is made: what goes wrong
    before that changes nothing. Raises WriteError, then or after some whole files changed.
    """
    standing = dict.fromkeys(path for path in pages if os.path.lexists(docs / path))
    faults = [*blocked_folders(pages, docs), *_blocked_files(standing, docs)]
    if faults:
        raise WriteError(faults)
    stale = left_over(pages, docs)
    for path in filter(_is_temporary, stale):  # first, for they may be what fills the disk
        _remove(docs / path)
    changes = Changes(removed=stale)
    ready: list[tuple[Path, Path]] = []
    try:
        for path, text in pages.items():
            raw = text.encode()
            changes.hashes[path] = hash_of(raw)
            if path in standing and plain_bytes(docs / path) == raw:
                changes.unchanged += 1
            else:
                ready.append((_beside(docs / path, raw), docs / path))
                changes.written.append(path)
        for temporary, place in ready:
            _put(temporary, place)
    except BaseException:
        for temporary, _ in ready:
            _discard(temporary)
        raise
    for path in filterfalse(_is_temporary, stale):
        _remove(docs / path)
    return changes


def hash_of(raw: bytes) -> str:
    """What tells whether a page was changed by hand: no secret, and no proof against one who means to deceive."""
    return blake2b(raw, digest_size=16).hexdigest()


def plain_bytes(path: Path, most: int = -1) -> bytes | None:
    """The bytes of a plain file, or the first of them; None where there is none, or something that is no plain file."""
    try:
        with open(path, "rb", opener=_opened) as file:
            return file.read(most) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except (OSError, ValueError):  # no name of a file, where somebody else gave it
        return None


def _opened(name: str, flags: int) -> int:
    # Follow no link, and wait for nobody to write into a pipe. Windows knows neither.
    return os.open(name, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def blocked_folders(pages: Iterable[str], docs: Path) -> Iterator[tuple[Path, str]]:
    """What is in the way of the folders of pages: where it is, and what would be right."""
    for folder in dict.fromkeys(["", *(path.rpartition("/")[0] for path in pages)]):
        place = docs / folder
        if os.path.islink(place) and (folder or not os.path.isdir(place)):
            yield place, "a symbolic link stands where a folder of pages must be; it must be removed"
        elif os.path.lexists(place) and not os.path.isdir(place):
            yield place, "a file stands where a folder of pages must be; it must be removed"


def _blocked_files(standing: Iterable[str], docs: Path) -> Iterator[tuple[Path, str]]:
    for path in standing:
        place = docs / path
        beginning = plain_bytes(place, _MARKER_BYTES)
        if beginning is None:
            linked, folder = os.path.islink(place), os.path.isdir(place)
            what = "a symbolic link" if linked else "a folder" if folder else "something unreadable"
            yield place, f"{what} stands where a page must be; it must be moved away"
        elif not _is_marked(beginning):
            yield place, "this file was not made by a build but stands where a page must be; it must be moved away"


def _is_marked(beginning: bytes) -> bool:
    return is_marked(beginning.decode(errors="replace"))


def replace(path: Path, raw: bytes) -> None:
    """Put a whole file in place of what stands there. Raises WriteError; then the old one is as it was."""
    _put(_beside(path, raw), path)


def _beside(path: Path, raw: bytes) -> Path:
    """Write what is to replace a file under another name beside it. Returns that name."""
    temporary = path.with_name(f".build-tree-{os.getpid()}-{secrets.token_hex(8)}.tmp")
    try:
        try:
            _write_new(temporary, raw)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_new(temporary, raw)
    except OSError as error:
        _discard(temporary)
        raise _unwritten(path, error) from None
    except BaseException:
        _discard(temporary)
        raise
    return temporary


def _put(temporary: Path, path: Path) -> None:
    try:
        os.replace(temporary, path)
    except OSError as error:
        _discard(temporary)
        raise _unwritten(path, error) from None


def _unwritten(path: Path, error: OSError) -> WriteError:
    return WriteError([(path, f"cannot be written ({error.strerror}); what was there before is still whole")])


def _write_new(path: Path, raw: bytes) -> None:
    with open(path, "xb") as file:
        file.write(raw)


def _discard(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        pass  # the reason why it cannot go is the one that is being reported


def left_over(pages: Container[str], docs: Path) -> list[str]:
    """What builds made that is no page any more, and what killed builds left half written."""
    return [
        path
        for folder in FOLDERS
        for path, entry in _entries(docs, folder)
        if path not in pages and path != LAST_BUILD and entry.is_file(follow_symlinks=False) and _is_ours(entry)
    ]


def _entries(docs: Path, folder: str) -> list[tuple[str, os.DirEntry[str]]]:
    """What lies in a folder of pages, by name, each with its path below `docs`."""
    place = docs / folder
    if not os.path.isdir(place) or (folder and os.path.islink(place)):
        return []
    try:
        entries = sorted(os.scandir(place), key=lambda entry: entry.name)
    except OSError as error:
        raise WriteError([(place, f"cannot be looked into ({error.strerror}); builds must be allowed to")]) from None
    return [(f"{folder}/{entry.name}" if folder else entry.name, entry) for entry in entries]


def _is_ours(entry: os.DirEntry[str]) -> bool:
    if temporary := _TEMPORARY.fullmatch(entry.name):
        return not _is_running(int(temporary[1]))
    return entry.name.endswith(ENDINGS) and _is_marked(plain_bytes(Path(entry.path), _MARKER_BYTES) or b"")


def _is_temporary(path: str) -> bool:
    return _TEMPORARY.fullmatch(path.rpartition("/")[2]) is not None


def _is_running(process: int) -> bool:
    """Whether another build may still be writing. Windows keeps a file that is being written from being removed."""
    if os.name == "nt" or process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except (OverflowError, ProcessLookupError):
        return False
    except OSError:
        pass  # it is somebody else's, so it runs
    return True


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError([(path, f"is no page any more but cannot be removed ({error.strerror})")]) from None
