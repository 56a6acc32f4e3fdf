"""What stands where in a tree, as the model declares it: one walk over data or over a checked tree finds every text.

Nothing here names a key of the format: a new field is found by its annotation.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from .entries import Entry
from .kinds import Bare, Kind, OneOrMore
from .model import Tree
from .text.problems import Keys


class Found(NamedTuple):
    """A text, what it is, and where it stands: as the value at `keys`, or as the last of them, `at_key`."""

    keys: Keys
    kind: Kind
    text: str
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class Spec:
    """What may stand at a place: a text of a kind, an entry, a list or a mapping of something."""

    kind: Kind | None = None
    entry: type[Entry] | None = None
    each: "Spec | None" = None  # of a list or a mapping
    key: Kind | None = None  # of a mapping
    bare: str = ""  # a text alone stands for an entry with that key
    one_or_more: bool = False  # an entry alone stands for a list of it

    @property
    def told(self) -> str:
        """How a comparison tells a change of it: see `Kind.told`. An entry is told as its first key is."""
        if self.kind or (self.key and self.key.told == "nothing"):
            return (self.kind or self.key or _CHOICE).told
        inner = keys_of(self.entry)[first_key(self.entry)] if self.entry else self.each
        return inner.told if inner else _CHOICE.told


_CHOICE = Kind("choice")


def keys_of(entry: type[Any]) -> dict[str, Spec]:
    """What an entry may hold, by key: its own keys first, then those that it shares with other entries."""
    return _keys_of(entry)  # type: ignore[arg-type]  # mypy takes the class for one of its instances


@lru_cache
def _keys_of(entry: Any) -> dict[str, Spec]:
    hints = get_type_hints(entry, include_extras=True)
    having = Counter(key.name for base in entry.__mro__ if is_dataclass(base) for key in fields(base))
    names = sorted((key.name for key in fields(entry)), key=having.__getitem__)  # its own are in no other class
    return {name: _spec(hints[name]) for name in names}


def required_keys(entry: type[Any]) -> list[str]:
    """The keys that an entry must have, in the order of the model."""
    declared = entry.__dataclass_fields__
    return [name for name in keys_of(entry) if not _has_default(declared[name])]


def first_key(entry: type[Any]) -> str:
    """The key that says what an entry is: its title, its label, its words."""
    return next(iter(keys_of(entry)))


def _has_default(spec: Any) -> bool:
    return spec.default is not MISSING or spec.default_factory is not MISSING


def _spec(hint: Any) -> Spec:
    """The spec of an annotation."""
    marks: list[Any] = []
    while get_origin(hint) in (Annotated, Union, UnionType):
        if get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            marks += more
        else:
            hint = next(part for part in get_args(hint) if part is not NoneType)
    one_or_more = any(isinstance(mark, OneOrMore) for mark in marks)
    arguments = get_args(hint)
    if get_origin(hint) is tuple:
        return Spec(each=_spec(arguments[0]), one_or_more=one_or_more)
    if get_origin(hint) is dict:
        return Spec(each=_spec(arguments[1]), key=_spec(arguments[0]).kind)
    if isinstance(hint, type) and issubclass(hint, Entry):
        bare = next((mark.key for mark in marks if isinstance(mark, Bare)), "")
        return Spec(entry=hint, bare=bare)
    if get_origin(hint) is Literal:
        return Spec(kind=_CHOICE)
    return Spec(kind=[mark for mark in marks if isinstance(mark, Kind)][-1])  # what refines another comes after it


TREE = Spec(entry=Tree)


def texts(data: Any, spec: Spec = TREE, keys: Keys = ()) -> Iterator[Found]:
    """Every text of a tree that stands where the model has one; what is malformed or unknown is passed over."""
    if spec.kind:
        if isinstance(data, str):
            yield Found(keys, spec.kind, data)
    elif spec.entry:
        yield from _texts_of_entry(data, spec, keys)
    elif spec.each and spec.key and isinstance(data, Mapping):
        for key, value in data.items():
            yield Found((*keys, key), spec.key, key, at_key=True)
            yield from texts(value, spec.each, (*keys, key))
    elif spec.each and isinstance(data, list | tuple):
        for position, value in enumerate(data):
            yield from texts(value, spec.each, (*keys, position))
    elif spec.each and spec.one_or_more:
        yield from texts(data, spec.each, keys)


def _texts_of_entry(data: Any, spec: Spec, keys: Keys) -> Iterator[Found]:
    assert spec.entry
    held = keys_of(spec.entry)
    if isinstance(data, str) and spec.bare:
        yield from texts(data, held[spec.bare], keys)
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if key in held:
                yield from texts(value, held[key], (*keys, key))
    elif is_dataclass(data):
        for key, inner in held.items():
            yield from texts(getattr(data, key), inner, (*keys, key))


class Named(NamedTuple):
    """Something with an id of its own: what it is, its id below what holds it, and its title, label or words."""

    noun: str
    id: str
    words: str
    published: bool


def named(entry: Entry, holder: str = "") -> Iterator[Named]:
    """Everything in a checked tree that has an id of its own: `question`, then its `question/answer` and so on."""
    for key, spec in keys_of(type(entry)).items():
        if spec.key is None or spec.key.name != "id":
            continue
        for id_, held in getattr(entry, key).items():
            whole = f"{holder}{spec.key.mark}{id_}"
            if isinstance(held, Entry):
                yield Named(noun_of(key, spec), whole, getattr(held, first_key(type(held))), held.keeps_id)
                yield from named(held, f"{whole}/")
            else:
                yield Named(noun_of(key, spec), whole, held, bool(spec.key.mark))


def noun_of(key: str, spec: Spec) -> str:
    """What one of the entries of a mapping is called: an answer, an item; where it has no name of its own, by the key."""
    if spec.each and spec.each.entry:
        return spec.each.entry.called.removeprefix("the ")
    return (spec.key.noun if spec.key else "") or key


class Citation(NamedTuple):
    """An excerpt where it is cited: the keys of the reference, and the excerpt as `article-id/excerpt-id`."""

    keys: Keys
    excerpt: str


def citations(data: Any) -> Iterator[Citation]:
    """Everything that cites an excerpt, in data or in a checked tree, in the order of the file."""
    return (Citation(found.keys, found.text) for found in texts(data) if found.kind.refers_to == "excerpt")


def spec_at(keys: Keys) -> Spec | None:
    """What the model has at a place, or None where it has nothing."""
    spec: Spec | None = TREE
    for key in keys:
        if spec is None:
            return None
        if spec.one_or_more and not isinstance(key, int):
            spec = spec.each  # one alone
        if spec:
            spec = keys_of(spec.entry).get(str(key)) if spec.entry else spec.each
    return spec
