"""A folder as one zip. The same folder and the same moment give the same bytes; a comment is the mark of this program."""

import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from .files import beside, discard, put
from .manifest import paths_in

_MARK = b"Made by `build_tree.py archive`."
_FIRST_TIME, _LAST_TIME = 315532800, 4354819198  # 1980-01-01 and 2107-12-31, the first and last that a zip can hold
_PLAIN_FILE = 0o100644
_UNIX = 3


def is_archive(path: Path) -> bool:
    """Whether a file is a zip that `pack` made."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with ZipFile(path) as packed:
            return packed.comment == _MARK
    except (OSError, BadZipFile):
        return False


def pack(folder: Path, out: Path, seconds: int) -> int:
    """Write every file of a folder into the zip `out`, in one folder of its name, each dated `seconds` after 1970.

    Returns their number. Raises ProblemError, and OSError for a file of the folder; then the old zip is as it was.
    """
    moment = time.gmtime(min(max(seconds, _FIRST_TIME), _LAST_TIME))[:6]
    names = sorted(paths_in(folder))
    unfinished = beside(out, b"")
    try:
        with ZipFile(unfinished, "w") as packed:
            packed.comment = _MARK
            for name in names:
                entry = ZipInfo(f"{out.stem}/{name}", moment)
                entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, _UNIX, _PLAIN_FILE << 16
                packed.writestr(entry, (folder / name).read_bytes(), compresslevel=9)
    except BaseException:
        discard(unfinished)
        raise
    put(unfinished, out)
    return len(names)
