"""From bytes to a document: plain data, the place of everything in it, and what is wrong with the YAML itself.

Every scalar is kept as the text that the author typed. Nothing here knows what a tree is: that is `check`'s. `build`
reads what is YAML; what an author did wrong where the text is none is worked out by `diagnosis`.
"""

import codecs
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..text.problems import Keys, Place, Problem, at_place, place_after
from .build import Build, Spot, TooDeepError, place_of
from .characters import refused_characters
from .diagnosis import conflicts, syntax_problem, too_deep


@dataclass(slots=True)
class Document:
    """The text of a tree as data: mappings, lists and texts; None for an empty value."""

    data: Any = None
    root: Spot = field(default_factory=lambda: Spot((1, 1), None))
    problems: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)  # on author text that YAML drops or changes
    unseen: list[Place] = field(default_factory=list)  # of characters that nobody sees and no id may have, in order

    def place(self, keys: Keys) -> Place:
        """Where the value at `keys` is best shown: a text itself, or else its key; for a missing one, its parent."""
        spot = self._spot(keys)
        return spot.value if spot.held is None or spot.key is None else spot.key

    def key_place(self, keys: Keys) -> Place:
        """Where the last of some keys stands."""
        spot = self._spot(keys)
        return spot.key or spot.value

    def located(self, problem: Problem) -> Problem:
        """A problem with its line and column."""
        if problem.line or problem.file:
            return problem
        return problem.at(self.key_place(problem.keys) if problem.at_key else self.place(problem.keys))

    def _spot(self, keys: Keys) -> Spot:
        spot = self.root
        for step in keys:
            held = spot.held
            if step not in (held if isinstance(held, dict) else range(len(held or ()))):
                break
            spot = held[step]
        return spot


def decode(raw: bytes) -> str | Problem:
    """The text of a file's bytes, or the problem with them: it must be UTF-8."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return at_place((1, 1), "the file is UTF-16; it must be saved as UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from after a byte order mark, in what it kept of the file.
        place = place_after(error.object[: error.start].decode())
        return at_place(place, "the file is not UTF-8 from here on; it must be text, saved as UTF-8")


def load(text: str) -> Document:
    """The data of a YAML text. What is wrong with the YAML itself is in the `problems` of what is returned."""
    text = text.removeprefix("\ufeff")
    problems = refused_characters(text) or conflicts(text)
    if problems:
        return Document(problems=problems)
    build = Build(text)
    try:
        build.read()
    except yaml.YAMLError as error:
        return Document(problems=[syntax_problem(text, _place(error))])
    except TooDeepError as deep:
        return Document(problems=[too_deep(deep.place)])
    return Document(build.data, build.root, build.problems, build.advice, sorted(build.unseen))


def _place(error: yaml.YAMLError) -> Place:
    """Where the parser gave up."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return place_of(mark) if mark else (1, 1)
