"""The shape of a tree: pydantic checks the data against the model; this words what it finds for authors.

`validate` gives the tree or all problems of its shape. What spans several entries is in `rules`.
"""

from dataclasses import replace
from itertools import islice
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ..entries import Entry
from ..fields import TREE, Spec, keys_of, required_keys, spec_at
from ..model import Tree
from ..text.problems import Keys, Problem, nearest, shown

ADAPTER: TypeAdapter[Tree] = TypeAdapter(Tree)

_QUOTED: dict[type, str] = {dict: "it has `: ` in it or begins with `{`", list: "it begins with `[` or `- `"}
_MOST_GUESSED = 1000  # fuzzy matching is slow


def validate(data: Any) -> tuple[Tree | None, list[Problem], bool]:
    """The tree that `data` holds, or every problem of its shape, and whether one hides what others may refer to.

    An empty value counts as a missing one.
    """
    try:
        return ADAPTER.validate_python(data), [], False
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
    problems = [_problem(details) for details in found]
    # A key that is there but misspelt is not missing as well.
    named = list(islice((problem for problem in problems if problem.found is not None), _MOST_GUESSED))
    meant = {problem.keys: nearest(problem.found or "", problem.known) for problem in named}
    there = {(*keys[:-1], key) for keys, key in meant.items()}
    # An entry with a key that is like none of its own is another kind of entry, or holds one: it lacks nothing.
    foreign = {keys[:-1] for keys, key in meant.items() if key is None}
    # What stands under a key that is no id was not meant as an entry.
    no_ids = {problem.keys for problem in problems if problem.at_key and problem.found is None}
    pairs = [
        (details, problem)
        for details, problem in zip(found, problems, strict=True)
        if problem.at_key or problem.keys not in no_ids
    ]
    hides = any(_hides(details, problem, meant.get(problem.keys)) for details, problem in pairs)
    kept = [
        replace(problem, cause=_cause(details, problem, foreign))
        for details, problem in pairs
        if details["type"] != "missing" or (problem.keys not in there and problem.keys[:-1] not in foreign)
    ]
    return None, kept, hides


def _hides(details: ErrorDetails, problem: Problem, meant: str | None) -> bool:
    """Whether a problem is about what holds ids or refers to some: then what is said of those would only follow."""
    if details["type"] == "value":
        return False
    keys = (*problem.keys[:-1], meant) if meant else problem.keys
    spec = spec_at(keys)
    has_names = spec is not None and _has_names(spec)
    return has_names or isinstance(details["input"], dict | list) and details["type"] != "missing"


def _has_names(spec: Spec) -> bool:
    """Whether ids or references stand there, or below."""
    if spec.kind:
        return bool(spec.kind.refers_to)
    if spec.entry:
        return any(map(_has_names, keys_of(spec.entry).values()))
    return (spec.key is not None and spec.key.name in ("id", "reference")) or (
        spec.each is not None and _has_names(spec.each)
    )


def _cause(details: ErrorDetails, problem: Problem, foreign: set[Keys]) -> str:
    """What makes one mistake of problems: entries of a section that are all of another kind, or lack the same."""
    if problem.at_key and problem.found is None:
        return f"id {problem.keys[0]}"
    if details["type"] == "value" or (problem.found is not None and problem.keys[:-1] not in foreign):
        return ""
    if problem.found is not None:
        return f"foreign {problem.keys[0]}"
    if any(keys and keys[0] == problem.keys[0] for keys in foreign):
        return f"foreign {problem.keys[0]}"
    way = [str(key) for key, holder in zip(problem.keys, _holders(problem.keys), strict=True) if _is_field(key, holder)]
    return f"{details['type']} {'/'.join(way)}"


def _is_field(key: str | int, holder: Spec | None) -> bool:
    return isinstance(key, str) and (holder is None or holder.key is None)


def _problem(details: ErrorDetails) -> Problem:
    keys: Keys = details["loc"]
    kind, value = details["type"], details["input"]
    if keys and keys[-1] == "[key]":
        return Problem(_sentence(details), keys[:-1], at_key=True)
    if kind == "unexpected_keyword_argument":
        entry, name = _entry(keys[:-1])
        known = list(keys_of(entry)) if entry else []
        what = f"{name} has an unknown key {shown(str(keys[-1]))}"
        if value is None and " " in str(keys[-1]):
            return Problem(
                f"{what} without a value; in brackets a text with a comma must stand in quotes", keys, at_key=True
            )
        return Problem(what, keys, at_key=True, found=str(keys[-1]), known=known)
    if kind == "missing" or value is None:
        return _missing(keys)
    return Problem(_sentence(details), keys)


def _missing(keys: Keys) -> Problem:
    entry, name = _entry(keys)
    if entry and len(keys) > 1:
        return Problem(f"{name} is empty; it must have {_required(entry)}", keys)
    _, holder = _entry(keys[:-1])
    if isinstance(keys[-1], str) and _entry(keys[:-1])[0]:
        return Problem(f"{holder} has no `{keys[-1]}`, which it must have", keys)
    return Problem(f"{_name(keys)} is empty; it must have a text", keys)


def _required(entry: type[Entry]) -> str:
    keys = [f"`{key}`" for key in required_keys(entry)]
    return " and ".join([", ".join(keys[:-1]), keys[-1]] if len(keys) > 1 else keys)


def _sentence(details: ErrorDetails) -> str:
    """What is wrong with a value, and what would be right."""
    keys, kind = details["loc"], details["type"]
    name, found = _name(keys), _found(details["input"])
    match kind:
        case "value":
            return str(details["ctx"]["problem"])
        case "string_type":
            return f"{name} is {found}; it must be text, in quotes where {_QUOTED[type(details['input'])]}"
        case "dataclass_type":
            return f"{name} is {found}; it must be a mapping with {_required(_entry(keys)[0] or Tree)}"
        case "dict_type":
            spec = spec_at(keys)
            assert spec and spec.key
            return f"{name} is {found}; it must be a mapping, each entry as `{spec.key.key}: …`"
        case "tuple_type":
            return f"{name} is {found}; it must be a list, each entry after a `- `"
        case "literal_error":
            return f"{name} is {found}; it must be {details['ctx']['expected'].replace(chr(39), '`')}"
        case "too_short":
            return f"{name} has too few entries; it must have at least {_least(keys)}"
    return f"{name}: {details['msg']}"


def _least(keys: Keys) -> str:
    key = str(keys[-1])
    if keys[0] == "examples":
        return "one answer"
    return "two answers" if key == "answers" else "one entry" if key == "summary" else f"one {key[:-1]}"


def _name(keys: Keys) -> str:
    """What a message calls the value at `keys`: its key, or its position in a list, counted from one."""
    if isinstance(keys[-1], int):
        return f"entry {keys[-1] + 1} of {shown(str(keys[-2]))}"
    return shown(str(keys[-1]))


def _found(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else f"the text {shown(str(value))}"


def _entry(keys: Keys) -> tuple[type[Entry] | None, str]:
    """The class of the entry at `keys`, and what a message calls it: (Question, "the question `data-store`")."""
    spec = spec_at(keys)
    entry = spec.entry if spec else None
    called = (entry or Entry).called
    ids = [str(key) for key, holder in zip(keys, _holders(keys), strict=True) if holder and holder.key]
    if not keys or not ids:
        return entry, called
    if isinstance(keys[-1], int):
        called = called if called != Entry.called else _name(keys)
        return entry, f"{called} of {shown('/'.join(ids))}"
    return entry, f"{called} {shown('/'.join(ids))}"


def _holders(keys: Keys) -> list[Spec | None]:
    """What holds each of some keys, the tree first."""
    return [TREE, *(spec_at(keys[: n + 1]) for n in range(len(keys) - 1))] if keys else []
