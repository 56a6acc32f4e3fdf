"""Watching and the live preview, as processes: what an author sees after an edit, and that nothing stays behind."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from harness.guide import started

ROOT = Path(__file__).parent.parent
PROC = Path("/proc")
PATIENCE = 60  # seconds, for a slow machine; nothing here is about how long it takes

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not PROC.is_dir(), reason="looks for processes in /proc")]


@dataclass
class Bench:
    """A copy of the tool, a small guide made with it, and the processes that were started on them."""

    tool: Path
    guide: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def tree(self) -> Path:
        """The tree of the guide."""
        return self.guide / "decision_tree.yaml"

    @property
    def said(self) -> str:
        """What the processes have printed so far."""
        return (self.guide.parent / "said.txt").read_text(encoding="utf-8")

    def start(self, *command: object) -> subprocess.Popen[bytes]:
        """Start a command of the tool on the guide."""
        told = [sys.executable, *map(str, command), "--tree", str(self.tree), "--docs", str(self.guide / "docs")]
        with open(self.guide.parent / "said.txt", "ab") as said:
            # MkDocs keeps what it serves among the temporary files.
            environment = {**os.environ, "TMPDIR": str(self.guide.parent)}
            process = started(told, cwd=self.tool, stdout=said, stderr=said, env=environment)
        self.processes.append(process)
        return process

    def edit(self, path: Path, old: str, new: str) -> None:
        """Change a file as most editors do: a new one takes its place."""
        text = path.read_text(encoding="utf-8")
        assert old in text
        fresh = path.with_name(f"{path.name}~")
        fresh.write_text(text.replace(old, new), encoding="utf-8")
        os.replace(fresh, path)

    def pages(self) -> dict[str, bytes]:
        """Every file below `docs`."""
        files = (path for path in sorted((self.guide / "docs").rglob("*")) if path.is_file())
        return {str(path): path.read_bytes() for path in files}

    def builds(self) -> int:
        """How many builds have written pages, or found that they need not."""
        return self.said.count(" written, ")

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, self.said
            time.sleep(0.05)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    tool = folder / "tool"
    shutil.copytree(ROOT / "tree_builder", tool / "tree_builder", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build_tree.py", "hooks.py", "mkdocs.yml"):
        shutil.copy(ROOT / name, tool)
    begin = [sys.executable, "build_tree.py", "new", str(folder / "guide")]
    subprocess.run(begin, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture
def bench(made: Path, tmp_path: Path) -> Iterator[Bench]:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    bench = Bench(tmp_path / "tool", tmp_path / "guide")
    yield bench
    for process in bench.processes:
        below = descendants(process.pid)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()
            for pid in filter(is_alive, below):
                os.kill(pid, signal.SIGKILL)


def parent_of(pid: int) -> int | None:
    """The process that started one; None where it has ended, be it unburied."""
    try:
        status = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    state, parent = status.rpartition(")")[2].split()[:2]
    return None if state in "ZX" else int(parent)


def is_alive(pid: int) -> bool:
    return parent_of(pid) is not None


def descendants(pid: int) -> list[int]:
    parents = {int(entry.name): parent_of(int(entry.name)) for entry in PROC.iterdir() if entry.name.isdigit()}
    found = [pid]
    for above in found:
        found += [child for child, parent in parents.items() if parent == above]
    return found[1:]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def watching(bench: Bench) -> subprocess.Popen[bytes]:
    process = bench.start("build_tree.py", "watch")
    bench.until(lambda: bench.builds() == 1)
    return process


def test_an_edit_is_built(bench: Bench) -> None:
    watching(bench)
    bench.edit(bench.tree, "Does the meeting need you there?", "Presence wanted?")
    bench.until(lambda: bench.builds() == 2)
    assert "Presence wanted" in (bench.guide / "docs" / "questions" / "presence.md").read_text(encoding="utf-8")
    assert "decision_tree.yaml changed" in bench.said


def test_a_broken_edit_keeps_the_pages_and_mending_it_recovers(bench: Bench) -> None:
    watching(bench)
    before = bench.pages()
    bench.edit(bench.tree, "leads_to: on-the-way", "leads_to: on-the-weg")
    bench.until(lambda: "did you mean `on-the-way`?" in bench.said)
    assert re.search(r"decision_tree\.yaml:[0-9]+:[0-9]+: ", bench.said)
    assert bench.pages() == before
    bench.edit(bench.tree, "leads_to: on-the-weg", "leads_to: on-the-way\n        explain: Mended at last.")
    bench.until(lambda: bench.builds() == 2)
    assert "Mended at last" in (bench.guide / "docs" / "questions" / "journey.md").read_text(encoding="utf-8")


def test_a_tree_that_is_broken_at_first_may_be_mended(bench: Bench) -> None:
    bench.edit(bench.tree, "start: presence", "start: absence")
    bench.start("build_tree.py", "watch")
    bench.until(lambda: "`absence` does not exist" in bench.said)
    assert not (bench.guide / "docs" / "index.md").exists()
    bench.edit(bench.tree, "start: absence", "start: presence")
    bench.until(lambda: (bench.guide / "docs" / "index.md").exists())


def test_a_tree_that_vanishes_for_a_while_is_missed(bench: Bench) -> None:
    watching(bench)
    bench.tree.rename(bench.guide / "elsewhere.yaml")
    bench.until(lambda: "cannot be read" in bench.said)
    (bench.guide / "elsewhere.yaml").rename(bench.tree)
    bench.until(lambda: bench.builds() == 2)


def test_nothing_is_built_while_nothing_changes(bench: Bench) -> None:
    watching(bench)
    bench.edit(bench.tree, "A call is the shortest way", "A call is the quickest way")
    bench.until(lambda: bench.builds() == 2)
    time.sleep(3)
    assert bench.builds() == 2


def test_templates_and_code_are_watched_and_may_be_broken_too(bench: Bench) -> None:
    process = watching(bench)
    before = bench.pages()
    templates = bench.tool / "tree_builder" / "templates"
    sound = (templates / "verdict.md").read_text(encoding="utf-8")
    (templates / "verdict.md").write_text(sound + "{{ nonsense }}", encoding="utf-8")
    bench.edit(templates / "macros.md", ", to be reviewed by ", ", to be read by ")  # on every page, all made before
    bench.until(lambda: "'nonsense' is undefined" in bench.said)
    assert bench.pages() == before
    (templates / "verdict.md").write_text(sound, encoding="utf-8")
    bench.edit(templates / "macros.md", ", to be read by ", ", to be reviewed by ")
    bench.until(lambda: bench.builds() == 2)
    bench.edit(bench.tool / "tree_builder" / "words.py", "ELISION =", "ELISION ==== ")
    bench.until(lambda: "SyntaxError" in bench.said)
    assert process.poll() is None
    bench.edit(bench.tool / "tree_builder" / "words.py", "ELISION ==== ", "ELISION =")
    bench.until(lambda: bench.builds() == 3)
    assert bench.pages() == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_watch(bench: Bench, number: signal.Signals) -> None:
    process = watching(bench)
    process.send_signal(number)
    assert process.wait(PATIENCE) == 0
    assert "Traceback" not in bench.said


def test_a_signal_during_a_build_ends_the_watch_and_leaves_whole_pages(bench: Bench) -> None:
    process = bench.start("build_tree.py", "watch")
    bench.until(lambda: descendants(process.pid))
    below = descendants(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0
    assert not any(map(is_alive, below))
    assert "Traceback" not in bench.said
    assert not [path for path in bench.pages() if ".build-tree" in path]


@dataclass
class Preview:
    """A preview that serves, and its process."""

    process: subprocess.Popen[bytes]
    port: int

    def get(self, path: str) -> str:
        """What a browser gets for an address."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=PATIENCE) as answer:
            text: str = answer.read().decode()
            return text


def previewing(bench: Bench) -> Preview:
    port = free_port()
    process = bench.start("-m", "tree_builder.preview", "--port", port)
    bench.until(lambda: "Serving on" in bench.said or process.poll() is not None)
    return Preview(process, port)


def epoch_of(page: str) -> tuple[str, str]:
    """What the script in a served page polls with: the version that it shows, and a number of its own."""
    found = re.search(r"livereload\((\d+), (\d+)\);", page)
    assert found
    return found[1], found[2]


def test_an_open_browser_shows_an_edit_by_itself(bench: Bench) -> None:
    preview = previewing(bench)
    page = preview.get("questions/presence.html")
    assert "Does the meeting need you there?" in page
    epoch, request = epoch_of(page)
    bench.edit(bench.tree, "Does the meeting need you there?", "Must you be there?")
    # This waits as the script in the page does: the answer comes with the next version, or after a minute.
    while int(newer := preview.get(f"livereload/{epoch}/{request}")) <= int(epoch):
        continue
    page = preview.get("questions/presence.html")
    assert "Must you be there?" in page
    assert epoch_of(page)[0] == newer


def test_styles_are_shown_too(bench: Bench) -> None:
    preview = previewing(bench)
    epoch, request = epoch_of(preview.get("index.html"))
    (bench.guide / "tree_builder" / "pages" / "assets" / "guide.css").write_text("/* edited */")
    while int(preview.get(f"livereload/{epoch}/{request}")) <= int(epoch):
        continue
    assert preview.get("assets/guide.css") == "/* edited */"


def test_a_broken_edit_leaves_the_last_good_site(bench: Bench) -> None:
    preview = previewing(bench)
    before = epoch_of(preview.get("index.html"))[0]
    bench.edit(bench.tree, "start: presence", "start: absence")
    bench.until(lambda: "`absence` does not exist" in bench.said)
    assert epoch_of(preview.get("index.html"))[0] == before
    bench.edit(bench.tree, "start: absence", "start: presence")
    bench.until(lambda: bench.builds() == 2)
    assert "Train or plane" in preview.get("index.html")


def test_a_preview_rests_while_nothing_changes(bench: Bench) -> None:
    preview = previewing(bench)
    epoch, request = epoch_of(preview.get("index.html"))
    bench.edit(bench.tree, "A call is the shortest way", "A call is the quickest way")
    while int(preview.get(f"livereload/{epoch}/{request}")) <= int(epoch):
        continue
    time.sleep(3)
    before = bench.said.count("Building documentation"), bench.builds()
    time.sleep(3)
    assert (bench.said.count("Building documentation"), bench.builds()) == before
    assert "WARNING" not in bench.said


def test_it_serves_on_this_machine_only(bench: Bench) -> None:
    preview = previewing(bench)
    served = f"{preview.port:04X}"
    listening = [line.split()[1] for line in (PROC / "net" / "tcp").read_text().splitlines() if line.split()[3] == "0A"]
    assert [address for address in listening if address.endswith(f":{served}")] == [f"0100007F:{served}"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_preview_and_its_server(bench: Bench, number: signal.Signals) -> None:
    preview = previewing(bench)
    below = descendants(preview.process.pid)
    assert below
    assert list(bench.guide.parent.glob("mkdocs_*"))
    preview.process.send_signal(number)
    assert preview.process.wait(PATIENCE) == 0
    assert not any(map(is_alive, below))
    assert "Traceback" not in bench.said
    assert list(bench.guide.parent.glob("mkdocs_*")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux to end the child of a killed process")
def test_the_server_does_not_outlive_a_killed_preview(bench: Bench) -> None:
    preview = previewing(bench)
    below = descendants(preview.process.pid)
    assert below
    preview.process.kill()
    preview.process.wait()
    bench.until(lambda: not any(map(is_alive, below)))


def test_the_preview_does_not_outlive_its_server(bench: Bench) -> None:
    preview = previewing(bench)
    [server] = descendants(preview.process.pid)
    os.kill(server, signal.SIGKILL)
    assert preview.process.wait(PATIENCE) == 1
    assert "the server has ended" in bench.said


def test_a_port_that_is_taken_is_told(bench: Bench) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = bench.start("-m", "tree_builder.preview", "--port", port)
        assert process.wait(PATIENCE) == 1
    assert f"where port {port} is in use, PORT=NUMBER names another" in bench.said
