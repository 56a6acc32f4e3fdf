"""An application under one real server: gunicorn with one sync worker, asked over a socket of its own.

The socket is a file in the application's folder, so no port is opened. Processor time is that of the worker alone.
"""

import ctypes
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .building import environment_for

PATIENCE = 30.0  # seconds until a server that does not answer is given up
SOCKET = "gunicorn.sock"


@contextmanager
def serving(folder: Path, module: str) -> Iterator[int]:
    """Run the application of `folder` under gunicorn. Yields the process id of the worker."""
    command = [sys.executable, "-P", "-m", "gunicorn", "--workers", "1", "--worker-class", "sync"]
    command += ["--no-control-socket", "--bind", f"unix:{SOCKET}", "--log-level", "critical", f"{module}:application"]
    server = subprocess.Popen(command, cwd=folder, env=environment_for(folder))
    try:
        _wait_for(folder, server)
        yield _worker_of(server.pid)
    finally:
        server.terminate()
        server.wait()


class _Connection(http.client.HTTPConnection):
    """A connection over a socket that is a file."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=PATIENCE)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


def ask(
    folder: Path, path: str, method: str = "GET", body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """The status and the body that the server of `folder` answers with, over a connection of its own."""
    connection = _Connection(folder / SOCKET)
    connection.request(method, path, body, dict(headers or {}) | {"Connection": "close"})
    with connection.getresponse() as answer:
        return answer.status, answer.read()


def take(folder: Path, worker: int, paths: tuple[str, ...], requests: int) -> Mapping[str, float]:
    """Processor time of the worker in seconds for a request of each path, and its resident memory in bytes."""
    clock = _processor_clock(worker)
    figures: dict[str, float] = {}
    for path in paths:
        for _ in range(requests // 4):  # these do not count: caches are filled
            ask(folder, path)
        before = time.clock_gettime(clock)
        for _ in range(requests):
            ask(folder, path)
        figures[path] = (time.clock_gettime(clock) - before) / requests
    status = Path(f"/proc/{worker}/status").read_text()
    figures["memory"] = next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS:"))
    return figures


def _wait_for(folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            ask(folder, "/")
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"gunicorn does not answer in {folder.name}")


def _worker_of(master: int) -> int:
    return int(Path(f"/proc/{master}/task/{master}/children").read_text().split()[0])


def _processor_clock(process: int) -> int:
    """The clock of a process's processor time, user and system: clock_getcpuclockid(3)."""
    clock = ctypes.c_int()
    failed = ctypes.CDLL(None).clock_getcpuclockid(process, ctypes.byref(clock))
    if failed:
        raise OSError(failed, os.strerror(failed))
    return clock.value
