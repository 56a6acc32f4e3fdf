"""How far something is, where it takes longer than two seconds: a bar on a terminal, a line now and then elsewhere."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..text.problems import ProblemError, of_file

Step = Callable[[str, int, int], None]  # what is being done, how many are done, of how many

MOST_WRITTEN = 500_000_000  # bytes
_QUIET_FOR = 2  # seconds
_A_LINE_EVERY = 10  # seconds, where there is no terminal


@contextmanager
def progress() -> Iterator[Step]:
    """A function to tell each step to; it prints to standard error."""
    terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    told = _OnTerminal() if terminal else _InLines()
    try:
        yield told.step
    finally:
        told.end()


class _InLines:
    """A line now and then."""

    def __init__(self) -> None:
        self.due = time.monotonic() + _QUIET_FOR

    def step(self, what: str, done: int, total: int) -> None:
        """Print where it is time for a line."""
        if time.monotonic() >= self.due:
            print(f"{what}: {done:,} of {total:,}", file=sys.stderr, flush=True)
            self.due = time.monotonic() + _A_LINE_EVERY

    def end(self) -> None:
        """Nothing is left on the screen."""


class _OnTerminal:
    """A bar that goes when everything is done."""

    def __init__(self) -> None:
        self.bar: Any = None
        self.due = time.monotonic() + _QUIET_FOR

    def step(self, what: str, done: int, total: int) -> None:
        """Move the bar."""
        if self.bar is None and time.monotonic() >= self.due:
            self.bar = _bar()
        if self.bar is not None:
            self.bar.update(self.bar.task_ids[0], description=what, completed=done, total=total)

    def end(self) -> None:
        """Remove the bar."""
        if self.bar is not None:
            self.bar.stop()


def _bar() -> Any:
    from rich.console import Console  # nobody should wait for it who has no need to wait
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    bar.add_task("")
    bar.start()
    return bar


class Watched(Mapping[str, str]):
    """Pages that tell how many of them have been made, and raise ProblemError where that becomes too much."""

    def __init__(self, pages: Mapping[str, str], docs: Path, step: Step) -> None:
        self.pages, self.docs, self.step, self.done, self.size = pages, docs, step, 0, 0

    def __getitem__(self, path: str) -> str:
        page = self.pages[path]
        self.done += 1
        self.size += len(page.encode())
        if self.size > MOST_WRITTEN:
            what = f"the pages would have more than {MOST_WRITTEN:,} bytes, which is the limit; the tree must say less"
            raise ProblemError(of_file(self.docs, what))
        self.step("Making pages", self.done, len(self.pages))
        return page

    def __contains__(self, path: object) -> bool:
        return path in self.pages  # `Mapping.__contains__` would make the page

    def __iter__(self) -> Iterator[str]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)
