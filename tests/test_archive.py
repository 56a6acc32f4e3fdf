"""The archive is written under a new name: through no link, and without waiting for a pipe."""

import os
from pathlib import Path

import pytest

from tree_builder.write.archive import is_archive, pack


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the archive of the folder `site` beside it goes."""
    for name in ("site", "dist"):
        (tmp_path / name).mkdir()
    (tmp_path / "site" / "index.html").write_text("A page")
    return tmp_path / "dist" / "guide.zip"


def packed(out: Path) -> bool:
    return pack(out.parent.with_name("site"), out, 0) == 1 and is_archive(out)


def test_nothing_is_written_through_a_link(out: Path, tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.write_text("mine")
    for name in (".guide.zip.new", "guide.zip"):
        out.with_name(name).symlink_to(private)
    assert packed(out)
    assert private.read_text() == "mine"
    assert sorted(os.listdir(out.parent)) == [".guide.zip.new", "guide.zip"]


def test_no_pipe_is_waited_for(out: Path) -> None:
    os.mkfifo(out)
    assert not is_archive(out)
    out.unlink()
    os.mkfifo(out.with_name(".guide.zip.new"))
    assert packed(out)


def test_what_cannot_be_packed_leaves_what_was_there(out: Path) -> None:
    assert packed(out)
    before = out.read_bytes()
    (out.parent.with_name("site") / "gone.html").symlink_to("nowhere")
    with pytest.raises(OSError):
        pack(out.parent.with_name("site"), out, 1_000_000_000)
    assert out.read_bytes() == before
    assert os.listdir(out.parent) == ["guide.zip"]
