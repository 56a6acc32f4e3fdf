"""The shape of a tree: pydantic checks the data against the model; this words what it finds for authors.

`validate` gives the tree or all faults of shape. What spans several entries is in `rules`.
"""

from dataclasses import fields
from itertools import islice
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from .faults import Fault
from .model import Answer, Article, Example, Excerpt, Guide, Question, Since, Tree, Verdict, shown
from .problems import Path, nearest

ADAPTER: TypeAdapter[Tree] = TypeAdapter(Tree)

# What stands at a path, by its keys with every id left out.
_ENTRIES: dict[Path, tuple[type, str]] = {
    (): (Tree, "the tree"),
    ("guide",): (Guide, "`guide`"),
    ("articles", "*"): (Article, "the article"),
    ("articles", "*", "excerpts", "*"): (Excerpt, "the excerpt"),
    ("articles", "*", "excerpts", "*", "since", "*"): (Since, "the `since` note"),
    ("questions", "*"): (Question, "the question"),
    ("questions", "*", "answers", "*"): (Answer, "the answer"),
    ("verdicts", "*"): (Verdict, "the verdict"),
    ("examples", "*"): (Example, "the example"),
}
_QUOTED: dict[type, str] = {dict: "it has `: ` in it or begins with `{`", list: "it begins with `[` or `- `"}
_MOST_GUESSED = 1000  # guessing what was meant is dear
_KEYS = {"changes": "edition", "retired": "old-id"}  # what stands before the colon, where that is not `id`


def validate(data: Any) -> tuple[Tree | None, list[Fault]]:
    """The tree that `data` holds, or every fault of its shape. An empty value counts as a missing one."""
    try:
        return ADAPTER.validate_python(data), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
    faults = [_fault(details) for details in found]
    # A key that is there but misspelt is not missing as well.
    named = islice((fault for fault in faults if fault.found is not None), _MOST_GUESSED)
    misspelt = {(*fault.path[:-1], nearest(fault.found or "", fault.known)) for fault in named}
    pairs = zip(found, faults, strict=True)
    return None, [fault for details, fault in pairs if details["type"] != "missing" or fault.path not in misspelt]


def _fault(details: ErrorDetails) -> Fault:
    path: Path = details["loc"]
    kind, value = details["type"], details["input"]
    if path and path[-1] == "[key]":
        return Fault(path[:-1], _sentence(details), at_key=True)
    if kind == "unexpected_keyword_argument":
        entry, name = _entry(path[:-1])
        known = [spec.name for spec in fields(entry)] if entry else []
        what = f"{name} has an unknown key {shown(str(path[-1]))}"
        return Fault(path, what, found=str(path[-1]), known=known, at_key=True)
    if kind == "missing" or value is None:
        return _missing(path)
    return Fault(path, _sentence(details))


def _missing(path: Path) -> Fault:
    entry, _ = _entry(path)
    if entry and len(path) > 1:
        return Fault(path, f"{_entry(path)[1]} is empty; it must have {_required(entry)}")
    _, name = _entry(path[:-1])
    if not path:
        return Fault(path, f"the file holds no tree; it must have {_required(Tree)}")
    if isinstance(path[-1], str) and _entry(path[:-1])[0]:
        return Fault(path, f"{name} has no `{path[-1]}`, which it must have")
    return Fault(path, f"{_name(path)} is empty; it must have a text")


def _required(entry: type) -> str:
    keys = [f"`{key}`" for key in ADAPTER_REQUIRED[entry]]
    return " and ".join([", ".join(keys[:-1]), keys[-1]] if len(keys) > 1 else keys)


ADAPTER_REQUIRED: dict[type, list[str]] = {
    Tree: ["guide", "options", "start", "questions", "verdicts"],
    Guide: ["title", "summary", "edition", "reviewed", "review_due"],
    Article: ["title"],
    Excerpt: ["quote"],
    Since: ["note", "url", "seen"],
    Question: ["title", "answers"],
    Answer: ["label", "leads_to"],
    Verdict: ["title", "summary"],
    Example: ["title", "answers", "verdict"],
}


def _sentence(details: ErrorDetails) -> str:
    """What is wrong with a value, and what would be right."""
    path, kind = details["loc"], details["type"]
    name, found = _name(path), _found(details["input"])
    match kind:
        case "value":
            return str(details["ctx"]["problem"])
        case "string_type":
            return f"{name} is {found}; it must be text, in quotes where {_QUOTED[type(details['input'])]}"
        case "dataclass_type":
            return f"{name} is {found}; it must be a mapping with {_required(_entry(path)[0] or Tree)}"
        case "dict_type":
            return f"{name} is {found}; it must be a mapping, each entry as `{_KEYS.get(str(path[-1]), 'id')}: …`"
        case "tuple_type":
            return f"{name} is {found}; it must be a list, each entry after a `- `"
        case "literal_error":
            return f"{name} is {found}; it must be {details['ctx']['expected'].replace(chr(39), '`')}"
        case "too_short":
            key = str(path[-1])
            least = "one answer" if path[0] == "examples" else "two answers" if key == "answers" else f"one {key[:-1]}"
            return f"{name} has too few entries; it must have at least {least}"
    return f"{name}: {details['msg']}"


def _name(path: Path) -> str:
    """What a message calls the value at `path`: its key, or its position in a list, counted from one."""
    if path and isinstance(path[-1], int):
        return f"entry {path[-1] + 1} of {shown(str(path[-2]))}"
    return shown(str(path[-1])) if path else "the file"


def _found(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else f"the text {shown(str(value))}"


def _entry(path: Path) -> tuple[type | None, str]:
    """The class of the entry at `path`, and what a message calls it: (Question, "the question `data-store`")."""
    # Keys and ids alternate, but for `guide`: questions, ID, answers, ID.
    pattern = tuple("*" if position % 2 else key for position, key in enumerate(path))
    entry, name = _ENTRIES.get(pattern, (None, "this"))
    if len(path) < 2:
        return entry, name
    ids = [str(key) for key in path[1::2]]
    if entry is Since:
        return entry, f"{name} of {shown('/'.join(ids[:-1]))}"
    return entry, f"{name} {shown('/'.join(ids))}"
