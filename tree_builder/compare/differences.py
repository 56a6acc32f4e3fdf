"""What differs between two trees, entry by entry: what is new, gone, moved, and which fields say something else.

What there is to compare, and how a change of it is told, comes from the model. Where the paths lead is `old_paths`' to
tell, and what must not change is `published`'s.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..entries import Entry
from ..fields import Named, Spec, first_key, keys_of, named, noun_of
from ..model import Tree


class Missing(NamedTuple):
    """What the new tree has no more: `now` is what it reads it as, if anything; withdrawn, nothing ever will."""

    entry: Named
    now: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field that says something else, with both readings where those are short.

    Of a list, `was` has what was dropped and `now` what was added.
    """

    name: str
    was: str = ""
    now: str = ""
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry that is in both trees, and its fields that say something else; the guide itself has no id."""

    noun: str
    id: str
    fields: list[Field]


def added(old: Tree, new: Tree) -> list[Named]:
    """What is in the new tree only; what a new entry holds goes without saying."""
    before = {(entry.noun, entry.id) for entry in named(old)}
    fresh = [entry for entry in named(new) if (entry.noun, entry.id) not in before]
    ids = {entry.id for entry in fresh}
    return [entry for entry in fresh if "/" not in entry.id or entry.id.partition("/")[0] not in ids]


def missing(old: Tree, new: Tree) -> list[Missing]:
    """What is in the old tree only."""
    after = {(entry.noun, entry.id) for entry in named(new)}
    live = {key for _, key in after}
    return [_missing(new, entry, live) for entry in named(old) if (entry.noun, entry.id) not in after]


def _missing(new: Tree, entry: Named, live: set[str]) -> Missing:
    if is_withdrawn(new, entry.id):
        return Missing(entry, withdrawn=True)
    return Missing(entry, read_as(new, entry.id, live) if entry.published else "")


def is_withdrawn(new: Tree, old_id: str) -> bool:
    """Whether what was published is withdrawn, by itself or with the question that held it."""
    return old_id in new.withdrawn or old_id.partition("/")[0] in new.withdrawn


def read_as(new: Tree, old_id: str, live: Collection[str]) -> str:
    """What a published id is read as today, if anything; what a question held may be found at another one."""
    holder, slash, held = old_id.partition("/")
    moved = f"{new.retired.get(holder, holder)}{slash}{held}"
    found = new.retired.get(old_id) or new.retired.get(moved)
    return found or (moved if slash and moved in live else "")


def changed(old: Tree, new: Tree) -> list[Changed]:
    """The entries of both trees whose fields differ; the guide itself first, and with it what has no entry of its own."""
    whole: list[Field] = []
    found: list[Changed] = []
    for key, spec in keys_of(Tree).items():
        was, now = getattr(old, key), getattr(new, key)
        if spec.entry:
            whole += _fields(was, now)
        elif spec.each and spec.each.entry and spec.key:
            found += [Changed(noun_of(key, spec), id_, list(_fields(was[id_], now[id_]))) for id_ in now if id_ in was]
            whole += _order(key, was, now)
        elif not _holds_old_ids(spec):
            whole += _differing(key, was, now, spec)
    return [entry for entry in (Changed("guide", "", whole), *found) if entry.fields]


def _holds_old_ids(spec: Spec) -> bool:
    """Whether something lists what was once published, which `forwarding` tells."""
    kind = spec.key or (spec.each.kind if spec.each else None)
    return kind is not None and kind.name == "old id"


def _fields(was: Entry, now: Entry, prefix: str = "") -> Iterator[Field]:
    """The fields of two entries of a kind that differ; `prefix` says in which entry inside a page or an article."""
    for key, spec in keys_of(type(was)).items():
        yield from _differing(f"{prefix}{key}", getattr(was, key), getattr(now, key), spec)


def _differing(name: str, was: Any, now: Any, spec: Spec) -> Iterator[Field]:
    if spec.told == "nothing":
        return
    if spec.kind:
        if was != now:
            yield Field(name) if spec.told == "name" else Field(name, was or "", now or "")
    elif spec.entry:
        yield from _fields(was, now, f"{name}: ")
    elif spec.key and spec.each and not spec.each.each:
        yield from _differing_mapping(name, was, now, spec)
    elif spec.key:
        if was != now:
            yield Field(name, _condition(was), _condition(now))
    elif spec.each:
        yield from _differing_list(name, was, now, spec)


def _differing_mapping(name: str, was: Mapping[str, Any], now: Mapping[str, Any], spec: Spec) -> Iterator[Field]:
    """What differs in what both have, and in what only one of them has."""
    assert spec.each
    prefix, _, key = name.rpartition(": ")
    listed = spec.key is not None and spec.key.name == "id"  # by `added` and `missing`
    for id_ in {**was, **now}:
        called = f"{prefix}: " * bool(prefix) + f"{noun_of(key, spec)} {id_}"
        if not listed or (id_ in was and id_ in now):
            yield from _differing(called, was.get(id_), now.get(id_), spec.each)
    yield from _order(name, was, now)


def _order(name: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Field]:
    """Whether the keys that both have stand in another order."""
    if [key for key in was if key in now] != [key for key in now if key in was]:
        yield Field(f"order of {name}")


def _differing_list(name: str, was: Sequence[Any], now: Sequence[Any], spec: Spec) -> Iterator[Field]:
    """What differs in a list: entries with the same words one by one, else what was dropped and what was added."""
    assert spec.each
    if was == now:
        return
    if spec.each.entry and spec.each.told == "name":
        if [_first(entry) for entry in was] == [_first(entry) for entry in now]:
            for n, (before, after) in enumerate(zip(was, now, strict=True), 1):
                yield from _fields(before, after, f"{name}: " if len(now) == 1 else f"{name} {n}: ")
        else:
            yield Field(name)
        return
    before, after = [_words(entry) for entry in was], [_words(entry) for entry in now]
    if before == after:
        return
    if spec.one_or_more and len(was) <= 1 and len(now) <= 1:
        yield Field(name, "".join(before), "".join(after))
    else:
        dropped, new = (
            [one for one in some if one not in others] for some, others in ((before, after), (after, before))
        )
        yield Field(name, ", ".join(dropped), ", ".join(new), is_list=True)


def _first(entry: Entry) -> Any:
    return getattr(entry, first_key(type(entry)))


def _words(value: Any) -> str:
    """An entry of a list on one line: its text, and the condition under which it holds."""
    if not isinstance(value, Entry):
        return str(value)
    when = _condition(getattr(value, "when", {}))
    return f"{_first(value)} when {when}" if when else str(_first(value))


def _condition(when: Mapping[str, Sequence[str]]) -> str:
    """A condition in words: `size: small or large, and team: some`."""
    return ", and ".join(f"{question}: {' or '.join(terms)}" for question, terms in when.items())


def forwarding(old: Tree, new: Tree) -> list[Field]:
    """The entries under `retired` that are new or say something else, but for those of what `missing` lists."""
    ids = {entry.id for entry in named(old) if entry.published}
    keys = [key for key in {**old.retired, **new.retired} if key not in ids]
    readings = ((key, old.retired.get(key, ""), new.retired.get(key, "")) for key in keys)
    return [Field(key, was, now) for key, was, now in readings if was != now]
