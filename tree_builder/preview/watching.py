"""When to look again: a library tells that files changed, and what they look like tells whether anything did.

Only what a preview is made of is looked at, and nothing that a build writes; so no build ever causes the next.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from ..pages.marker import is_marked
from ..read.plain import plain_bytes

# An editor may write a file in several steps: it is read once nothing has happened for as long as this.
_QUIET = 0.05  # seconds
# Some disks, those of other machines among them, tell nothing; so it also looks unasked.
_LOOK_AT_LEAST_EVERY = 1.0  # seconds
_MARKER_BYTES = 300

Look = dict[Path, tuple[int, int, int] | None]


class _Told(FileSystemEventHandler):
    def __init__(self) -> None:
        self.something = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in ("opened", "closed_no_write"):  # reading a file changes nothing
            self.something.set()


def rounds(files: Iterable[Path], folders: Iterable[Path], ended: Callable[[], bool]) -> Iterator[list[Path]]:
    """What changed until it has `ended`: nothing at first, then whenever one of `files`, or a file of `folders`, did."""
    files, folders = list(files), list(folders)
    with _told({*(path.parent for path in files), *folders}) as told:
        before = _look(files, folders)
        yield []
        while not ended():
            told.wait(_LOOK_AT_LEAST_EVERY)
            while told.is_set():
                told.clear()
                told.wait(_QUIET)
            now = _look(files, folders)
            if now != before:
                changed = [path for path in {**before, **now} if before.get(path) != now.get(path)]
                before = now
                yield changed


@contextmanager
def _told(folders: Iterable[Path]) -> Iterator[threading.Event]:
    told, observer = _Told(), Observer()
    try:
        _start(observer, told, folders)
    except OSError:  # the system has no watch left to give
        observer = PollingObserver()
        _start(observer, told, folders)
    try:
        yield told.something
    finally:
        observer.stop()
        observer.join()


def _start(observer: object, told: _Told, folders: Iterable[Path]) -> None:
    for folder in filter(Path.is_dir, folders):
        observer.schedule(told, str(folder.resolve()))  # type: ignore[attr-defined]
    observer.start()  # type: ignore[attr-defined]


def _look(files: Iterable[Path], folders: Iterable[Path]) -> Look:
    below = (path for folder in folders for path in sorted(folder.rglob("*")) if _is_the_authors(path))
    return {path: _stamp(path) for path in (*files, *below)}


def _is_the_authors(path: Path) -> bool:
    """Whether a file is not hidden and was made by no build."""
    if path.name.startswith(".") or not path.is_file():
        return False
    return not is_marked((plain_bytes(path, _MARKER_BYTES) or b"").decode(errors="replace"))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes with every edit of a file, or None where there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
