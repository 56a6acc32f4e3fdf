"""MkDocs, which makes a site of the pages: in this process, so that nothing goes on when it is killed.

This is the one place that calls the site generator for a site that is published.
"""

import gzip
import logging
import os
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin

from ..preview.raised import NO_SETTINGS, NO_SITE, as_problem
from .mkdocs_hook import BUILT
from .progress import Step

_COMPRESSED = {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt"}
_WORTH_IT = 512  # bytes from which a server is told to compress, in deploy/nginx.conf


class _Told(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Tells how far MkDocs is: it reads every page, and then writes each."""

    def __init__(self, step: Step) -> None:
        self.step, self.done, self.all = step, 0, 0

    def on_files(self, files: Any, **_: Any) -> None:
        """Count the pages."""
        self.all = 2 * len(files.documentation_pages())

    def on_page_content(self, html: str, **_: Any) -> None:
        """A page is read."""
        self._one("Reading pages")

    def on_post_page(self, output: str, **_: Any) -> None:
        """A page is made."""
        self._one("Writing pages")

    def _one(self, what: str) -> None:
        self.done += 1
        self.step(what, self.done, self.all)


def generate(settings: Path, site: Path, step: Step) -> bool:
    """Make the site in an empty folder. Returns whether nothing was wrong; MkDocs has said what was.

    Raises ProblemError for settings that it cannot use, and OSError.
    """
    os.environ[BUILT] = "1"
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    try:
        with as_problem(settings, NO_SETTINGS):
            config = load_config(str(settings), site_dir=str(site), strict=True)
        config.plugins["progress"] = _Told(step)
        with as_problem(settings, NO_SITE, SystemExit, OSError):  # a full disk is no fault of the settings
            build(config)
    except SystemExit as end:  # its way to say that it will not go on
        logging.getLogger("mkdocs").error(end)
        return False
    return True


def compress(site: Path, step: Step) -> None:
    """Put a compressed copy beside each file that a server would compress at every request. The same bytes every time."""
    files = [path for path in sorted(site.rglob("*")) if path.suffix in _COMPRESSED and path.is_file()]
    for number, path in enumerate(files, 1):
        if path.stat().st_size >= _WORTH_IT:
            copy = path.with_name(path.name + ".gz")
            copy.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
            os.chmod(copy, path.stat().st_mode)
        step("Compressing", number, len(files))
