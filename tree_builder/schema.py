"""The JSON Schema of the format, which editors use to complete and to flag: printed from the model by pydantic.

What it rejects, `check` rejects. So it takes any scalar for a text, as an editor reads `1.10` as a number, and an
empty value where a missing one would do. The rules about the graph are `check`'s alone.
"""

import json
from typing import Any

from .model import ID_LENGTH, RESERVED_IDS
from .shape import ADAPTER

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BLANK = r"^\s*$"
_ID = "[a-z0-9]+(-[a-z0-9]+)*"
_ID_KEY: Schema = {"$ref": "#/$defs/Id"}
# `patternErrorMessage` is what the language servers for YAML and JSON show; other readers of the schema ignore it.
_ID_SCHEMA: Schema = {
    "description": "An id: it becomes an address that readers keep, so it never changes.",
    "type": "string",
    "maxLength": ID_LENGTH,
    "pattern": f"^{_ID}$",
    "patternErrorMessage": "An id is lower-case letters and digits in groups joined by single hyphens.",
    "not": {"enum": sorted(RESERVED_IDS)},
}
# Mappings whose keys refer to ids, where the model has them as plain text for `check` to name what they miss.
_REFERRING_KEYS: dict[tuple[str, str], Schema] = {
    ("Example", "answers"): _ID_KEY,
    ("Tree", "retired"): {
        "maxLength": 2 * ID_LENGTH + 1,
        "pattern": f"^{_ID}(/{_ID})?$",
        "patternErrorMessage": "What is retired is a page, a question/answer or an article/excerpt.",
    },
}
# The scheme of an address may be in capitals.
_PATTERNS = {"^https?://": "^[Hh][Tt][Tt][Pp][Ss]?://"}
# What stands in front of the rest, so that a person can read the schema too.
_FIRST = ("$schema", "title", "description", "type")


def schema_text() -> str:
    """The JSON Schema of `decision_tree.yaml`, draft 2020-12, as the text of `decision_tree.schema.json`."""
    printed = ADAPTER.json_schema()
    classes = printed.pop("$defs")
    whole: Schema = {
        "$schema": DIALECT,
        "title": "A decision guide",
        **_entry("Tree", printed),
        "description": "A whole guide: what it asks, what it recommends, and what published articles say about it.",
        "$defs": {"Id": _ID_SCHEMA, **{name: _entry(name, schema) for name, schema in classes.items()}},
    }
    return json.dumps(_ordered(whole), ensure_ascii=False, indent=2) + "\n"


def _entry(name: str, schema: Schema) -> Schema:
    """The schema of a class of the model: its keys, and no others."""
    properties = {}
    for key, value in schema["properties"].items():
        told = value["description"]
        held = _value(value, told, _REFERRING_KEYS.get((name, key)))
        properties[key] = {**(held if key in schema["required"] else _or_empty(held)), "description": told}
    return {
        "description": schema["description"],
        "type": "object",
        "properties": properties,
        "required": schema["required"],
        "additionalProperties": False,
    }


def _value(schema: Schema, told: str, keys: Schema | None) -> Schema:
    """The schema of one value, as where it must be there; `told` describes it and whatever it holds."""
    if "anyOf" in schema:
        return _value(schema["anyOf"][0], told, keys)
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    if schema["type"] == "array":
        return {"type": "array", "items": _or_empty(_value(schema["items"], told, None))}
    if schema["type"] == "object":
        return _mapping(schema, told, keys)
    kept = {key: schema[key] for key in ("type", "enum", "pattern") if key in schema}
    return kept | ({"pattern": _PATTERNS.get(kept["pattern"], kept["pattern"])} if "pattern" in kept else {})


def _mapping(schema: Schema, told: str, keys: Schema | None) -> Schema:
    if "patternProperties" in schema:
        keys = _ID_KEY
        [entry] = schema["patternProperties"].values()
    else:
        entry = schema["additionalProperties"]
    held = _value(entry, told, None)
    return {
        "type": "object",
        **({"minProperties": schema["minProperties"]} if "minProperties" in schema else {}),
        **({"propertyNames": keys} if keys else {}),
        "additionalProperties": held if "$ref" in held else {**held, "description": told},
    }


def _or_empty(schema: Schema) -> Schema:
    """The schema of a value that may be empty: null, or text with nothing in it."""
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
