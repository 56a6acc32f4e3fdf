"""A build that would change nothing does not make the pages to find out; and one that would is never kept from it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tree import main
from tree_builder import commands, last_build
from tree_builder.lock import Lock
from tree_builder.model import Tree
from tree_builder.program import hash_of_program
from tree_builder.render import Pages, render
from tree_builder.write import LAST_BUILD, hash_of

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "tree_builder"
STARTER = PACKAGE / "starter"


@pytest.fixture
def docs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The pages of the starter's tree, just built."""
    shutil.copy(STARTER / "decision_tree.yaml", tmp_path)
    assert build(tmp_path / "docs") == 0
    capsys.readouterr()
    return tmp_path / "docs"


def build(docs: Path) -> int:
    return main(["--tree", str(docs.parent / "decision_tree.yaml"), "--docs", str(docs)])


def said(docs: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What a build says that it did, without the folder's name."""
    assert build(docs) == 0
    return capsys.readouterr().out.partition(": ")[2].strip()


def all_unchanged(docs: Path) -> str:
    pages = sum(path.is_file() and path.name != LAST_BUILD for path in docs.rglob("*"))
    return f"0 files written, 0 removed, {pages} unchanged."


@pytest.fixture
def unable(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no page can be made."""

    def refuse(*_: object) -> None:
        raise AssertionError("a page was made")

    monkeypatch.setattr(commands, "render", refuse)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by an entry with every build that makes its pages."""
    builds: list[str] = []

    def noted(tree: Tree, lock: Lock | None) -> Pages:
        builds.append(tree.guide.edition)
        return render(tree, lock)

    monkeypatch.setattr(commands, "render", noted)
    return builds


def test_a_second_build_makes_no_page(docs: Path, unable: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(docs, capsys) == all_unchanged(docs)


def test_a_second_build_still_says_what_is_wrong(docs: Path, unable: None, capsys: pytest.CaptureFixture[str]) -> None:
    build(docs)
    assert "warning: the excerpt" in capsys.readouterr().err


def test_a_change_to_the_tree_is_built(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = docs.parent / "decision_tree.yaml"
    tree.write_text(tree.read_text(encoding="utf-8").replace("edition: 2026-11", "edition: next"), encoding="utf-8")
    assert not said(docs, capsys).startswith("0 files written")
    assert "Edition next" in (docs / "about.md").read_text(encoding="utf-8")
    assert said(docs, capsys) == all_unchanged(docs)


def test_a_change_to_the_lock_is_built(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fingerprint", str(STARTER / "articles"), "--tree", str(docs.parent / "decision_tree.yaml")]) == 0
    capsys.readouterr()
    assert not said(docs, capsys).startswith("0 files written")


def test_a_page_changed_by_hand_is_made_again(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = docs / "about.md"
    before = page.read_bytes()
    page.write_bytes(before.replace(b"About", b"Above"))
    assert said(docs, capsys).startswith("1 file written, 0 removed")
    assert page.read_bytes() == before


def test_a_page_that_was_removed_is_made_again(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (docs / "map.md").unlink()
    assert said(docs, capsys).startswith("1 file written, 0 removed")
    assert said(docs, capsys) == all_unchanged(docs)


def test_a_page_of_an_older_tree_is_removed(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(docs / "about.md", docs / "questions" / "old.md")
    assert said(docs, capsys).startswith("0 files written, 1 removed")
    assert not (docs / "questions" / "old.md").exists()


def test_a_file_in_the_way_is_reported_and_not_overlooked(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (docs / "map.md").write_text("mine", encoding="utf-8")
    assert build(docs) == 1
    assert "must be moved away" in capsys.readouterr().err
    assert (docs / "map.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "pages", [1, {}, [], {"a\0b": "c"}, {"\ud800": "c"}, {"/etc/passwd": "c"}, {"../a": "c"}, None]
)
def test_a_damaged_memory_costs_time_only(
    docs: Path, made: list[str], pages: object, capsys: pytest.CaptureFixture[str]
) -> None:
    memory = docs / LAST_BUILD
    whole = memory.read_text(encoding="utf-8")
    memory.write_text(json.dumps({**json.loads(whole), "pages": pages}), encoding="utf-8")
    assert (said(docs, capsys), len(made)) == (all_unchanged(docs), 1)


@pytest.mark.parametrize(
    "damage", [lambda raw: raw[:-20], lambda raw: raw.replace(b"index", b"\xff"), lambda raw: b"[" * 10**6]
)
def test_a_memory_that_cannot_be_read_is_written_anew(
    docs: Path, made: list[str], damage: Callable[[bytes], bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    memory = docs / LAST_BUILD
    first, end, rest = memory.read_bytes().partition(b"\n")
    memory.write_bytes(first + end + damage(rest))
    assert [said(docs, capsys) for _ in range(2)] == [all_unchanged(docs)] * 2
    assert len(made) == 1


def test_a_page_that_is_missing_is_never_taken_for_an_empty_one(
    docs: Path, made: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    memory = docs / LAST_BUILD
    last = json.loads(memory.read_text(encoding="utf-8"))
    last["pages"]["map.md"] = hash_of(b"")
    memory.write_text(json.dumps(last), encoding="utf-8")
    (docs / "map.md").unlink()
    assert said(docs, capsys).startswith("1 file written")


def test_a_folder_that_was_replaced_by_a_link_is_reported(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (docs / "questions").rename(docs.parent / "elsewhere")
    (docs / "questions").symlink_to(docs.parent / "elsewhere", target_is_directory=True)
    assert build(docs) == 1
    assert "a symbolic link stands where a folder of pages must be" in capsys.readouterr().err


def test_a_comment_in_the_tree_touches_nothing(docs: Path, unable: None, capsys: pytest.CaptureFixture[str]) -> None:
    tree = docs.parent / "decision_tree.yaml"
    tree.write_text(tree.read_text(encoding="utf-8") + "# a comment\n", encoding="utf-8")
    before = docs.stat().st_mtime_ns
    assert said(docs, capsys) == all_unchanged(docs)
    assert docs.stat().st_mtime_ns == before


def test_somebody_elses_file_of_that_name_stays(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (docs / LAST_BUILD).write_text("mine", encoding="utf-8")
    assert said(docs, capsys) == all_unchanged(docs)
    assert (docs / LAST_BUILD).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("changed", ["model.py", "templates/macros.md", "new.py"])
def test_another_program_makes_other_pages(tmp_path: Path, changed: str) -> None:
    package = tmp_path / "package"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    before = hash_of_program(package)
    assert before == hash_of_program(package)
    with open(package / changed, "a", encoding="utf-8") as file:
        file.write("\n")
    assert hash_of_program(package) != before


def test_what_editors_leave_beside_the_program_is_no_part_of_it(tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    before = hash_of_program(package)
    (package / ".#views.py").symlink_to("somebody@somewhere.1234")
    (package / "._views.py").write_bytes(b"\x00\x05\x16\x07\xff")
    (package / "templates" / "folder.md").mkdir()
    assert hash_of_program(package) == before


def test_other_libraries_make_other_pages(docs: Path, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_build, "version", lambda name: f"another {name}")
    assert build(docs) == 0
    assert len(made) == 1


def test_a_module_saved_during_a_build_is_seen_by_the_next(tmp_path: Path, docs: Path) -> None:
    """The program is looked at before it is loaded: what is saved later can only make it seem older than it is."""
    loaded = "import sys; sys.path.insert(0, sys.argv[1]); import tree_builder; print(*sorted(sys.modules))"
    told = subprocess.run([sys.executable, "-c", loaded, str(ROOT)], capture_output=True, text=True, check=True).stdout
    ours = {name for name in told.split() if name.startswith("tree_builder")}
    assert ours == {"tree_builder", "tree_builder.program"}


@pytest.mark.parametrize("left", [0, 1, 19, 25, 400])
def test_a_damaged_template_is_compiled_anew(tmp_path: Path, docs: Path, left: int) -> None:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, str(ROOT / "build_tree.py"), "--tree", str(docs.parent / "decision_tree.yaml")]
    for name in ("first", "second"):
        command_here = [*command, "--docs", str(tmp_path / name)]
        done = subprocess.run(command_here, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False)
        kept = list((tmp_path / "cache").rglob("*.cache"))
        assert kept
        for path in kept:
            path.write_bytes(path.read_bytes()[:left])


def test_a_build_that_fails_is_not_remembered(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (docs / LAST_BUILD).read_bytes()
    tree = docs.parent / "decision_tree.yaml"
    text = tree.read_text(encoding="utf-8")
    tree.write_text(text.replace("start:", "begin:"), encoding="utf-8")
    assert build(docs) == 1
    assert (docs / LAST_BUILD).read_bytes() == before
