"""The preview as its tests use it: a small guide, the server in this process, and what a browser gets from it."""

import http.client
import json
import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from harness.guide import ROOT, STARTER
from tree_builder.commands.options import Options
from tree_builder.commands.serve import follow
from tree_builder.preview.server import Preview

PATIENCE = 60  # seconds, for a slow machine; nothing here is about how long it takes
BROKEN = ("leads_to: on-the-way", "leads_to: on-the-weg")


class Desk:
    """A small guide, its preview in this process, and what a browser gets from it."""

    def __init__(self, folder: Path) -> None:
        self.tree = folder / "decision_tree.yaml"
        self.options = Options(self.tree, folder / "docs")
        (folder / "docs").mkdir()
        for name in ("mkdocs.yml", "hooks.py"):
            shutil.copy(ROOT / name, folder)
        self.tree.write_text(STARTER.read_text(encoding="utf-8"), encoding="utf-8")
        self.server = Preview(0)
        self.version = -1
        self.started = False

    def start(self) -> None:
        """Serve, and follow the edits."""
        self.started = True
        for work in (self.server.serve_forever, lambda: follow(self.options, self.server)):
            threading.Thread(target=work, daemon=True).start()

    def edit(self, *pairs: tuple[str, str]) -> None:
        """Change the tree as most editors do: a new file takes its place."""
        text = self.tree.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        fresh = self.tree.with_name("fresh~")
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, self.tree)

    def get(self, path: str, host: str = "") -> tuple[int, str, http.client.HTTPMessage]:
        """Status, text and headers of what is at a path, as it is written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=PATIENCE)
        connection.putrequest("GET", path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{self.server.server_port}")
        connection.endheaders()
        answer = connection.getresponse()
        found = answer.status, answer.read().decode("utf-8", "replace"), answer.headers
        connection.close()
        return found

    def news(self) -> dict[str, Any]:
        """What is shown next, after what was shown before."""
        news: dict[str, Any] = json.loads(self.get(f"/-preview/news?{max(0, self.version)}")[1])
        self.version = news["version"]
        return news


def until(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
