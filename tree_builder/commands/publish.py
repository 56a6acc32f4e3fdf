"""The command `publish`: the pages, the site, and the swap that puts the whole of it before readers.

Also the way back to the site before, and the removal of both. How one site takes the place of another is `write.site`'s.
"""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..text.problems import Problem, ProblemError, of_file
from ..write import site
from ..write.archive import is_archive
from ..write.manifest import Manifest, manifest_of
from ..write.place import Place
from . import report
from .build import make_pages
from .content import commit_of, content_of, moment_of
from .generator import compress, generate
from .options import SITE, Options
from .policy import CONFIGURATION, unnamed_scripts
from .progress import Step, progress

ARCHIVE = Path("dist", "guide.zip")  # beside the pages
_MOST_TRIES = 3  # while somebody goes on editing


@dataclass(frozen=True, slots=True)
class _Job:
    """A site to be made: where from, where to, and as whose."""

    options: Options
    place: Place
    for_everybody: bool
    step: Step

    @property
    def settings(self) -> Path:
        return self.options.docs.parent / SITE


def place_of(options: Options, folder: Path | None) -> Place:
    """Where the site goes: as the command line says, or SITE_DIR in the environment, or beside the pages."""
    named = folder or Path(os.environ.get("SITE_DIR") or options.docs.parent / "site")
    return Place(Path(os.path.abspath(named)))


def publish(options: Options, folder: Path | None, for_everybody: bool = True) -> int:
    """Publish the guide, if anything that it is made of has changed. Returns the exit status."""
    place = place_of(options, folder)
    try:
        _refuse_overlap(place.site, Path(os.path.abspath(options.docs)))
        with site.turn(place, waiting), progress() as step:
            new = _publish(_Job(options, place, for_everybody, step))
    except ProblemError as error:
        report.print_problems(error.problems, options.tree, form=options.format)
        return 1
    if new is None:
        return 1
    if options.format == "text":
        shown = os.path.relpath(place.site)
        print(f"{shown}: {'published' if new else 'published before, and still the same'}.")
        print(f"Open {os.path.join(shown, 'index.html')}, or serve the folder {shown} from any web server.")
        _tell_policy(options.docs.parent / CONFIGURATION, place.site)
    return 0


def _publish(job: _Job) -> bool | None:
    """Whether there is a new site; None where something is wrong, which has been said."""
    commit = commit_of(job.options.docs.parent)
    for _ in range(_MOST_TRIES):
        tree = make_pages(job.options, job.step)[0].tree
        if tree is None:
            return None
        content = content_of(job.options.docs, job.settings, commit)
        if site.is_published(job.place, content, job.for_everybody):
            return False
        try:
            site.put(job.place, partial(_make, job, content, tree.guide.edition, commit), job.for_everybody)
            return True
        except _ChangedError:
            continue
        except _FailedError:
            return None
    raise ProblemError(
        of_file(job.options.docs, "the pages change while the site is being made; publish once they rest")
    )


class _ChangedError(Exception):
    """What a site is made of changed while it was being made."""


class _FailedError(Exception):
    """The site generator has said what is wrong."""


def _make(job: _Job, content: str, edition: str, commit: str | None, folder: Path) -> Manifest:
    os.environ["SOURCE_DATE_EPOCH"] = str(moment_of(job.options.docs.parent))  # it dates the list of pages
    if not generate(job.settings, folder, job.step):
        raise _FailedError
    if content_of(job.options.docs, job.settings, commit) != content:
        raise _ChangedError
    compress(folder, job.step)
    return manifest_of(folder, content, edition, commit)


def _refuse_overlap(place: Path, docs: Path) -> None:
    """Raise ProblemError where the site would be among the pages, or around them, by whatever name."""
    pages = Path(os.path.realpath(docs))
    for real in (Path(os.path.realpath(place)), Path(os.path.realpath(place.parent), place.name)):
        if real == pages or real in pages.parents or pages in real.parents:
            what = f"the site cannot be there: {docs} holds the pages; SITE_DIR must name a folder beside it"
            raise ProblemError(of_file(place, what))


def waiting() -> None:
    """Say why nothing happens."""
    print("Somebody else is publishing there; waiting for them to end.", file=sys.stderr, flush=True)


def _tell_policy(configuration: Path, folder: Path) -> None:
    """Say when the web server would stop a script of the theme: after a new version of it, or for another address."""
    if unnamed_scripts(configuration, folder):
        what = "its policy does not name every inline script of this site"
        right = "`python -m tree_builder.commands.policy` prints the line that does"
        report.print_problems(
            [Problem(f"{what}; {right}", file=str(configuration), line=1, column=1, advice="policy")], folder
        )


def back(options: Options, folder: Path | None) -> int:
    """Put the site before this one in its place again. Returns the exit status."""
    place = place_of(options, folder)
    try:
        held = site.back(place, waiting)
    except ProblemError as error:
        report.print_problems(error.problems, options.tree, form=options.format)
        return 1
    edition, commit = held.edition or "unknown", held.commit or "unknown"  # plain MkDocs knows no edition
    print(f"{os.path.relpath(place.site)}: edition {edition} again, of commit {commit}.")
    return 0


def clean(options: Options, folder: Path | None) -> int:
    """Remove the site, the one before it, what lies beside them, and the archive. Returns the exit status."""
    place, packed = place_of(options, folder), options.docs.parent / ARCHIVE
    try:
        gone = site.clean(place, waiting)
    except ProblemError as error:
        report.print_problems(error.problems, options.tree, form=options.format)
        return 1
    if is_archive(packed):
        packed.unlink()
        with suppress(OSError):  # somebody else keeps something there
            packed.parent.rmdir()
    print(f"{os.path.relpath(place.site)}: {'removed' if gone else 'there is none'}.")
    return 0
