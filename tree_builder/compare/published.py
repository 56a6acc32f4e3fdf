"""What was published stays: ids that addresses and trails hold are found again, and words keep their ids.

The command `compare` fails where they do not. What else differs is `differences`' to tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..kinds import ITEM
from ..model import Tree
from ..text.problems import Keys, Problem, shown
from .differences import UNPUBLISHED, Entry, entries, is_withdrawn, missing, read_as

_SPOKEN = {"question", "verdict", "answer", "item"}  # what readers take a link to say
_TARGETS = {
    "question": "PAGE",
    "verdict": "PAGE",
    "answer": "QUESTION/ANSWER",
    "item": f"QUESTION/{ITEM}ITEM",
    "excerpt": "ARTICLE/EXCERPT",
}


@dataclass(frozen=True, slots=True)
class Turned:
    """An entry that has the words that another one of its kind had: a link to it now says something else."""

    kind: str
    id: str
    words: str
    was: str  # its own words before
    theirs: str  # the id whose words they were


def gone(old: Tree, new: Tree) -> list[str]:
    """The published ids that nothing stands for any more, and those that were retired or withdrawn and are so no longer.

    An answer or an item whose question is retired is found at the question that this forwards to, or needs an entry of
    its own. If it forwards to a verdict, or is withdrawn, nothing is asked there, and that stands for them too.
    """
    lost = [entry for entry in missing(old, new) if entry.kind not in UNPUBLISHED and not entry.now]
    dropped = [
        key for key in (*old.retired, *old.withdrawn) if key not in new.retired and not _came_back(old, new, key)
    ]
    return [key for key in (*(entry.id for entry in lost), *dropped) if not _accounted_for(new, key)]


def _accounted_for(new: Tree, old_id: str) -> bool:
    holder, slash, _ = old_id.partition("/")
    return is_withdrawn(new, old_id) or bool(slash) and new.retired.get(holder) in new.verdicts


def _came_back(old: Tree, new: Tree, old_id: str) -> bool:
    """Whether what was retired is read as something by its question, or lives again because a rename was undone."""
    if old_id in old.withdrawn:
        return False
    return read_as(new, old_id) not in ("", old_id) or read_as(new, old.retired[old_id]) == old_id


def turned(old: Tree, new: Tree) -> list[Turned]:
    """The entries that took the words of another one of their kind, which does not have them any more."""
    before = {(entry.kind, entry.id): entry.words for entry in _spoken(old)}
    after = {(entry.kind, entry.id): entry.words for entry in _spoken(new)}
    owners = {_among(entry): entry.id for entry in reversed(list(_spoken(old)))}
    found = []
    for entry in _spoken(new):
        was, theirs = before.get((entry.kind, entry.id)), owners.get(_among(entry), entry.id)
        moved = after.get((entry.kind, theirs)) != entry.words and read_as(new, theirs) != entry.id
        if was and was != entry.words and theirs != entry.id and moved:
            found.append(Turned(entry.kind, entry.id, entry.words, was, theirs))
    return found


def _spoken(tree: Tree) -> Iterator[Entry]:
    return (entry for entry in entries(tree) if entry.kind in _SPOKEN)


def _among(entry: Entry) -> tuple[str, str, str]:
    """What tells an entry from others by its words: answers and items are told apart within their question."""
    holder, slash, _ = entry.id.partition("/")
    return entry.kind, holder if slash else "", entry.words


def problem_of_turned(entry: Turned) -> Problem:
    """What to do about an entry with the words of another one."""
    what = f"the {entry.kind} `{entry.id}` now says {shown(entry.words)}, as the {entry.kind} `{entry.theirs}` did"
    right = "words must keep their id, or have a new one, for old links say what they said"
    return Problem(f"{what}, and no longer {shown(entry.was)}; {right}", _keys(entry))


def _keys(entry: Turned) -> Keys:
    if entry.kind in ("question", "verdict"):
        return f"{entry.kind}s", entry.id, "title"
    holder, _, held = entry.id.partition("/")
    if entry.kind == "item":
        return "questions", holder, "checklist", held.removeprefix(ITEM)
    return "questions", holder, "answers", held, "label"


def remedy(gone_id: str, old: Tree, new: Tree) -> str:
    """What to write under `retired` or `withdrawn` for an id that is gone."""
    if gone_id in old.withdrawn:
        return f"{shown(gone_id)} stood in `withdrawn`; it must stay there, and nothing else must have this id"
    live = next((entry for entry in entries(new) if entry.id == gone_id and entry.kind not in UNPUBLISHED), None)
    if gone_id in old.retired:
        was = f"`{gone_id}: {old.retired[gone_id]}` stood under `retired`"
        if live:
            return f"{was}, and is now the id of the {live.kind}; the {live.kind} must have another id, and `{gone_id}` must stay"
        return f"{was} and is gone; `{gone_id}` must stay there, and forward to something live"
    kind = next(entry.kind for entry in entries(old) if entry.id == gone_id and entry.kind in _TARGETS)
    right = f"`{gone_id}: {_TARGETS[kind]}` must stand under `retired`"
    if live:
        reused = f"the {kind} `{gone_id}` is gone, and its id is now that of the {live.kind}"
        return f"{reused}; the {live.kind} must have an id of its own, and {right}"
    return f"the {kind} `{gone_id}` was published and is gone; {right}, {_ways_out(gone_id, kind, new)}"


def _ways_out(gone_id: str, kind: str, new: Tree) -> str:
    if kind not in ("answer", "item"):
        return "to tell where its readers go now"
    question_id = gone_id.partition("/")[0]
    other = (
        ""
        if question_id in {*new.questions, *new.retired}
        else f", or `{question_id}` must forward to where it is asked"
    )
    return f"to tell what it is read as now, or `{gone_id}` in `withdrawn`, to have it asked again{other}"
