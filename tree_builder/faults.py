"""A fault: something wrong at a path of the data. `check` turns it into a problem by looking up the line and column."""

from collections.abc import Collection
from dataclasses import dataclass

from .load import Document
from .problems import Path, Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a path; `found` and `known` are a name that is not there and those that are."""

    path: Path
    what: str
    found: str | None = None
    known: Collection[str] = ()
    at_key: bool = False

    def problem(self, document: Document, advice: bool = False) -> Problem:
        """The fault with its line and column."""
        place = document.key_place(self.path) if self.at_key else document.place(self.path)
        return Problem(*place, self.what, advice, self.found, self.known)
