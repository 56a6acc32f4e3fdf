"""Measure what a build costs, over what it would cost at least. Prints ratios, never a verdict.

    python benchmarks/run.py                    every shape, at 100, 1,000 and 10,000 pages
    python benchmarks/run.py --sizes 100 1000   smaller trees only
    python benchmarks/run.py --no-site          without MkDocs, which takes minutes at 10,000 pages

The floor of a build is a process that composes the same YAML with PyYAML's C loader and plainly writes the same bytes.
"""

import argparse
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trees import SHAPES

ROOT = Path(__file__).resolve().parent.parent
BUILD = [sys.executable, str(ROOT / "build_tree.py")]
COMPOSE = [sys.executable, "-c", "import sys, yaml; yaml.compose(open(sys.argv[1]).read(), Loader=yaml.CSafeLoader)"]
FLOOR = [
    sys.executable,
    "-c",
    """
import pickle, sys, yaml
from pathlib import Path
yaml.compose(open(sys.argv[1]).read(), Loader=yaml.CSafeLoader)
for path, raw in pickle.load(open(sys.argv[2], "rb")).items():
    place = Path(sys.argv[3]) / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(raw)
""",
]
# A process is charged with the memory of the one that started it: so this one holds no tree and no pages, others do.
GENERATE = [
    sys.executable,
    "-c",
    """
import sys
sys.path.insert(0, sys.argv[1])
from trees import tree_text
open("decision_tree.yaml", "w", encoding="utf-8").write(tree_text(sys.argv[2], int(sys.argv[3])))
""",
    str(Path(__file__).resolve().parent),
]
GATHER = [
    sys.executable,
    "-c",
    """
import pickle, sys
from pathlib import Path
docs = Path(sys.argv[1])
files = (path for path in docs.rglob("*") if path.is_file() and not path.name.startswith("."))
written = {str(path.relative_to(docs)): path.read_bytes() for path in files}
pickle.dump(written, open(sys.argv[2], "wb"))
print(sum(map(len, written.values())) / len(written))
""",
]
ONE_LINE = """site_name: Plain
use_directory_urls: false
theme: {name: material, font: false}
not_in_nav: |
  /p/*
nav: [{Home: index.md}]
plugins: [search]
"""
SITE = [sys.executable, "-m", "mkdocs", "build", "-q"]
# Python keeps compiled modules unless it is told not to; so does everybody who builds more than once. The hook of a guide
# elsewhere finds this program.
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "", "PYTHONPATH": str(ROOT)}


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds of the clock, its peak memory in MiB, and seconds of the processor."""

    seconds: float
    memory: float
    processor: float = 0.0


def cost_of(command: list[str], folder: Path, fresh: Path | None = None) -> Cost:
    """What a command takes in a folder; `fresh` is removed before it."""
    if fresh:
        shutil.rmtree(fresh, ignore_errors=True)
    status, cost = attempt(command, folder)
    if status:
        raise SystemExit(f"{command} failed in {folder}")
    return cost


def attempt(command: list[str], folder: Path) -> tuple[int, Cost]:
    """The exit status of a command in a folder, and what it takes."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, Cost(time.perf_counter() - began, usage.ru_maxrss / 1024, usage.ru_utime)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median time of some runs, and their least memory."""
    return Cost(statistics.median(cost.seconds for cost in costs), min(cost.memory for cost in costs))


def measure_build(folder: Path, shape: str, pages: int, runs: int) -> tuple[float, int]:
    """Print a row about one tree. Returns the seconds of a first build, and the bytes of one and the same page."""
    cost_of([*GENERATE, shape, str(pages)], folder)
    docs, plain = folder / "docs", folder / "plain"
    cost_of(BUILD, folder)  # whatever is kept from one process to the next is there from now on
    gathered = subprocess.run([*GATHER, "docs", "pages.pickle"], cwd=folder, capture_output=True, text=True, check=True)
    length = float(gathered.stdout)
    write_plainly, compose_only = (
        [*FLOOR, "decision_tree.yaml", "pages.pickle", "plain"],
        [*COMPOSE, "decision_tree.yaml"],
    )
    rounds = [  # side by side, for what a file costs changes with what else the disk has to do
        (
            cost_of(BUILD, folder, fresh=docs),
            cost_of(BUILD, folder),
            cost_of(write_plainly, folder, fresh=plain),
            cost_of(compose_only, folder),
        )
        for _ in range(runs)
    ]
    first, again, floor, compose = map(middle, zip(*rounds, strict=True))
    print(
        f"{shape:10} {pages:>7,} {first.seconds:>8.2f} {first.seconds / floor.seconds:>8.2f} "
        f"{again.seconds / floor.seconds:>8.2f} {first.memory:>8.0f} {first.memory / compose.memory:>8.2f} {length:>10,.0f}",
        flush=True,
    )
    same = next(path for path in (docs / "questions" / "q5.md", docs / "verdicts" / "v5.md") if path.exists())
    return first.seconds, same.stat().st_size


def measure_site(folder: Path, shape: str, pages: int) -> None:
    """Print a row about the whole site, over what MkDocs and the theme take for as many pages of one line."""
    for file in ("mkdocs.yml", "hooks.py"):
        shutil.copy(ROOT / file, folder)
    ours = cost_of([*SITE, "--site-dir", "site"], folder, folder / "site")
    html = [
        path.read_bytes() for path in (folder / "site").rglob("*.html") if path.parent.name in ("questions", "verdicts")
    ]
    lines = folder / "one-line"
    (lines / "docs" / "p").mkdir(parents=True)
    (lines / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    for n in range(len(html)):
        (lines / "docs" / "p" / f"{n}.md").write_text(f"# Page {n}\n", encoding="utf-8")
    (lines / "mkdocs.yml").write_text(ONE_LINE, encoding="utf-8")
    theirs = cost_of(SITE, lines)
    zipped = sum(len(gzip.compress(page, 6)) for page in html) / len(html)
    tags = sum(page.count(b"<") - page.count(b"</") for page in html) / len(html)
    print(
        f"{shape:10} {pages:>7,} {ours.processor:>8.1f} {ours.processor / theirs.processor:>8.2f} "
        f"{sum(map(len, html)) / len(html):>10,.0f} {zipped:>10,.0f} {tags:>8.0f}",
        flush=True,
    )


def main() -> None:
    """Measure and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10000], help="pages of a tree")
    parser.add_argument("--shapes", nargs="+", default=list(SHAPES), choices=list(SHAPES), help="shapes of trees")
    parser.add_argument("--runs", type=int, default=3, help="runs of each, of which the median counts")
    parser.add_argument("--no-site", action="store_true", help="leave MkDocs out")
    wanted = parser.parse_args()
    print("Builds: seconds of a first build; over the floor, first and nothing changed; MiB, and over composing alone")
    print(
        f"{'shape':10} {'pages':>7} {'seconds':>8} {'first':>8} {'again':>8} {'MiB':>8} {'memory':>8} {'bytes/page':>10}"
    )
    with tempfile.TemporaryDirectory() as name:
        for shape in wanted.shapes:
            measured = {}
            for pages in wanted.sizes:
                folder = Path(name) / f"{shape}-{pages}"
                folder.mkdir()
                measured[pages] = measure_build(folder, shape, pages, wanted.runs)
            for small, large in zip(wanted.sizes, wanted.sizes[1:], strict=False):
                seconds, same = (after / before for before, after in zip(measured[small], measured[large], strict=True))
                print(
                    f"{shape:10} from {small:,} to {large:,} pages: time times {seconds:.1f}, a page times {same:.3f}"
                )
        if not wanted.no_site:
            print("Sites: seconds of the processor; over as many pages of one line; a page's bytes, gzipped, and tags")
            print(f"{'shape':10} {'pages':>7} {'seconds':>8} {'ratio':>8} {'raw':>10} {'gzipped':>10} {'tags':>8}")
            for shape in wanted.shapes:
                for pages in wanted.sizes:
                    measure_site(Path(name) / f"{shape}-{pages}", shape, pages)


if __name__ == "__main__":
    main()
