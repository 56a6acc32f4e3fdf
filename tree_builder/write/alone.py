"""One at a time: a lock that the system takes back when the process that holds it ends, however it ends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ..text.problems import ProblemError, of_file

_PATIENCE = 2  # seconds before a wait is told
_TRIES = 10  # while others remove the folder


@contextmanager
def alone(path: Path, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold the lock at `path`, which stays there as an empty file. `waiting` is called if that takes long.

    Raises ProblemError where the file cannot be written.
    """
    lock = FileLock(path, mode=0o644)
    try:
        _acquire(lock, path, waiting)
    except (OSError, NotImplementedError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ProblemError(
            of_file(path, f"cannot be written ({reason}); what was there before is still whole")
        ) from None
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, path: Path, waiting: Callable[[], object]) -> None:
    timeout = _PATIENCE
    for last in (*[False] * _TRIES, True):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=timeout)
            return
        except Timeout:
            waiting()
            timeout = -1  # for ever
        except FileNotFoundError:  # whoever had the lock has removed the folder
            if last:
                raise
