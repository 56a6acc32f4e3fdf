"""What differs between two trees, entry by entry: what is new, gone, moved, and which fields say something else.

Where the paths lead is `old_paths`' to tell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from ..graph.replay import understood
from ..model import Tree

# One-line fields of which both readings are worth showing; of the longer ones the name must do.
_SHOWN = {
    "author", "count", "edition", "favours", "label", "leads_to", "published", "recommends", "review_due", "reviewed",
    "strength", "title", "url", "verdict",
}  # fmt: skip
REFERENCES = {"excerpts", "see_also"}
_UNPUBLISHED = {"article", "example"}  # an article's address is its excerpts' to keep
_HELD = {("Question", "answers"): "answer", ("Article", "excerpts"): "excerpt"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A question, verdict, answer (`question/answer`), excerpt (`article/excerpt`), article or example."""

    kind: str
    id: str
    words: str  # its title, label or quote
    now: str = ""  # what it is read as, where it is retired


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
    """Everything that has an id of its own, in the order of the file; answers after their question."""
    for question_id, question in tree.questions.items():
        yield Entry("question", question_id, question.title)
        for answer_id, answer in question.answers.items():
            yield Entry("answer", f"{question_id}/{answer_id}", answer.label)
    for verdict_id, verdict in tree.verdicts.items():
        yield Entry("verdict", verdict_id, verdict.title)
    for article_id, article in tree.articles.items():
        yield Entry("article", article_id, article.title)
        for excerpt_id, excerpt in article.excerpts.items():
            yield Entry("excerpt", f"{article_id}/{excerpt_id}", excerpt.quote)
    for example_id, example in tree.examples.items():
        yield Entry("example", example_id, example.title)


def added(old: Tree, new: Tree) -> list[Entry]:
    """What is in the new tree only; the answers of a question that is new itself go without saying."""
    before = {(entry.kind, entry.id) for entry in entries(old)}
    fresh = [entry for entry in entries(new) if (entry.kind, entry.id) not in before]
    whole = {entry.id for entry in fresh if entry.kind == "question"}
    return [entry for entry in fresh if entry.kind != "answer" or entry.id.partition("/")[0] not in whole]


def missing(old: Tree, new: Tree) -> list[Entry]:
    """What is in the old tree only; `now` says what the new one reads it as, if anything."""
    after = {(entry.kind, entry.id) for entry in entries(new)}
    return [
        Entry(entry.kind, entry.id, entry.words, _read_as(new, entry))
        for entry in entries(old)
        if (entry.kind, entry.id) not in after
    ]


def _read_as(new: Tree, entry: Entry) -> str:
    """What a missing entry is read as today. An answer may also be found at the question that replaced its own."""
    if entry.kind == "answer":
        question_id, _, answer_id = entry.id.partition("/")
        step = understood(new, question_id, answer_id)
        return f"{step.question}/{step.answer}" if step else ""
    return "" if entry.kind in _UNPUBLISHED else new.retired.get(entry.id, "")


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


def _readings(name: str, was: Any, now: Any) -> tuple[str, str]:
    if name in _SHOWN:
        return was or "", now or ""
    if name in REFERENCES:
        return ", ".join(key for key in was if key not in now), ", ".join(key for key in now if key not in was)
    return "", ""


def forwarding(old: Tree, new: Tree) -> list[Field]:
    """The entries under `retired` that are new or say something else, but for those of what `missing` lists."""
    ids = {entry.id for entry in entries(old) if entry.kind not in _UNPUBLISHED}
    keys = [key for key in {**old.retired, **new.retired} if key not in ids]
    readings = ((key, old.retired.get(key, ""), new.retired.get(key, "")) for key in keys)
    return [Field(key, was, now) for key, was, now in readings if was != now]


def gone(old: Tree, new: Tree) -> list[str]:
    """The published ids of pages, answers and excerpts, and those once retired, that nothing stands for any more.

    An answer whose question is retired is found at the question that this forwards to, or needs an entry of its own;
    if it forwards to a verdict, nothing is asked there, and the entry of the question stands for its answers too.
    """
    lost = [entry.id for entry in missing(old, new) if not entry.now and _needs_entry(new, entry)]
    live = {entry.id for entry in entries(new) if entry.kind not in _UNPUBLISHED}
    dropped = [key for key in old.retired if key not in live and key not in new.retired and not _answers(new, key)]
    return [*lost, *dropped]


def _needs_entry(new: Tree, entry: Entry) -> bool:
    return not _answers(new, entry.id) if entry.kind == "answer" else entry.kind not in _UNPUBLISHED


def _answers(new: Tree, pair: str) -> bool:
    """Whether the new tree reads a pair as an answer, or its question as a verdict."""
    question_id, slash, answer_id = pair.partition("/")
    known = understood(new, question_id, answer_id) is not None or new.retired.get(question_id) in new.verdicts
    return bool(slash) and known
