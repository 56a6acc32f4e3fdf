"""The command `reached`: count from a web server's own log which verdicts readers reach.

Lines in the common or the combined format of nginx and Apache are counted: requests for a verdict's page that were
answered with 200 or 304. A reader who loads a page twice counts twice; of a trail nothing is kept or printed.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from ..text.problems import of_file
from . import report
from .options import Options, examine

_REQUEST = re.compile(rb'"GET [^ "?]*/verdicts/([a-z0-9-]{1,64})\.html(\?[^ "]*)? HTTP/[0-9.]+" (?:200|304) ')
_TRAIL = re.compile(rb"[?&]trail=[^&]", re.IGNORECASE)


def reached(options: Options, logs: list[str]) -> int:
    """Print how often each verdict was reached with answers, and how often opened without. Returns the exit status."""
    reading = examine(options)
    if reading.tree is None:
        report.print_reading(reading, options)
        return 1
    try:
        counted = Counter(found for log in logs for found in _requests(log))
    except OSError as error:
        report.print_problems([of_file(error.filename, f"the log cannot be read ({error.strerror})")], options.tree)
        return 1
    print(" reached  opened  verdict")
    verdicts = reading.tree.verdicts
    for verdict_id in sorted(verdicts, key=lambda one: -counted[one, True]):
        print(
            f"{counted[verdict_id, True]:8,}{counted[verdict_id, False]:8,}  {verdict_id}: {verdicts[verdict_id].title}"
        )
    return 0


def _requests(log: str) -> Iterator[tuple[str, bool]]:
    """For each request for a verdict its id, and whether it came with answers. `-` is standard input."""
    with ExitStack() as stack:
        lines: Iterable[bytes] = sys.stdin.buffer if log == "-" else stack.enter_context(Path(log).open("rb"))
        for line in lines:
            match = _REQUEST.search(line)
            if match:
                yield match[1].decode(), bool(_TRAIL.search(match[2] or b""))
