"""Writes are safe: whole pages or the old ones, nothing of anybody else's, and a clear word on what is in the way."""

import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harness.guide import ROOT, STARTER

from tree_builder.check.check import check
from tree_builder.pages.marker import HTML_MARKER, PAGE_MARKER
from tree_builder.pages.render import render
from tree_builder.read.document import load
from tree_builder.text.problems import ProblemError
from tree_builder.write import files as single_files
from tree_builder.write import pages as whole_pages
from tree_builder.write.alone import alone
from tree_builder.write.owned import HIDDEN, NAME, way_to_tree
from tree_builder.write.pages import write

NOBODY = 65534
OWNED = HIDDEN


def page(text: str) -> str:
    return f"---\n{PAGE_MARKER}\n---\n{text}\n"


OLD = {
    "index.md": page("old"),
    "questions/a.md": page("old a"),
    "questions/b.md": page("old b"),
    "assets/tree.js": "// x\n",
}
OLD["assets/tree.js"] = OLD["index.md"].replace("---\n# ", "// ", 1)
NEW = {"index.md": page("new"), "questions/a.md": page("new a"), "verdicts/c.md": page("new c")}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with the pages of an old build."""
    write(OLD, tmp_path / "docs")
    return tmp_path / "docs"


def contents(folder: Path) -> dict[str, str]:
    """The files of a folder, but for what says which are generated."""
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and path.name not in OWNED
    )
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace") for path in files}


def refused(docs: Path) -> str:
    """What is said when the new pages cannot be written; nothing may have changed."""
    before = contents(docs)
    with pytest.raises(ProblemError) as error:
        write(NEW, docs)
    assert contents(docs) == before
    return str(error.value)


# What a build does


def test_pages_are_written_and_stale_ones_removed(docs: Path) -> None:
    changes = write(NEW, docs)
    assert contents(docs) == NEW
    assert changes.written == ["index.md", "questions/a.md", "verdicts/c.md"]
    assert changes.removed == ["questions/b.md", "assets/tree.js"]
    assert changes.unchanged == 0


def test_the_same_pages_are_left_alone(docs: Path) -> None:
    times = {path: path.stat().st_mtime_ns for path in docs.rglob("*")}
    changes = write(OLD, docs)
    assert (changes.written, changes.removed, changes.unchanged) == ([], [], len(OLD))
    assert {path: path.stat().st_mtime_ns for path in docs.rglob("*")} == times


def test_one_changed_page_is_the_only_one_written(docs: Path) -> None:
    times = {path: (docs / path).stat().st_mtime_ns for path in OLD}
    changes = write({**OLD, "index.md": page("changed")}, docs)
    assert changes.written == ["index.md"]
    assert {path: (docs / path).stat().st_mtime_ns for path in OLD if path != "index.md"} == {
        path: time for path, time in times.items() if path != "index.md"
    }


@pytest.mark.slow
def test_the_same_tree_gives_the_same_bytes(tmp_path: Path) -> None:
    built = []
    for name, seed in (("one", "1"), ("two", "2")):
        command = [
            sys.executable,
            str(ROOT / "build_tree.py"),
            "--tree",
            str(STARTER),
            "--docs",
            str(tmp_path / name / "docs"),
        ]
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"}, check=True, timeout=300
        )
        built.append(contents(tmp_path / name))
    assert built[0] == built[1]


# What belongs to others


def test_files_of_people_stay(docs: Path) -> None:
    mine = {
        "notes.md": "# Mine\n",
        "questions/notes.md": f"Here is what a marker looks like:\n{PAGE_MARKER}\n",
        "questions/old.html": f"<!doctype html>\n{HTML_MARKER}\n",
        "assets/own.js": "// mine\n",
        "verdicts/photo.txt": page("a marked text, but not of a kind that builds make"),
        "questions/deep/b.md": page("in a folder where builds make nothing"),
        ".build-tree-notes": "mine\n",
        "questions/.build-tree-1": "mine\n",
        "empty.md": "",
    }
    for path, text in mine.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8")
    write(NEW, docs)
    assert contents(docs) == {**NEW, **mine}


@pytest.mark.parametrize(
    "text", ["", "# My page\n", page("x").replace("---\n", "---\ntitle: x\n", 1), "\n" + page("x")]
)
def test_a_file_of_a_person_in_the_way_is_a_problem_and_no_victim(docs: Path, text: str) -> None:
    (docs / "verdicts").mkdir()
    (docs / "verdicts" / "c.md").write_text(text, encoding="utf-8")
    assert "verdicts/c.md: this file was not made by a build" in refused(docs)


def test_everything_in_the_way_is_said_at_once(docs: Path) -> None:
    (docs / "verdicts").write_text("a file", encoding="utf-8")
    (docs / "index.md").write_text("mine", encoding="utf-8")
    said = refused(docs)
    assert "verdicts: a file stands where a folder of pages must be; it must be removed" in said
    assert "index.md: this file was not made by a build but stands where a page must be; it must be moved away" in said


def test_a_folder_where_a_page_must_be(docs: Path) -> None:
    (docs / "verdicts" / "c.md").mkdir(parents=True)
    assert "verdicts/c.md: a folder stands where a page must be" in refused(docs)


def test_a_pipe_where_a_page_must_be(docs: Path) -> None:
    (docs / "verdicts").mkdir()
    os.mkfifo(docs / "verdicts" / "c.md")
    assert "verdicts/c.md: something unreadable stands where a page must be" in refused(docs)


def test_a_file_where_docs_must_be(tmp_path: Path) -> None:
    (tmp_path / "docs").write_text("mine", encoding="utf-8")
    assert "docs: a file stands where a folder of pages must be" in refused(tmp_path / "docs")
    assert "Not a directory" in refused(tmp_path / "docs" / "below")
    assert (tmp_path / "docs").read_text(encoding="utf-8") == "mine"


# Symbolic links


@pytest.mark.parametrize("folder", ["verdicts", "questions"])
def test_a_linked_folder_is_not_followed(tmp_path: Path, docs: Path, folder: str) -> None:
    outside = tmp_path / "outside"
    write({"c.md": page("another guide's"), "a.md": page("another guide's")}, outside)
    shutil.rmtree(docs / folder, ignore_errors=True)
    (docs / folder).symlink_to(outside)
    before = contents(outside)
    assert f"{folder}: a symbolic link stands where a folder of pages must be" in refused(docs)
    assert contents(outside) == before


@pytest.mark.parametrize("exists", [True, False])
def test_a_linked_page_is_not_followed(tmp_path: Path, docs: Path, exists: bool) -> None:
    outside = tmp_path / "outside.md"
    if exists:
        outside.write_text(page("another guide's"), encoding="utf-8")
    (docs / "questions" / "a.md").unlink()
    (docs / "questions" / "a.md").symlink_to(outside)
    assert "questions/a.md: a symbolic link stands where a page must be" in refused(docs)
    assert outside.exists() == exists


def test_stale_links_and_what_they_lead_to_stay(tmp_path: Path, docs: Path) -> None:
    outside = tmp_path / "outside"
    write({"old.md": page("another guide's")}, outside)
    (docs / "articles").symlink_to(outside)
    (docs / "questions" / "old.md").symlink_to(outside / "old.md")
    write(NEW, docs)
    assert (outside / "old.md").exists()
    assert (docs / "questions" / "old.md").is_symlink()


def test_docs_itself_may_be_a_link_to_a_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "docs").symlink_to(tmp_path / "real")
    write(NEW, tmp_path / "docs")
    assert contents(tmp_path / "real") == NEW
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    assert "dangling: a symbolic link stands where a folder of pages must be" in refused(tmp_path / "dangling")


# Whose the pages are


def test_a_marked_page_that_the_manifest_does_not_list_stays(docs: Path) -> None:
    (docs / "questions" / "other.md").write_text(page("of a guide that nobody knows"), encoding="utf-8")
    write(NEW, docs)
    assert (docs / "questions" / "other.md").exists()


def test_a_manifest_of_version_1_is_taken_for_this_guides(docs: Path) -> None:
    held = {"made_by": "…", "made_of": "54f5", "pages": dict.fromkeys([*OLD, "../outside.md", "notes.txt"], "3073")}
    for name in ("notes.txt", "../outside.md"):
        (docs / name).write_text(page("of nobody's business"), encoding="utf-8")
    (docs / NAME).write_text(json.dumps(held), encoding="utf-8")
    assert write(NEW, docs, "../tree.yaml").removed == ["questions/b.md", "assets/tree.js"]
    assert (docs / "notes.txt").exists() and (docs.parent / "outside.md").exists()


def test_two_trees_are_no_guides_of_one_folder(docs: Path) -> None:
    write(OLD, docs, "../tree.yaml")
    before = contents(docs)
    with pytest.raises(ProblemError) as error:
        write(NEW, docs, "../second.yaml")
    assert [problem.what for problem in error.value.problems] == [
        "this folder has the pages of another guide, made from `../tree.yaml`; --docs must name another folder, or "
        ".build-tree.json in this one must go"
    ]
    assert contents(docs) == before


def test_a_guide_may_lie_below_another(docs: Path) -> None:
    write(NEW, docs / "second", "../../second.yaml")
    write(NEW, docs)
    assert contents(docs / "second") == NEW


@pytest.mark.parametrize("folder", ["questions", "verdicts"])
def test_a_folder_of_pages_is_entered_by_one_guide_only(docs: Path, folder: str) -> None:
    write(NEW, docs)
    with pytest.raises(ProblemError, match="this is a folder of another guide's pages"):
        write(NEW, docs / folder)
    (docs / NAME).unlink()
    write(NEW, docs / folder)
    with pytest.raises(ProblemError, match="another guide lies where pages of this one must be"):
        write(NEW, docs)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pages": [1]}', '{"tree": 1, "pages": []}', "[" * 100_000])
def test_what_is_no_manifest_is_said(docs: Path, text: str) -> None:
    (docs / NAME).write_text(text, encoding="utf-8")
    assert f"{NAME}: this is no manifest of a guide" in refused(docs)


# Folders and files without permission: root may do everything, so root tries as nobody


def as_nobody(folder: Path, action: Callable[[], str]) -> str:
    """What `action` says in a child process without the rights of root, to which everything in `folder` belongs."""
    if os.getuid() == 0:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.write(writer, action().encode())
        except BaseException as error:  # noqa: BLE001, whatever it is must reach the test
            os.write(writer, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader, encoding="utf-8") as told:
        said = told.read()
    os.waitpid(child, 0)
    return said


def written(docs: Path) -> str:
    try:
        changes = write(NEW, docs)
    except ProblemError as error:
        return str(error)
    return f"{len(changes.written)} written, {len(changes.removed)} removed"


@pytest.fixture
def shared() -> Iterator[Path]:
    """The pages of an old build in a folder that every user can get to; those of pytest are their owner's."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        write(OLD, Path(folder) / "docs")
        yield Path(folder) / "docs"


@pytest.fixture
def modes(shared: Path) -> Iterator[Callable[[str, int], None]]:
    """A function that sets the mode of something in `shared`, until the end of the test."""
    changed = []

    def change(path: str, mode: int) -> None:
        changed.append((shared / path, (shared / path).stat().st_mode))
        (shared / path).chmod(mode)

    yield change
    for path, mode in reversed(changed):
        path.chmod(mode)


def test_a_read_only_folder(shared: Path, modes: Callable[[str, int], None]) -> None:
    before = contents(shared)
    modes("questions", 0o555)
    modes("", 0o555)
    said = as_nobody(shared, lambda: written(shared))
    assert said == f"{shared}/index.md: cannot be written (Permission denied); what was there before is still whole"
    assert contents(shared) == before


def test_a_read_only_folder_of_stale_pages(shared: Path, modes: Callable[[str, int], None]) -> None:
    modes("assets", 0o555)
    said = as_nobody(shared, lambda: written(shared))
    assert said == f"{shared}/assets/tree.js: is no page any more but cannot be removed (Permission denied)"
    assert {**contents(shared), **NEW} == contents(shared)


def test_a_folder_that_may_not_be_looked_into(shared: Path, modes: Callable[[str, int], None]) -> None:
    before = contents(shared)
    modes("assets", 0o311)
    said = as_nobody(shared, lambda: written(shared))
    assert said == f"{shared}/assets: cannot be looked into (Permission denied); builds must be allowed to"
    modes("assets", 0o755)
    assert contents(shared) == before


def test_docs_in_a_folder_that_may_not_be_entered(shared: Path, modes: Callable[[str, int], None]) -> None:
    modes("", 0o000)
    said = as_nobody(shared, lambda: written(shared / "below"))
    assert (
        said
        == f"{shared}/below/.build-tree.lock: cannot be written (Permission denied); what was there before is still whole"
    )


def test_a_file_that_may_not_be_read(shared: Path, modes: Callable[[str, int], None]) -> None:
    """As a page it is in the way; elsewhere it is somebody's, and stays."""
    (shared / "questions" / "secret.md").write_text("mine", encoding="utf-8")
    modes("questions/secret.md", 0o000)
    modes("questions/a.md", 0o000)
    said = as_nobody(shared, lambda: written(shared))
    assert said == f"{shared}/questions/a.md: something unreadable stands where a page must be; it must be moved away"
    modes("questions/a.md", 0o444)
    assert as_nobody(shared, lambda: written(shared)) == "3 written, 2 removed"
    assert (shared / "questions" / "secret.md").exists()


# A full disk


def limited_to(size: int) -> Callable[[], None]:
    """Let the process write no file beyond a size: what it sees of a full disk, which any user may try."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def command(text: Path, docs: Path) -> list[str]:
    """What builds one and the same tree after it was edited: two files would be two guides."""
    tree = text.with_name("decision_tree.yaml")
    shutil.copy(text, tree)
    return [sys.executable, str(ROOT / "build_tree.py"), "--tree", str(tree), "--docs", str(docs)]


def build(text: Path, docs: Path, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(text, docs), capture_output=True, text=True, timeout=300, check=False, **more)  # type: ignore[call-overload]


@pytest.mark.slow
def test_a_page_too_large_for_the_disk(tmp_path: Path) -> None:
    docs, starter, grown = tmp_path / "docs", tmp_path / "starter.yaml", tmp_path / "grown.yaml"
    shutil.copy(STARTER, starter)
    assert build(starter, docs).returncode == 0
    before = contents(docs)
    grown.write_text(
        STARTER.read_text(encoding="utf-8").replace("Take the train\n", f"Take {'x' * 19_000}\n", 1), encoding="utf-8"
    )
    done = build(grown, docs, preexec_fn=limited_to(60_000))
    assert done.returncode == 1
    assert "cannot be written (File too large); what was there before is still whole" in done.stderr
    assert "Traceback" not in done.stderr
    after = contents(docs)
    assert set(after) == set(before)
    assert [path for path in after if after[path] != before[path]] == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with little room. Only root may mount one; others see the same through RLIMIT_FSIZE above."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)]
    if (
        os.getuid() != 0
        or not shutil.which("mount")
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("may not mount a small disk")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("room", [0, 12_288])
def test_a_full_disk(tmp_path: Path, small_disk: Path, room: int) -> None:
    guides = two_guides(tmp_path)
    docs = small_disk / "docs"
    assert build(guides[0][0], docs).returncode == 0
    before = contents(docs)
    with pytest.raises(OSError, match="No space left"), open(small_disk / "filler", "wb", buffering=0) as filler:
        while True:
            filler.write(bytes(4096))
    os.truncate(small_disk / "filler", (small_disk / "filler").stat().st_size - room)
    larger = tmp_path / "larger.yaml"
    text = guides[1][0].read_text(encoding="utf-8")
    larger.write_text(text.replace("Train or plane to", "Train or plane " * 300 + "to"), encoding="utf-8")
    done = build(larger, docs)
    assert done.returncode == 1
    assert "cannot be written (No space left on device); what was there before is still whole" in done.stderr
    assert "Traceback" not in done.stderr
    tree = check(load(larger.read_text(encoding="utf-8")))[0]
    assert tree is not None
    new, after = render(tree), contents(docs)
    assert all(text in (before.get(path), new.get(path)) for path, text in after.items())
    assert before.keys() <= after.keys()
    (small_disk / "filler").unlink()
    assert build(guides[1][0], docs).returncode == 0
    assert contents(docs) == guides[1][1]


def test_a_disk_that_becomes_full(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same without a disk: the second page finds no room, after half of it."""
    real, calls = single_files._write_new, []

    def full(path: Path, raw: bytes) -> None:
        calls.append(path)
        real(path, raw if len(calls) < 2 else raw[: len(raw) // 2])
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(single_files, "_write_new", full)
    with pytest.raises(ProblemError, match=r"questions/a\.md: cannot be written \(No space left on device\)"):
        write(NEW, docs)
    assert contents(docs) == OLD


# Kills


def two_guides(tmp_path: Path) -> list[tuple[Path, dict[str, str]]]:
    """Two trees, every page of which differs, each with its pages."""
    guides = []
    for name in ("first", "second"):
        text = STARTER.read_text(encoding="utf-8").replace("edition: 2026-11", f"edition: {name}")
        path = tmp_path / f"{name}.yaml"
        path.write_text(re.sub(r"\blonger\b", f"longer-{name}", text), encoding="utf-8")
        tree, problems = check(load(path.read_text(encoding="utf-8")))
        assert tree is not None, problems
        guides.append((path, dict(render(tree))))
    return guides


def begun(pages: dict[str, str], docs: Path, stop_at: int) -> int:
    """Begin to write `pages` in a process of its own that waits to be killed.

    It does so after `stop_at` steps: a step is a piece of 256 bytes that is written, or a file that is put in its place.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        os.read(reader, 1)  # until it waits, or has ended
        os.close(reader)
        return child
    left = stop_at
    put = whole_pages.put

    def count() -> None:
        nonlocal left
        left -= 1
        if not left:
            os.write(writer, b".")
            signal.pause()

    def slow(path: Path, raw: bytes) -> None:
        with open(path, "xb", buffering=0) as file:
            for start in range(0, len(raw), 256):
                file.write(raw[start : start + 256])
                count()

    def counted(temporary: Path, path: Path) -> None:
        put(temporary, path)
        count()

    single_files._write_new, whole_pages.put = slow, counted
    write(pages, docs)
    os._exit(0)


def killed(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def assert_whole(docs: Path, guides: list[tuple[Path, dict[str, str]]]) -> set[str]:
    """Every file is a page of one of the guides, or a leftover that no site shows. Returns the leftovers."""
    found = contents(docs)
    halves = {path for path in found if single_files.is_temporary(path)}
    for path in found.keys() - halves:
        assert found[path] in [pages.get(path) for _, pages in guides], path
    return halves


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_every_page_whole(tmp_path: Path) -> None:
    """Forty processes that turn one guide into the other, each killed at another piece of another page."""
    guides = two_guides(tmp_path)
    docs = tmp_path / "docs"
    write(guides[0][1], docs)
    changed = [path for path, text in guides[1][1].items() if guides[0][1].get(path) != text]
    written = sum(-(-len(guides[1][1][path].encode()) // 256) for path in changed)
    moments = [1 + n * written // 30 for n in range(30)] + [written + 1 + n * len(changed) // 10 for n in range(10)]
    random.Random(1).shuffle(moments)
    mixed = leftovers = 0
    for moment in moments:
        write(guides[0][1], docs)
        killed(begun(guides[1][1], docs, moment))
        leftovers += bool(assert_whole(docs, guides))
        found = contents(docs)
        new = [found.get(path) == guides[1][1][path] for path in changed]
        assert moment > written or not any(new)  # nothing is replaced before everything is made
        mixed += any(new) and not all(new)
    assert leftovers >= 30
    assert mixed >= 5  # cut short in their midst
    tree, pages = guides[0]
    assert build(tree, docs).returncode == 0
    assert contents(docs) == pages


@pytest.mark.slow
def test_a_kill_of_the_command_line_leaves_every_page_whole(tmp_path: Path) -> None:
    """The real thing, killed at moments spread over a whole build."""
    guides = two_guides(tmp_path)
    docs = tmp_path / "docs"
    begin = time.monotonic()
    assert build(guides[0][0], docs).returncode == 0
    took = time.monotonic() - begin
    for n in range(8):
        started = command(guides[n % 2][0], docs)
        process = subprocess.Popen(started, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(took * (0.5 + n / 12))
        process.kill()
        process.wait()
        assert_whole(docs, guides)
    assert build(guides[1][0], docs).returncode == 0
    assert contents(docs) == guides[1][1]


@pytest.mark.slow
def test_a_build_waits_for_the_one_that_holds_the_lock(docs: Path) -> None:
    with alone(docs / ".build-tree.lock"):
        waiting = threading.Thread(target=write, args=(NEW, docs))
        waiting.start()
        waiting.join(0.3)
        assert (waiting.is_alive(), contents(docs)) == (True, OLD)
    waiting.join(30)
    assert contents(docs) == NEW


@pytest.mark.parametrize("process", [os.getpid(), os.getppid(), 10**19], ids=["ours", "one that runs", "beyond"])
def test_a_leftover_with_any_number_goes(docs: Path, process: int) -> None:
    """Earlier versions named files by the process; in a container another one may have its number."""
    half = docs / "questions" / f".build-tree-{process}-{'0' * 16}.tmp"
    half.write_text("half", encoding="utf-8")
    write(NEW, docs)
    assert contents(docs) == NEW


def test_ctrl_c_leaves_nothing_half_written(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(path: Path, raw: bytes) -> None:
        path.write_bytes(raw[:5])
        raise KeyboardInterrupt

    monkeypatch.setattr(single_files, "_write_new", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(NEW, docs)
    assert contents(docs) == OLD


@pytest.mark.slow
def test_two_builds_at_once_give_what_one_gives(tmp_path: Path) -> None:
    """Real processes, begun together, onto an old guide."""
    (old_tree, _), (tree, pages) = two_guides(tmp_path)
    docs = tmp_path / "docs"
    for _ in range(2):
        assert build(old_tree, docs).returncode == 0
        told = command(tree, docs)
        both = [subprocess.Popen(told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        for process in both:
            _, err = process.communicate(timeout=300)
            assert process.returncode == 0, err
        assert contents(docs) == pages


@pytest.mark.slow
def test_a_reader_sees_whole_pages_while_builds_go_on(tmp_path: Path) -> None:
    guides = two_guides(tmp_path)
    docs = tmp_path / "docs"
    write(guides[0][1], docs)
    known = {pages["index.md"] for _, pages in guides}
    seen: set[str] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add((docs / "index.md").read_text(encoding="utf-8"))

    reader = threading.Thread(target=read)
    reader.start()
    until = time.monotonic() + 1
    while time.monotonic() < until or len(seen) < 2:
        for _, pages in guides:
            write(pages, docs)
    done.set()
    reader.join()
    assert seen == known


def test_the_way_to_a_tree_is_written_alike_on_every_system(tmp_path: Path) -> None:
    assert way_to_tree(tmp_path / "guide" / "tree.yaml", tmp_path / "guide" / "docs") == "../tree.yaml"
    assert way_to_tree(tmp_path / "a" / "tree.yaml", tmp_path / "docs" / "a") == "../../a/tree.yaml"
