"""Single files: replace them whole. The one atomic writer of the package."""

import os
import re
import secrets
from pathlib import Path

from ..text.problems import ProblemError, of_file

_TEMPORARY = re.compile(r"\.build-tree-(?:[0-9]{1,20}-)?[0-9a-f]{16}\.tmp")  # earlier versions put a number in


def replace(path: Path, raw: bytes) -> None:
    """Put a whole file in place of what stands there. Raises ProblemError; then the old one is as it was."""
    put(beside(path, raw), path)


def beside(path: Path, raw: bytes) -> Path:
    """Write what is to replace a file under another name beside it. Returns that name. Raises ProblemError."""
    temporary = path.with_name(f".build-tree-{secrets.token_hex(8)}.tmp")
    try:
        try:
            _write_new(temporary, raw)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_new(temporary, raw)
    except OSError as error:
        discard(temporary)
        raise _unwritten(path, error) from None
    except BaseException:
        discard(temporary)
        raise
    return temporary


def put(temporary: Path, path: Path) -> None:
    """Put what was written beside a file in its place. Raises ProblemError."""
    try:
        os.replace(temporary, path)
    except OSError as error:
        discard(temporary)
        raise _unwritten(path, error) from None


def discard(path: Path) -> None:
    """Remove what was written beside a file."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        pass  # the reason why it cannot go is the one that is being reported


def is_temporary(path: str) -> bool:
    """Whether a file has the name of one that is being written."""
    return _TEMPORARY.fullmatch(path.rpartition("/")[2]) is not None


def _write_new(path: Path, raw: bytes) -> None:
    with open(path, "xb") as file:
        file.write(raw)


def _unwritten(path: Path, error: OSError) -> ProblemError:
    return ProblemError(of_file(path, f"cannot be written ({error.strerror}); what was there before is still whole"))
