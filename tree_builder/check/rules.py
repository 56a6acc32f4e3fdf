"""The rules of the format that span several entries: one generator a rule, whose docstring is the rule.

Each reads the data, however damaged, and yields the problems it finds. `references` has those about what is named,
`graph_rules` those about the whole graph, `conditions` those about conditions.
"""

from collections.abc import Iterator

from ..kinds import COUNT_PATTERN, count_range
from ..text.problems import Keys, Problem, shown
from .data import Data, mapping, text
from .graph_rules import no_cycles
from .references import REFERENCE_RULES
from .retired import RETIRED_RULES

_EXAMPLES = "examples"  # one answer that leads elsewhere stops many of them


def unique_ids(data: Data) -> Iterator[Problem]:
    """An id is unique among questions, verdicts and articles together."""
    seen: dict[str, str] = {}
    for kind, entries in (("question", data.questions), ("verdict", data.verdicts), ("article", data.articles)):
        for entry_id in entries:
            if entry_id in seen:
                what = f"the {kind} {shown(entry_id)} has the id of {seen[entry_id]}; each must have an id of its own"
                yield Problem(what, (f"{kind}s", entry_id), at_key=True)
            seen.setdefault(entry_id, f"an {kind}" if kind == "article" else f"a {kind}")


def counts_fit(data: Data) -> Iterator[Problem]:
    """With a checklist every answer has a count, without one none has; the counts cover 0 to all items, once each."""
    for question_id, question in data.questions.items():
        checklist = mapping(question, "checklist")
        if not checklist and isinstance(question, dict) and question.get("checklist"):
            continue  # it is no mapping, which is said where it stands
        for answer_id, answer in data.answers(question_id).items():
            keys = ("questions", question_id, "answers", answer_id)
            if checklist and isinstance(answer, dict) and answer.get("count") is None:
                what = f"the answer {_pair(question_id, answer_id)} has no `count`; with a checklist each must have one"
                yield Problem(what, keys)
            if not checklist and text(answer, "count") is not None:
                what = f"the answer {_pair(question_id, answer_id)} has a `count`; with no checklist it must have none"
                yield Problem(what, (*keys, "count"), at_key=True)
        if checklist:
            yield from _covered(data, question_id, len(checklist))


def _covered(data: Data, question_id: str, items: int) -> Iterator[Problem]:
    taken: dict[int, str] = {}
    keys: Keys = ("questions", question_id, "answers")
    numbers_of = {answer_id: _counted(answer) for answer_id, answer in data.answers(question_id).items()}
    for answer_id, numbers in numbers_of.items():
        if numbers and numbers[-1] > items:
            count = "the checklist has one item" if items == 1 else f"the checklist has {items} items"
            yield Problem(f"{count}, so the count must not go beyond {items}", (*keys, answer_id, "count"))
        twice = [number for number in numbers if number in taken]
        if twice:
            what = f"{_numbers(twice)} ticked is also counted by {shown(taken[twice[0]])}"
            yield Problem(f"{what}; each number must have one answer", (*keys, answer_id, "count"))
        taken |= dict.fromkeys(numbers, answer_id)
    missing = [number for number in range(items + 1) if number not in taken]
    if missing and taken and all(numbers_of.values()):
        what = f"no answer of {shown(question_id)} counts {_numbers(missing)} ticked; counts must cover 0 to {items}"
        yield Problem(what, keys)


def _counted(answer: object) -> range:
    """The numbers of ticked items that an answer counts; none where its count is missing or malformed."""
    count = text(answer, "count")
    return count_range(count) if count is not None and COUNT_PATTERN.match(count) else range(0)


def _pair(question_id: str, answer_id: str) -> str:
    return shown(f"{question_id}/{answer_id}")


def _numbers(numbers: list[int]) -> str:
    most = [str(number) for number in numbers[:12]]
    return ", ".join(most) + (f" and {len(numbers) - 12} more" if len(numbers) > 12 else "")


def examples_walk(data: Data) -> Iterator[Problem]:
    """An example's answers are a whole path from the start, no more and no less, to the verdict that it names."""
    for example_id, example in data.examples.items():
        keys: Keys = ("examples", example_id)
        answers = mapping(example, "answers")
        if answers and data.start in data.questions:
            yield from _walked(data, keys, answers, text(example, "verdict"))


def _walked(data: Data, keys: Keys, answers: dict[str, object], verdict: str | None) -> Iterator[Problem]:
    here = data.start or ""
    walked: set[str] = set()
    while here in data.questions and here not in walked:
        walked.add(here)
        if here not in answers:
            what = f"the example stops at the question {shown(here)}; its answers must go on to a verdict"
            yield Problem(what, (*keys, "answers"), cause=_EXAMPLES)
            return
        target = data.edges[here].get(str(answers[here]))
        if target is None:
            return  # the answer is unknown or leads nowhere, which is said where it stands
        here = target
    if here in data.verdicts and verdict in data.verdicts and here != verdict:
        what = f"the example's answers lead to the verdict {shown(here)}, not to {shown(verdict)}; the two must agree"
        yield Problem(what, (*keys, "verdict"), cause=_EXAMPLES)
    for question_id in answers:
        if question_id in data.questions and question_id not in walked:
            what = f"the question {shown(question_id)} is not on the example's path; only those on it may be answered"
            yield Problem(what, (*keys, "answers", question_id), at_key=True, cause=_EXAMPLES)


NAME_RULES = (unique_ids, *REFERENCE_RULES, *RETIRED_RULES)
PAGE_RULES = (counts_fit, no_cycles)
EXAMPLE_RULES = (examples_walk,)
