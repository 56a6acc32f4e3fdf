"""What lies in the folder of pages and must not be published: links that leave it, and what is no plain file.

The site generator follows every link: one to a private file would publish it.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePath

from ..text.problems import Problem, of_file
from ..write.manifest import BUILD, MANIFEST


def strays(docs: Path, whole: bool) -> Iterator[Problem]:
    """A problem for everything below `docs`, but for what is hidden, that is neither a plain file nor a folder of it.

    Where the guide is a `whole` site, also for what has the name of a file that every site of this program has.
    """
    root = Path(os.path.realpath(docs))
    for path in (docs / name for name in (BUILD, MANIFEST)):
        if whole and os.path.lexists(path):
            yield of_file(
                path, "a site has a file of its own of this name, which tells what it is; this must be renamed"
            )
    for path in shown_below(docs):
        wrong = _wrong(path, root)
        if wrong:
            yield of_file(path, f"{wrong}; only plain files of this folder are published, so it must be removed")


def shown_below(docs: Path) -> Iterator[Path]:
    """Every path below `docs`, in order, but for what is hidden.

    Links to folders of `docs` are followed, as the site generator does: one to a hidden folder shows what is in it. What
    several ways lead to is shown once.
    """
    root = os.path.realpath(docs)
    yield from _shown_below(Path(docs), Path(root), {root})


def _shown_below(folder: Path, root: Path, seen: set[str]) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return  # there are no pages yet; or a build says why it cannot write them
    for entry in entries:
        if entry.name.startswith("."):
            continue
        yield Path(entry.path)
        real = os.path.realpath(entry.path) if os.path.isdir(entry.path) else ""
        if real and real not in seen and Path(real).is_relative_to(root):
            seen.add(real)
            yield from _shown_below(Path(entry.path), root, seen)


def _wrong(path: Path, root: Path) -> str:
    """What is wrong with a path below the folder whose real path is `root`; empty where nothing is."""
    if not path.name.isprintable():
        return "its name has characters that no address can have"
    linked = path.is_symlink()
    try:
        kind = os.stat(path).st_mode
    except OSError as error:
        return f"this link leads nowhere ({error.strerror})" if linked else f"this cannot be read ({error.strerror})"
    if linked and (wrong := _wrong_link(Path(os.path.realpath(path)), Path(os.path.realpath(path.parent)), root)):
        return wrong
    return "" if stat.S_ISREG(kind) or stat.S_ISDIR(kind) else "this is neither a file nor a folder"


def _wrong_link(target: PurePath, holder: PurePath, root: PurePath) -> str:
    """What is wrong with a link to `target` that lies in `holder`, all of them real paths."""
    if not target.is_relative_to(root):
        return "this link leads out of the folder"
    return "this link leads to a folder that it lies in" if holder.is_relative_to(target) else ""
