"""Files that somebody else wrote: each that is not read says why, and nothing waits for a pipe."""

import os
from pathlib import Path

import pytest

from tree_builder.read import plain
from tree_builder.read.plain import UnreadableError, plain_bytes, read_plain


def why_not(path: Path) -> str:
    """What is said of a file that is not read."""
    with pytest.raises(UnreadableError) as raised:
        read_plain(path)
    return str(raised.value)


def test_a_file_is_read_up_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "MOST_BYTES", 1000)
    file = tmp_path / "file"
    file.write_bytes(b"x" * 1000)
    assert read_plain(file) == plain_bytes(file) == b"x" * 1000
    file.write_bytes(b"x" * 1001)
    assert why_not(file) == "has more than 1,000 bytes, which is the limit"
    assert plain_bytes(file, 3) == b"xxx"


def test_what_is_no_plain_file_is_not_read(tmp_path: Path) -> None:
    pipe, missing, impossible = tmp_path / "pipe", tmp_path / "missing", tmp_path / "a\0b"
    os.mkfifo(pipe)
    assert why_not(pipe) == "is no plain file"
    assert why_not(tmp_path) == "cannot be read (Is a directory)"
    assert why_not(tmp_path / "..") == "cannot be read (Is a directory)"
    assert why_not(missing) == "cannot be read (No such file or directory)"
    assert why_not(impossible) == "cannot be read (it has no possible name)"
    assert [plain_bytes(path) for path in (pipe, tmp_path, missing, impossible)] == [None] * 4


def test_a_link_is_followed_within_its_folder_only(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    for name in ("out", "folder/in", "folder/inner/deeper"):
        (tmp_path / name).write_text(name)
    within, deeper, out = (folder / name for name in ("within", "link-deeper", "link-out"))
    within.symlink_to("in")
    deeper.symlink_to("inner/deeper")
    out.symlink_to("../out")
    assert (read_plain(within), read_plain(deeper)) == (b"folder/in", b"folder/inner/deeper")
    assert why_not(out) == "is a link that leads out of its folder"
    assert [plain_bytes(link) for link in (within, deeper, out)] == [None] * 3
    (tmp_path / "way").symlink_to("folder")
    assert read_plain(tmp_path / "way" / "within") == b"folder/in"
