"""What README and CONTRIBUTING print from the code, so that both always say what is so: cog calls these in place.

`make renew` writes the blocks anew, and a test fails where one is not current. Keys, what they are and which are
required come from the model, examples from the case file that has every key, messages from the case files.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill
from typing import Any

import cog
import yaml

from tree_builder.entries import Entry
from tree_builder.fields import TREE, Spec, keys_of, required_keys
from tree_builder.model import Tree
from tree_builder.read.document import decode, load

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
EVERY_KEY = CASES / "valid" / "every-optional-key.yaml"
_EXPECTED = re.compile(r"^# \d+:\d+: (.*)$", re.MULTILINE)
_LONGEST = 70  # characters of an example
_SHARED = keys_of(Entry)
_WHOLE = "The keys at the left margin of the file."

Places = dict[type[Entry], list[str]]


def keys() -> None:
    """A table for each kind of entry: its keys, what they are, and an example."""
    data = load(EVERY_KEY.read_text(encoding="utf-8")).data
    examples = dict(reversed(list(_examples(data, TREE))))  # the first of each
    for entry, places in _places().items():
        cog.outl(f"### {_heading(places)}\n\n{(entry.__doc__ or '').strip() if places else _WHOLE}\n")
        own = [key for key in keys_of(entry) if key not in _SHARED]
        cog.outl("\n".join(_table(entry, own, examples)) + "\n")
    cog.outl("### Any entry\n\nWhat every entry may carry: an option and an item are no entries, for they are texts.\n")
    cog.outl("\n".join(_table(Entry, list(_SHARED), examples)))


def _places() -> Places:
    """Where entries of each kind stand: `questions: ID: answers: ID:`, in the order of the model."""
    places: Places = {}

    def walk(entry: type[Entry], place: str) -> None:
        for key, spec in keys_of(entry).items():
            inner, below = spec, f"{place}{key}: "
            while inner.each:
                inner, below = inner.each, below + ("ID: " if inner.key else "- ")
            if inner.entry:
                places.setdefault(inner.entry, []).append(below.strip())
                walk(inner.entry, below)

    places[Tree] = []
    walk(Tree, "")
    return places


def _heading(places: list[str]) -> str:
    return ", ".join(f"`{place}`" for place in places) or "The whole file"


def _table(entry: type[Entry], own: list[str], examples: dict[tuple[type[Entry], str], str]) -> Iterator[str]:
    yield "| key | | example |\n|---|---|---|"
    required = required_keys(entry)
    for key in own:
        what = "**required.** " * (key in required) + _description(entry, key)
        yield f"| `{key}` | {what} | {_code(examples[entry if key not in _SHARED else Entry, key])} |"


def _description(entry: type[Entry], key: str) -> str:
    hint = entry.__dataclass_fields__[key].type
    found = [mark.description for mark in hint.__metadata__ if getattr(mark, "description", None)]
    return found[-1].replace("|", "\\|").replace("[…]", "`[…]`")


def _examples(data: Any, spec: Spec) -> Iterator[tuple[tuple[type[Entry], str], str]]:
    """An example of every key that has a value, by the kind of entry."""
    if spec.entry:
        held = data if isinstance(data, dict) else {spec.bare: data}
        for key, value in held.items():
            inner = keys_of(spec.entry)[key]
            yield (Entry if key in _SHARED else spec.entry, key), _example(key, value, inner)
            yield from _examples(value, inner)
    elif spec.each:
        values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else [data]
        for value in values:
            yield from _examples(value, spec.each)


class _Plain(yaml.SafeDumper):
    """Writes texts without quotes wherever YAML can read them without: every scalar of a tree is a text."""

    yaml_implicit_resolvers: dict[str, Any] = {}


def _example(key: str, value: Any, spec: Spec) -> str:
    """A key with its value on one line, or of what is too long the beginning; what has a table of its own is below."""
    inner = spec.each or spec
    if inner.bare:
        texts = [
            one[inner.bare] if isinstance(one, dict) else one for one in (value if isinstance(value, list) else [value])
        ]
        value = texts[-1] if spec.one_or_more else texts
    elif inner.entry:
        return f"{key}: see below"
    dumped = yaml.dump(
        {key: value}, Dumper=_Plain, default_flow_style=True, allow_unicode=True, width=9999, sort_keys=False
    )
    line = " ".join(dumped.strip().removeprefix("{").removesuffix("}").split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _code(text: str) -> str:
    """Text as code in a cell of a table."""
    return f"`{text}`".replace("|", "\\|")


def messages() -> None:
    """Every form of message, once, with a case that gets it: forms differ in more than names and numbers."""
    rows: dict[str, str] = {}
    for case in sorted(CASES.glob("*.yaml")):
        text = decode(case.read_bytes())
        found = _EXPECTED.findall(str(text))
        if len(found) == 1:
            form = re.sub(r"`[^`]*`|\d+", "…", found[0])
            told = found[0].replace("|", "\\|").replace("<", "&lt;")
            rows.setdefault(form, f"| `{case.name}` | {told} |")
    cog.outl("\n".join(["| example | message |", "|---|---|", *rows.values()]))


def nginx() -> None:
    """The configuration of nginx, without its heading."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    cog.outl("```nginx\n" + text.partition("\n\n")[2].rstrip() + "\n```")


def code() -> None:
    """The map of the code: every module and what it owns; those of the package in the order of imports."""
    cog.outl("```text")
    for folder in ("tree_builder", "tests/harness", "tools", "benchmarks", "deploy"):
        paths = sorted((ROOT / folder).rglob("*.py"), key=_place if folder == "tree_builder" else None)
        if (ROOT / folder / "__init__.py") not in paths:
            cog.outl(f"{folder}/")
        for path in paths:
            name = path.relative_to(ROOT)
            indented = f"{name.parent}/" if path.name == "__init__.py" else "  " * (len(name.parts) - 1) + name.name
            cog.outl(fill(_owns(path), 120, initial_indent=f"{indented:28}", subsequent_indent=" " * 28))
    cog.outl("```")


def _place(path: Path) -> tuple[int, str]:
    """The place of a module of the package: what imports from nothing first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    order = contracts[0]["layers"][::-1]
    name = path.relative_to(ROOT).parts[1].removesuffix(".py")
    return order.index(name) if name in order else -1, str(path)


def _owns(path: Path) -> str:
    """The first sentence of what a module says of itself."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return re.split(r"(?<=\.) ", " ".join(said.split("\n\n")[0].split()))[0].rstrip(".")
