"""The shape of a tree: pydantic checks the data against the model; this words what it finds for authors.

`validate` gives the tree or all problems of its shape. What spans several entries is in `rules`.
"""

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


def validate(data: Any) -> tuple[Tree | None, list[Problem]]:
    """The tree that `data` holds, or every problem of its shape. An empty value counts as a missing one."""
    try:
        return ADAPTER.validate_python(data), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
    problems = [_problem(details) for details in found]
    # A key that is there but misspelt is not missing as well.
    named = islice((problem for problem in problems if problem.found is not None), _MOST_GUESSED)
    misspelt = {(*problem.keys[:-1], nearest(problem.found or "", problem.known)) for problem in named}
    pairs = zip(found, problems, strict=True)
    return None, [problem for details, problem in pairs if details["type"] != "missing" or problem.keys not in misspelt]


def _problem(details: ErrorDetails) -> Problem:
    keys: Keys = details["loc"]
    kind, value = details["type"], details["input"]
    if keys and keys[-1] == "[key]":
        return Problem(_sentence(details), keys[:-1], at_key=True)
    if kind == "unexpected_keyword_argument":
        entry, name = _entry(keys[:-1])
        known = list(keys_of(entry)) if entry else []
        what = f"{name} has an unknown key {shown(str(keys[-1]))}"
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
            key = spec.key.key if spec and spec.key else "id"
            return f"{name} is {found}; it must be a mapping, each entry as `{key}: …`"
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
    if keys and isinstance(keys[-1], int):
        return f"entry {keys[-1] + 1} of {shown(str(keys[-2]))}"
    return shown(str(keys[-1])) if keys else "the file"


def _found(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else f"the text {shown(str(value))}"


def _entry(keys: Keys) -> tuple[type[Entry] | None, str]:
    """The class of the entry at `keys`, and what a message calls it: (Question, "the question `data-store`")."""
    spec = spec_at(keys)
    entry = spec.entry if spec else None
    called = entry.called if entry else "this"
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
