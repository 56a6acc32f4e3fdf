"""What every command begins with: the common arguments, and the reading of the tree that they name."""

import os
import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape, unescape
from pathlib import Path

from ..check.editions import ADVICE, MOST_BYTES
from ..check.reading import EDITIONS, LOCK, Reading, read_guide
from ..model import Tree
from ..read.document import decode, load
from ..read.plain import UnreadableError, plain_bytes, read_plain
from ..text.problems import Problem, at_place, of_file
from .own_pages import missing_own_pages
from .strays import strays

TREE, DOCS, SITE = Path("decision_tree.yaml"), Path("docs"), "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Options:
    """What the common arguments say."""

    tree: Path = TREE
    docs: Path = DOCS
    strict: bool = False
    format: str = "text"


def read_bytes(path: Path) -> bytes | Problem:
    """The bytes of a file, or the problem with it."""
    try:
        return read_plain(path)
    except UnreadableError as error:
        return at_place((1, 1), f"the file {error}; it must be the file of a tree")


def examine(options: Options) -> Reading:
    """Read the tree and everything about it; with `strict`, or with a problem, there is no tree to go on with."""
    raw = read_bytes(options.tree)
    if isinstance(raw, Problem):
        return Reading(problems=[raw])
    lock = options.tree.with_name(LOCK)
    try:
        locked = read_plain(lock) if os.path.lexists(lock) else None
    except UnreadableError as error:
        return Reading(problems=[of_file(lock, f"the file {error}; it must be what `fingerprint` writes")])
    frozen, foreign = _frozen(options.tree.with_name(EDITIONS))
    reading = read_guide(raw, locked, date.today(), frozen, partial(_site_name_advice, options.docs))
    lost = missing_own_pages(reading.tree, options.docs) if reading.tree else ()
    stray = strays(options.docs, whole=(options.docs.parent / SITE).is_file())
    return reading.with_problems([*foreign, *lost, *stray], options.strict)


def _frozen(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """The files of frozen editions, by path, and what is wrong with the others. Hidden files are nobody's business."""
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        return {}, [of_file(folder, f"the frozen editions cannot be read ({error.strerror}); this must be a folder")]
    held = {path: plain_bytes(path, MOST_BYTES + 1) for path in paths if path.suffix == ".json"}
    unread = [of_file(path, "this is no file that can be read") for path, raw in held.items() if raw is None]
    what = "this is no frozen edition; it should not be in this folder"
    foreign = [Problem(what, file=str(path), line=1, column=1, advice=ADVICE) for path in paths if path not in held]
    return {str(path): raw for path, raw in held.items() if raw is not None}, unread + foreign


def _site_name_advice(docs: Path, tree: Tree) -> list[Problem]:
    """Advice where the site has another name than the guide: the one place outside the tree that names the subject."""
    path = docs.parent / SITE
    if not path.is_file():
        return []
    settings = decode(plain_bytes(path, MOST_BYTES) or b"")
    names = load(settings).data if isinstance(settings, str) else None
    title = tree.guide.title
    # The theme takes the name for HTML.
    right = escape(title) if re.search('[<>"]', title) or unescape(title) != title else title
    if not isinstance(names, dict) or names.get("site_name") in (right, escape(title)):
        return []
    what = f"`site_name` in {SITE} is not the guide's title; it should be `{right}`"
    return [Problem(what, ("guide", "title"), advice="site-name")]
