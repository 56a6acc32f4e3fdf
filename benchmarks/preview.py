"""Measure how long an edit takes to be seen in the preview, as parts of a whole build of pages and site.

    python benchmarks/preview.py                  the guide, and a balanced tree of 1,000 pages
    python benchmarks/preview.py --sizes 100      the guide, and a smaller tree

An edit is seen when its page has been fetched, after the server told that there is a newer one; a browser takes as long
again as it does for any page.
"""

import argparse
import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from run import BUILD, ENVIRONMENT, ROOT, SITE, cost_of
from trees import tree_text

sys.path.insert(0, str(ROOT))

from tree_builder.commands.options import Options
from tree_builder.commands.serve import follow
from tree_builder.preview.server import Preview


def whole_build(folder: Path) -> float:
    """Seconds of a first build of the pages and of the site."""
    return cost_of(BUILD, folder).seconds + cost_of([*SITE, "--site-dir", "site"], folder, folder / "site").seconds


def fetched(server: Preview, path: str) -> bytes:
    """What a browser gets."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
    connection.request("GET", path)
    raw = connection.getresponse().read()
    connection.close()
    return raw


def edits(folder: Path, page: str, old: str, runs: int) -> list[float]:
    """Seconds from saving to the changed page, for some edits of a text that stands on a page."""
    tree = folder / "decision_tree.yaml"
    sound = tree.read_text(encoding="utf-8")
    server = Preview(0)
    for work in (server.serve_forever, lambda: follow(Options(tree, folder / "docs"), server)):
        threading.Thread(target=work, daemon=True).start()
    version = json.loads(fetched(server, "/-preview/news?0"))["version"]
    fetched(server, page)
    taken = []
    for number in range(runs):
        fresh = tree.with_name("fresh~")
        fresh.write_text(sound.replace(old, f"{old} {number}", 1), encoding="utf-8")
        began = time.perf_counter()
        os.replace(fresh, tree)
        version = json.loads(fetched(server, f"/-preview/news?{version}"))["version"]
        assert f"{old} {number}".encode() in fetched(server, page)
        taken.append(time.perf_counter() - began)
    server.shutdown()
    return taken


def measure(name: str, folder: Path, page: str, old: str, runs: int) -> None:
    """Print a row."""
    whole = whole_build(folder)
    taken = edits(folder, page, old, runs)
    middle, longest = statistics.median(taken), max(taken)
    print(f"{name:>12} {whole:>8.2f} {middle:>8.2f} {longest:>8.2f} {middle / whole:>8.3f}", flush=True)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000], help="pages of a tree")
    parser.add_argument("--runs", type=int, default=7, help="edits of each")
    wanted = parser.parse_args()
    os.environ |= {key: ENVIRONMENT[key] for key in ("NO_MKDOCS_2_WARNING", "PYTHONPATH")}
    print("Previews: seconds of a whole build; of an edit, the median and the longest; the median over the whole build")
    print(f"{'pages':>12} {'whole':>8} {'edit':>8} {'longest':>8} {'ratio':>8}")
    with tempfile.TemporaryDirectory() as name:
        guide = Path(name) / "guide"
        guide.mkdir()
        tracked = subprocess.run(["git", "ls-files", "docs", "editions"], cwd=ROOT, capture_output=True, text=True)
        for path in ("decision_tree.yaml", "articles.lock", "mkdocs.yml", "hooks.py", *tracked.stdout.split()):
            (guide / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, guide / path)
        title = (guide / "decision_tree.yaml").read_text(encoding="utf-8")
        question = title.partition("\nstart: ")[2].split()[0]
        words = title.partition(f"\n  {question}:\n    title: ")[2].partition("?")[0]
        rows = [("the guide", guide, f"/questions/{question}.html", words)]
        for pages in wanted.sizes:
            folder = Path(name) / str(pages)
            (folder / "docs").mkdir(parents=True)
            for file in ("mkdocs.yml", "hooks.py"):
                shutil.copy(ROOT / file, folder)
            (folder / "decision_tree.yaml").write_text(tree_text("balanced", pages), encoding="utf-8")
            rows.append((f"{pages:,}", folder, "/questions/q5.html", "What of matter number 5"))
        for row in rows:
            measure(*row, wanted.runs)


if __name__ == "__main__":
    main()
