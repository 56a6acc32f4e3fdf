"""Rename an id everywhere in the text of a tree, with every comment and all layout as they were.

What is written is the text with other words at known places. It is read again, and must say what the data say with the
new id; so whatever is unclear is refused and changes nothing.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..check.check import check
from ..fields import Found, texts
from ..kinds import ID_PATTERN, ITEM
from ..model import Tree
from ..read.build import Spot
from ..read.document import Document, load
from ..text.markdown import links_of
from ..text.problems import Keys, Place, ProblemError, at_place, place_after, shown

Word = Callable[[Found], str | None]  # what a text becomes; None where it stays

_KINDS = {"questions": "question", "verdicts": "verdict", "articles": "article", "options": "option"}


@dataclass(frozen=True, slots=True)
class _Target:
    """What is renamed: where it stands, its old and its new id as others name it, and what is to be retired."""

    section: str
    keys: Keys
    old: str
    new: str

    @property
    def new_key(self) -> str:
        return self.new.rpartition("/")[2].removeprefix(ITEM)


def renamed(text: str, old: str, new: str) -> str:
    """The text of a sound tree with another id: a page, `question/answer`, `question/~item`, an article,
    `article/excerpt` or an option. What it is may stand before it, as `option:ID`, and must where several have that id.
    Raises ProblemError where it cannot be done, or not with certainty.
    """
    document = load(text)
    tree, problems = check(document)
    if tree is None:
        raise ProblemError(*problems)
    target = _target(tree, old, new)
    changed = _with_words(text, document, lambda found: _word(found, target))
    changed = _with_retired(changed, document, tree, target)
    _check_same(document, tree, changed, target)
    return changed


def _target(tree: Tree, old: str, new: str) -> _Target:
    kind, colon, name = old.rpartition(":")
    new = new.removeprefix(f"{kind}{colon}")
    holder, slash, held = name.partition("/")
    if slash and "/" not in new:
        new = f"{holder}/{ITEM * held.startswith(ITEM)}{new.removeprefix(ITEM)}"
    below = {"questions": "answers", "articles": "excerpts"}
    found: list[tuple[_Target, dict[str, Any]]] = []
    for section, called in _KINDS.items():
        entries = getattr(tree, section)
        if kind not in ("", called) or holder not in entries:
            continue
        if not slash:
            found.append((_Target(section, (section, name), name, new), entries))
        elif section in below:
            is_item = section == "questions" and held.startswith(ITEM)
            key = "checklist" if is_item else below[section]
            keys: Keys = (section, holder, key, held.removeprefix(ITEM) if is_item else held)
            target = _Target("items" if is_item else key, keys, name, new)
            found.append((target, getattr(entries[holder], key)))
    if len(found) > 1:
        ways = " or ".join(f"`{_KINDS[target.section]}:{name}`" for target, _ in found)
        raise _refused(f"{shown(name)} is the id of several; it must be {ways}")
    if not found:
        raise _refused(f"nothing in this tree has the id {shown(old)}; it must be one that there is")
    return _checked(*found[0])


def _checked(target: _Target, there: dict[str, Any]) -> _Target:
    holder, _, _ = target.old.rpartition("/")
    if target.keys[-1] not in there:
        raise _refused(f"nothing in this tree has the id {shown(target.old)}; it must be one that there is")
    if target.new == target.old:
        raise _refused(f"{shown(target.old)} has this id already; the new one must be another")
    if target.new.rpartition("/")[0] != holder or not ID_PATTERN.match(target.new_key):
        right = "it must be of lower-case letters a to z and digits, joined by single hyphens, and stay where it is"
        raise _refused(f"{shown(target.new)} cannot be the new id; {right}")
    return target


def _refused(what: str, place: Place = (1, 1)) -> ProblemError:
    return ProblemError(at_place(place, what))


def _word(found: Found, target: _Target) -> str | None:
    """What a text becomes; None where it has nothing of the id."""
    if found.keys == target.keys and found.at_key:
        return target.new_key
    if found.kind.name == "markdown":
        return _linked(found, target)
    if found.kind.name == "successor" or (
        found.kind.refers_to == "excerpt" and target.section in ("articles", "excerpts")
    ):
        return _held(found.text, target) if target.section != "options" else None
    sections = {
        "question": ("questions",),
        "verdict": ("verdicts",),
        "question or verdict": ("questions", "verdicts"),
        "option": ("options",),
        "option or verdict": ("options",),
    }
    if target.section in sections.get(found.kind.refers_to, ()):
        return target.new if found.text == target.old else None
    if found.kind.refers_to == "option or verdict" and target.section == "verdicts":
        return f"verdict:{target.new}" if found.text == f"verdict:{target.old}" else None
    return _answered(found, target) if found.kind.refers_to.endswith("of that question") else None


def _held(text: str, target: _Target) -> str | None:
    """An id, or one that stands below it: `question/answer` of a renamed question."""
    if text == target.old:
        return target.new
    below = text.startswith(f"{target.old}/")
    return target.new + text.removeprefix(target.old) if below else None


def _answered(found: Found, target: _Target) -> str | None:
    """An answer or an item that a condition or an example names below its question."""
    question_id = next((str(key) for key in reversed(found.keys) if isinstance(key, str)), "")
    holder, _, held = target.old.partition("/")
    if target.section in ("answers", "items") and question_id == holder and found.text == held:
        return target.new.partition("/")[2]
    return None


def _linked(found: Found, target: _Target) -> str | None:
    """A Markdown field with other links. Raises ProblemError where the words of one also stand where they are none."""
    link = f"{_KINDS.get(target.section, '?')}:{target.old}"
    number = links_of(found.text).count(link)
    if not number:
        return None
    pattern = _link_pattern(link)
    if len(pattern.findall(found.text)) != number:
        raise _refused(f"{shown(link)} also stands where it is no link; it must be changed by hand")
    return pattern.sub(link.partition(":")[0] + f":{target.new}", found.text)


def _link_pattern(link: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(link)}(?![\w-])")


def _with_words(text: str, document: Document, word: Word) -> str:
    """The text with other words where they stand."""
    begins = _positions(text)
    ends = sorted({begins(spot) for spot in _places(document.root)} | {len(text)})
    edits: dict[tuple[int, int], str] = {}
    for found in texts(document.data):
        new = word(found)
        if new is None:
            continue
        start = begins(document.key_place(found.keys) if found.at_key else document.place(found.keys))
        if found.kind.name == "markdown":
            edits |= _link_edits(text, start, next(end for end in ends if end > start), found.text, new)
            continue
        start += text[start] in "'\""
        if not text.startswith(found.text, start):
            line = place_after(text[:start])[0]
            raise _refused(
                f"{shown(found.text)} in line {line} is written in an unusual way; it must be changed by hand"
            )
        edits[start, start + len(found.text)] = new
    for (start, end), new in sorted(edits.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _link_edits(text: str, start: int, end: int, old: str, new: str) -> dict[tuple[int, int], str]:
    """The edits that make the links of one Markdown field those of another."""
    pairs = [pair for pair in zip(links_of(old), links_of(new), strict=True) if pair[0] != pair[1]]
    was, now = pairs[0]
    return {match.span(): now for match in _link_pattern(was).finditer(text, start, end)}


def _positions(text: str) -> Callable[[tuple[int, int]], int]:
    starts = [0, *(match.end() for match in re.finditer("\r\n|\n|\r", text))]
    return lambda place: starts[place[0] - 1] + place[1] - 1


def _places(spot: Spot) -> Iterator[tuple[int, int]]:
    yield from filter(None, (spot.key, spot.value))
    for held in spot.held.values() if isinstance(spot.held, dict) else spot.held or ():
        yield from _places(held)


def _retired(tree: Tree, target: _Target) -> dict[str, str]:
    """What is entered under `retired`: of an article its excerpts; options are in no address."""
    if target.section == "options":
        return {}
    if target.section == "articles":
        return {f"{target.old}/{id_}": f"{target.new}/{id_}" for id_ in tree.articles[target.old].excerpts}
    return {target.old: target.new}


def _with_retired(text: str, document: Document, tree: Tree, target: _Target) -> str:
    """The text with new entries under `retired`, which is begun at the end where there is none."""
    entries = _retired(tree, target)
    newline = "\r\n" if "\r\n" in text else "\n"
    match = re.search(r"(?m)^retired:[ \t]*(?:#[^\r\n]*)?\r?\n((?:[ \t]*(?:#[^\r\n]*)?\r?\n)*)( +)?", text)
    indentation = match[2] if match and match[2] else "  "
    added = "".join(f"{indentation}{old}: {new}{newline}" for old, new in entries.items())
    if not entries:
        return text
    if match:
        at = match.end(1) if match[2] else match.start(1)
        return text[:at] + added + text[at:]
    if "retired" in document.data or document.key_place(("guide",))[1] > 1:  # in brackets, in quotes, or all of it is
        right = (
            "it must be a block: `retired:` on a line of its own at the left margin, and each entry on a line below it"
        )
        raise _refused(f"nothing can be added to `retired`; {right}", document.key_place(("retired",)))
    end = re.search(r"(?m)^\.\.\.(?=\s|\Z)", text)  # behind it nothing may stand
    before, after = (text[: end.start()], text[end.start() :]) if end else (text, "")
    return f"{before}{'' if before.endswith(newline) else newline}retired:{newline}{added}{after}"


def _check_same(before: Document, before_tree: Tree, text: str, target: _Target) -> None:
    """Refuse a text that does not say what it should, or that is no sound tree any more."""
    after = load(text)
    tree, problems = check(after)
    if tree is None:
        raise ProblemError(*problems)
    words: dict[bool, dict[Keys, str | None]] = {True: {}, False: {}}
    for found in texts(before.data):
        words[found.at_key][found.keys] = _word(found, target)
    expected = _mapped(before.data, words[False], words[True])
    retired = {**(expected.pop("retired", None) or {}), **_retired(before_tree, target)}
    found_retired = after.data.pop("retired", None) or {}
    if (expected, retired) != (after.data, found_retired):
        raise _refused(f"{shown(target.old)} cannot be renamed with certainty; it must be changed by hand")


def _mapped(data: Any, values: dict[Keys, str | None], names: dict[Keys, str | None], keys: Keys = ()) -> Any:
    """Data with other texts, and with other keys."""
    if isinstance(data, dict):
        return {
            names.get((*keys, key)) or key: _mapped(held, values, names, (*keys, key)) for key, held in data.items()
        }
    if isinstance(data, list):
        return [_mapped(held, values, names, (*keys, n)) for n, held in enumerate(data)]
    return values.get(keys) or data
