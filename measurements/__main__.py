"""Measure, or write anew what follows from the measurements.

python -m measurements               measure everything, write results.json and docs/measurements.md
python -m measurements --trial       measure a little, and print what that gives; nothing is written
python -m measurements --page        work out outcomes and page again from results.json
python -m measurements --notes       print a note for each excerpt that a figure bears on
"""

import argparse
import os
import platform
import sys
from dataclasses import replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from . import notes, page, results
from .claims import outcomes
from .renewal import renewed
from .results import Results
from .subjects import APPLICATIONS

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "measurements.md"
TREE = ROOT / "decision_tree.yaml"
OLDEST_PYTHON = (3, 12)


def main() -> int:
    """Do what the command line asks for. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m measurements", description="Measure what the articles claim.")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--trial", action="store_true", help="measure a little and print it")
    what.add_argument("--page", action="store_true", help="write outcomes and page again")
    what.add_argument("--notes", action="store_true", help="print a note for each excerpt")
    what.add_argument("--renew", metavar="OLD", type=Path, help="renew the figures in the notes of decision_tree.yaml")
    asked = parser.parse_args()
    if asked.renew:
        return _renew(asked.renew)
    if asked.notes:
        print(notes.listing(results.read()))
        return 0
    if asked.page:
        found = results.read()
        return _write(replace(found, outcomes=outcomes(found.figures)))
    if sys.version_info < OLDEST_PYTHON:
        print("Django 6 needs Python 3.12 or newer: make measure MEASURE_PYTHON=…", file=sys.stderr)
        return 1
    return _measure(asked.trial)


def _measure(trial: bool) -> int:
    from .collect import Effort, collect

    effort = Effort(3, 100, 100) if trial else Effort(20, 200, 300)
    try:
        figures, loads = collect(effort)
    except RuntimeError as wrong:
        print(f"Nothing is written: {wrong}", file=sys.stderr)
        return 1
    found = Results(
        measured=datetime.now(UTC).date().isoformat(),
        machine=_machine(loads),
        processes=effort.processes,
        requests={"in the process": effort.requests, "under gunicorn": effort.server_requests},
        versions=_versions(),
        figures=figures,
        outcomes=outcomes(figures),
    )
    if trial:
        print(page.tables(found.figures), notes.listing(found), sep="\n\n")
        return 0
    results.write(found)
    return _write(found)


def _write(found: Results) -> int:
    results.write(found)
    PAGE.write_text(page.page(found), encoding="utf-8")
    print(f"Written: {results.FILE.relative_to(ROOT)}, {PAGE.relative_to(ROOT)}")
    return 0


def _renew(old: Path) -> int:
    text, unclear = renewed(TREE.read_text(encoding="utf-8"), results.read(old), results.read())
    TREE.write_text(text, encoding="utf-8")
    print(*(f"Look at this one yourself: {figure}" for figure in unclear), sep="\n")
    return 0


def _machine(loads: tuple[float, float]) -> dict[str, str]:
    """What it ran on, without anything that names this very machine."""
    cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = next((line.partition(":")[2] for line in cpu.splitlines() if line.startswith("model name")), "not known")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": " ".join(model.split()),
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()}, {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "load": f"{loads[0]:.1f} to {loads[1]:.1f}",
    }


def _versions() -> dict[str, str]:
    """The version of each package that an application needs by itself, and of the server."""
    names = dict.fromkeys([*(name for application in APPLICATIONS.values() for name in application.needs), "gunicorn"])
    return {name: metadata.version(name) for name in names}


if __name__ == "__main__":
    sys.exit(main())
