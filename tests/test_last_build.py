"""A build that would change nothing does not make the pages to find out; and one that would is never kept from it."""

import shutil
from pathlib import Path

import pytest

from build_tree import main
from tree_builder import commands
from tree_builder.last_build import made_of
from tree_builder.write import LAST_BUILD

STARTER = Path(__file__).parent.parent / "tree_builder" / "starter"


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


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"pages": 1}', "[" * 100_000, "\xff"])
def test_a_damaged_memory_costs_time_only(docs: Path, damage: str, capsys: pytest.CaptureFixture[str]) -> None:
    (docs / LAST_BUILD).write_text(damage, encoding="latin-1")
    assert said(docs, capsys) == all_unchanged(docs)


def test_somebody_elses_file_of_that_name_stays(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (docs / LAST_BUILD).write_text("mine", encoding="utf-8")
    assert said(docs, capsys) == all_unchanged(docs)
    assert (docs / LAST_BUILD).read_text(encoding="utf-8") == "mine"


def test_the_origin_of_pages_is_every_text_of_theirs_apart() -> None:
    assert made_of("a", "b") == made_of("a", "b")
    assert len({made_of("a", "b"), made_of("ab", ""), made_of("", "ab"), made_of("b", "a")}) == 4


def test_a_build_that_fails_is_not_remembered(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (docs / LAST_BUILD).read_bytes()
    tree = docs.parent / "decision_tree.yaml"
    text = tree.read_text(encoding="utf-8")
    tree.write_text(text.replace("start:", "begin:"), encoding="utf-8")
    assert build(docs) == 1
    assert (docs / LAST_BUILD).read_bytes() == before
