"""What was published stays: ids that addresses and trails hold are found again, and words keep their ids.

The command `compare` fails where they do not. What else differs is `differences`' to tell.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..fields import Named, named
from ..kinds import ITEM
from ..model import Tree
from ..text.problems import Keys, Problem, shown
from .differences import is_withdrawn, missing, read_as

_SPOKEN = {"question", "verdict", "answer", "item"}  # what readers take a link to say


@dataclass(frozen=True, slots=True)
class Turned:
    """An entry that has the words that another one of its kind had: a link to it now says something else."""

    noun: str
    id: str
    words: str
    was: str  # its own words before
    theirs: str  # the id whose words they were


def gone(old: Tree, new: Tree) -> list[str]:
    """The published ids that nothing stands for any more, and those that were retired or withdrawn and are so no longer.

    What a question held is found at the one that this forwards to, or needs an entry of its own. Where the question
    forwards to a verdict, or is withdrawn, nothing is asked, and that stands for its answers and items too.
    """
    live = {entry.id for entry in named(new) if entry.published}
    lost = [found.entry.id for found in missing(old, new) if found.entry.published and not found.now]
    dropped = [key for key in old.retired if key not in new.retired and not _came_back(old, new, key, live)]
    dropped += [key for key in old.withdrawn if key not in new.retired]
    return [key for key in (*lost, *dropped) if not _accounted_for(new, key)]


def _accounted_for(new: Tree, old_id: str) -> bool:
    holder, slash, _ = old_id.partition("/")
    return is_withdrawn(new, old_id) or bool(slash) and new.retired.get(holder) in new.verdicts


def _came_back(old: Tree, new: Tree, key: str, live: Collection[str]) -> bool:
    """Whether what was retired is read as something by its question, or lives again because a rename was undone."""
    return read_as(new, key, live) not in ("", key) or key in live and read_as(new, old.retired[key], live) == key


def turned(old: Tree, new: Tree) -> list[Turned]:
    """The entries that took the words of another one of their kind, which does not have them any more."""
    before, after = ({entry[:2]: entry.words for entry in _spoken(tree)} for tree in (old, new))
    owners = {_among(entry): entry.id for entry in reversed(list(_spoken(old)))}
    live = {entry.id for entry in named(new)}
    found = []
    for entry in _spoken(new):
        was, theirs = before.get(entry[:2]), owners.get(_among(entry), entry.id)
        moved = after.get((entry.noun, theirs)) != entry.words and read_as(new, theirs, live) != entry.id
        if was and was != entry.words and theirs != entry.id and moved:
            found.append(Turned(entry.noun, entry.id, entry.words, was, theirs))
    return found


def _spoken(tree: Tree) -> Iterator[Named]:
    return (entry for entry in named(tree) if entry.noun in _SPOKEN)


def _among(entry: Named) -> tuple[str, str, str]:
    """What tells an entry from others by its words: answers and items are told apart within their question."""
    holder, slash, _ = entry.id.partition("/")
    return entry.noun, holder if slash else "", entry.words


def problem_of_turned(entry: Turned) -> Problem:
    """What to do about an entry with the words of another one."""
    what = f"the {entry.noun} `{entry.id}` now says {shown(entry.words)}, as the {entry.noun} `{entry.theirs}` did"
    right = "words must keep their id, or have a new one, for old links say what they said"
    return Problem(f"{what}, and no longer {shown(entry.was)}; {right}", _keys(entry))


def _keys(entry: Turned) -> Keys:
    if entry.noun in ("question", "verdict"):
        return f"{entry.noun}s", entry.id, "title"
    holder, _, held = entry.id.partition("/")
    if entry.noun == "item":
        return "questions", holder, "checklist", held.removeprefix(ITEM)
    return "questions", holder, "answers", held, "label"


def remedy(gone_id: str, old: Tree, new: Tree) -> str:
    """What to write under `retired` or `withdrawn` for an id that is gone."""
    live = next((entry.noun for entry in named(new) if entry.id == gone_id and entry.published), "")
    stays = f"is now the id of the {live}, which must have another" if live else "is gone"
    if gone_id in old.withdrawn:
        return f"`{gone_id}` stood under `withdrawn` and {stays}; it must stay there"
    if gone_id in old.retired:
        was = f"`{gone_id}: {old.retired[gone_id]}` stood under `retired` and `{gone_id}` {stays}"
        return f"{was}; it must stay there, and forward to something live"
    noun = next(entry.noun for entry in named(old) if entry.id == gone_id and entry.published)
    right = f"`{gone_id}: NEW` must stand under `retired`, to name the {noun} that stands for it now"
    if live:
        reused = f"the {noun} `{gone_id}` is gone, and its id is now that of the {live}"
        return f"{reused}; the {live} must have an id of its own, and {right}"
    return f"the {noun} `{gone_id}` was published and is gone; {right}, or `{gone_id}` under `withdrawn`, where nothing does"
