"""What is made once for a whole run, whichever of its workers needs it first."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """What `make` makes in an empty folder: by the first worker that needs it, for every worker of this run."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    note = (factory.getbasetemp() if alone else factory.getbasetemp().parent) / f"{name}.txt"
    with open(note.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            note.write_text(str(make(factory.mktemp(name))), encoding="utf-8")
    return Path(note.read_text(encoding="utf-8"))
