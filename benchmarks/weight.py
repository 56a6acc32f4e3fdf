"""Print what a first and a second page view fetch, raw and gzipped: ours, and the theme's.

    make site && .venv/bin/python benchmarks/weight.py

The first view is a question, the second the page after an answer, the third a verdict with its record; each lists what
the browser had not fetched before. Bytes gzipped are of each file by itself, as a server sends it.
"""

import functools
import gzip
import http.server
import shutil
import threading
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OURS = {path.name for path in (ROOT / "tree_builder" / "pages" / "assets").iterdir()}
VIEWS = {
    "first view: a question": "questions/purpose.html",
    "second view: after an answer": "questions/data-store.html?trail=purpose.build&edition=2026-11",
    "third view: a verdict": "verdicts/flask-service.html"
    "?trail=purpose.build,data-store.none,no-data-audience.programs&edition=2026-11",
}


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


def main() -> None:
    """Visit the pages of `site` and print a table for each."""
    handler = functools.partial(_Handler, directory=str(ROOT / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        fetched: list[str] = []
        seen: set[str] = set()
        page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
        for name, address in VIEWS.items():
            fetched.clear()
            page.goto(f"http://127.0.0.1:{server.server_port}/{address}", wait_until="networkidle")
            new = [path for path in dict.fromkeys(fetched) if path not in seen and (ROOT / "site" / path[1:]).is_file()]
            seen.update(new)
            _print(name, new)
        browser.close()
    server.shutdown()


def _print(name: str, paths: list[str]) -> None:
    print(f"\n{name}\n{'':40} {'raw':>9} {'gzipped':>9}")
    sums: dict[str, list[int]] = {}
    for path in paths:
        raw = (ROOT / "site" / path[1:]).read_bytes()
        zipped = len(gzip.compress(raw, 6))
        whose = "page" if path.endswith(".html") else "ours" if Path(path).name in OURS else "theme"
        total = sums.setdefault(whose, [0, 0])
        total[0] += len(raw)
        total[1] += zipped
        print(f"{whose:6} {path[-33:]:33} {len(raw):>9,} {zipped:>9,}")
    for whose, (raw_bytes, zipped) in sums.items():
        print(f"{whose + ' together':40} {raw_bytes:>9,} {zipped:>9,}")


if __name__ == "__main__":
    main()
