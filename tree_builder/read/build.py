"""From the events of the YAML parser to plain data with the place of everything in it: one pass, no recursion.

No alias is ever followed. What the format has no use for (aliases, anchors, tags, a second document) is a problem.
"""

import re
from dataclasses import replace
from typing import Any

import yaml

from ..text.problems import Keys, Place, Problem, at_place, end_of, place_after, shown
from .characters import (
    number_of,
    refused_in,
    stray_isolates,
    unbalanced_isolate,
    unseen_in,
    unseen_places,
    without_unseen,
)
from .diagnosis import sentence
from .dropped import changed_by_escape, cut_by_comment, hidden_comments, parted_by_comma
from .pieces import DEEPEST

_NULLS = {"", "~", "null", "Null", "NULL"}
_GLUED = re.compile(r"([A-Za-z_][\w-]*):(.+)", re.DOTALL)
_UNUSABLE_KEY = "\0"  # cannot be typed: such a character is refused before


class Spot:
    """Where a value stands, where its key stands, and the spots of what it holds."""

    __slots__ = ("held", "key", "value")

    def __init__(self, value: Place, key: Place | None) -> None:
        self.value = value
        self.key = key
        self.held: Any = None  # as the value: spots by key, spots in a list, or None for a text


class TooDeepError(Exception):
    """A value is nested deeper than any tree."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.place = place


class _Frame:
    """A mapping or a list that is being read. In a mapping, `key` is None while a key is due."""

    __slots__ = ("data", "held", "in_brackets", "is_key", "key", "key_place", "step")

    def __init__(self, data: Any, held: Any, in_brackets: bool) -> None:
        self.data = data
        self.held = held
        self.in_brackets = in_brackets
        self.key: str | None = None
        self.key_place: Place | None = None
        self.is_key = False
        self.step: str | int = 0  # its key or its position in what holds it


class Build:
    """What is read of a YAML text: its data, the places, problems and advice."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.data: Any = None
        self.root = Spot((1, 1), None)
        self.problems: list[Problem] = []
        self.advice: list[Problem] = []
        self.unseen = unseen_places(source)
        self._frames: list[_Frame] = []
        self._comments = hidden_comments(source)
        self._spans: list[tuple[int, int]] = []  # of the texts, where the source has something that cannot be seen
        self._has_unseen = bool(self.unseen)
        self._end = end_of(source)

    def read(self) -> None:
        """Read the text. What the parser or the depth of the nesting forbids is raised."""
        frames = self._frames
        documents = 0
        event: Any
        for event in yaml.parse(self.source, Loader=yaml.CSafeLoader):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._open(event, kind is yaml.MappingStartEvent)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                if frames.pop().is_key:
                    frames[-1].key = _UNUSABLE_KEY
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents == 2:
                    what = "a second document begins here; the file must hold one tree"
                    self.problems = [at_place((event.start_mark.line + 1, 1), what)]
                    self.data = None  # what the first document lacks is in the second
                    return
        if self._has_unseen:
            self.problems += stray_isolates(self.source, self._spans)

    # --- values

    def _scalar(self, event: Any) -> None:
        text: str = event.value
        style = event.style
        place = place_of(event.start_mark)
        if not text:
            place = min(place, self._end)
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event, place)
        if style == '"' or self._has_unseen:
            self._check_hidden(event, place)
        empty = not text.strip() or (not style and text in _NULLS)
        if self._frames:
            frame = self._frames[-1]
            is_value = frame.key is not None or type(frame.data) is list
            if is_value and not empty:
                self._advise(event, frame, place)
            self._add(frame, text, empty, place, style)
        else:
            self.data, self.root = None if empty else text, Spot(place, None)

    def _alias(self, event: Any) -> None:
        place = place_of(event.start_mark)
        what = f"`*{event.anchor}` is a YAML alias; aliases are not allowed, so what it stands for must be written out"
        self.problems.append(at_place(place, what))
        if self._frames:
            self._add(self._frames[-1], "", True, place, "*")

    def _add(self, frame: _Frame, text: str, empty: bool, place: Place, style: str) -> None:
        """Put a scalar where it belongs: as a key (then `null` is a word like any other), or as a value."""
        if type(frame.data) is list:
            if not empty:
                frame.data.append(text)
                frame.held.append(Spot(place, None))
        elif frame.key is None:
            self._take_key(frame, text, place, style)
        else:
            if not text and not style and frame.in_brackets:
                text = self._part_glued(frame)
                empty = not text
            self._put(frame, None if empty else text, Spot(place, frame.key_place))

    def _put(self, frame: _Frame, value: Any, spot: Spot) -> None:
        """Store the value of the key that was read last, and expect a key again."""
        if frame.key is not _UNUSABLE_KEY:
            frame.data[frame.key] = value
            frame.held[frame.key] = spot
        frame.key = None

    def _open(self, event: Any, is_mapping: bool) -> None:
        """Begin a mapping or a list inside the innermost open one."""
        place = place_of(event.start_mark)
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event, place)
        if len(self._frames) >= DEEPEST:
            raise TooDeepError(place)
        data: Any = {} if is_mapping else []
        frame = _Frame(data, {} if is_mapping else [], event.flow_style)
        outer = self._frames[-1] if self._frames else None
        self._frames.append(frame)
        spot = self._hold(outer, frame, place)
        if spot:
            spot.held = frame.held

    def _hold(self, outer: _Frame | None, frame: _Frame, place: Place) -> Spot | None:
        """Put a mapping or a list where it belongs, and give its spot; as a key it has none."""
        spot = Spot(place, outer.key_place if outer and type(outer.data) is dict else None)
        if not outer:
            self.data, self.root = frame.data, spot
        elif type(outer.data) is list:
            frame.step = len(outer.data)
            outer.data.append(frame.data)
            outer.held.append(spot)
        elif outer.key is None:
            what = "a mapping or a list stands where a key must be; a key must be text"
            self.problems.append(at_place(place, what))
            frame.is_key = True
            return None
        else:
            frame.step = outer.key
            self._put(outer, frame.data, spot)
        return spot

    # --- keys

    def _take_key(self, frame: _Frame, key: str, place: Place, style: str) -> None:
        if not key.isascii():
            key = self._seen_key(key, place, style)
        frame.key, frame.key_place = key, place
        if not key.strip():
            if not any((problem.line, problem.column) == place for problem in self.problems[-1:]):
                self.problems.append(at_place(place, "the key is empty; it must be a word"))
            frame.key = _UNUSABLE_KEY
        elif key in frame.data:
            self.problems.append(_again(frame, key, place))
            frame.key = _UNUSABLE_KEY

    def _seen_key(self, key: str, place: Place, style: str) -> str:
        """A key without the characters that nobody sees."""
        hidden = unseen_in(key)
        if not hidden:
            return key
        at = place if style else (place[0], place[1] + hidden.start())
        seen = without_unseen(key).strip()
        what = f"the character {number_of(hidden[0])} in the key {shown(seen)} cannot be seen; it must be removed"
        self.problems.append(at_place(at, what))
        return seen

    def _part_glued(self, frame: _Frame) -> str:
        """The value of a key between brackets that lost the space behind its colon, as `{label:Small}`."""
        glued = _GLUED.fullmatch(frame.key or "")
        if not glued or not frame.key_place or glued[1] in frame.data:
            return ""
        line, column = frame.key_place
        self.problems.append(at_place((line, column + len(glued[1])), sentence("colon space", of=f" of `{glued[1]}`")))
        frame.key = glued[1]
        return glued[2].strip()

    # --- what is refused, and advice

    def _refuse_properties(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            right = "anchors are not allowed, so it must be removed or put in quotes"
            self.problems.append(at_place(place, f"`&{event.anchor}` is a YAML anchor; {right}"))
        if event.tag is not None:
            tag = shown(event.tag.replace("tag:yaml.org,2002:", "!!"))
            what = f"{tag} is a YAML tag; tags are not allowed, so it must be removed or put in quotes"
            self.problems.append(at_place(place, what))

    def _check_hidden(self, event: Any, place: Place) -> None:
        """Refuse what escapes have made that cannot be seen, and isolates of direction that are not balanced."""
        if event.style == '"':
            if hidden := next(refused_in(event.value), None):
                what = f"the escape for {number_of(hidden[0])} gives a character that cannot be seen"
                self.problems.append(at_place(place, f"{what}; it must be removed"))
            if unseen_in(event.value):
                self.unseen.append(place)
        if isolate := unbalanced_isolate(event.value):
            self.problems.append(_unbalanced(isolate[0], self._place_in(event, place)))
        if self._has_unseen:
            self._spans.append((event.start_mark.index, event.end_mark.index))

    def _place_in(self, event: Any, place: Place) -> Place:
        """Where the isolate of a scalar stands that is not balanced; of one made by an escape, where the scalar does."""
        raw = self.source[event.start_mark.index : event.end_mark.index]
        isolate = unbalanced_isolate(raw)
        return place_after(raw[: isolate.start()], *place) if isolate else place

    def _advise(self, event: Any, frame: _Frame, place: Place) -> None:
        """Advise where YAML drops or changes a part of a text."""
        text, end = event.value, event.end_mark.index
        found = None
        if not event.style:
            if end in self._comments:
                behind = place_of(event.end_mark)
                self.advice.append(cut_by_comment(self.source, end, behind, self._keys()))
            if frame.in_brackets and type(frame.data) is list and frame.data and " " in text:
                found = parted_by_comma(frame.data[-1], text, place, self._keys())
        elif event.style == '"' and not text.isprintable():
            found = changed_by_escape(self.source[event.start_mark.index : end], place, self._keys())
        if found:
            self.advice.append(found)

    def _keys(self) -> Keys:
        """The keys of the value that is being read."""
        last = self._frames[-1]
        step = len(last.data) if type(last.data) is list else str(last.key)
        return (*(frame.step for frame in self._frames[1:]), step)


def place_of(mark: Any) -> Place:
    """The place of a mark of the parser, which counts from 0."""
    return mark.line + 1, mark.column + 1


def _unbalanced(isolate: str, place: Place) -> Problem:
    if isolate == "\u2069":
        return at_place(place, "the character U+2069 ends no change of direction; it must be removed")
    what = f"the character {number_of(isolate)} begins a change of direction that nothing ends"
    return at_place(place, f"{what}; U+2069 must end it in the same text")


def _again(frame: _Frame, key: str, place: Place) -> Problem:
    """The problem of a key that stands twice. Where all keys of an entry do, its heading is missing: one mistake."""
    first = frame.held[key].key
    what = f"the key {shown(key)} stands here again; it must stand once, and the first is in line {first[0]}"
    begins = next(iter(frame.data)) == key and type(frame.data[key]) is str and place[0] > first[0] + 1
    hint = "; where a new entry begins here, its id must stand above" if begins else ""
    return replace(at_place(place, what + hint), cause=f"twice {next(iter(frame.held.values())).key}")
