"""Put one folder in the place of another: at once where the system can."""

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Any

_RENAME_EXCHANGE = 2  # from <linux/fs.h>; macOS calls the same number RENAME_SWAP, in <sys/stdio.h>
_AT_FDCWD = -100  # from <fcntl.h>: names are relative to the current folder
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def exchange(one: Path, other: Path) -> bool:
    """Let two paths change places, so that neither is missing at any moment. False where the system cannot.

    Raises OSError for any other reason.
    """
    first, second = os.fsencode(one), os.fsencode(other)
    library: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(first, second, _RENAME_EXCHANGE)
    else:
        return False
    if failed and ctypes.get_errno() not in _CANNOT:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed


def lead(link: Path, target: str, spare: Path) -> None:
    """Make a symbolic link lead to `target`, at once. `spare` is a free name on the same disk."""
    spare.unlink(missing_ok=True)
    spare.symlink_to(target, target_is_directory=True)
    os.replace(spare, link)
