"""Build again after every edit, until Ctrl-C.

It looks at the files that a build reads, and at nothing that a build writes: so no build ever causes the next. Every
build is a process of its own, as templates and code may be what was edited; whatever is wrong with them ends a build
and not the watch. A build that finds a problem writes nothing, so the last good pages stay.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from ..check.reading import EDITIONS, LOCK
from .options import SITE, Options

PACKAGE = Path(__file__).parent.parent
_HERE = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")])}
LOOK_EVERY = 0.3  # seconds
# An editor may write a file in several steps: it is read once it has stayed the same for as long as this.
_SETTLED_AFTER = 0.1  # seconds
_PATIENCE = 5  # seconds for a build to end when the watch does
_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]

Stamp = tuple[int, int, int] | None
Look = dict[Path, Stamp]


def watch(options: Options) -> int:
    """Build, and again after every edit. Returns 0 once it is interrupted."""
    with until_stopped():
        for _ in rounds(options):
            pass
    return 0


@contextmanager
def until_stopped() -> Iterator[None]:
    """Ctrl-C, a polite kill and the end of the terminal end the block, wherever it stands, and not the program."""
    before = {number: signal.signal(number, _stop) for number in _SIGNALS}
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    for other in _SIGNALS:
        signal.signal(other, signal.SIG_IGN)  # once is enough; what follows is tidying up
    raise KeyboardInterrupt


def rounds(options: Options) -> Iterator[bool]:
    """Build at once and after every edit. Yields after each look at the files: whether there was a build."""
    seen: Look = {}
    while True:
        now = _look(options)
        if now == seen:
            yield False
            time.sleep(LOOK_EVERY)
            continue
        if seen:
            now = _settled(options, now)
            _tell(options, [path for path in {**seen, **now} if seen.get(path) != now.get(path)])
        seen = now  # as it was before the build, so that an edit during it is not lost
        _build(options)
        yield True


def _look(options: Options) -> Look:
    return {path: _stamp(path) for path in _read_by_a_build(options)}


def _read_by_a_build(options: Options) -> Iterator[Path]:
    yield options.tree
    yield options.tree.with_name(LOCK)
    yield from sorted(options.tree.with_name(EDITIONS).glob("*.json"))
    yield options.docs.parent / SITE
    yield from sorted(path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".md", ".js", ".css", ".svg"))


def _stamp(path: Path) -> Stamp:
    """What changes with every edit of a file, or None where there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _settled(options: Options, now: Look) -> Look:
    while True:
        time.sleep(_SETTLED_AFTER)
        later = _look(options)
        if later == now:
            return now
        now = later


def _tell(options: Options, changed: list[Path]) -> None:
    if options.format == "text" and changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        print(f"\n{time.strftime('%H:%M:%S')} {changed[0].name}{more} changed", flush=True)


def _build(options: Options) -> None:
    """Run one build to its end. In a session of its own, a Ctrl-C at the terminal does not cut it short."""
    command = [sys.executable, "-m", PACKAGE.name, "build", "--tree", str(options.tree), "--docs", str(options.docs)]
    command += ["--format", options.format, *(["--strict"] if options.strict else [])]
    process = subprocess.Popen(command, env=_HERE, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait()
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
