"""Plain web servers on loopback."""

import functools
import http.server
import threading
from collections.abc import Callable
from pathlib import Path


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A plain web server that prints nothing. Connections are kept, and a browser keeps assets, as on any real server."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        """Let assets be kept."""
        if "/assets/" in self.path:
            self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


def serving(kind: type[http.server.SimpleHTTPRequestHandler]) -> Callable[[Path], str]:
    """A function that serves a folder on loopback and gives its address, without a slash at the end.

    One server a folder, which ends with the process: to shut it down would take half a second.
    """

    @functools.cache
    def start(folder: Path) -> str:
        handler = functools.partial(kind, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    return start
