"""Take every figure: the applications in turn, over and over, each time in a new process.

In turn, so that whatever else the machine does meanwhile falls on all of them alike.
"""

import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from . import server, smoke
from .building import ANSWERS, build, run
from .counting import number_of_settings, size_of
from .results import Range, range_of
from .subjects import APPLICATIONS, MEASURES, UNITS, Application

PROBE = Path(__file__).with_name("probe.py")
ROUNDS = 5
NAMES = {"/": "request", "/products": "query"}


@dataclass(frozen=True)
class Effort:
    """How much is measured: processes of each application, and requests of each kind in one round or under the server."""

    processes: int
    requests: int
    server_requests: int


def collect(effort: Effort) -> tuple[dict[str, dict[str, Range]], tuple[float, float]]:
    """Build, try, count and measure every application. Raises RuntimeError when one answers wrong.

    Returns the figures, and the least and the greatest load of the machine meanwhile.
    """
    values: dict[str, dict[str, list[float]]] = {measure: defaultdict(list) for measure in MEASURES}
    loads = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory() as place:
        folders = {name: Path(place) / name for name in APPLICATIONS}
        for name, application in APPLICATIONS.items():
            _add(values, name, _counted(application, folders[name]))
            smoke.check(application, folders[name])
        for number in range(effort.processes + 1):
            print(f"round {number} of {effort.processes}", file=sys.stderr)
            for name, application in APPLICATIONS.items():
                taken = _taken(application, folders[name], effort) if application.runs else {}
                if number:  # the first round only fills the caches of the disk
                    _add(values, name, taken)
            loads.append(os.getloadavg()[0])
    return _ranges(values), (min(loads), max(loads))


def _add(values: Mapping[str, dict[str, list[float]]], application: str, taken: Mapping[str, float]) -> None:
    for measure, value in taken.items():
        values[measure][application].append(value * UNITS.get(MEASURES[measure].unit, 1))


def _ranges(values: Mapping[str, Mapping[str, list[float]]]) -> dict[str, dict[str, Range]]:
    return {
        measure: {name: range_of(measure, row[name]) for name in APPLICATIONS if name in row}
        for measure, row in values.items()
    }


def _counted(application: Application, folder: Path) -> dict[str, float]:
    """What does not change from process to process; the folder is made."""
    counted: dict[str, float] = {**build(application, folder), **size_of(application.needs)}
    if len(application.needs) == 1:  # extensions have settings of their own, which nothing lists
        counted["settings"] = number_of_settings(application.needs[0])
    return counted


def _taken(application: Application, folder: Path, effort: Effort) -> dict[str, float]:
    """The figures of one process that is asked directly and of one worker under the server, in seconds and bytes."""
    printed = run(folder, str(PROBE), application.module, str(ROUNDS), str(effort.requests), *application.paths)
    own = json.loads(printed)
    for path, answer in own["answers"].items():
        if answer != ["200 OK", ANSWERS[path]]:
            raise RuntimeError(f"{folder.name}: {path} was answered with {answer}")
    with server.serving(folder, application.module) as worker:
        served = server.take(folder, worker, application.paths, effort.server_requests)
    taken = {"start": own["start"], "memory": own["memory"], "lines-loaded": own["lines"]}
    taken["server-memory"] = served["memory"]
    for path in application.paths:
        taken[NAMES[path]] = own["seconds"][path]
        taken[f"server-{NAMES[path]}"] = served[path]
    return taken
