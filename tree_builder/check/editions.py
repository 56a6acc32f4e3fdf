"""Frozen editions: what `editions/EDITION.json` keeps of an edition that was published, and how a tree differs from it.

An edition keeps what its readers were asked, where their answers led, and every id that was published: enough to show
an old link in its own words, to replay its paths, and to find what is gone. It is a tree without the rest, so whatever
works on trees works on editions. Once published it never changes. So it is read by few rules of its own: a rule that
trees get later must not make an old edition unreadable.

The file is JSON: `edition`, `format`, then keys of a tree as `_KEPT` lists them, ids sorted, a line each. Its first key
tells it from a tree. Files are read and written by `commands`.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePath
from typing import Any, NewType, NoReturn

from ..entries import Entry
from ..fields import Spec, keys_of, required_keys, texts
from ..kinds import COUNT_PATTERN, EDITION_TEXT, ID_PATTERN, OLD_ID, Kind, one_line
from ..model import Answer, Article, Excerpt, Guide, Question, Tree, Verdict
from ..read.document import decode
from ..text.problems import Keys, Problem, at_place, listed, of_file, shown

Frozen = NewType("Frozen", Tree)

FORMAT = 1
ADVICE = "edition"
MOST_BYTES = 64_000_000  # beyond any guide; keeps a foreign file from filling the memory
_NAMED = 3  # differences that a message names
_PUT_BACK = "a frozen edition never changes, so this file must be put back as it was committed"
# Control characters, line separators, overrides of direction, halves of characters.
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff\ufeff\ufffe\uffff]")
_FIRST_KEY = re.compile(rb'(\xef\xbb\xbf)?\s*\{\s*"edition"\s*:')
_PATTERNS = {
    "id": ID_PATTERN,
    "reference": ID_PATTERN,
    "count": COUNT_PATTERN,
    "old id": re.compile(OLD_ID),
    "successor": re.compile(OLD_ID),
}

# Written down, and not derived from the model: a new key of trees must not change what was frozen.
_KEPT: dict[type[Entry], tuple[str, ...]] = {
    Tree: ("start", "options", "questions", "verdicts", "articles", "retired", "withdrawn"),
    Question: ("title", "short", "checklist", "answers"),
    Answer: ("label", "leads_to", "count"),
    Verdict: ("title", "recommends"),
    Article: ("excerpts",),
    Excerpt: (),
}


def frozen_text(tree: Tree) -> str:
    """The file of an edition: the same for the same edition, whatever the order of the tree."""
    entries = [f'"edition": {_json(tree.guide.edition)}', f'"format": {FORMAT}', *_entries(tree, 1)]
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _entries(entry: Entry, depth: int) -> Iterator[str]:
    specs = keys_of(type(entry))
    for name in _KEPT[type(entry)]:
        if value := getattr(entry, name):
            yield f"{_json(name)}: {_laid_out(value, specs[name], depth)}"


def _laid_out(value: Any, spec: Spec, depth: int) -> str:
    if spec.entry:
        return "{" + ", ".join(_entries(value, depth)) + "}"
    if spec.key and spec.each:
        lines = [f"{_json(key)}: {_laid_out(value[key], spec.each, depth + 1)}" for key in sorted(value)]
        return "{" + _lines(lines, depth) + "}"
    return "[" + _lines(map(_json, sorted(value)), depth) + "]" if spec.each else _json(value)


def _lines(lines: Iterable[str], depth: int) -> str:
    inner = ",".join(f"\n{' ' * depth}{line}" for line in lines)
    return inner + "\n" + " " * (depth - 1) if inner else ""


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def freeze(tree: Tree) -> Frozen:
    """What an edition keeps of a checked tree."""
    return _frozen(json.loads(frozen_text(tree)))


def is_edition(raw: bytes) -> bool:
    """Whether a file was meant as a frozen edition, sound or not; else it is a tree."""
    return _FIRST_KEY.match(raw) is not None


def read_edition(raw: bytes) -> Frozen | Problem:
    """The edition that a file holds, or what is wrong with the file, whatever somebody put there."""
    if len(raw) > MOST_BYTES:
        return at_place((1, 1), f"the file has more than {MOST_BYTES:,} bytes, so it is no frozen edition; {_PUT_BACK}")
    text = decode(raw)
    if isinstance(text, Problem):
        return text
    try:
        return _frozen(json.loads(text, object_pairs_hook=_once))
    except json.JSONDecodeError as error:
        return at_place((error.lineno, error.colno), f"this is not JSON ({error.msg}); {_PUT_BACK}")
    except _WrongError as wrong:
        return at_place((1, 1), f"{wrong}; {_PUT_BACK}")
    except (RecursionError, ValueError):  # nesting and numbers beyond what Python reads
        return at_place((1, 1), f"this is no frozen edition; {_PUT_BACK}")


class _WrongError(Exception):
    """What is wrong with the data of an edition."""


def _wrong(place: str, what: str) -> NoReturn:
    raise _WrongError(f"{shown(place)} {what}" if place else f"the file {what}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for key, times in Counter(key for key, _ in pairs).items():
        if times > 1:
            _wrong(key, "stands twice")
    return dict(pairs)


def _frozen(data: Any) -> Frozen:
    """The edition that JSON data hold. Raises _WrongError."""
    if not isinstance(data, dict) or "edition" not in data:
        _wrong("", "is no frozen edition")
    number = data.pop("format", None)
    if type(number) is not int or number != FORMAT:
        _wrong("format", f"is not {FORMAT}, the only one that this version reads")
    edition = _text(data.pop("edition"), None, "edition")
    if not re.fullmatch(EDITION_TEXT, edition):
        _wrong("edition", "is not the name of a file")
    guide = Guide(title="", summary="", edition=edition, reviewed="", review_due="")
    tree = Tree(**_fields(data, Tree, ()) | {"guide": guide})
    _check_ways(tree)
    return Frozen(tree)


def _fields(data: Any, entry: type[Entry], keys: Keys) -> dict[str, Any]:
    """The fields of an entry; what an edition does not keep of it is empty."""
    kept, specs, required = _KEPT[entry], keys_of(entry), required_keys(entry)
    for name in _mapping(data, keys):
        if name not in kept:
            _wrong(_place(*keys, name), "is nothing that an edition keeps")
    for name in required:
        if name in kept and name not in data:
            _wrong(_place(*keys, name), "is missing")
    empty: dict[str, Any] = {name: () if specs[name].each else "" for name in required}
    return empty | {name: _value(value, specs[name], (*keys, name)) for name, value in data.items()}


def _value(data: Any, spec: Spec, keys: Keys) -> Any:
    if spec.entry:
        return spec.entry(**_fields(data, spec.entry, keys))
    if spec.key and spec.each:
        held = _mapping(data, keys)
        return {_text(key, spec.key, _place(*keys)): _value(held[key], spec.each, (*keys, key)) for key in sorted(held)}
    if spec.each:
        if not isinstance(data, list):
            _wrong(_place(*keys), "is not a list")
        return tuple(_value(value, spec.each, keys) for value in data)
    return _text(data, spec.kind, _place(*keys))


def _mapping(data: Any, keys: Keys) -> dict[str, Any]:
    return data if isinstance(data, dict) else _wrong(_place(*keys), "is not a mapping")


def _text(text: Any, kind: Kind | None, place: str) -> str:
    if not isinstance(text, str):
        _wrong(place, "is not a text")
    if not text or text != one_line(text) or _HARMFUL.search(text):
        _wrong(place, "is not one line of text that can be seen")
    pattern = _PATTERNS.get(kind.name) if kind else None
    if kind and pattern and not pattern.match(text):
        _wrong(place, f"has {shown(text)}, which is no {'count' if kind.name == 'count' else 'id'}")
    return text


def _place(*keys: str | int) -> str:
    return ".".join(map(str, keys))


def _check_ways(tree: Tree) -> None:
    """Every answer leads to a page, every page can be reached, and no way leads back. Raises _WrongError."""
    if tree.start not in tree.questions:
        _wrong("start", "is not a question of this edition")
    leads = {key: [answer.leads_to for answer in question.answers.values()] for key, question in tree.questions.items()}
    pages = {*tree.questions, *tree.verdicts}
    reached = {tree.start, *(target for targets in leads.values() for target in targets)}
    for name in sorted(reached ^ pages):
        _wrong(name, "cannot be reached" if name in pages else "is not a page of this edition")
    for question_id, targets in leads.items():
        if not targets:
            _wrong(question_id, "has no answer")
    try:
        TopologicalSorter(leads).prepare()
    except CycleError:
        _wrong("questions", "lead back to where they came from")


def read_editions(files: Mapping[str, bytes]) -> tuple[list[Frozen], list[Problem]]:
    """The editions that files hold, by path, and a problem for each file that holds none."""
    editions, problems = [], []
    for path, raw in files.items():
        found = read_edition(raw)
        if isinstance(found, Problem):
            problems.append(replace(found, file=path))
        elif found.guide.edition != PurePath(path).stem:
            what = f"this is the edition {shown(found.guide.edition)}"
            problems.append(of_file(path, f"{what}; its file must be named `{found.guide.edition}.json`"))
        else:
            editions.append(found)
    return editions, problems


def newest_first(editions: Iterable[Frozen], changes: Collection[str]) -> tuple[Frozen, ...]:
    """Editions in the order of `changes` where it names them all, else by name, numbers in it as numbers."""
    by_name = sorted(editions, key=lambda edition: _natural(edition.guide.edition), reverse=True)
    order = list(changes)
    if all(edition.guide.edition in changes for edition in by_name):
        by_name.sort(key=lambda edition: order.index(edition.guide.edition))
    return tuple(by_name)


def _natural(name: str) -> list[str | int]:
    return [int(part) if n % 2 else part for n, part in enumerate(re.split("([0-9]+)", name))]


def last_published(tree: Tree, editions: tuple[Frozen, ...]) -> Frozen | None:
    """The newest edition from which the tree differs; where there is none, the newest. Editions are newest first."""
    return next((edition for edition in editions if differing(edition, tree)), next(iter(editions), None))


def differing(edition: Frozen, tree: Tree) -> list[str]:
    """Where a tree differs from an edition: `questions.size.title`. Its name counts too, the order of entries does not."""
    if frozen_text(edition) == frozen_text(tree):
        return []
    was, now = _texts(edition), _texts(freeze(tree))
    named: list[Keys] = []
    for keys, at_key in {**was, **now}:
        inside = named and keys[: len(named[-1])] == named[-1]  # of an entry that is new or gone as a whole
        if was.get((keys, at_key)) != now.get((keys, at_key)) and not inside:
            named.append(keys)
    return [_place(*keys) for keys in named]


def _texts(edition: Frozen) -> dict[tuple[Keys, bool], str]:
    return {(found.keys, found.at_key): found.text for found in texts(edition)}


def differs(tree: Tree, editions: Iterable[Frozen]) -> Problem | None:
    """The problem with a tree that differs from the frozen edition of its own name, if there is one."""
    name = tree.guide.edition
    for edition in editions:
        if edition.guide.edition == name and (places := differing(edition, tree)):
            what = f"the edition {shown(name)} is frozen, and the tree differs from it at {listed(places, _NAMED)}"
            return Problem(f"{what}; a changed tree must name a new edition", ("guide", "edition"))
    return None
