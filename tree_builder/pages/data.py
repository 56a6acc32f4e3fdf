"""The tree as data: `tree.json` for other programs, and the same as scripts for the pages, which may have no server.

A page opened from a disk may not fetch JSON, but it may load a script. `assets/tree.js` holds what replaying a trail
needs; `assets/evidence.js` what only the record of a verdict needs.
"""

import json
from collections.abc import Callable
from typing import Any

from ..model import Answer, Question, Tree
from .marker import JSON_MARKER, SCRIPT_MARKER
from .record import evidence_data
from .site import ASSETS, DATA


def data_files(tree: Tree) -> dict[str, Callable[[], str]]:
    """What makes the data files, by path. What has no value is left out of them."""
    return {
        DATA.source(): lambda: f"{JSON_MARKER}\n{_lines(_tree_data(tree, {}))}}}\n",
        ASSETS.source("tree.js"): lambda: _script("decisionTree", _tree_data(tree, _BARE)),
        ASSETS.source("evidence.js"): lambda: _script("decisionEvidence", evidence_data(tree)),
    }


def _script(name: str, data: dict[str, Any]) -> str:
    return f"{SCRIPT_MARKER}\nconst {name} = {{\n{_lines(data)}}};\n"


# In a script this makes an object that holds its own entries and nothing else: `constructor` is an id like any other.
_BARE: dict[str, None] = {"__proto__": None}


def _lines(data: dict[str, Any]) -> str:
    return ",\n".join(f"{json.dumps(key)}: {_json(value)}" for key, value in data.items())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _filled(**entries: Any) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if value}


def _tree_data(tree: Tree, bare: dict[str, None]) -> dict[str, Any]:
    return {
        "title": tree.guide.title,
        "edition": tree.guide.edition,
        "start": tree.start,
        "options": tree.options,
        "questions": bare | {key: _question(question, bare) for key, question in tree.questions.items()},
        "verdicts": bare | {
            key: _filled(title=verdict.title, recommends=verdict.recommends, strength=verdict.strength[-1].strength if verdict.strength else None)
            for key, verdict in tree.verdicts.items()
        },
        "retired": bare | tree.retired,
    }  # fmt: skip


def _question(question: Question, bare: dict[str, None]) -> dict[str, Any]:
    answers = bare | {key: _answer(answer) for key, answer in question.answers.items()}
    checklist = bare | question.checklist if question.checklist else {}
    return _filled(title=question.title, checklist=checklist, answers=answers)


def _answer(answer: Answer) -> dict[str, Any]:
    return _filled(label=answer.label, leads_to=answer.leads_to, count=answer.count)
