"""From bytes to a document: plain data, the place of everything in it, and what is wrong with the YAML itself.

Every scalar is kept as the text that the author typed. Nothing here knows what a tree is: that is `check`'s. What an
author did wrong where the text is no YAML is worked out by `diagnosis`.
"""

import codecs
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..text.problems import Keys, Place, Problem, at_place, end_of, place_after, shown
from .diagnosis import DEEPEST, syntax_problem, too_deep

_NULLS = {"", "~", "null", "Null", "NULL"}
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


class Spot:
    """Where a value stands, where its key stands, and the spots of what it holds."""

    __slots__ = ("held", "key", "value")

    def __init__(self, value: Place, key: Place | None) -> None:
        self.value = value
        self.key = key
        self.held: Any = None  # as the value: spots by key, spots in a list, or None for a text


@dataclass(slots=True)
class Document:
    """The text of a tree as data: mappings, lists and texts; None for an empty value."""

    data: Any = None
    root: Spot = field(default_factory=lambda: Spot((1, 1), None))
    problems: list[Problem] = field(default_factory=list)

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
        place = place_after(error.object[: error.start].decode("utf-8", errors="replace"))
        return at_place(place, "the file is not UTF-8 from here on; it must be text, saved as UTF-8")


def load(text: str) -> Document:
    """The data of a YAML text. What is wrong with the YAML itself is in the `problems` of what is returned."""
    text = text.removeprefix("\ufeff")
    document = Document()
    refused = _refused_characters(text)
    if refused:
        document.problems = refused
        return document
    try:
        _build(document, text)
        return document
    except yaml.YAMLError as error:
        problem = syntax_problem(error, text)
    except _TooDeepError as deep:
        problem = too_deep(deep.place)
    document.data = None
    document.problems = [problem]
    return document


def _refused_characters(text: str) -> list[Problem]:
    problems = []
    line, column, offset = 1, 1, 0
    for match in REFUSED.finditer(text):
        line, column = place_after(text[offset : match.start()], line, column)
        offset = match.start()
        name = f"U+{ord(match[0]):04X}"
        problems.append(at_place((line, column), f"the character {name} cannot be seen; it must be removed"))
    return problems


class _TooDeepError(Exception):
    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.place = place


class _Frame:
    """A mapping or a list that is being read. In a mapping, `key` is None while a key is due."""

    __slots__ = ("data", "held", "is_key", "key", "key_place")

    def __init__(self, data: Any, held: Any) -> None:
        self.data = data
        self.held = held
        self.key: str | None = None
        self.key_place: Place | None = None
        self.is_key = False


_UNUSABLE_KEY = "\0"  # cannot be typed: such a character is refused before


def _build(document: Document, source: str) -> None:
    """Read the events of the C parser into `document`: one pass, no recursion, no alias ever followed."""
    problems = document.problems
    frames: list[_Frame] = []
    documents = 0
    end = end_of(source)
    event: Any
    for event in yaml.parse(source, Loader=yaml.CSafeLoader):
        kind = type(event)
        if kind is yaml.ScalarEvent or kind is yaml.AliasEvent:
            place = (event.start_mark.line + 1, event.start_mark.column + 1)
            text = _text(event, kind, place, problems)
            if not text:
                place = min(place, end)
            empty = not text.strip() or (not event.style and text in _NULLS if kind is yaml.ScalarEvent else True)
            if frames:
                _add(frames[-1], text, empty, place, problems)
            else:
                document.data, document.root = None if empty else text, Spot(place, None)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            place = (event.start_mark.line + 1, event.start_mark.column + 1)
            _refuse_properties(event, place, problems)
            if len(frames) >= DEEPEST:
                raise _TooDeepError(place)
            frames.append(_open(document, frames, kind is yaml.MappingStartEvent, place))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            frame = frames.pop()
            if frame.is_key:
                frames[-1].key = _UNUSABLE_KEY
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents == 2:
                line = event.start_mark.line + 1
                problems.append(at_place((line, 1), "a second document begins here; the file must hold one tree"))
                return


def _text(event: Any, kind: type, place: Place, problems: list[Problem]) -> str:
    if kind is yaml.AliasEvent:
        what = f"`*{event.anchor}` is a YAML alias; aliases are not allowed, so what it stands for must be written out"
        problems.append(at_place(place, what))
        return ""
    if event.anchor is not None or event.tag is not None:
        _refuse_properties(event, place, problems)
    text: str = event.value
    if event.style == '"' and (hidden := REFUSED.search(text)):
        what = f"the escape for U+{ord(hidden[0]):04X} gives a character that cannot be seen; it must be removed"
        problems.append(at_place(place, what))
    return text


def _refuse_properties(event: Any, place: Place, problems: list[Problem]) -> None:
    if event.anchor is not None:
        what = f"`&{event.anchor}` is a YAML anchor; anchors are not allowed, so it must be removed or put in quotes"
        problems.append(at_place(place, what))
    if event.tag is not None:
        tag = shown(event.tag.replace("tag:yaml.org,2002:", "!!"))
        what = f"{tag} is a YAML tag; tags are not allowed, so it must be removed or put in quotes"
        problems.append(at_place(place, what))


def _add(frame: _Frame, text: str, empty: bool, place: Place, problems: list[Problem]) -> None:
    """Put a scalar where it belongs: as a key (then `null` is a word like any other), or as a value."""
    if isinstance(frame.data, list):
        if not empty:
            frame.data.append(text)
            frame.held.append(Spot(place, None))
    elif frame.key is None:
        _take_key(frame, text, place, problems)
    else:
        _put(frame, None if empty else text, Spot(place, frame.key_place))


def _take_key(frame: _Frame, key: str, place: Place, problems: list[Problem]) -> None:
    frame.key, frame.key_place = key, place
    if not key.strip():
        if not any((problem.line, problem.column) == place for problem in problems[-1:]):
            problems.append(at_place(place, "the key is empty; it must be a word"))
        frame.key = _UNUSABLE_KEY
    elif key in frame.data:
        first = frame.held[key].key
        what = f"the key {shown(key)} stands here again; it must stand once, and the first is in line {first[0]}"
        problems.append(at_place(place, what))
        frame.key = _UNUSABLE_KEY


def _put(frame: _Frame, value: Any, spot: Spot) -> None:
    """Store the value of the key that was read last, and expect a key again."""
    if frame.key is not _UNUSABLE_KEY:
        frame.data[frame.key] = value
        frame.held[frame.key] = spot
    frame.key = None


def _open(document: Document, frames: list[_Frame], is_mapping: bool, place: Place) -> _Frame:
    """Begin a mapping or a list inside the innermost open one."""
    data: Any = {} if is_mapping else []
    frame = _Frame(data, {} if is_mapping else [])
    if not frames:
        document.data, document.root = data, Spot(place, None)
        document.root.held = frame.held
        return frame
    outer = frames[-1]
    if isinstance(outer.data, list):
        spot = Spot(place, None)
        outer.data.append(data)
        outer.held.append(spot)
    elif outer.key is None:
        what = "a mapping or a list stands where a key must be; a key must be text"
        document.problems.append(at_place(place, what))
        frame.is_key = True
        return frame
    else:
        spot = Spot(place, outer.key_place)
        _put(outer, data, spot)
    spot.held = frame.held
    return frame
