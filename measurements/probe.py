"""Run inside the process that is measured: start the application, send it requests, print the figures as JSON.

    python -P probe.py MODULE ROUNDS REQUESTS PATH…

It imports next to nothing before the first answer: what it imports counts as the application's. Only processor time is
taken (user and system, all threads), in seconds; memory is in bytes.
"""

from __future__ import annotations

import io
import sys
import time
from importlib import import_module

TYPE_CHECKING = False  # typing is not imported for it: that would cost what is measured
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def environment_of(path: str) -> dict[str, Any]:
    """What a server hands to an application for a GET."""
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT": "*/*",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def ask(application: Application, path: str) -> tuple[str, bytes]:
    """The status and the body that the application answers a GET with."""
    statuses: list[str] = []
    answer = application(environment_of(path), lambda status, headers, exc_info=None: statuses.append(status))
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return statuses[0], body


def seconds_of_a_request(application: Application, path: str, rounds: int, requests: int) -> float:
    """Processor time of a request: that of the fastest round, after one that does not count."""
    best = float("inf")
    for number in range(rounds + 1):
        before = time.process_time()
        for _ in range(requests):
            ask(application, path)
        taken = (time.process_time() - before) / requests
        best = min(best, taken) if number else best
    return best


def resident_bytes() -> int:
    """The memory of this process that is in RAM (RSS)."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS:"))


def loaded_lines() -> int:
    """Lines of all Python files of installed packages that this process has imported."""
    total = 0
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None) or ""
        if "site-packages" in path and path.endswith(".py"):
            with open(path, "rb") as source:
                total += source.read().count(b"\n")
    return total


def main() -> None:
    """Take every figure of one process and print them."""
    module, rounds, requests, *paths = sys.argv[1:]
    application = import_module(module).application
    status, body = ask(application, paths[0])
    start = time.process_time()
    answers = {path: ask(application, path) for path in paths}
    answers[paths[0]] = (status, body)
    seconds = {path: seconds_of_a_request(application, path, int(rounds), int(requests)) for path in paths}
    memory = resident_bytes()

    import json

    print(
        json.dumps(
            {
                "start": start,
                "seconds": seconds,
                "memory": memory,
                "lines": loaded_lines(),
                "answers": {path: [status, body.decode()] for path, (status, body) in answers.items()},
            }
        )
    )


if __name__ == "__main__":
    main()
