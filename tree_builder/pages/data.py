"""The tree as data: for other programs (see `published`), and as a script for the pages, which may have no server.

A page opened from a disk may not fetch JSON, but it may load a script. `assets/tree.js` holds what replaying a trail
needs, for every page; `assets/words.js` the words of other pages, for whoever has a trail; `assets/reasons.js` what
verdicts need besides. A page's own words are in the page.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from ..check.editions import Frozen
from ..model import Answer, Question, Tree, Verdict
from ..text.catalogue import LANGUAGE, messages
from ..text.markdown import html_line_of
from .address import Links
from .marker import JSON_MARKER, SCRIPT_MARKER
from .published import SCHEMA_ID, VERSION, data_schema, published
from .site import ASSETS, DATA, DATA_SCHEMA

# In a script this makes an object that holds its own entries and nothing else: `constructor` is an id like any other.
_BARE: dict[str, Any] = {"__proto__": None}


def data_files(tree: Tree, editions: Sequence[Frozen]) -> dict[str, Callable[[], str]]:
    """What makes the data files, by path. What has no value is left out of them."""
    names = {"editions": [edition.guide.edition for edition in editions]}
    return {
        DATA.source(): lambda: f"{JSON_MARKER}\n{_lines(_published(tree) | names)}}}\n",
        DATA_SCHEMA.source(): lambda: f"{JSON_MARKER}\n{_lines(data_schema())}}}\n",
        ASSETS.source("tree.js"): lambda: _script("const decisionTree", _tree(tree) | names),
        ASSETS.source("words.js"): lambda: _script("const decisionWords", _words(tree)),
        ASSETS.source("reasons.js"): lambda: _script("const decisionReasons", _reasons(tree)),
        **{
            ASSETS.source(f"edition-{edition.guide.edition}.js"): partial(_edition_script, edition)
            for edition in editions
        },
    }


def _edition_script(edition: Frozen) -> str:
    return _script(f"decisionEditions[{_json(edition.guide.edition)}]", _edition(edition))


def _script(name: str, data: dict[str, Any]) -> str:
    return f"{SCRIPT_MARKER}\n{name} = {{\n{_lines(data)}}};\n"


def _lines(data: dict[str, Any]) -> str:
    return ",\n".join(f"{json.dumps(key)}: {_json(value)}" for key, value in data.items())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _filled(**entries: Any) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if value}


def _edition(edition: Frozen) -> dict[str, Any]:
    """The words in which a frozen edition asked."""
    return {
        "edition": edition.guide.edition,
        "questions": _asked(edition.questions),
        "verdicts": _BARE | {key: verdict.title for key, verdict in edition.verdicts.items()},
    }


def _asked(questions: Mapping[str, Question]) -> dict[str, Any]:
    """The words of questions and of their answers."""

    def question_of(question: Question) -> dict[str, Any]:
        labels = _BARE | {key: answer.label for key, answer in question.answers.items()}
        checklist = _BARE | question.checklist if question.checklist else {}
        return _filled(title=question.title, short=question.short, checklist=checklist, answers=labels)

    return _BARE | {key: question_of(question) for key, question in questions.items()}


def _words(tree: Tree) -> dict[str, Any]:
    """What the pages of a trail say of other pages, and words of the guide's own."""

    def verdict_of(verdict: Verdict) -> dict[str, Any]:
        return _filled(title=verdict.title, recommends=verdict.recommends)

    return {
        "title": tree.guide.title,
        "options": _BARE | tree.options,
        "questions": _asked(tree.questions),
        "verdicts": _BARE | {key: verdict_of(verdict) for key, verdict in tree.verdicts.items()},
        "words": messages()["script-of-trails"],
    }


def _reasons(tree: Tree) -> dict[str, Any]:
    """What only verdicts need: why each answer bears on the decision, as HTML for pages one folder below the root, and words."""
    resolve = Links(tree, "../").resolve
    answers = {
        question_id: _BARE
        | {key: html_line_of(one.because, resolve) for key, one in question.answers.items() if one.because}
        for question_id, question in tree.questions.items()
    }
    return {"answers": _BARE | answers, "words": messages()["script-of-verdicts"]}


def _published(tree: Tree) -> dict[str, Any]:
    whole: dict[str, Any] = published(tree)
    return {"$schema": SCHEMA_ID, "version": VERSION, "language": LANGUAGE} | whole


def _tree(tree: Tree) -> dict[str, Any]:
    """What replaying a trail needs, and the words that a page may need without one."""

    def answer_of(answer: Answer) -> dict[str, Any]:
        return _filled(leads_to=answer.leads_to, count=answer.count)

    def question_of(question: Question) -> dict[str, Any]:
        answers = _BARE | {key: answer_of(answer) for key, answer in question.answers.items()}
        checklist = _BARE | dict.fromkeys(question.checklist, 1) if question.checklist else {}
        return _filled(checklist=checklist, answers=answers)

    return {
        "language": LANGUAGE,
        "edition": tree.guide.edition,
        "start": tree.start,
        "questions": _BARE | {key: question_of(question) for key, question in tree.questions.items()},
        "retired": _BARE
        | {old: new for old, new in tree.retired.items() if new.partition("/")[0] not in tree.articles},
        "withdrawn": list(tree.withdrawn),
        "words": messages()["script"],
    }
