"""How far something is, where it takes longer than two seconds: a bar on a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import TaskID

from .generator import Step

_QUIET_FOR = 2  # seconds
_A_LINE_EVERY = 10  # seconds, where there is no terminal


@contextmanager
def progress() -> Iterator[Step]:
    """A function to tell each step to; it prints to standard error."""
    console = Console(stderr=True)
    told = _OnTerminal(console) if console.is_terminal and not console.is_dumb_terminal else _InLines()
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

    def __init__(self, console: Console) -> None:
        self.bar = Bar(console=console, transient=True)
        self.task: TaskID | None = None
        self.due = time.monotonic() + _QUIET_FOR

    def step(self, what: str, done: int, total: int) -> None:
        """Move the bar."""
        if self.task is None and time.monotonic() >= self.due:
            self.task = self.bar.add_task(what)
            self.bar.start()
        if self.task is not None:
            self.bar.update(self.task, description=what, completed=done, total=total)

    def end(self) -> None:
        """Remove the bar."""
        self.bar.stop()


class Watched(Mapping[str, str]):
    """Pages that tell how many of them have been made."""

    def __init__(self, pages: Mapping[str, str], step: Step) -> None:
        self.pages, self.step, self.done = pages, step, 0

    def __getitem__(self, path: str) -> str:
        self.done += 1
        self.step("Making pages", self.done, len(self.pages))
        return self.pages[path]

    def __contains__(self, path: object) -> bool:
        return path in self.pages  # `Mapping.__contains__` would make the page

    def __iter__(self) -> Iterator[str]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)
