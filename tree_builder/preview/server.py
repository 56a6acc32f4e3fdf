"""The server of the preview: the site, the overlay and what it shows, to browsers on this machine only.

A page elsewhere could make a browser ask this server under a name of its own; so a `Host` that is not this machine's is
refused. What may be asked for is a key of the site in memory and never a path, so nothing outside the site is served.
"""

import json
import threading
from collections.abc import Iterable, Mapping
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ..text.problems import Problem, ProblemError
from .shown import Shown
from .site import Body, Site

HOST = "127.0.0.1"
_HERE = Path(__file__).parent
_PREFIX = "/-preview/"  # no id begins like this
_HOLD = 25.0  # seconds until a browser that waits for news is told that there are none
_PAGE = "text/html; charset=utf-8"
_FILES = {"overlay.js": "text/javascript; charset=utf-8", "overlay.css": "text/css; charset=utf-8"}
_BARE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem; padding: 0 1rem; }}</style>
</head><body><h1>{title}</h1>{text}</body></html>"""
_NOT_YET = "<p>It appears here as soon as it can.</p>"
_NO_GUIDE = _BARE.format(title="The guide cannot be shown yet", text=_NOT_YET)
_GONE = _BARE.format(
    title="This page is not in the guide",
    text='<p>It comes back here when it is put back. <a href="/index.html">To the first page of the guide</a></p>',
)


class Preview(ThreadingHTTPServer):
    """A server with a site, or none yet, and what the overlay shows. Raises OSError where the port is in use."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        self.version = 0  # of what is shown
        self._news = threading.Condition()
        self.site: Site | None = None
        self._moved: dict[str, str] = {}
        self._shown: Shown = {}
        self.is_closed = False
        super().__init__((HOST, port), _Handler)
        names = (HOST, "localhost")
        self.hosts = {*names, *(f"{name}:{self.server_port}" for name in names)}

    def server_close(self) -> None:
        """Take no more requests; whoever follows the edits for this server ends too."""
        self.is_closed = True
        super().server_close()

    @property
    def address(self) -> str:
        """Where a browser finds the first page."""
        return f"http://{HOST}:{self.server_port}/"

    def show(self, shown: Shown, site: Site | None = None, moved: Mapping[str, str] | None = None) -> None:
        """Tell every open page. With a site, pages load again; `moved` has old addresses of pages and new ones."""
        with self._news:
            self.version += 1
            self.site = site or self.site
            if self.site:
                # A page that is there has not moved; so no page is ever sent round in a circle.
                there, known = self.site.addresses, {**self._moved, **(moved or {})}
                self._moved = {old: new for old, new in known.items() if old not in there}
            self._shown = {**shown, "version": self.version, "pages": self.version if site else self.pages}
            self._news.notify_all()

    @property
    def pages(self) -> int:
        """The version in which pages last changed."""
        pages: int = self._shown.get("pages", 0)
        return pages

    def news(self, known: int) -> Shown:
        """What is shown, as soon as it is another version than a known one, or after a while."""
        with self._news:
            self._news.wait_for(lambda: self.version != known, _HOLD)
            return self._shown

    def answer(self, address: str) -> tuple[int, Body | str]:
        """The status and what is at an address; for a page that has moved, the address of the new one."""
        if self.site is None:
            return 503, Body(_PAGE, _NO_GUIDE.encode(), is_page=True)
        try:
            body = self.site.body(address)
        except ProblemError as error:
            return 503, Body(_PAGE, _unshown(error.problems).encode(), is_page=True)
        if body:
            return 200, body
        return (
            (302, self._moved[address]) if address in self._moved else (404, Body(_PAGE, _GONE.encode(), is_page=True))
        )


def _unshown(problems: Iterable[Problem]) -> str:
    """The page in place of one that cannot be shown. It loads again, as every page does, with the next edit."""
    told = (f"{problem.file}:{problem.line}:{problem.column}: {problem.message}" for problem in problems)
    text = "".join(f"<p>{escape(line)}</p>" for line in told)
    return _BARE.format(title="This page cannot be shown yet", text=text + _NOT_YET)


class _Handler(BaseHTTPRequestHandler):
    server: Preview
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.headers.get("Host", "") not in self.server.hosts:
            self._send(403, Body("text/plain; charset=utf-8", b"Only this machine may look at the preview."))
            return
        asked = urlsplit(self.path)
        path = unquote(asked.path)
        if path.startswith(_PREFIX):
            self._of_preview(path.removeprefix(_PREFIX), asked.query)
            return
        pages = self.server.pages
        status, found = self.server.answer((path + "index.html" if path.endswith("/") else path).removeprefix("/"))
        if isinstance(found, str):
            self._send(status, Body(_PAGE, b""), {"Location": f"/{found}" + (f"?{asked.query}" if asked.query else "")})
        else:
            self._send(status, self._with_overlay(found, pages) if found.is_page else found)

    do_HEAD = do_GET  # noqa: N815  # the name that the library asks for

    def _of_preview(self, name: str, known: str) -> None:
        if name == "news":
            news = self.server.news(int(known) if known.isdecimal() else -1)
            self._send(200, Body("application/json", json.dumps(news).encode()))
        elif name in _FILES:
            self._send(200, Body(_FILES[name], (_HERE / name).read_bytes()))
        else:
            self._send(404, Body("text/plain", b""))

    def _with_overlay(self, page: Body, pages: int) -> Body:
        """A page with the script that shows the overlay; `pages` tells it when there is a newer one."""
        script = f'<script src="{_PREFIX}overlay.js" data-pages="{pages}" defer></script>'.encode()
        before, end, after = page.raw.rpartition(b"</body>")
        return Body(page.kind, before + script + end + after)

    def _send(self, status: int, body: Body, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": body.kind,
            "Content-Length": str(len(body.raw)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body.raw)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing: the terminal is for what is wrong with the tree."""

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            pass  # the browser has gone on to another page
