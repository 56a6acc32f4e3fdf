"""Plain files: how a file is read that somebody else wrote. Nothing waits for a pipe, and nothing fills the memory."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

MOST_BYTES = 16_000_000  # of a tree, a lock, an article: five times what 10,000 pages take


class UnreadableError(Exception):
    """A file that is not read: its text says why, and what would be right."""


def read_plain(path: Path) -> bytes:
    """The bytes of a plain file, or of one that a link leads to without leaving its folder. Raises UnreadableError."""
    try:
        place = _without_links(path)
        with open(place, "rb", opener=_opened) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableError("is no plain file")
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableError(f"cannot be read ({error.strerror})") from None
    except ValueError:  # no name of a file, where somebody else gave it
        raise UnreadableError("cannot be read (it has no possible name)") from None
    if len(raw) > MOST_BYTES:
        raise UnreadableError(f"has more than {MOST_BYTES:,} bytes, which is the limit")
    return raw


def plain_bytes(path: Path, most: int = -1) -> bytes | None:
    """The bytes of a plain file, or the first of them; None where there is none, or something that is no plain file."""
    try:
        with open_plain(path) as file:
            return file.read(most)
    except (OSError, ValueError):
        return None


def open_plain(path: Path) -> BinaryIO:
    """Open a plain file. Raises OSError, also for a link, a pipe, or anything else that is none."""
    file = open(path, "rb", opener=_opened)  # noqa: SIM115 - whoever calls closes it
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "no plain file", str(path))
    return file


def _without_links(path: Path) -> str:
    place, folder = os.path.realpath(path), os.path.realpath(path.parent)
    if path.is_symlink() and os.path.commonpath([place, folder]) != folder:
        raise UnreadableError("is a link that leads out of its folder")
    return place


def _opened(name: str, flags: int) -> int:
    # Follow no link, and wait for nobody to write into a pipe. Windows knows neither.
    return os.open(name, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
