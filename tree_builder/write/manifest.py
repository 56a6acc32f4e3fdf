"""The manifest of a published site: what was made, from what, with the hash of every file. It is also the site's mark.

A folder with a manifest was made by this program, as far as the manifest lists what is in it. `build.json` says the same
in short for whoever watches the server. Both are written last, so a site without them is unfinished.
"""

import json
import os
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from ..read.plain import open_plain, plain_bytes

MANIFEST, BUILD = "site-manifest.json", "build.json"
_ABOUT = "Made by `build_tree.py publish`, which replaces this folder as a whole; nothing of yours belongs in here."
_MOST_BYTES = 64_000_000  # of a manifest: half a million files


@dataclass(frozen=True, slots=True)
class Manifest:
    """`content` is the hash of what the site was made from; `files` are hashes by path, with `/` between folders."""

    content: str
    edition: str
    commit: str | None
    files: dict[str, str]

    def text(self) -> str:
        """The file."""
        return json.dumps({"about": _ABOUT, **asdict(self)}, indent=1, sort_keys=True) + "\n"

    def build(self) -> str:
        """What `build.json` says: the edition, the commit, and the hash of the manifest."""
        told = {"edition": self.edition, "commit": self.commit, "manifest": self.hash()}
        return json.dumps(told, indent=1) + "\n"

    def hash(self) -> str:
        """The hash by which one site is told from another."""
        return sha256(self.text().encode()).hexdigest()


def manifest_of(
    folder: Path, content: str, edition: str, commit: str | None, without: Collection[str] = ()
) -> Manifest:
    """The manifest of a folder as it is, but for the files `without`. Raises OSError."""
    paths = sorted(path for path in paths_in(folder) if path not in without)
    return Manifest(content, edition, commit, {path: _hash(folder / path) for path in paths})


def read(folder: Path) -> Manifest | None:
    """The manifest of a site, or None where there is none, or none that this program wrote."""
    raw = plain_bytes(folder / MANIFEST, _MOST_BYTES)
    try:
        held = json.loads(raw or b"")
        if held.pop("about") != _ABOUT:
            return None
        found = Manifest(**held)
        return found if found.text().encode() == raw and isinstance(found.files, dict) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def is_whole(folder: Path, manifest: Manifest) -> bool:
    """Whether every file of a site is as the manifest says."""
    try:
        same = all(_hash(folder / path) == wanted for path, wanted in manifest.files.items())
    except OSError:
        return False
    return same and plain_bytes(folder / BUILD, _MOST_BYTES) == manifest.build().encode()


def foreign_in(folder: Path, manifest: Manifest) -> str | None:
    """The first path in a site that this program did not make."""
    ours = {MANIFEST, BUILD, *manifest.files}
    return next((path for path in sorted(paths_in(folder)) if path not in ours), None)


def paths_in(folder: Path) -> Iterator[str]:
    """Every path below a folder that is no folder; links are not followed."""
    for above, folders, files in os.walk(folder):
        linked = [name for name in folders if os.path.islink(os.path.join(above, name))]
        for name in (*files, *linked):
            yield Path(above, name).relative_to(folder).as_posix()


def _hash(path: Path) -> str:
    digest = sha256()
    with open_plain(path) as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
