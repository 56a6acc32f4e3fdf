"""The manifest of a guide's generated files, `.build-tree.json` in the guide's root: whose they are.

It names the tree that the pages were made from, and every file. A build removes only what it lists, and never enters a
folder that has the manifest of another guide. Beside it `.gitignore` lists the same files, and so never an author's.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..pages.marker import JSON_MARKER, PAGE_MARKER
from ..pages.site import ENDINGS, FOLDERS
from ..read.plain import plain_bytes
from ..text.problems import Problem, ProblemError, of_file, shown
from .files import replace

NAME, IGNORED = ".build-tree.json", ".gitignore"
LOCK = ".build-tree.lock"  # whoever writes holds it, so what is half written is left behind
ADVISED = ".build-advice.json"  # what the last build advised
HIDDEN = (IGNORED, NAME, LOCK, ADVISED)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says: the way from the guide's root to its tree, and its files as paths below that root."""

    tree: str = ""  # empty in a manifest of version 1, which did not say it: it is taken for this guide's
    files: tuple[str, ...] = ()


def way_to_tree(tree: Path, docs: Path) -> str:
    """How a manifest names a tree: by the way to it from the guide's root, so that a guide may be moved as a whole."""
    try:
        return Path(os.path.relpath(tree.resolve(), docs.resolve())).as_posix()
    except ValueError:  # on another drive of Windows
        return tree.name


def read_manifest(root: Path) -> Manifest:
    """The manifest in a guide's root, an empty one where there is none. Raises ProblemError for what is no manifest."""
    path = root / NAME
    raw = plain_bytes(path)
    if raw is None and not os.path.lexists(path):
        return Manifest()
    try:
        held = json.loads(raw or b"")
        tree, files = held.get("tree", ""), [*held["pages"]]
        if not all(isinstance(text, str) for text in (tree, *files)):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        what = "this is no manifest of a guide; it must be removed, and then no build knows which old pages are its own"
        raise ProblemError(of_file(path, what)) from None
    return Manifest(
        tree, tuple(file for file in files if file.rpartition("/")[0] in FOLDERS and file.endswith(ENDINGS))
    )


def write_manifest(root: Path, manifest: Manifest) -> None:
    """Write the manifest where it is not there already. Raises ProblemError."""
    files = ",\n".join(json.dumps(file) for file in manifest.files)
    raw = f'{JSON_MARKER}\n"tree": {json.dumps(manifest.tree)},\n"pages": [\n{files}\n]}}\n'.encode()
    if plain_bytes(root / NAME) != raw:
        replace(root / NAME, raw)
    listed = "\n".join([PAGE_MARKER, *(f"/{file}" for file in (*HIDDEN, *manifest.files)), ""]).encode()
    ignored = plain_bytes(root / IGNORED) or b""
    if ignored != listed and (ignored.startswith(PAGE_MARKER.encode()) or not os.path.lexists(root / IGNORED)):
        replace(root / IGNORED, listed)  # one of an author's is left alone


def other_guides(tree: str, docs: Path, before: Manifest) -> Iterator[Problem]:
    """A problem where another guide lies in the guide's root, in a folder of its pages, or around it."""
    if before.tree not in ("", tree):
        what = f"this folder has the pages of another guide, made from {shown(before.tree)}"
        yield of_file(docs, f"{what}; --docs must name another folder, or {NAME} in this one must go")
    for folder in filter(None, FOLDERS):
        if not os.path.islink(docs / folder) and os.path.lexists(docs / folder / NAME):
            yield of_file(docs / folder, "another guide lies where pages of this one must be; one of the two must move")
    if any(file.startswith(f"{docs.name}/") for file in _files_of(docs.parent)):
        yield of_file(docs, "this is a folder of another guide's pages; --docs must name another folder")


def _files_of(root: Path) -> Iterable[str]:
    try:
        return read_manifest(root).files
    except ProblemError:
        return ()  # said when that guide is built
