"""Paths of Windows where they become addresses, names in a manifest, or messages: the same as those of other systems."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from tree_builder.commands import content, mkdocs_hook, strays
from tree_builder.commands.formats import findings
from tree_builder.text.problems import at_place

GUIDE = PureWindowsPath(r"C:\Guides\Größe 1")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (GUIDE / r"docs\questions\data.md", "docs/questions/data.md"),
        (PureWindowsPath(r"c:\guides\größe 1\hooks.py"), "hooks.py"),
        (PureWindowsPath(r"D:\shared\base.yml"), "D:/shared/base.yml"),
        (PureWindowsPath(r"\\server\share\base.yml"), "//server/share/base.yml"),
    ],
)
def test_a_file_that_a_site_is_made_of_has_one_name_everywhere(path: PureWindowsPath, name: str) -> None:
    assert content._name(path, GUIDE) == name


def test_a_file_elsewhere_has_its_whole_name() -> None:
    assert content._name(PurePosixPath("/srv/base.yml"), PurePosixPath(".")) == "/srv/base.yml"


@pytest.mark.parametrize(
    ("page", "way"),
    [
        (r"docs\framework\index.md", "./"),
        (r"DOCS\Framework\questions\data.md", "../"),
        (r"docs\index.md", ""),
        (r"docs\framework-old\index.md", ""),
    ],
)
def test_the_way_from_a_page_to_the_root_is_an_address(page: str, way: str) -> None:
    assert mkdocs_hook._way_to_root(GUIDE / page, GUIDE / r"docs\framework") == way


@pytest.mark.parametrize(
    ("target", "wrong"),
    [
        (r"C:\guides\Größe 1\docs\fine.txt", ""),
        (r"D:\secret.txt", "this link leads out of the folder"),
        (r"C:\Guides\Größe 1\docs-old", "this link leads out of the folder"),
        (r"C:\Guides\Größe 1\Docs", "this link leads to a folder that it lies in"),
    ],
)
def test_a_link_may_lead_to_another_drive_and_is_a_stray_then(target: str, wrong: str) -> None:
    docs = GUIDE / "docs"
    assert strays._wrong_link(PureWindowsPath(target), docs / "assets", docs) == wrong


def test_programs_are_told_a_file_as_merge_requests_name_it() -> None:
    (found,) = findings([at_place((2, 3), "wrong")], PureWindowsPath(r"guides\tree.yaml"), strict=False)
    assert found.file == "guides/tree.yaml"
