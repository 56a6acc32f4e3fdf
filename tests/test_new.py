"""A new guide: complete, teaching, sound as it is, and about something else."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from harness.guide import ROOT
from harness.model import every_key, used_keys

from tree_builder.check.reading import read_tree
from tree_builder.commands import new as module
from tree_builder.commands import repository
from tree_builder.commands.new import new
from tree_builder.commands.schema import OF_THIS_TREE
from tree_builder.entries import Entry
from tree_builder.read.document import load


@pytest.fixture(scope="module", autouse=True)
def wheel() -> Iterator[None]:
    """Stands for the wheel of the tool, which takes longest to build; test_package is about the real one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repository, "own_wheel", lambda: b"a wheel")
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "a guide"
    assert new(folder) == 0
    return folder


def run(*command: object, **environment: str) -> subprocess.CompletedProcess[str]:
    told = [sys.executable, *map(str, command)]
    return subprocess.run(told, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **environment})


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.slow
def test_a_new_guide_passes_every_check(folder: Path) -> None:
    done = run("build_tree.py", "check", "--strict", "--tree", folder / "decision_tree.yaml", "--docs", folder / "docs")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_a_new_guide_builds_as_a_site(folder: Path) -> None:
    built = run("build_tree.py", "--strict", "--tree", folder / "decision_tree.yaml", "--docs", folder / "docs")
    assert (built.returncode, built.stderr) == (0, "")
    command = ("-m", "mkdocs", "build", "--strict", "-f", folder / "mkdocs.yml")
    site = run(*command, NO_MKDOCS_2_WARNING="1", SITE_DIR="site")
    assert site.returncode == 0, site.stderr
    page = (folder / "site" / "questions" / "presence.html").read_text(encoding="utf-8")
    assert "Does the meeting need you there?" in page


@pytest.mark.slow
def test_the_articles_prove_the_excerpts(folder: Path) -> None:
    before = (folder / "articles.lock").read_bytes()
    done = run("build_tree.py", "fingerprint", "--tree", folder / "decision_tree.yaml", folder / "articles")
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "articles.lock").read_bytes() == before


def test_every_key_of_the_format_is_used(folder: Path) -> None:
    tree = read_tree((folder / "decision_tree.yaml").read_bytes()).tree
    unused = every_key() - used_keys(tree)
    assert {entry for entry, _ in unused} <= {Entry.__name__}  # notes of an author, which a guide begins without


@pytest.mark.parametrize("feature", ["](question:", "](verdict:", "](article:", "[…]", "count: 0-1", "$schema="])
def test_every_feature_of_the_format_is_shown(folder: Path, feature: str) -> None:
    assert feature in (folder / "decision_tree.yaml").read_text(encoding="utf-8")


def test_every_kind_of_retired_id_is_shown(folder: Path) -> None:
    tree = read_tree((folder / "decision_tree.yaml").read_bytes()).tree
    assert tree is not None
    new = tree.retired.values()
    assert any("/" not in target for target in new)
    assert any(target.partition("/")[0] in tree.questions for target in new if "/" in target)
    assert any(target.partition("/")[0] in tree.articles for target in new if "/" in target)


@pytest.mark.parametrize("word", [b"flask", b"django"])
def test_a_new_guide_is_about_something_else(folder: Path, word: bytes) -> None:
    assert [name for name, content in contents(folder).items() if word in content.lower()] == []


def test_the_settings_differ_from_ours_in_the_name_and_our_own_pages_only(folder: Path) -> None:
    ours = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    theirs = (folder / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    assert [line for line in theirs if line not in ours] == ['site_name: "Train or plane to the meeting?"']
    assert [line for line in ours if line not in theirs] == [
        "site_name: Flask or Django?", "  /measurements.md", "  /packages.md"
    ]  # fmt: skip


def test_the_schema_comes_along(folder: Path) -> None:
    ours = (ROOT / "decision_tree.schema.json").read_bytes()
    assert (folder / "decision_tree.schema.json").read_bytes() == ours


def test_a_new_guide_is_of_the_day_on_which_it_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class LeapDay(date):
        @classmethod
        def today(cls) -> "LeapDay":
            """A day that no ordinary year has."""
            return cls(2040, 2, 29)

    monkeypatch.setattr(module, "date", LeapDay)
    assert new(tmp_path / "later") == 0
    guide = load((tmp_path / "later" / "decision_tree.yaml").read_text(encoding="utf-8")).data["guide"]
    assert (guide["reviewed"], guide["review_due"], guide["edition"]) == ("2040-02-29", "2041-02-28", "2040-02")
    assert list(guide["changes"]) == ["2040-02"]


@pytest.mark.parametrize("held", ["", ".git"])
def test_an_empty_folder_and_an_empty_repository_will_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], held: str
) -> None:
    folder = tmp_path / "our guide"
    (folder / held).mkdir(parents=True)
    assert new(folder) == 0
    said = capsys.readouterr().out
    assert f"    cd '{folder}'\n    make site\n    make test\n" in said


@pytest.mark.parametrize("list_", [ROOT / ".gitignore", repository.REPOSITORY / "dot-gitignore"])
def test_git_ignores_the_schema_of_a_tree_in_whatever_folder(tmp_path: Path, list_: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(list_.read_bytes())
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    for place in (OF_THIS_TREE, f"guides/travel/{OF_THIS_TREE}"):
        assert subprocess.run(["git", "check-ignore", "--quiet", place], cwd=tmp_path).returncode == 0, place


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("Mine.")
    assert new(tmp_path) == 1
    assert contents(tmp_path) == {"mine.txt": b"Mine."}
    told = "there is something already; it must be a new or an empty folder, or an empty git repository"
    assert capsys.readouterr().err == f"{tmp_path}:1:1: {told}\n"


def test_a_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Mine.")
    assert new(tmp_path / "mine.txt") == 1
    assert new(tmp_path / "mine.txt" / "below") == 1
    assert contents(tmp_path) == {"mine.txt": b"Mine."}


def test_a_disk_that_fills_up_leaves_nothing_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def until_full(path: Path, content: bytes) -> int:
        if path.parent.name == "articles":
            raise OSError(28, "No space left on device", str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", until_full)
    assert new(tmp_path / "deep" / "guide") == 1
    assert list(tmp_path.iterdir()) == []
