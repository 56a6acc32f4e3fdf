"""What several tests share: the real guide built once, Chromium, plain web servers on loopback, processes, and what is slow."""

import fcntl
import functools
import http.server
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SLOW_FIXTURES = {"site", "chromium", "serve"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--renew-golden` writes what tests compare with anew, for somebody to read and commit."""
    parser.addoption(
        "--renew-golden", action="store_true", help="write the golden site and the catalogue of messages anew"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what needs a built site, a browser or a server, and what tries many drawn examples."""
    for item in items:
        drawn = getattr(item.obj, "is_hypothesis_test", False)
        if drawn or item.get_closest_marker("browser") or SLOW_FIXTURES & set(item.fixturenames):
            item.add_marker("slow")


def copy_of_guide(folder: Path) -> Path:
    """A copy of what a guide is made of, without anything generated, in `folder`."""
    for name in ("mkdocs.yml", "decision_tree.yaml", "articles.lock"):
        shutil.copy(ROOT / name, folder / name)
    assets = folder / "docs" / "assets"
    assets.mkdir(parents=True)
    for asset in sorted((ROOT / "docs" / "assets").iterdir()):
        if asset.name not in ("tree.js", "evidence.js"):
            shutil.copy(asset, assets / asset.name)
    return folder


def run_build_tree(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in `folder` as a process of its own."""
    command = [sys.executable, str(ROOT / "build_tree.py"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)


def started(command: list[str], **options: Any) -> subprocess.Popen[Any]:
    """Start a process that signals end, also where ours ignores them, as below `nohup` or in the background of a shell."""
    return subprocess.Popen(command, preexec_fn=_hear_signals, **options)


def _hear_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def build_site(folder: Path, **environment: str) -> Path:
    """Build pages and site of the guide in `folder`, strictly. Returns the folder of the site."""
    built = run_build_tree(folder)
    assert built.returncode == 0, built.stderr
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / "site")]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    made = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, timeout=600, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return folder / "site"


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """What `make` makes in an empty folder: by the first worker that needs it, for every worker of this run."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    note = (factory.getbasetemp() if alone else factory.getbasetemp().parent) / f"{name}.txt"
    with open(note.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            note.write_text(str(make(factory.mktemp(name))), encoding="utf-8")
    return Path(note.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real guide as a built site. Tests only read it."""
    return made_once(tmp_path_factory, "guide", lambda folder: build_site(copy_of_guide(folder)))


@pytest.fixture(scope="session")
def chromium() -> Iterator["playwright.sync_api.Browser"]:  # noqa: F821
    """Real Chromium. Outside CI a test that needs it is skipped where there is none."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no Chromium: .ci/run must install it")
        pytest.skip("needs Chromium, which is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def served_by(kind: type[http.server.SimpleHTTPRequestHandler]) -> Iterator[Callable[[Path], str]]:
    """Yield a function that serves a folder on loopback and gives its address, without a slash at the end."""
    servers = []

    def start(folder: Path) -> str:
        handler = functools.partial(kind, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder as a plain web server does, and gives its address."""
    yield from served_by(_QuietHandler)
