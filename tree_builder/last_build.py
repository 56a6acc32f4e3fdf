"""What the last build made, and of what: a build that would make the same again need not make it to find out.

`docs/.build-tree.json` holds a hash of all that the pages were made of, this program included, and one of every page. It
is trusted for no more than that: where a page was changed, added or removed by hand, where a folder is not what it was,
or where the file itself is damaged or missing, the build is a whole one. A file of that name that no build made stays;
then every build is whole.
"""

import json
import os
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import PROGRAM
from .lock import Lock
from .marker import JSON_MARKER, is_marked
from .model import Tree
from .write import (
    FOLDERS,
    LAST_BUILD,
    Changes,
    WriteError,
    blocked_folders,
    hash_of,
    left_over,
    plain_bytes,
    replace,
)

# Those that have a part in how a page looks; what reads the tree has not, for it is the tree itself that is compared.
_LIBRARIES = ("jinja2", "markupsafe", "markdown-it-py")


def made_of(tree: Tree, lock: Lock | None) -> str:
    """A hash of all that pages are made of: the tree, what is proved of it, this program and its libraries."""
    whole = blake2b(digest_size=16)
    for part in (repr(tree), repr(lock), PROGRAM, *map(version, _LIBRARIES)):
        raw = part.encode(errors="backslashreplace")
        whole.update(f"{len(raw)}\n".encode() + raw)
    return whole.hexdigest()


def nothing_to_do(origin: str, docs: Path) -> Changes | None:
    """What a build of the same `origin` would do where all is as the last one left it; None where it must be seen."""
    pages = _remembered(origin, docs)
    if not pages or any(blocked_folders(pages, docs)):
        return None
    same = all((raw := plain_bytes(docs / path)) is not None and hash_of(raw) == pages[path] for path in pages)
    return Changes(unchanged=len(pages)) if same and not left_over(pages, docs) else None


def _remembered(origin: str, docs: Path) -> dict[str, Any]:
    """The hash of each page that was made of the same; nothing where that is not known."""
    try:
        last = json.loads(plain_bytes(docs / LAST_BUILD) or b"{}")
    except (ValueError, RecursionError):
        return {}
    pages = last.get("pages") if isinstance(last, dict) and last.get("made_of") == origin else None
    if not isinstance(pages, dict) or not all(path.rpartition("/")[0] in FOLDERS for path in pages):
        return {}
    return pages


def remember(origin: str, changes: Changes, docs: Path) -> None:
    """Keep for the next build what this one made. Where that cannot be written, the next one takes its time."""
    kept = json.dumps({"made_of": origin, "pages": changes.hashes}, indent=0)
    raw = f"{JSON_MARKER}{kept.removeprefix('{')}\n".encode()
    place = docs / LAST_BUILD
    standing = plain_bytes(place)
    if standing == raw or (os.path.lexists(place) and not _may_be_replaced(standing)):
        return
    with suppress(WriteError):
        replace(place, raw)


def _may_be_replaced(standing: bytes | None) -> bool:
    return standing is not None and is_marked(standing.partition(b"\n")[0].decode(errors="replace"))
