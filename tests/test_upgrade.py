"""`upgrade` renews what is the tool's, leaves what is the author's, and says what is left to do."""

import json
import shutil
from pathlib import Path

import pytest

from tree_builder import __version__
from tree_builder.commands import new as beginning
from tree_builder.commands import repository, upgrade
from tree_builder.commands.repository import LIST

WHEEL = f"wheels/decision_guide-{__version__}-py3-none-any.whl"


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new guide. Its wheel is only bytes here: `test_package` builds real ones."""
    monkeypatch.setattr(repository, "own_wheel", lambda: b"a wheel")
    assert beginning.new(tmp_path / "guide") == 0
    return tmp_path / "guide"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def older(guide: Path, **files: str) -> None:
    """Let the guide be one of an older version, which wrote these files."""
    held = json.loads((guide / LIST).read_text(encoding="utf-8"))
    for name, text in files.items():
        (guide / name).write_text(text, encoding="utf-8")
        held["files"][name] = repository.digest(text.encode())
    held["version"] = "1.9.0"
    (guide / LIST).write_text(json.dumps(held), encoding="utf-8")


def test_a_guide_of_this_version_stays_as_it_is(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(guide)
    assert upgrade.upgrade(guide) == 0
    assert contents(guide) == before
    assert capsys.readouterr().out.splitlines()[-1] == f"{guide}: 0 files were changed, for version {__version__}."


def test_what_the_tool_wrote_is_renewed_and_what_it_no_longer_has_goes(
    guide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = contents(guide)
    older(guide, Makefile="old:\n", **{"old.cfg": "old"})
    capsys.readouterr()
    assert upgrade.upgrade(guide) == 0
    assert contents(guide) == wanted
    said = capsys.readouterr().out.splitlines()
    assert said == ["renew   Makefile", "remove  old.cfg", f"{guide}: 2 files were changed, for version {__version__}."]


@pytest.mark.parametrize("name", ["../mine.txt", "docs/../../mine.txt", "/etc/mine.txt", r"..\mine.txt", r"C:mine.txt"])
def test_a_list_that_names_files_elsewhere_is_no_list(
    guide: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = guide.parent / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    older(guide)
    held = json.loads((guide / LIST).read_text(encoding="utf-8"))
    held["files"][name] = repository.digest(b"mine")
    (guide / LIST).write_text(json.dumps(held), encoding="utf-8")
    assert upgrade.upgrade(guide) == 1
    assert "this is no list of files" in capsys.readouterr().err and mine.exists()


def test_a_dry_run_says_the_same_and_does_nothing(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    older(guide, Makefile="old:\n")
    before = contents(guide)
    capsys.readouterr()
    assert upgrade.upgrade(guide, dry_run=True) == 0
    assert contents(guide) == before
    assert capsys.readouterr().out.splitlines() == [
        "renew   Makefile",
        f"{guide}: 1 file would be changed, for version {__version__}.",
    ]


def test_what_somebody_changed_or_removed_is_left(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours = (guide / "Makefile").read_bytes()
    (guide / "Makefile").write_text("mine:\n", encoding="utf-8")
    (guide / ".editorconfig").unlink()
    (guide / "docs" / "glossary.md").write_text("# Mine\n", encoding="utf-8")
    (guide / "decision_tree.yaml").write_bytes(b"# mine\n" + (guide / "decision_tree.yaml").read_bytes())
    before = contents(guide)
    capsys.readouterr()
    assert upgrade.upgrade(guide) == 0
    assert contents(guide) == before | {"Makefile.new": ours}
    assert capsys.readouterr().out.splitlines() == [
        "left    Makefile: it was changed; the new one is beside it, with `.new` at its end",
        "left    .editorconfig: it was removed",
        f"{guide}: 0 files were changed, for version {__version__}.",
        "  to do by hand: take over into Makefile what you want of Makefile.new, and remove that",
    ]


def test_a_guide_of_version_1_is_taken_along(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (LIST, "hooks.py", "Makefile"):
        (guide / name).unlink()
    (guide / "docs" / "assets").mkdir()
    (guide / "docs" / "assets" / "trail.js").write_text("// of version 1\n", encoding="utf-8")
    settings = (guide / "mkdocs.yml").read_text(encoding="utf-8")
    for line in ("hooks: [hooks.py]\n", "strict: true\n"):
        settings = settings.replace(line, "")
    (guide / "mkdocs.yml").write_text(settings.replace("assets/guide.css", "assets/map.css"), encoding="utf-8")
    capsys.readouterr()
    assert upgrade.upgrade(guide) == 0
    said = capsys.readouterr().out
    assert "add     Makefile\n" in said and "add     hooks.py\n" in said
    for line in (
        "mkdocs.yml: set `strict: true`",
        "mkdocs.yml: add `hooks.py` to `hooks`",
        "mkdocs.yml: add `assets/guide.css` to `extra_css`",
        "docs/assets/trail.js came with version 1 and is loaded no more; remove it unless it is yours",
    ):
        assert f"  to do by hand: {line}\n" in said
    assert (guide / LIST).is_file()


def test_a_broken_wheel_is_replaced_and_a_foreign_one_is_said(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (guide / WHEEL).write_bytes(b"broken")
    (guide / "wheels" / "other-1.0-py3-none-any.whl").write_bytes(b"foreign")
    assert upgrade.upgrade(guide) == 0
    assert (guide / WHEEL).read_bytes() == b"a wheel"
    said = capsys.readouterr().out
    assert f"renew   {WHEEL}\n" in said
    assert "wheels/other-1.0-py3-none-any.whl is not the wheel of this version; remove it unless it is yours" in said


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("decision_tree.yaml", None, ":1:1: there is no decision_tree.yaml here; it must be the folder of a guide\n"),
        ("decision_tree.yaml", "guide: no", "the tree has problems; `check` names them, and they must be mended\n"),
        ("decision_tree.yaml", "format: 9", "the tree has problems; `check` names them, and they must be mended\n"),
        (LIST, "[]", f"{LIST}:1:1: this is no list of files; it must be as it was committed last\n"),
        (LIST, '{"version": "99.1", "files": {}}', "the guide is of version 99.1, this program of"),
    ],
)
def test_what_is_no_guide_is_said_in_one_line(
    guide: Path, capsys: pytest.CaptureFixture[str], name: str, text: str | None, told: str
) -> None:
    if text is None:
        (guide / name).unlink()
    else:
        (guide / name).write_text(text, encoding="utf-8")
    before = contents(guide)
    capsys.readouterr()
    assert upgrade.upgrade(guide) == 1
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert contents(guide) == before


def test_line_ends_that_git_changed_are_no_change_of_somebody(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("README.md", "mkdocs.yml", "hooks.py"):
        (guide / name).write_bytes((guide / name).read_bytes().replace(b"\n", b"\r\n"))
    capsys.readouterr()
    assert upgrade.upgrade(guide) == 0
    assert "left" not in capsys.readouterr().out
    assert not list(guide.rglob("*.new"))


def test_a_copy_elsewhere_is_the_same_guide(guide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(guide, tmp_path / "copy")
    capsys.readouterr()
    assert upgrade.upgrade(tmp_path / "copy") == 0
    assert "0 files were changed" in capsys.readouterr().out
