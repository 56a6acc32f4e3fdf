"""The command `serve`: the guide in a browser on this machine, in which every edit is seen by itself.

Whatever is wrong with the tree is laid over the page, and the last pages without a problem stay. Nothing is written
but the schema with the ids of this tree, for editors.
"""

import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from ..check.reading import EDITIONS, LOCK, Reading
from ..model import Tree
from ..pages.render import TEMPLATES, render
from ..pages.site import ARTICLE, QUESTION, VERDICT
from ..preview.server import Preview
from ..preview.shown import shown
from ..preview.site import Site
from ..preview.watching import rounds
from ..text.problems import ProblemError, of_file
from . import report
from .options import SITE, Options, examine
from .schema import keep_schema
from .told import Told, told_of

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def serve(options: Options, port: int) -> int:
    """Serve until a signal says otherwise. Returns the exit status."""
    try:
        server = Preview(port)
    except (OSError, OverflowError) as error:  # no port has a number like 70000
        reason = getattr(error, "strerror", None) or error
        print(f"port {port} cannot be used ({reason}); PORT=NUMBER names another", file=sys.stderr)
        return 1
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with _until_stopped():
        print(f"The guide is at {server.address}", flush=True)
        follow(options, server)
    server.shutdown()
    server.server_close()
    return 0


def follow(options: Options, server: Preview) -> None:
    """Show the guide and every edit of it, until the server is closed."""
    guide, tree = _Guide(options, server), options.tree
    files = [tree, tree.with_name(LOCK), guide.settings]
    for changed in rounds(files, [options.docs, tree.with_name(EDITIONS), TEMPLATES.parent], lambda: server.is_closed):
        guide.show(changed)


class _Guide:
    """The guide that is shown, as it is after each edit."""

    def __init__(self, options: Options, server: Preview) -> None:
        self.options = options
        self.server = server
        self.settings = options.docs.parent / SITE
        self.site: Site | None = None
        self.tree: Tree | None = None  # the last without a problem
        self.told = Told()

    def show(self, changed: Sequence[Path]) -> None:
        """Read everything again and tell the browsers and the terminal."""
        reading = examine(self.options)
        site, moved = None, {}
        if reading.tree:
            try:
                site = self._site(reading, changed)
                moved, self.tree = _moved(self.tree, reading.tree), reading.tree
            except ProblemError as error:
                reading = reading.with_problems(error.problems)
        self.server.show(shown(reading, str(self.options.tree), self.options.strict), site, moved)
        self._tell(reading, changed)
        if site and reading.tree:
            with suppress(ProblemError):  # of a folder that nobody may write to the pages can be seen all the same
                keep_schema(self.options.tree, reading.tree)

    def _tell(self, reading: Reading, changed: Sequence[Path]) -> None:
        """Print what is wrong, or what is new since the last look."""
        if changed and self.options.format == "text":
            more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
            print(f"\n{time.strftime('%H:%M:%S')} {changed[0].name}{more} changed", flush=True)
        report.print_reading(reading, self.options, self.told)
        if reading.tree:
            self.told = told_of(reading.problems)

    def _site(self, reading: Reading, changed: Sequence[Path]) -> Site:
        """The site with the pages of a sound reading. Raises ProblemError."""
        assert reading.tree
        if self.site is None or self.settings in changed:
            self.site = Site(self.settings)
        try:
            self.site.show(render(reading.tree, reading.lock, reading.editions))
        except OSError as error:
            raise ProblemError(
                of_file(error.filename or self.options.docs, f"cannot be read ({error.strerror})")
            ) from error
        return self.site


def _moved(old: Tree | None, new: Tree) -> dict[str, str]:
    """Where pages went that have another id now, and the title of before: old address to new."""
    moved: dict[str, str] = {}
    for kind in (QUESTION, VERDICT, ARTICLE) if old else ():
        before, after = getattr(old, kind.folder), getattr(new, kind.folder)
        fresh = {after[id_].title: id_ for id_ in after if id_ not in before}
        gone = (id_ for id_ in before if id_ not in after and before[id_].title in fresh)
        moved |= {kind.address(id_): kind.address(fresh[before[id_].title]) for id_ in gone}
    return moved


@contextmanager
def _until_stopped() -> Iterator[None]:
    """Ctrl-C, a polite kill and the end of the terminal end the block, wherever it stands, and not the program."""
    before = {number: signal.signal(number, _stop) for number in _SIGNALS}
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    for other in _SIGNALS:
        signal.signal(other, signal.SIG_IGN)  # once is enough; what follows is tidying up
    raise KeyboardInterrupt
