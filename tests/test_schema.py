"""The JSON Schema: current, described throughout, and never stricter than `check`."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from harness import cases
from harness.guide import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tree_builder.check.check import check
from tree_builder.check.schema import schema_text
from tree_builder.read.document import decode, load

COMMITTED = ROOT / "decision_tree.schema.json"
SCHEMA = json.loads(schema_text())
VALIDATOR = Draft202012Validator(SCHEMA)


# The plain scalars of YAML 1.2's core schema, as editors read them.
CORE: tuple[tuple[str, Callable[[str], Any]], ...] = (
    (r"~|null|Null|NULL|", lambda text: None),
    (r"true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    (r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", lambda text: int(text, 0 if text[:2] in ("0o", "0x") else 10)),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
    (r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", lambda text: float(text.replace(".", ""))),
)


def data_of(node: yaml.Node) -> Any:
    """The data of a YAML node as an editor reads it: keys as they are typed, tags ignored."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): data_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [data_of(item) for item in node.value]
    for pattern, read in CORE if not node.style else ():
        if re.fullmatch(pattern, node.value):
            return read(node.value)
    return node.value


def as_editor_reads(path: Path) -> Any:
    node = yaml.compose(path.read_bytes(), Loader=yaml.CSafeLoader)
    return data_of(node) if node else None


def faults_of_check(raw: bytes) -> list[str]:
    text = decode(raw)
    problems = check(load(text))[1] if isinstance(text, str) else [text]
    return [problem.message for problem in problems]


def test_the_committed_schema_is_current() -> None:
    repair = "run: make renew"
    assert COMMITTED.read_text(encoding="utf-8") == schema_text(), repair


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def objects(schema: Any, way: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        yield way, schema
        for key, value in schema.items():
            yield from objects(value, f"{way}/{key}")
    elif isinstance(schema, list):
        for position, value in enumerate(schema):
            yield from objects(value, f"{way}/{position}")


def test_every_key_has_a_description() -> None:
    described = 0
    for way, schema in objects(SCHEMA):
        if isinstance(schema.get("properties"), dict) and "type" in schema:
            assert schema.get("description"), way
            assert schema["additionalProperties"] is False, way
            for key, value in schema["properties"].items():
                assert value.get("description"), f"{way}/{key}"
                described += 1
    assert described > 40


def test_nothing_but_the_whole_has_a_title_and_nothing_a_default() -> None:
    for way, schema in objects(SCHEMA):
        assert not isinstance(schema.get("title"), str) or way == "", way
        assert "default" not in schema, way


def test_the_real_tree_is_valid() -> None:
    assert list(VALIDATOR.iter_errors(as_editor_reads(ROOT / "decision_tree.yaml"))) == []


@pytest.mark.parametrize("path", cases.VALID, ids=cases.name)
def test_a_valid_case_is_valid(path: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(as_editor_reads(path))] == []


def of_tree(path: Path) -> dict[str, Any]:
    """The schema of the tree of a case: its definitions, and the schema of the whole as one of them."""
    tree, _ = check(load(cases.tree_of(path)))
    schema = json.loads(schema_text(tree))
    return {**schema["$defs"], "Tree": schema}


@pytest.mark.parametrize("path", cases.VALID, ids=cases.name)
def test_a_valid_case_is_valid_by_the_schema_of_its_own_tree(path: Path) -> None:
    validator = Draft202012Validator(of_tree(path)["Tree"])
    assert [error.message for error in validator.iter_errors(as_editor_reads(path))] == []


def test_an_editor_completes_what_refers_to_something_in_a_tree() -> None:
    schemas = of_tree(cases.EVERY_KEY)
    Draft202012Validator.check_schema(schemas["Tree"])
    empty = {"type": ["null", "string"], "pattern": r"^\s*$"}

    def offered(entry: str, key: str) -> Any:
        schema = schemas[entry]["properties"][key]
        return {name: value for name, value in schema.items() if name not in ("description", "patternErrorMessage")}

    excerpts = {"enum": ["kim-2020/small", "kim-2020/both", "kim-2020/large", "kim-2020/caveat"]}
    sides = {"enum": ["a", "b", "verdict:take-a", "verdict:take-b"]}
    assert offered("Tree", "start") == {"enum": ["size", "team"]}
    assert offered("Answer", "leads_to") == {"enum": ["size", "team", "take-a", "take-b"]}
    assert offered("Question", "excerpts")["items"] == {"anyOf": [excerpts, empty]}
    assert offered("Verdict", "excerpts")["items"] == {"anyOf": [excerpts, {"$ref": "#/$defs/Cited"}, empty]}
    assert offered("Excerpt", "favours") == {
        "anyOf": [sides, {"type": "array", "items": {"anyOf": [sides, empty]}}, empty]
    }
    assert offered("Verdict", "recommends") == {"anyOf": [{"enum": ["a", "b"]}, empty]}


def test_an_editor_completes_the_answers_of_each_question() -> None:
    schemas = of_tree(cases.EVERY_KEY)
    size, team = ["small", "large", "~login", "~search", "asked"], ["one", "more", "asked"]

    def one_or_more(title: str, names: list[str]) -> Any:
        return {"description": title, "anyOf": [{"enum": names}, {"type": "array", "items": {"enum": names}}]}

    when = {"size": one_or_more("How large is it?", size), "team": one_or_more("Is there a team?", team)}
    answers = {
        "size": {"description": "How large is it?", "enum": ["small", "large"]},
        "team": {"description": "Is there a team?", "enum": ["one", "more"]},
    }
    for entry, key, properties in (("Cited", "when", when), ("Text", "when", when), ("Example", "answers", answers)):
        schema = schemas[entry]["properties"][key]
        assert (schema["properties"], schema["additionalProperties"]) == (properties, False)


def test_an_id_that_an_editor_reads_as_something_else_is_completed_as_both() -> None:
    schemas = of_tree(cases.FOLDER / "valid" / "words-that-yaml-knows.yaml")
    both = [*schemas["Answer"]["properties"]["leads_to"]["enum"], *schemas["Tree"]["properties"]["start"]["enum"]]
    assert list(map(repr, both)) == ["'null'", "'false'", "False", "'012'", "12", "'2026-11-21'", "'null'"]


SMALL: dict[str, Any] = {
    "guide": {
        "title": "Tea?", "summary": "Short.", "edition": "1", "reviewed": "2026-01-01", "review_due": "2027-01-01",
        "owner": "Us", "about": "This.", "changes": {"1": "First."},
    },
    "options": {"tea": "Tea", "water": "Water"},
    "start": "thirst",
    "articles": {
        "notes": {
            "title": "Notes", "author": "Us", "published": "2026-01-01", "url": "https://example.org/",
            "about": "Ours.",
            "excerpts": {
                "warm": {
                    "quote": "It is warm.", "favours": "tea",
                    "since": [{"note": "Cold.", "url": "https://example.org/", "seen": "2026-01-01"}],
                }
            },
        }
    },
    "questions": {
        "thirst": {
            "title": "How thirsty?", "explain": "See [tea](verdict:drink-tea).", "excerpts": ["notes/warm"],
            "checklist": {"dry": "A dry mouth"},
            "answers": {
                "little": {"label": "A little", "count": "0", "leads_to": "drink-tea", "explain": "Or so."},
                "much": {"label": "Much", "count": "1", "leads_to": "drink-water", "excerpts": ["notes/warm"]},
            },
        }
    },
    "verdicts": {
        "drink-tea": {
            "title": "Tea", "summary": "Tea.", "recommends": "tea", "strength": "strong", "unless": ["There is none."],
            "next_steps": ["Boil water."], "see_also": ["drink-water"], "excerpts": ["notes/warm"],
        },
        "drink-water": {"title": "Water", "summary": "Water."},
    },
    "examples": {
        "walk": {
            "title": "A walk", "answers": {"thirst": "much"}, "verdict": "drink-water", "excerpts": ["notes/warm"],
        }
    },
    "retired": {"hunger": "thirst", "thirst/some": "thirst/little", "notes/hot": "notes/warm"},
}  # fmt: skip


def changed(way: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    tree = copy.deepcopy(SMALL)
    holder: Any = tree
    for step in way[:-1]:
        holder = holder[step]
    holder[way[-1]] = value
    return tree


def test_the_small_tree_is_sound() -> None:
    assert VALIDATOR.is_valid(SMALL)
    assert faults_of_check(json.dumps(SMALL).encode()) == []


WARM = ("articles", "notes", "excerpts", "warm")
LITTLE = ("questions", "thirst", "answers", "little")
EMPTY = [
    ("articles", "notes", "published"), ("articles", "notes", "url"), ("articles", "notes", "author"),
    (*WARM, "favours"), (*WARM, "since"), ("guide", "changes"), ("guide", "about"), (*LITTLE, "explain"),
    ("verdicts", "drink-tea", "strength"), ("verdicts", "drink-tea", "unless"), ("retired",), ("examples",),
    (*WARM, "since", 0), ("verdicts", "drink-tea", "see_also", 0),
]  # fmt: skip


@pytest.mark.parametrize("value", [None, "", "  "])
@pytest.mark.parametrize("way", EMPTY, ids=lambda way: ".".join(map(str, way)))
def test_an_empty_value_is_a_missing_one(way: tuple[str | int, ...], value: str | None) -> None:
    tree = changed(way, value)
    assert faults_of_check(json.dumps(tree).encode()) == []
    assert [error.message for error in VALIDATOR.iter_errors(tree)] == []


@pytest.mark.parametrize("value", [1.10, True, 12, "yes"])
def test_any_scalar_is_a_text(value: object) -> None:
    tree = changed(("guide", "edition"), value)
    assert faults_of_check(json.dumps(tree).encode()) == []
    assert VALIDATOR.is_valid(tree)


def test_the_scheme_of_an_address_may_be_in_capitals() -> None:
    tree = changed(("articles", "notes", "url"), "HTTPS://Example.org/")
    assert faults_of_check(json.dumps(tree).encode()) == []
    assert VALIDATOR.is_valid(tree)


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("guide", "titel"), "Tea?"),
        (("guide", "title"), None),
        (("guide", "title"), ["Tea?"]),
        (("guide", "reviewed"), "1 January"),
        (("questions",), {}),
        (("options", "Green Tea"), "Green tea"),
        (("options", "x" * 65), "Long"),
        (("verdicts", "index"), {"title": "Index", "summary": "No."}),
        ((*LITTLE, "count"), "few"),
        ((*LITTLE, "excerpts"), "notes/warm"),
        (("verdicts", "drink-tea", "strength"), "weak"),
        (("questions", "thirst", "answers"), {"little": SMALL["questions"]["thirst"]["answers"]["little"]}),
        (("articles", "notes", "url"), "example.org"),
        (("retired", "a/b/c"), "thirst"),
    ],
)
def test_an_editor_flags_what_it_can(way: tuple[str, ...], value: object) -> None:
    tree = changed(way, value)
    assert not VALIDATOR.is_valid(tree)
    assert faults_of_check(json.dumps(tree).encode())


WORDS = [
    "", " ", "text", "strong", "2026-01-01", "2026-13-01", "0", "0-1", "1-0", "HTTPS://Example.org/", "ftp://example.org",
    "thirst", "notes/warm", "tea", "two words", "con",
]  # fmt: skip
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
                    st.sampled_from(WORDS), st.text("ab-1/ \u00a0\u3000", max_size=5))  # fmt: skip
KEYS = st.sampled_from(
    ["unknown", "title", "Bad Id", "a--b", "-a", "index", "con", "x" * 65, "a/b", "", "1", "null", "ok"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(KEYS, inner, max_size=2)),
    max_leaves=4,
)


def holders(value: Any) -> Iterator[Any]:
    if isinstance(value, (dict, list)):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from holders(inner)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    tree = copy.deepcopy(SMALL)
    for _ in range(draw(st.integers(1, 3))):
        holder = draw(st.sampled_from(list(holders(tree))))
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        what = draw(st.sampled_from(["drop", "replace", "replace", "add", "rename"]))
        if what == "add" or not keys:
            if isinstance(holder, dict):
                holder[draw(KEYS)] = draw(VALUES)
            else:
                holder.append(draw(VALUES))
            continue
        key = draw(st.sampled_from(keys))
        if what == "drop":
            del holder[key]
        elif what == "rename" and isinstance(holder, dict):
            holder[draw(KEYS)] = holder.pop(key)
        else:
            holder[key] = draw(VALUES)
    return tree


@settings(deadline=None)
@given(damaged())
def test_the_schema_is_never_stricter_than_check(tree: dict[str, Any]) -> None:
    if not VALIDATOR.is_valid(tree):
        assert faults_of_check(json.dumps(tree, ensure_ascii=False).encode())
