"""The published site: a folder that is replaced as a whole, and the one before it, kept for one generation.

Everything that this needs lies in one folder beside the site, `.SITE.publishing`:

    README       the mark of this program
    lock         who publishes holds it
    new          a site that is being made
    next-HASH    one that is made; after the exchange of folders, the one that stood there before
    old          the one that stood there before, on its way to become `previous`
    kept         a link to what `previous` led to, while both links are turned
    previous     what `back` goes back to: a folder, or a link to one
    site-*       where the site is a symbolic link: what it, or `previous`, leads to
    trash-*      what is being removed, or could not be

Whoever has the lock first mends what a killed run left. Nothing is moved or removed that is not in this folder, or is no
site with a manifest of ours and nothing else in it.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..read.plain import plain_bytes
from ..text.problems import ProblemError, of_file
from . import manifest
from .alone import alone
from .links import forget, mend_links, target_of, turn_link, turn_links
from .manifest import BUILD, MANIFEST, Manifest
from .place import Place, remove
from .swap import exchange

_MARK = "Made by `build_tree.py publish`, for itself: `publish --clean` removes it together with the site.\n"
_README, _LOCK = "README", "lock"
_HASH = 16  # digits of a hash in a name


@contextmanager
def turn(place: Place, waiting: Callable[[], object], begin: bool = True) -> Iterator[bool]:
    """Be the only one who publishes there. `waiting` is called where another one takes long.

    Gives whether the site was gone, and is the previous one now. Raises ProblemError; where nothing was published yet,
    too, but to `begin`.
    """
    before: Manifest | None = None
    try:
        before = manifest.read(place.site)
        if _holds_others_files(place.site, before):
            raise _others(place.site)
        if not begin and not place.work.is_dir():
            raise _no_way_back(place)
        if _is_others(place.work) and _is_others(place.work):  # it may have been removed between two looks
            raise _others(place.work)
        with alone(place.work / _LOCK, waiting):
            if plain_bytes(place.work / _README) != _MARK.encode():
                (place.work / _README).write_text(_MARK, encoding="utf-8", newline="")
            found = manifest.read(place.site)
            foreign = manifest.foreign_in(place.site, found) if found else None
            if foreign is not None:
                raise _others(place.site / foreign)
            yield _mend(place)
    except OSError as error:
        what = "is as it was before" if manifest.read(place.site) == before else "is another one already, and whole"
        what = f"cannot be written ({error.strerror or error}); the site {what}"
        raise ProblemError(of_file(error.filename or place.site, what)) from None


def is_published(place: Place, content: str, for_everybody: bool) -> bool:
    """Whether the site was made from that content, and is whole. With `for_everybody` a web server may read it then."""
    found = manifest.read(place.site)
    if found is None or found.content != content or not manifest.is_whole(place.site, found):
        return False
    if for_everybody:
        _open_to_readers(place.site)
    return True


def put(place: Place, make: Callable[[Path], Manifest], for_everybody: bool) -> None:
    """Let `make` make a site in a new folder, and put it in place. Raises OSError. Only in one's turn.

    With `for_everybody` a web server may read it, whatever the umask.
    """
    new = place.work / "new"
    new.mkdir()
    try:
        made = make(new)
    except BaseException:
        remove(new)
        raise
    mark(new, made)
    if for_everybody:
        _open_to_readers(new)
    _keep_times(new, made, place.site)
    ready = place.work / f"next-{made.hash()[:_HASH]}"
    new.rename(ready)
    _swap(place, ready)


def mark(folder: Path, made: Manifest) -> None:
    """Write into a site what it is, by which this program knows it again. Raises OSError."""
    (folder / BUILD).write_text(made.build(), encoding="utf-8", newline="")
    (folder / MANIFEST).write_text(made.text(), encoding="utf-8", newline="")


def back(place: Place, waiting: Callable[[], object]) -> Manifest:
    """Put the previous site in place, and keep this one, if there is one, as the previous. Raises ProblemError."""
    with turn(place, waiting, begin=False) as mended:
        folder = place.site if mended else place.previous
        held = manifest.read(folder)
        if held is None or not manifest.is_whole(folder, held):
            raise _no_way_back(place)
        if not mended:
            _exchange(place)
        return held


def _no_way_back(place: Place) -> ProblemError:
    return ProblemError(of_file(place.previous, "there is no whole site to go back to; the site is as it was"))


def _exchange(place: Place) -> None:
    """Let the site and the previous one change places."""
    if place.site.is_symlink():
        turn_links(place, target_of(place, place.previous))
    elif not exchange(place.previous, place.site):
        place.site.rename(place.work / "old")
        place.previous.rename(place.site)
        (place.work / "old").rename(place.previous)


def clean(place: Place, waiting: Callable[[], object]) -> bool:
    """Remove the site, the previous one, and the folder beside them. Returns whether there was anything."""
    if not os.path.lexists(place.site) and not place.work.exists():
        return False
    with turn(place, waiting):
        if place.site.is_symlink():
            place.site.unlink()
        elif manifest.read(place.site):
            place.site.rename(place.work / "old")
        for entry in sorted(place.work.iterdir()):
            if entry.name not in (_LOCK, _README):
                remove(entry)
        if len(list(place.work.iterdir())) == 2:  # else something could not go, and stays ours
            (place.work / _README).unlink()
            with suppress(PermissionError):  # Windows keeps what somebody holds
                (place.work / _LOCK).unlink()  # now: later it may be the next one's
    with suppress(OSError):  # somebody publishes again already
        if os.name == "nt" and not (place.work / _README).exists():
            (place.work / _LOCK).unlink(missing_ok=True)
        place.work.rmdir()
    return True


def _others(path: Path) -> ProblemError:
    right = "it must be moved away, or SITE_DIR name another folder"
    return ProblemError(of_file(path, f"this was not made by `publish`, and nothing was touched; {right}"))


def _holds_others_files(site: Path, found: Manifest | None) -> bool:
    if found or not os.path.lexists(site):
        return False
    return any(site.iterdir()) if site.is_dir() else not site.is_symlink()


def _is_others(work: Path) -> bool:
    """Whether the folder beside the site has somebody else's files: of ours, the mark is there before all others."""
    try:
        more = any(entry.name not in (_README, _LOCK) for entry in work.iterdir())
    except FileNotFoundError:
        return False
    return more and plain_bytes(work / _README) != _MARK.encode()


def _mend(place: Place) -> bool:
    """Finish or undo what a killed run began. Returns whether the site was gone, and is the previous one now."""
    for left in (place.work / "new", *place.work.glob("trash*")):
        remove(left)
    old = place.work / "old"
    for ready in sorted(place.work.glob("next-*")):
        if not os.path.lexists(place.site):
            ready.rename(place.site)
        elif _is_named(ready):
            remove(ready)  # it was never put in place
        else:
            ready.rename(old)
    if old.exists() and not os.path.lexists(place.site):
        old.rename(place.site)
    _settle(place)
    mended = mend_links(place)
    if not os.path.lexists(place.site) and place.previous.is_dir():
        place.previous.rename(place.site)
        mended = True
    forget(place)
    return mended


def _is_named(ready: Path) -> bool:
    """Whether a folder `next-HASH` holds the site of that hash."""
    found = manifest.read(ready)
    return found is not None and ready.name == f"next-{found.hash()[:_HASH]}"


def _swap(place: Place, ready: Path) -> None:
    site = place.site
    if site.is_symlink():
        _swap_link(place, ready)
    elif not os.path.lexists(site):
        ready.rename(site)
    elif not any(site.iterdir()):
        site.rmdir()
        ready.rename(site)
    elif exchange(ready, site):
        ready.rename(place.work / "old")
    else:
        site.rename(place.work / "old")
        ready.rename(site)
    _settle(place)


def _swap_link(place: Place, ready: Path) -> None:
    before, now = manifest.read(place.site), manifest.read(ready)
    generation = place.work / f"site-{secrets.token_hex(8)}"
    ready.rename(generation)
    if before and now and before.hash() != now.hash():
        turn_links(place, generation.name)
    else:
        turn_link(place, generation.name)
    forget(place)


def _settle(place: Place) -> None:
    """Make the site that was replaced the previous one, but for a damaged twin of the one that replaced it."""
    old = place.work / "old"
    if not old.exists():
        return
    now, then = manifest.read(place.site), manifest.read(old)
    if now and then and now.hash() == then.hash():
        remove(old)
    else:
        remove(place.previous)
        old.rename(place.previous)


def _open_to_readers(folder: Path) -> None:
    _allow(folder, 0o755)
    for above, folders, files in os.walk(folder):
        for name in folders:
            _allow(Path(above, name), 0o755)
        for name in files:
            _allow(Path(above, name), 0o644)


def _allow(path: Path, mode: int) -> None:
    if path.stat().st_mode & 0o777 != mode:
        path.chmod(mode)


def _keep_times(new: Path, made: Manifest, site: Path) -> None:
    """Date a file that has not changed as it was: whoever has it need not load it again."""
    before = manifest.read(site)
    for path, hashed in made.files.items():
        if before and before.files.get(path) == hashed:
            with suppress(OSError):
                status = (site / path).stat()
                os.utime(new / path, ns=(status.st_mtime_ns, status.st_mtime_ns))
