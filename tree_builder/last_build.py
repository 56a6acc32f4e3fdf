"""What the last build made, and of what: a build that would make the same again need not make it to find out.

Both stand in a hidden file beside the pages: a hash of all that they are made of, this program included, and one of
every page. It is trusted for no more than that. Whoever changes or removes a page, or adds one, gets a whole build, and
so does whoever damages or removes the file.
"""

import json
import os
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import jinja2
import markdown_it
import pydantic

from .marker import JSON_MARKER, is_marked
from .write import LAST_BUILD, Changes, WriteError, hash_of, left_over, plain_bytes, replace

PACKAGE = Path(__file__).parent
_PARTS = ("*.py", "templates/*.md")


def made_of(*texts: str) -> str:
    """A hash of the texts that pages are made of, of this program, and of the libraries that it is built on."""
    libraries = (sys.version, pydantic.VERSION, jinja2.__version__, markdown_it.__version__)
    program = (path.read_text(encoding="utf-8") for part in _PARTS for path in sorted(PACKAGE.glob(part)))
    whole = blake2b(digest_size=16)
    for text in (*texts, *libraries, *program):
        raw = text.encode()
        whole.update(f"{len(raw)}\n".encode() + raw)
    return whole.hexdigest()


def nothing_to_do(origin: str, docs: Path) -> Changes | None:
    """What a build of the same `origin` would do where all is as the last one left it; None where it must be seen."""
    try:
        last = json.loads(plain_bytes(docs / LAST_BUILD) or b"{}")
    except (ValueError, RecursionError):
        return None
    pages = last.get("pages") if isinstance(last, dict) and last.get("made_of") == origin else None
    if not isinstance(pages, dict) or not pages:
        return None
    same = all(hash_of(plain_bytes(docs / path) or b"") == digest for path, digest in pages.items())
    return Changes(unchanged=len(pages)) if same and not left_over(pages, docs) else None


def remember(origin: str, changes: Changes, docs: Path) -> None:
    """Keep for the next build what this one made. Where that cannot be written, the next one takes its time."""
    place = docs / LAST_BUILD
    kept = json.dumps({"made_of": origin, "pages": changes.hashes}, indent=0)
    raw = f"{JSON_MARKER}{kept.removeprefix('{')}\n".encode()
    standing = plain_bytes(place)
    if standing == raw or (os.path.lexists(place) and not _is_ours(standing)):
        return
    with suppress(WriteError):
        replace(place, raw)


def _is_ours(standing: bytes | None) -> bool:
    return standing is not None and (not standing or is_marked(standing.decode(errors="replace")))
