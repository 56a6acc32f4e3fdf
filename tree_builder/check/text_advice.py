"""Advice on the author's words: what was left unfinished, says the same twice, or is not what its place takes."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from ..entries import Entry
from ..fields import texts
from ..graph.paths import Graph
from ..model import Tree
from ..text.problems import Keys, Problem, shown

LONGEST_LABEL = 60  # characters
_UNFINISHED = re.compile(r"\b(?:TODO|TBD|FIXME|XXX)\b|\blorem ipsum\b", re.IGNORECASE)
_MARKUP = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|&[a-z]+;|&#[0-9]+;|\*\*\S[^*]*\*\*|(?<!\w)__\S.*\S__(?!\w)|`[^`]+`|\]\([^)\s]+\)"
)


def own_titles(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """A page has a title of its own."""
    seen: dict[str, str] = {}
    for folder in ("questions", "verdicts"):
        for page_id, page in getattr(tree, folder).items():
            other = seen.setdefault(page.title.casefold(), page_id)
            if other != page_id:
                what = f"the title {shown(page.title)} is that of `{other}` too; a reader cannot tell the two apart"
                yield Problem(what, (folder, page_id, "title"), advice="same-title")


def short_labels(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """A label has at most sixty characters."""
    for question_id, question in tree.questions.items():
        for answer_id, answer in question.answers.items():
            if len(answer.label) > LONGEST_LABEL:
                what = f"the label has {len(answer.label)} characters; above {LONGEST_LABEL} it is no answer in a few words"
                yield Problem(what, ("questions", question_id, "answers", answer_id, "label"), advice="long-label")


def plain_lines(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """A text of one line has no HTML and no Markdown: readers would see the signs."""
    for found in texts(tree):
        match = _MARKUP.search(found.text) if found.kind.name == "line" and found.kind.told != "nothing" else None
        if match and not found.at_key:
            what = f"{shown(match[0], 40)} looks like markup, and this text is plain: readers see it as it stands"
            yield Problem(what, found.keys, advice="markup")


def finished_texts(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """What readers see does not say that it is still to be written."""
    for found in texts(tree):
        if found.kind.told == "nothing" or found.kind.name not in ("line", "markdown"):
            continue
        match = _UNFINISHED.search(found.text)
        if match and not found.at_key:
            what = f"the text says {shown(match[0])}, and readers see it; what is to be done stands under `todo`"
            yield Problem(what, found.keys, advice="unfinished")


def todos(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """Nothing is marked as still to be done."""
    for keys, note in _todos(tree, ()):
        yield Problem(f"to do: {note}", (*keys, "todo"), advice="todo")


def _todos(entry: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(entry, Entry):
        if entry.todo:
            yield keys, entry.todo
        for spec in fields(entry):
            yield from _todos(getattr(entry, spec.name), (*keys, spec.name))
    elif isinstance(entry, dict | tuple):
        for key, held in entry.items() if isinstance(entry, dict) else enumerate(entry):
            yield from _todos(held, (*keys, key))


def others_to_see(tree: Tree, graph: Graph) -> Iterator[Problem]:
    """A verdict does not send its readers to itself."""
    for verdict_id, verdict in tree.verdicts.items():
        for position, other in enumerate(verdict.see_also):
            if other.verdict == verdict_id:
                what = f"the verdict `{verdict_id}` names itself as another one worth a look"
                yield Problem(what, ("verdicts", verdict_id, "see_also", position), advice="see-itself")


TEXT_ADVICE = (own_titles, short_labels, plain_lines, finished_texts, todos, others_to_see)


def advise_on_dates(tree: Tree, today: date) -> Iterator[Problem]:
    """What was reviewed, seen or published lies in the past; the next review lies after the last, and is not overdue."""
    guide = tree.guide
    if guide.review_due < today.isoformat():
        what = f"the review was due on {guide.review_due}; the guide must be read again and the dates set"
        yield Problem(what, ("guide", "review_due"), advice="review-due")
    if guide.review_due < guide.reviewed:
        what = f"the next review is due on {guide.review_due}, before the last one, on {guide.reviewed}"
        yield Problem(what, ("guide", "review_due"), advice="review-order")
    for found in texts(tree):
        due = found.keys == ("guide", "review_due")
        if found.kind.name == "date" and not due and found.text > today.isoformat()[: len(found.text)]:
            what = f"{shown(found.text)} lies in the future; it must be a day when something happened"
            yield Problem(what, found.keys, advice="future-date")
