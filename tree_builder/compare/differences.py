"""What differs between two trees, entry by entry: what is new, gone, moved, and which fields say something else.

Where the paths lead is `old_paths`' to tell, and what must not be gone or change places is `published`'s.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from ..graph.replay import understood, understood_item
from ..kinds import ITEM
from ..model import Tree

# One-line fields of which both readings are worth showing; of the longer ones the name must do.
_SHOWN = {
    "author", "count", "edition", "favours", "label", "leads_to", "published", "recommends", "review_due", "reviewed",
    "strength", "title", "url", "verdict",
}  # fmt: skip
REFERENCES = {"excerpts", "see_also", "withdrawn"}
UNPUBLISHED = {"article", "example"}  # an article's address is its excerpts' to keep
_HELD = {("Question", "answers"): "answer", ("Article", "excerpts"): "excerpt"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A question, verdict, answer (`question/answer`), item (`question/~item`), excerpt, article or example."""

    kind: str
    id: str
    words: str  # its title, label or quote
    now: str = ""  # what it is read as, where it is retired
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field that says something else: for lists of references `was` is what was dropped and `now` what was added."""

    name: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry that is in both trees, and its fields that say something else."""

    kind: str
    id: str
    fields: list[Field]


def entries(tree: Tree) -> Iterator[Entry]:
    """Everything that has an id of its own, in the order of the file; answers and items after their question."""
    for question_id, question in tree.questions.items():
        yield Entry("question", question_id, question.title)
        for answer_id, answer in question.answers.items():
            yield Entry("answer", f"{question_id}/{answer_id}", answer.label)
        for item_id, item in question.checklist.items():
            yield Entry("item", f"{question_id}/{ITEM}{item_id}", item)
    for verdict_id, verdict in tree.verdicts.items():
        yield Entry("verdict", verdict_id, verdict.title)
    for article_id, article in tree.articles.items():
        yield Entry("article", article_id, article.title)
        for excerpt_id, excerpt in article.excerpts.items():
            yield Entry("excerpt", f"{article_id}/{excerpt_id}", excerpt.quote)
    for example_id, example in tree.examples.items():
        yield Entry("example", example_id, example.title)


def added(old: Tree, new: Tree) -> list[Entry]:
    """What is in the new tree only; the answers and items of a new question go without saying."""
    before = {(entry.kind, entry.id) for entry in entries(old)}
    fresh = [entry for entry in entries(new) if (entry.kind, entry.id) not in before]
    whole = {entry.id for entry in fresh if entry.kind == "question"}
    return [entry for entry in fresh if entry.id.partition("/")[0] not in whole or entry.id in whole]


def missing(old: Tree, new: Tree) -> list[Entry]:
    """What is in the old tree only, and what became of it."""
    after = {(entry.kind, entry.id) for entry in entries(new)}
    return [_missing(new, entry) for entry in entries(old) if (entry.kind, entry.id) not in after]


def _missing(new: Tree, entry: Entry) -> Entry:
    if entry.kind in UNPUBLISHED:
        return entry
    return replace(entry, now=read_as(new, entry.id), withdrawn=is_withdrawn(new, entry.id))


def read_as(new: Tree, old_id: str) -> str:
    """What an id that was published is read as today, if anything; its question may be another one today."""
    holder, _, held = old_id.partition("/")
    if held.startswith(ITEM):
        here = (new.retired.get(old_id) or new.retired.get(holder, holder)).partition("/")[0]
        item = understood_item(new, holder, held.removeprefix(ITEM), here)
        return f"{here}/{ITEM}{item}" if item else ""
    step = understood(new, holder, held) if held else None
    return f"{step.question}/{step.answer}" if step else new.retired.get(old_id, "")


def is_withdrawn(new: Tree, old_id: str) -> bool:
    """Whether an id is withdrawn, by itself or with the question that has it."""
    return old_id in new.withdrawn or old_id.partition("/")[0] in new.withdrawn


def changed(old: Tree, new: Tree) -> list[Changed]:
    """The entries of both trees whose fields differ, in the order of the new file; the guide itself first."""
    found = [Changed("guide", "", [*_fields(old.guide, new.guide), *_top(old, new)])]
    for kind in ("question", "verdict", "article", "example"):
        before, after = getattr(old, f"{kind}s"), getattr(new, f"{kind}s")
        found += [Changed(kind, key, list(_fields(before[key], after[key]))) for key in after if key in before]
    return [entry for entry in found if entry.fields]


def _top(old: Tree, new: Tree) -> Iterator[Field]:
    if old.start != new.start:
        yield Field("start", old.start, new.start)
    for option in {**old.options, **new.options}:
        was, now = old.options.get(option, ""), new.options.get(option, "")
        if was != now:
            yield Field(f"option {option}", was, now)
    if set(old.withdrawn) != set(new.withdrawn):
        yield Field("withdrawn", *_readings("withdrawn", old.withdrawn, new.withdrawn))
    for name in ("options", "questions", "verdicts", "articles", "examples"):
        if _reordered(getattr(old, name), getattr(new, name)):
            yield Field(f"order of {name}")


def _reordered(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether the keys that both have stand in another order."""
    return [key for key in was if key in now] != [key for key in now if key in was]


def _fields(was: Any, now: Any, prefix: str = "") -> Iterator[Field]:
    """The fields of two entries of a kind that differ; `prefix` says in which entry inside a page or an article."""
    for field in fields(was):
        before, after = getattr(was, field.name), getattr(now, field.name)
        inner = _HELD.get((type(was).__name__, field.name))
        if inner:
            yield from _held(inner, before, after)
        elif field.name == "checklist":
            yield from _items(before, after)
        elif before != after:
            yield Field(prefix + field.name, *_readings(field.name, before, after))
        elif isinstance(before, dict) and _reordered(before, after):
            yield Field(f"order of {field.name}")


def _held(kind: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Field]:
    for key in now:
        if key in was:
            yield from _fields(was[key], now[key], f"{kind} {key}: ")
    if _reordered(was, now):
        yield Field(f"order of {kind}s")


def _items(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Field]:
    for key in now:
        if key in was and was[key] != now[key]:
            yield Field(f"item {key}", was[key], now[key])
    if _reordered(was, now):
        yield Field("order of checklist")


def _readings(name: str, was: Any, now: Any) -> tuple[str, str]:
    if name in _SHOWN:
        return was or "", now or ""
    if name in REFERENCES:
        return ", ".join(key for key in was if key not in now), ", ".join(key for key in now if key not in was)
    return "", ""


def forwarding(old: Tree, new: Tree) -> list[Field]:
    """The entries under `retired` that are new or say something else, but for those of what `missing` lists."""
    ids = {entry.id for entry in entries(old) if entry.kind not in UNPUBLISHED}
    keys = [key for key in {**old.retired, **new.retired} if key not in ids]
    readings = ((key, old.retired.get(key, ""), new.retired.get(key, "")) for key in keys)
    return [Field(key, was, now) for key, was, now in readings if was != now]
