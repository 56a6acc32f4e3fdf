"""A site that is a symbolic link: it, and `previous`, lead to folders `site-*` beside it, and are turned."""

import os
from pathlib import Path

from .place import Place, remove
from .swap import lead

_SPARE, _KEPT = "link", "kept"  # in the folder beside the site


def turn_link(place: Place, target: str) -> None:
    """Let the site lead to `target`, as seen from the folder beside it, and nothing else change. Raises OSError."""
    lead(place.site, target if os.path.isabs(target) else f"{place.work.name}/{target}", place.work / _SPARE)


def turn_links(place: Place, target: str) -> None:
    """Let the site lead to `target`, and `previous` to where the site led. Raises OSError.

    Until both do, `kept` leads to where `previous` led: whoever mends goes by it.
    """
    spare, kept = place.work / _SPARE, place.work / _KEPT
    if os.path.lexists(place.previous):
        lead(kept, target_of(place, place.previous), spare)
    lead(place.previous, target_of(place, place.site), spare)
    turn_link(place, target)
    kept.unlink(missing_ok=True)


def mend_links(place: Place) -> bool:
    """Undo what a killed run began. Returns whether the site was gone, and leads to the previous one now."""
    spare, kept = place.work / _SPARE, place.work / _KEPT
    remove(spare)
    if place.previous.is_symlink() and os.path.realpath(place.previous) == os.path.realpath(place.site):
        if kept.is_symlink():
            lead(place.previous, target_of(place, kept), spare)
        else:
            remove(place.previous)
    remove(kept)
    if os.path.lexists(place.site) or not place.previous.is_symlink():
        return False
    turn_link(place, target_of(place, place.previous))
    remove(place.previous)
    return True


def forget(place: Place) -> None:
    """Remove the sites that no link leads to any more."""
    used = {os.path.realpath(place.site), os.path.realpath(place.previous)}
    for generation in place.work.glob("site-*"):
        if os.path.realpath(generation) not in used:
            remove(generation)


def target_of(place: Place, link: Path) -> str:
    """Where a link leads, as seen from the folder beside the site."""
    real = Path(os.path.realpath(link))
    return real.name if real.parent == Path(os.path.realpath(place.work)) else str(real)
