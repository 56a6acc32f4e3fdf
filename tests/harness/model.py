"""What the model has, for tests that must see every key of it and need no change when one is added."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from tree_builder.entries import Entry
from tree_builder.fields import Spec, keys_of
from tree_builder.model import Tree

Key = tuple[str, str]  # the class, and the key; what every entry may carry is of `Entry`
SHARED = {spec.name for spec in fields(Entry)}


def entries_of(entry: type[Entry] = Tree) -> dict[type[Entry], None]:
    """The classes of an entry and of all entries below it, in the order of the model."""
    found = {entry: None}
    for spec in keys_of(entry).values():
        inner: Spec | None = spec
        while inner and inner.each:
            inner = inner.each
        if inner and inner.entry:
            found |= entries_of(inner.entry)
    return found


def every_key() -> set[Key]:
    """Every key of the format."""
    return {_named(entry, key) for entry in entries_of() for key in keys_of(entry)}


def used_keys(value: Any) -> set[Key]:
    """The keys that have a value somewhere in a checked tree."""
    return set(_used(value))


def _used(value: Any) -> Iterator[Key]:
    if isinstance(value, Entry):
        for key in keys_of(type(value)):
            if held := getattr(value, key):
                yield _named(type(value), key)
                yield from _used(held)
    elif isinstance(value, dict | tuple):
        for held in value.values() if isinstance(value, dict) else value:
            yield from _used(held)


def _named(entry: type[Entry], key: str) -> Key:
    return (Entry.__name__ if key in SHARED else entry.__name__, key)
