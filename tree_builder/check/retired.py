"""The rules about what was once published: it is not in use, and its readers find something live or are asked again."""

from collections.abc import Collection, Iterator
from typing import Literal

from ..kinds import ID_LENGTH, ID_PATTERN, ITEM, RESERVED_IDS
from ..text.problems import Keys, Problem, shown
from .data import Data
from .references import cause_of, unknown

_FORMS = "`page`, `question/answer`, `question/~item` or `article/excerpt`"
_TARGETS = {
    "question or verdict": "a page",
    "answer": "an answer, as `question-id/answer-id`",
    "item": "an item of a checklist, as `question-id/~item-id`",
    "excerpt": "an excerpt, as `article-id/excerpt-id`",
    "answer or excerpt": "one, as `question-id/answer-id` or `article-id/excerpt-id`",
}


def _live(data: Data) -> dict[str, Collection[str]]:
    """What may be forwarded to, by what it is."""
    answers = {f"{key}/{id_}": answer for key in data.questions for id_, answer in data.answers(key).items()}
    return {
        "question or verdict": data.pages,
        "answer": answers,
        "item": {f"{key}/{ITEM}{item}": None for key in data.questions for item in data.items(key)},
        "excerpt": data.excerpts,
        "answer or excerpt": {**answers, **data.excerpts},
    }


def retired_forwards(data: Data) -> Iterator[Problem]:
    """What is retired is not in use, points at something live of its kind, and makes no chains."""
    live = _live(data)
    for old, new in data.retired.items():
        keys: Keys = ("retired", old)
        yield from _is_gone(data, live, old, keys, "retired", at_key=True)
        kind = _kind(data, old)
        if not is_old_id(old) or not isinstance(new, str) or new in live[kind]:
            continue
        if new in data.retired:
            what = f"{shown(old)} forwards to {shown(new)}, which is retired too; it must forward to where that goes"
            yield Problem(what, keys)
        else:
            right = f"what is retired must forward to {_TARGETS[kind]}"
            yield unknown(keys, kind, new, live[kind], right=right, cause=cause_of(data, new))


def withdrawn_is_gone(data: Data) -> Iterator[Problem]:
    """What is withdrawn is neither in use nor retired."""
    live = _live(data)
    for position, old in enumerate(data.withdrawn if isinstance(data.withdrawn, list) else []):
        if isinstance(old, str):
            keys: Keys = ("withdrawn", position)
            yield from _is_gone(data, live, old, keys, "withdrawn", at_key=False)
            if old in data.retired:
                what = f"{shown(old)} is withdrawn and retired; it must either forward, or have no successor"
                yield Problem(what, keys)


def _is_gone(
    data: Data,
    live: dict[str, Collection[str]],
    old: str,
    keys: Keys,
    said: Literal["retired", "withdrawn"],
    at_key: bool,
) -> Iterator[Problem]:
    if not is_old_id(old):
        yield Problem(f"{shown(old)} is no id; what is {said} must be {_FORMS}", keys, at_key)
    elif old in data.articles or any(old in names for names in live.values()):
        what = f"{shown(old)} is {said} but still in use; it must be removed here, or there"
        yield Problem(what, keys, at_key)


def _kind(data: Data, old: str) -> str:
    """What a retired id was, and so what it must forward to, as far as today's tree can tell."""
    holder, slash, held = old.partition("/")
    if not slash:
        return "question or verdict"
    if held.startswith(ITEM):
        return "item"
    of_page = holder in data.questions or holder in data.retired
    if of_page == (holder in data.articles):
        return "answer or excerpt"
    return "answer" if of_page else "excerpt"


def is_old_id(old: str) -> bool:
    """Whether `old` is written as an id, or as two joined by a slash, the second of them perhaps an item."""
    holder, slash, held = old.partition("/")
    return all(
        ID_PATTERN.match(part) and len(part) <= ID_LENGTH and part not in RESERVED_IDS
        for part in ([holder, held.removeprefix(ITEM)] if slash else [holder])
    )


RETIRED_RULES = (retired_forwards, withdrawn_is_gone)
