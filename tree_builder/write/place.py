"""Where a site is published, and how what is ours there is removed."""

import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site is published: an absolute path."""

    site: Path

    @property
    def work(self) -> Path:
        """The folder beside the site for everything else."""
        return self.site.with_name(f".{self.site.name}.publishing")

    @property
    def previous(self) -> Path:
        """The site before this one."""
        return self.work / "previous"


def remove(path: Path) -> None:
    """Remove what is ours, and free its name at once; what cannot go now goes with a later run."""
    if not os.path.lexists(path):
        return
    trash = path.with_name(f"trash-{secrets.token_hex(8)}")
    path.rename(trash)
    if trash.is_symlink() or trash.is_file():
        trash.unlink()
        return
    for above, folders, _ in os.walk(trash):
        for folder in (os.path.join(above, name) for name in folders):
            with suppress(OSError):  # somebody else's
                if not os.path.islink(folder):
                    os.chmod(folder, 0o700)  # else nothing in it can be removed
    shutil.rmtree(trash, ignore_errors=True)
