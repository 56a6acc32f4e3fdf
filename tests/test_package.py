"""The wheel: the same bytes whenever it is built, whole, and good for a guide on a machine that has nothing else."""

import shutil
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from harness.guide import ROOT
from harness.installed import WHEEL, begun, commit, environment, installed, run, well, wheel_of
from harness.once import made_once

from tree_builder import __version__
from tree_builder.commands.repository import LIST

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment with the tool installed from its wheel."""
    return made_once(tmp_path_factory, "installed", installed)


@pytest.fixture(scope="module")
def guide(commands: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new guide, built by its own command."""

    def make(folder: Path) -> Path:
        guide = begun(commands, folder / "a guide")
        well(run("make", "site", cwd=guide))
        return guide

    return made_once(tmp_path_factory, "begun", make)


def test_the_same_files_give_the_same_wheel_at_any_time_and_in_any_folder(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    for folder in ("tree_builder", "tests/guide"):
        shutil.copytree(ROOT / folder, elsewhere / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "requirements.txt", "mkdocs.yml", "hooks.py"):
        shutil.copy(ROOT / name, elsewhere)
    one = wheel_of(ROOT, tmp_path / "one", TZ="UTC+9")
    two = wheel_of(elsewhere, tmp_path / "two", PYTHONHASHSEED="7")
    assert one.read_bytes() == two.read_bytes()


def test_the_wheel_holds_every_file_of_the_package(commands: Path) -> None:
    wheel = next((commands.parent.parent / "dist").glob(WHEEL))
    held = set(ZipFile(wheel).namelist())
    paths = (path for path in (ROOT / "tree_builder").rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert {path.relative_to(ROOT).as_posix() for path in paths} <= held
    shared = {"hooks.py", "mkdocs.yml", "requirements.txt", "test_guide.py"}
    assert {f"tree_builder/commands/starter/{name}" for name in shared} <= held
    assert not [name for name in held if name.startswith(("tests", "docs"))]


def test_the_command_says_its_version_and_its_name(commands: Path, tmp_path: Path) -> None:
    assert well(run(commands / "decision-guide", "--version", cwd=tmp_path)) == f"decision-guide {__version__}\n"
    assert run(commands / "decision-guide", "--no", cwd=tmp_path).stderr.startswith("usage: decision-guide ")
    assert run(sys.executable, ROOT / "build_tree.py", "--no", cwd=tmp_path).stderr.startswith(
        "usage: python build_tree.py "
    )
    assert well(run(commands / "python", "-m", "tree_builder", "--version", cwd=tmp_path)).endswith(f"{__version__}\n")


def test_a_guide_holds_the_very_wheel_that_the_tool_was_installed_from(commands: Path, guide: Path) -> None:
    wheel = next((commands.parent.parent / "dist").glob(WHEEL))
    assert (guide / "wheels" / wheel.name).read_bytes() == wheel.read_bytes()


def test_a_new_guide_builds_and_passes_its_own_tests(guide: Path) -> None:
    assert (guide / "site" / "questions" / "presence.html").is_file()
    done = run("make", "test", cwd=guide)
    assert "OK" in done.stderr, done.stdout + done.stderr


def test_clean_removes_what_was_built_and_nothing_of_anybody_else(guide: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(guide, tmp_path / "a copy", symlinks=True)
    mine = copy / "site" / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    assert "this was not made by `publish`" in run("make", "clean", cwd=copy).stderr
    mine.unlink()
    well(run("make", "clean", cwd=copy))
    assert not {"site", ".site.publishing", ".venv"} & {path.name for path in copy.iterdir()}


def test_git_ignores_what_is_generated_and_articles_and_nothing_of_the_author(guide: Path) -> None:
    (guide / "docs" / "questions" / "mine.md").write_text("# Mine\n", encoding="utf-8")
    told = well(run("git", "status", "--porcelain", "--untracked-files=all", cwd=guide)).splitlines()
    (guide / "docs" / "questions" / "mine.md").unlink()
    untracked = {line[3:] for line in told}
    assert "docs/questions/mine.md" in untracked
    assert {name for name in untracked if name.startswith(("docs/", "articles/", "site/", ".venv"))} == {
        "docs/.gitkeep",
        "docs/questions/mine.md",
    }
    assert {
        LIST,
        "Makefile",
        "decision_tree.yaml",
        f"wheels/decision_guide-{__version__}-py3-none-any.whl",
    } <= untracked


def test_hunks_of_a_diff_name_the_question_that_they_are_in(guide: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(guide, tmp_path / "copy", ignore=shutil.ignore_patterns("site", ".venv"))
    commit(copy)
    tree = copy / "decision_tree.yaml"
    tree.write_text(tree.read_text(encoding="utf-8").replace("Five hours or less", "Five hours"), encoding="utf-8")
    assert "@@   journey:" in well(run("git", "diff", cwd=copy))


def test_a_wheel_that_was_tampered_with_is_not_installed(commands: Path, tmp_path: Path) -> None:
    guide = begun(commands, tmp_path / "guide")
    wheel = next((guide / "wheels").glob(WHEEL))
    wheel.write_bytes(wheel.read_bytes() + b"more")
    done = run("make", "site", cwd=guide)
    assert done.returncode
    assert (
        "requirements.txt:1:1: not all of it could be installed; if pip speaks of hashes, the file in wheels"
        in done.stderr
    )
    assert "Traceback" not in done.stderr


def test_line_ends_of_windows_change_no_page(guide: Path, tmp_path: Path) -> None:
    """As git checks a guide out where it is told `core.autocrlf=true`."""
    origin = shutil.copytree(guide, tmp_path / "origin", ignore=shutil.ignore_patterns("site", ".venv", ".site*"))
    commit(origin)
    copy = tmp_path / "copy"
    well(run("git", "clone", "-q", "-c", "core.autocrlf=true", origin, copy, cwd=tmp_path))
    assert b"\r\n" in (copy / "decision_tree.yaml").read_bytes()
    assert b"\r\n" not in (copy / "requirements.txt").read_bytes()
    python = environment(copy / ".venv")
    well(run(python, "-m", "pip", "install", "--require-hashes", "-r", "requirements.txt", cwd=copy))
    well(run(python.parent / "decision-guide", cwd=copy))
    for name in ("index.md", "questions/presence.md", "tree.json"):
        assert (copy / "docs" / name).read_bytes() == (guide / "docs" / name).read_bytes()
    assert well(run("git", "status", "--porcelain", cwd=copy)) == ""
    assert "0 files were changed" in well(run(python.parent / "decision-guide", "upgrade", cwd=copy))
