"""Print what readers' views of the built guide cost: requests, bytes, times and processor time of the browser.

    make site && .venv/bin/python benchmarks/weight.py

Home, a question and a verdict from a shared link are first views, with nothing in the browser's cache. A walk is seven
views, from Home to a verdict, of which each fetches what the ones before have not. Bytes are gzipped, each file by
itself, as a server sends it; times are milliseconds from the start of the navigation, the median of some visits.
"""

import functools
import gzip
import http.server
import json
import shutil
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
VISITS = 5
COMPLETE = """() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return { paint: paint?.startTime ?? 0, complete: performance.getEntriesByName("guide-complete")[0]?.startTime ?? 0 };
}"""


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


@contextmanager
def served() -> Iterator[str]:
    """The address of the built site, served on loopback."""
    handler = functools.partial(_Handler, directory=str(SITE))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def walk(tree: dict[str, Any], longest: int) -> list[str]:
    """The addresses of a walk with that many answers, from Home on: the first path of the tree that has as many."""
    waiting: list[tuple[str, list[str]]] = [(tree["start"], [])]
    for page, trail in waiting:  # grows while it is read
        if page in tree["verdicts"]:
            if len(trail) == longest:
                return ["index.html", *_views(tree, trail), _address("verdicts", page, trail, tree)]
            continue
        for answer_id, answer in tree["questions"][page]["answers"].items():
            waiting.append((answer["leads_to"], [*trail, f"{page}.{answer_id}"]))
    raise SystemExit(f"no path has {longest} answers")


def _views(tree: dict[str, Any], trail: list[str]) -> list[str]:
    questions = [step.partition(".")[0] for step in trail]
    return [_address("questions", question, trail[:n], tree) for n, question in enumerate(questions)]


def _address(kind: str, page: str, trail: list[str], tree: dict[str, Any]) -> str:
    query = f"?trail={','.join(trail)}&edition={tree['guide']['edition']}" if trail else ""
    return f"{kind}/{page}.html{query}"


def visit(browser: Browser, home: str, addresses: list[str]) -> list[dict[str, float]]:
    """One visit of some pages, one after the other with one cache: what each of them cost."""
    context = browser.new_context()
    page = context.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
    seen: set[str] = set()
    costs = []
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    for address in addresses:
        fetched.clear()
        page.goto(f"{home}/{address}", wait_until="networkidle")
        new = [path for path in dict.fromkeys(fetched) if path not in seen and (SITE / path[1:]).is_file()]
        seen.update(new)
        costs.append(_cost(page, new, session.send("Performance.getMetrics")))
    context.close()
    return costs


def _cost(page: Page, paths: list[str], metrics: dict[str, Any]) -> dict[str, float]:
    times = page.evaluate(COMPLETE)
    sizes = {path: len(gzip.compress((SITE / path[1:]).read_bytes(), 6)) for path in paths}
    ours = sum(size for path, size in sizes.items() if Path(path).parent.name == "assets")
    tasks = next(metric["value"] for metric in metrics["metrics"] if metric["name"] == "TaskDuration")
    return {
        "requests": len(paths),
        "bytes": sum(sizes.values()),
        "ours": ours,
        "paint": times["paint"],
        "complete": times["complete"] or times["paint"],
        "processor": 1000 * tasks,
    }


def main() -> None:
    """Visit the pages of `site` and print a table."""
    tree = json.loads((SITE / "tree.json").read_text(encoding="utf-8"))
    steps = walk(tree, 5)
    views = {"Home": [steps[0]], "a question": [steps[1]], "a shared verdict": [steps[-1]], "a walk": steps}
    print("first views, and a walk of seven views; bytes gzipped, times in ms, medians")
    print(
        f"{'view':18}"
        + "".join(f"{name:>11}" for name in ("requests", "bytes", "ours", "paint", "complete", "processor"))
    )
    with served() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, addresses in views.items():
            visits = [visit(browser, home, addresses) for _ in range(VISITS)]
            _print(name, visits)
        browser.close()


def _print(name: str, visits: list[list[dict[str, float]]]) -> None:
    total = {key: statistics.median(sum(view[key] for view in visited) for visited in visits) for key in visits[0][0]}
    print(f"{name:18}" + "".join(f"{value:>11,.0f}" for value in total.values()))
    if total["paint"] and len(visits[0]) == 1:
        print(f"{'':18} complete after {total['complete'] / total['paint']:.2f} times the first paint")


if __name__ == "__main__":
    main()
