"""The JSON Schema of the format, which editors use to complete and to flag: printed from the model by pydantic.

What it rejects, `check` rejects. So it takes any scalar for a text, as an editor reads `1.10` as a number, and an
empty value where a missing one would do. The rules about the graph are `check`'s alone. With a tree, what refers to
something must be the id of one in that tree, so that an editor completes it.
"""

import json
from collections.abc import Iterable
from typing import Any

from ..fields import Spec, keys_of, required_keys
from ..kinds import ASKED, ID_LENGTH, ID_TEXT, ITEM, OLD_ID, RESERVED_IDS, Kind
from ..model import Tree
from .shape import ADAPTER

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BLANK = r"^\s*$"
_ID_KEY: Schema = {"$ref": "#/$defs/Id"}
# `patternErrorMessage` is what the language servers for YAML and JSON show; other readers of the schema ignore it.
_ID_SCHEMA: Schema = {
    "description": "An id: it becomes an address that readers keep, so it never changes.",
    "type": "string",
    "maxLength": ID_LENGTH,
    "pattern": f"^{ID_TEXT}$",
    "patternErrorMessage": "An id is lower-case letters and digits in groups joined by single hyphens.",
    "not": {"enum": sorted(RESERVED_IDS)},
}
_OLD_ID_KEY: Schema = {
    "maxLength": 2 * ID_LENGTH + 2,
    "pattern": OLD_ID,
    "patternErrorMessage": "What is retired is a page, a question/answer, a question/~item or an article/excerpt.",
}
# What stands in front of the rest, so that a person can read the schema too.
_FIRST = ("$schema", "title", "description", "type")
_KEPT = ("type", "enum", "pattern", "maxLength")


def schema_text(tree: Tree | None = None) -> str:
    """The JSON Schema of `decision_tree.yaml`, draft 2020-12, as the text of `decision_tree.schema.json`.

    With a tree, its ids are listed wherever something refers to one.
    """
    printed = ADAPTER.json_schema()
    classes = printed.pop("$defs")
    entries = {entry.__name__: entry for entry in _entries(Tree)}
    whole: Schema = {
        "$schema": DIALECT,
        "title": "A decision guide",
        **_entry(Tree, printed, tree),
        "description": "A whole guide: what it asks, what it recommends, and what published articles say about it.",
        "$defs": {"Id": _ID_SCHEMA, **{name: _entry(entries[name], held, tree) for name, held in classes.items()}},
    }
    return json.dumps(_ordered(whole), ensure_ascii=False, indent=2) + "\n"


def _entries(entry: type[Any]) -> dict[type[Any], None]:
    """An entry's class and those of all entries below it."""
    found = {entry: None}
    for spec in keys_of(entry).values():
        while spec.each:
            spec = spec.each
        if spec.entry:
            found |= _entries(spec.entry)
    return found


def _entry(entry: type[Any], schema: Schema, tree: Tree | None) -> Schema:
    """The schema of a class of the model: its keys, and no others."""
    properties, required = {}, list(required_keys(entry))
    for key, spec in keys_of(entry).items():
        value = schema["properties"][key]
        held = _value(value, spec, tree)
        properties[key] = {**(held if key in required else _or_empty(held)), "description": value["description"]}
    return {
        "description": schema["description"],
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _value(schema: Schema, spec: Spec, tree: Tree | None) -> Schema:
    """The schema of one value, as where it must be there."""
    if "anyOf" in schema:
        choices = [choice for choice in schema["anyOf"] if choice.get("type") != "null"]
        values = [_value(choice, spec, tree) for choice in choices]
        return values[0] if len(values) == 1 else {"anyOf": values}
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    if schema.get("type") == "array":
        assert spec.each
        return {"type": "array", "items": _or_empty(_value(schema["items"], spec.each, tree))}
    if schema.get("type") == "object":
        return _mapping(schema, spec, tree)
    names = _names(spec, tree) if tree else None
    return {"enum": _as_read(names)} if names is not None else {key: schema[key] for key in _KEPT if key in schema}


def _names(spec: Spec, tree: Tree) -> list[str] | None:
    """What a text may be that refers to something in a tree; None for any other text."""
    if spec.bare and spec.entry:
        return _names(keys_of(spec.entry)[spec.bare], tree)
    if spec.one_or_more and spec.each:
        return _names(spec.each, tree)
    verdicts = [f"verdict:{verdict_id}" for verdict_id in tree.verdicts]
    names: dict[str, Iterable[str]] = {
        "question": tree.questions,
        "verdict": tree.verdicts,
        "question or verdict": [*tree.questions, *tree.verdicts],
        "option": tree.options,
        "option or verdict": [*tree.options, *verdicts],
        "excerpt": (reference for reference, _ in tree.excerpts()),
    }
    found = names.get(spec.kind.refers_to) if spec.kind else None
    return None if found is None else list(found)


def _as_read(names: Iterable[str]) -> list[str | int | bool]:
    """Names as an editor reads them: a number or a truth value, where the guide keeps the text."""
    read: list[str | int | bool] = []
    for name in names:
        read += [name, int(name)] if name.isdigit() else [name, name == "true"] if name in ("true", "false") else [name]
    return read


def _of_questions(spec: Spec, tree: Tree) -> Schema:
    """The schema of a mapping from questions to answers: of each question its own answers."""
    assert spec.each
    term = spec.each.each or spec.each
    properties = {}
    for question_id, question in tree.questions.items():
        names = list(question.answers)
        if term.kind and term.kind.refers_to.startswith("answer or item"):
            names += [*(ITEM + item for item in question.checklist), ASKED]
        one: Schema = {"enum": _as_read(names)}
        several: Schema = {"anyOf": [one, {"type": "array", "items": one}]}
        properties[question_id] = {"description": question.title, **(several if spec.each.each else one)}
    return {"properties": properties, "additionalProperties": False}


def _mapping(schema: Schema, spec: Spec, tree: Tree | None) -> Schema:
    assert spec.each and spec.key
    entries = (
        schema["patternProperties"].values() if "patternProperties" in schema else [schema["additionalProperties"]]
    )
    least = {"minProperties": schema["minProperties"]} if "minProperties" in schema else {}
    if tree and spec.key.refers_to == "question":
        return {"type": "object", **least, **_of_questions(spec, tree)}
    held = _value(next(iter(entries)), spec.each, tree)
    keys = _keys(spec.key)
    return {
        "type": "object",
        **least,
        **({"propertyNames": keys} if keys else {}),
        "additionalProperties": held if "$ref" in held else {**held, "description": schema["description"]},
    }


def _keys(kind: Kind) -> Schema | None:
    """What the keys of a mapping must look like; those that refer to something are ids too."""
    if kind.name == "old id":
        return _OLD_ID_KEY
    return _ID_KEY if kind.name in ("id", "reference") else None


def _or_empty(schema: Schema) -> Schema:
    """The schema of a value that may be empty: null, or text with nothing in it."""
    if "anyOf" in schema:
        return {"anyOf": [*schema["anyOf"], {"type": ["null", "string"], "pattern": _BLANK}]}
    if "$ref" in schema or "enum" in schema:
        return {"anyOf": [schema, {"type": ["null", "string"], "pattern": _BLANK}]}
    if schema["type"] in ("array", "object"):
        kind = "list" if schema["type"] == "array" else "mapping"
        message = f"This must be a {kind}."
        return {**schema, "type": [schema["type"], "null", "string"], "pattern": _BLANK, "patternErrorMessage": message}
    pattern = {"pattern": f"{_BLANK}|{schema['pattern']}"} if "pattern" in schema else {}
    return {**schema, "type": [*schema["type"], "null"], **pattern}


def _ordered(value: Any) -> Any:
    """The same schema with the keys that describe it in front, at every depth; what they name keeps its order."""
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    if not isinstance(value, dict):
        return value
    keys = [key for key in _FIRST if isinstance(value.get(key), (str, list))]
    return {key: _ordered(value[key]) for key in (*keys, *(key for key in value if key not in keys))}
