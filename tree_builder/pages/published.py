"""The whole tree as data for other programs, `tree.json`, and the JSON Schema of that file, `tree.schema.json`.

It has everything that pages show: reasons, conditions, excerpts and since notes too, in the long form of the format
only, so that a program need not know the short ones. Markdown fields are Markdown. What is empty is left out, and so is
what an author keeps to oneself. Both follow from the model; `VERSION` grows when a program that reads the file might
fail, that is, not for a new key.
"""

from collections.abc import Mapping
from typing import Any

from ..fields import TREE, Spec, keys_of, required_keys
from ..kinds import ID_TEXT

VERSION = "2"
SCHEMA_ID = f"urn:decision-guide:tree.json:{VERSION}"

Schema = dict[str, Any]


def published(value: Any, spec: Spec = TREE) -> Any:
    """A value of a checked tree as data, without what is empty and without an author's notes."""
    if spec.entry:
        held = {key: published(getattr(value, key), inner) for key, inner in _shown(spec).items()}
        return {key: one for key, one in held.items() if one not in (None, "", [], {})}
    if spec.each and spec.key:
        return {key: published(one, spec.each) for key, one in value.items()}
    return [published(one, spec.each) for one in value] if spec.each else value


def _shown(spec: Spec) -> Mapping[str, Spec]:
    """The keys of an entry that are published."""
    assert spec.entry
    return {key: inner for key, inner in keys_of(spec.entry).items() if inner.told != "nothing"}


def data_schema() -> Schema:
    """The JSON Schema of `tree.json`, draft 2020-12."""
    whole = _schema(TREE)
    more = {
        "made_by": {"type": "string"},
        "$schema": {"const": SCHEMA_ID},
        "version": {"const": VERSION},
        "language": {"type": "string", "description": "Of the guide's own words, as in HTML."},
        "editions": {"type": "array", "items": {"type": "string"}, "description": "Editions whose words are kept."},
    }
    about = "A decision guide as published, for programs. A program that reads it must pass over keys that it does not know."
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "tree.json of a decision guide",
        "description": about,
        **whole,
        "properties": more | whole["properties"],
        "required": [*more, *whole["required"]],
    }


def _schema(spec: Spec) -> Schema:
    if spec.entry:
        shown = _shown(spec)
        required = [key for key in required_keys(spec.entry) if key in shown]
        properties = {key: _schema(inner) for key, inner in shown.items()}
        return {"type": "object", "required": required, "properties": properties}
    if spec.each and spec.key:
        names = {"propertyNames": {"pattern": f"^{ID_TEXT}$"}} if spec.key.name == "id" else {}
        return {"type": "object", **names, "additionalProperties": _schema(spec.each)}
    if spec.each:
        return {"type": "array", "items": _schema(spec.each)}
    return {"type": "string"}
