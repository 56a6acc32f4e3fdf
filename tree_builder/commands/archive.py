"""The command `archive`: the published site as one zip, to hand to an intranet team.

Its files are dated by SOURCE_DATE_EPOCH (seconds since 1970, see https://reproducible-builds.org/specs/source-date-epoch/),
else by the last commit: the same commit gives the same bytes.
"""

import os
from pathlib import Path

from ..text.problems import ProblemError, of_file
from ..write import site
from ..write.archive import is_archive, pack
from . import report
from .content import moment_of
from .options import Options
from .publish import ARCHIVE, place_of, publish, waiting


def archive(options: Options, folder: Path | None, out: Path | None) -> int:
    """Publish the guide, and pack its site into `out`. Returns the exit status."""
    place, out = place_of(options, folder), out or options.docs.parent / ARCHIVE
    if Path(os.path.realpath(out)).is_relative_to(os.path.realpath(place.site)):
        what = "the archive cannot be in the site, where the next `publish` would find it; it must be beside it"
        report.print_problems([of_file(out, what)], options.tree, form=options.format)
        return 1
    status = publish(options, folder)
    if status:
        return status
    try:
        with site.turn(place, waiting):
            if os.path.lexists(out) and not is_archive(out):
                raise ProblemError(of_file(out, "this was not made by `archive`; it must be moved away"))
            number = pack(place.site, out, moment_of(options.docs.parent))
    except ProblemError as error:
        report.print_problems(error.problems, options.tree, form=options.format)
        return 1
    print(f"{out}: {number} files")
    return 0
