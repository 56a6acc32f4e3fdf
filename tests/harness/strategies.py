"""Random sound trees for property-based tests: `trees()` draws a `Tree`, `tree_data()` the data that it is made of.

The shape of a tree (what leads where, checklists, examples, what is retired) is made here. All else comes from the
annotations of the model: a key that is added is drawn without a change. Nothing is drawn and thrown away: data that is
not sound fails the test that drew it.
"""

import json
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any, get_type_hints

from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tree_builder.check.check import check
from tree_builder.entries import Entry
from tree_builder.fields import Spec, keys_of, required_keys
from tree_builder.kinds import ASKED, ITEM, count_range
from tree_builder.model import Answer, Article, Example, Excerpt, Guide, Question, Tree, Verdict
from tree_builder.read.document import load

Data = dict[str, Any]

LINES = ["Small", "yes", "1.10", "<b>Bold</b>", "{{ size }}", "{% raw %}", "*stars* and _lines_", "a `b` | c", "\\n",
         "大きさ", "&lt; \"x\" 'y'", "גודל", "[x](javascript:y)", "# Not a heading", "- no list", "1. no list", "a" * 200]  # fmt: skip
# What a text may be, by its kind; of these a key takes what the model lets it.
TEXTS = {
    "line": LINES,
    "markdown": [
        "It matters.", "It *matters*: see [the start](question:q0).", "<script>x</script> {{ size }} {% raw %}",
        "# Heading\n\n- a list\n- of two\n\n```\n{{ code }}\n```", "| a | b |\n|---|---|\n| [c](verdict:v0) | `d` |",
    ],
    "quote": ["Two words.", "Small things […] want “A”.", "<b>Bold</b> {{ words }} here", "小さい"],
    "url": ["https://example.org/?a=1&b='2'#c", "page:notes.md", "mailto:us@example.org?subject={page}"],
    "date": ["2026-11-21", "2020-02-29", "2020-02", "1999"],
    "choice": ["strong", "conditional", "split", "true", "false"],
    "advice": ["no-excerpt", "one-sided"],
    "format": ["2"],
}  # fmt: skip
OPTIONS = ("a", "b", "c")


def sound(data: Data) -> Tree:
    """The tree that `data` holds, which must have no problem."""
    tree, problems = check(load(json.dumps(data, ensure_ascii=False)))
    assert tree is not None, problems
    return tree


def trees(**limits: int) -> st.SearchStrategy[Tree]:
    """Sound trees: paths that fork and merge, and all that a tree may have, each of it now and then."""
    return tree_data(**limits).map(sound)


def tree_data(**limits: int) -> st.SearchStrategy[Data]:
    """The data of sound trees. Questions and answers stand in any order; the start is always `q0`."""
    return st.integers(0, 2**32).map(lambda seed: random_tree(Random(seed), **limits))


def random_tree(chance: Random, most_questions: int = 7, most_verdicts: int = 4) -> Data:
    """The data of one sound tree."""
    questions = [f"q{n}" for n in range(chance.randint(1, most_questions))]
    verdicts = [f"v{n}" for n in range(chance.randint(1, most_verdicts))]
    data: Data = {
        "guide": {"edition": "1"},  # one that can be frozen
        "start": "q0",
        "questions": {key: _question(chance, targets) for key, targets in _ways(chance, questions, verdicts)},
        "verdicts": {key: {} for key in chance.sample(verdicts, len(verdicts))},
        "options": {option: chance.choice(LINES) for option in OPTIONS[: chance.randint(0, 3)]},
        "articles": {key: {"excerpts": {name: {} for name in ("first", "no")[: chance.randint(0, 2)]}}
                     for key in ("kim-2020", "lee-2021")[: chance.randint(0, 2)]},
    }  # fmt: skip
    data["examples"] = {f"x{n}": _walk(chance, data) for n in range(chance.randint(0, 2))}
    _retire(chance, data)
    _Words(chance, data).fill()
    return data


def _ways(chance: Random, questions: list[str], verdicts: list[str]) -> Iterator[tuple[str, list[str]]]:
    """What the answers of each question lead to: later questions only, and every page at least once."""
    leads_to: dict[str, list[str]] = {question: [] for question in questions}
    for position, question in enumerate(questions[1:], 1):
        leads_to[chance.choice(questions[:position])].append(question)
    for verdict in verdicts:
        leads_to[chance.choice(questions)].append(verdict)
    for position, question in enumerate(questions):
        later = questions[position + 1 :] + verdicts
        least = max(0, 2 - len(leads_to[question]))
        leads_to[question] += chance.choices(later, k=least + chance.randint(0, 1))
        chance.shuffle(leads_to[question])
    return ((question, leads_to[question]) for question in chance.sample(questions, len(questions)))


def _question(chance: Random, targets: list[str]) -> Data:
    """The answers of a question, now and then with items to count, and in each answer the count that picks it."""
    answers: Data = {f"to-{n}": {"leads_to": target} for n, target in enumerate(targets)}
    if chance.random() < 0.6:
        return {"answers": answers}
    first = 0
    for answer in answers.values():
        last = first + chance.randint(0, 2)
        answer["count"] = f"{first}-{last}" if last > first or chance.random() < 0.5 else str(first)
        first = last + 1
    return {"checklist": {f"item-{n}": chance.choice(LINES) for n in range(first - 1)}, "answers": answers}


def _walk(chance: Random, data: Data) -> Data:
    """The answers of one path and the verdict that they lead to."""
    here, answers = "q0", {}
    while here in data["questions"]:
        answers[here] = chance.choice(list(data["questions"][here]["answers"]))
        here = data["questions"][here]["answers"][answers[here]]["leads_to"]
    return {"answers": answers, "verdict": here}


def _retire(chance: Random, data: Data) -> None:
    live = [*data["questions"], *data["verdicts"], *_pairs(data, "questions", "answers"),
            *_pairs(data, "articles", "excerpts"), *_pairs(data, "questions", "checklist", ITEM)]  # fmt: skip
    old = {f"{key}-old" if "/" in key else f"old-{key}": key for key in chance.sample(live, chance.randint(0, 3))}
    data["retired"] = old
    data["withdrawn"] = ["gone", "q0/gone", "q0/~gone"][: chance.randint(0, 3)]


def _pairs(data: Data, section: str, held: str, mark: str = "") -> list[str]:
    return [f"{key}/{mark}{inner}" for key, entry in data[section].items() for inner in entry.get(held, ())]


class _Words:
    """Fills the entries of a tree with what the model says that they may hold."""

    def __init__(self, chance: Random, data: Data) -> None:
        self.chance = chance
        self.data = data
        options, verdicts = list(data["options"]), list(data["verdicts"])
        self.known = {
            "question": list(data["questions"]),
            "verdict": verdicts,
            "option": options,
            "option or verdict": [*options, *(f"verdict:{verdict}" for verdict in verdicts)],
            "excerpt": _pairs(data, "articles", "excerpts"),
        }

    def fill(self) -> None:
        """Fill every entry."""
        self._entry(Tree, self.data)
        self._entry(Guide, self.data["guide"])
        for question in self.data["questions"].values():
            self._entry(Question, question)
            for answer in question["answers"].values():
                self._entry(Answer, answer)
        for verdict_id, verdict in self.data["verdicts"].items():
            self._entry(Verdict, verdict, verdict_id)
        for article in self.data["articles"].values():
            self._entry(Article, article)
            for excerpt in article["excerpts"].values():
                self._entry(Excerpt, excerpt)
        for example in self.data["examples"].values():
            self._entry(Example, example)

    def _entry(self, entry: type[Entry], held: Data, verdict: str = "") -> None:
        """Add to an entry what it must have, and now and then what it may."""
        for key, spec in keys_of(entry).items():
            if key not in held and (key in required_keys(entry) or self.chance.random() < 0.4):
                value = self._value(entry, key, spec, verdict)
                if value:
                    held[key] = value

    def _value(self, entry: type[Entry], key: str, spec: Spec, verdict: str) -> Any:
        if spec.kind:
            texts = self.known[spec.kind.refers_to] if spec.kind.refers_to in self.known else _texts(entry, key, spec)
            others = [text for text in texts if text != verdict]  # no verdict names itself
            return self.chance.choice(others) if others else None
        if spec.key and spec.key.refers_to == "question":
            return self._condition(verdict)
        if spec.key:
            names = TEXTS.get(spec.key.name, ())
            return {name: self._value(entry, key, spec.each, verdict) for name in names[:1]} if spec.each else None
        return self._list(entry, key, spec, verdict) if spec.each else None

    def _list(self, entry: type[Entry], key: str, spec: Spec, verdict: str) -> Any:
        """A list of one or two, nothing twice; of entries of which the first that holds is taken, all but the last have a condition."""
        assert spec.each
        number = self.chance.randint(1, 2)
        if not spec.each.entry:
            found = (self._value(entry, key, spec.each, verdict) for _ in range(number))
            values = list(dict.fromkeys(value for value in found if value))
            return values[0] if len(values) == 1 and spec.one_or_more else values
        values = [self._one(spec.each.entry, verdict) for _ in range(number)]
        if any(value is None for value in values):
            return None
        values = [value for n, value in enumerate(values) if value not in values[:n]]
        for n, value in enumerate(values):
            last = n == len(values) - 1
            if "when" in keys_of(spec.each.entry):
                if (spec.one_or_more and not last) or (not spec.one_or_more and self.chance.random() < 0.4):
                    value["when"] = self._condition(verdict)
                elif spec.each.bare and self.chance.random() < 0.6:
                    values[n] = value[spec.each.bare]
        return values[0] if len(values) == 1 and spec.one_or_more and isinstance(values[0], str) else values

    def _one(self, entry: type[Entry], verdict: str) -> Data | None:
        held: Data = {}
        for key in required_keys(entry):
            held[key] = self._value(entry, key, keys_of(entry)[key], verdict)
        return held if all(held.values()) else None

    def _condition(self, verdict: str) -> Data:
        """A condition that holds on some path to a verdict."""
        path, here = [], verdict
        while here != "q0":
            path.append(self.chance.choice([
                (question, answer) for question, entry in self.data["questions"].items()
                for answer, held in entry["answers"].items() if held["leads_to"] == here
            ]))  # fmt: skip
            here = path[-1][0]
        steps = self.chance.sample(path, self.chance.randint(1, min(2, len(path))))
        return {question: self._terms(self.data["questions"][question], answer) for question, answer in steps}

    def _terms(self, question: Data, answer: str) -> Any:
        kind = self.chance.randint(0, 3)
        items = list(question.get("checklist", ()))
        if kind == 0:
            return ASKED
        if kind == 1 and items and count_range(question["answers"][answer]["count"])[-1]:
            return [answer, ITEM + self.chance.choice(items)]
        others = list(question["answers"])
        return answer if kind < 3 else list(dict.fromkeys((answer, self.chance.choice(others))))


@cache
def _texts(entry: type[Entry], key: str, spec: Spec) -> list[str]:
    """The texts that a key takes, or what its list or its mapping holds."""
    hint: Any = TypeAdapter(get_type_hints(entry, include_extras=True)[key])
    own = keys_of(entry)[key]
    return [text for text in TEXTS.get(spec.kind.name if spec.kind else "", ()) if _fits(hint, own, text)]


def _fits(hint: Any, spec: Spec, text: str) -> bool:
    """Whether the model takes a text at a key, by itself or as what the key holds."""
    whole: Any = text
    if spec.key:
        whole = {TEXTS.get(spec.key.name, ["x"])[0]: text}
    elif spec.each:
        whole = [text]
    try:
        hint.validate_python(whole)
    except ValidationError:
        return False
    return True
