"""What every command begins with: the common arguments, and the reading of the tree that they name."""

import re
from dataclasses import dataclass
from datetime import date
from html import escape, unescape
from pathlib import Path

from ..check.reading import LOCK, Reading, read_guide
from ..read.document import load
from ..text.problems import Problem, at_place

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
        return path.read_bytes()
    except OSError as error:
        return at_place((1, 1), f"the file cannot be read ({error.strerror}); it must be the file of a tree")


def examine(options: Options) -> Reading:
    """Read the tree and everything about it; with `strict`, or with a problem, there is no tree to go on with."""
    raw = read_bytes(options.tree)
    if isinstance(raw, Problem):
        return Reading(problems=[raw])
    lock = options.tree.with_name(LOCK)
    try:
        locked = lock.read_bytes() if lock.exists() else None
    except OSError:
        locked = b""  # reading it as a lock says what is wrong
    reading = read_guide(raw, locked, date.today())
    return reading.with_problems(_site_name_advice(reading, options.docs), options.strict)


def _site_name_advice(reading: Reading, docs: Path) -> list[Problem]:
    """Advice where the site has another name than the guide: the one place outside the tree that names the subject."""
    path = docs.parent / SITE
    if reading.tree is None or not path.is_file():
        return []
    try:
        names = load(path.read_text(encoding="utf-8")).data
    except (OSError, UnicodeDecodeError):
        return []
    title = reading.tree.guide.title
    # The theme takes the name for HTML.
    right = escape(title) if re.search('[<>"]', title) or unescape(title) != title else title
    if not isinstance(names, dict) or names.get("site_name") in (right, escape(title)):
        return []
    what = f"`site_name` in {SITE} is not the guide's title; it should be `{right}`"
    return [Problem(what, ("guide", "title"), advice="site-name")]
