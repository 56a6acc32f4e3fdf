"""The one list of kinds of page, and what must say the same: git, the site generator, and new guides."""

import fnmatch
import subprocess
from pathlib import Path

from harness.guide import ROOT
from harness.kinds import kinds_of_page

from tree_builder.pages.assets import asset_files
from tree_builder.pages.render import FILLED_BY
from tree_builder.pages.site import KINDS, PAGES
from tree_builder.read.document import load
from tree_builder.write.owned import IGNORED, NAME, Manifest, write_manifest

FILES = [*(kind.source("x") for kind in KINDS if "assets/*" not in kind.path), *asset_files()]


def test_git_ignores_what_a_build_makes_and_nothing_of_an_author(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "docs").mkdir()
    write_manifest(tmp_path / "docs", Manifest("../decision_tree.yaml", tuple(FILES)))
    paths = [f"docs/{path}" for path in (*FILES, NAME, IGNORED, "notes.md", "questions/mine.md", "assets/photo.png")]
    done = subprocess.run(["git", "check-ignore", *paths], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.split() == paths[:-3]


def test_what_an_author_lets_git_ignore_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / IGNORED).write_text("/drafts/\n", encoding="utf-8")
    write_manifest(tmp_path, Manifest("../decision_tree.yaml", tuple(FILES)))
    assert (tmp_path / IGNORED).read_text(encoding="utf-8") == "/drafts/\n"


def test_every_kind_of_page_is_in_the_navigation_or_said_to_stay_out_of_it() -> None:
    settings = load((ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV ", "")).data
    shown = [path for entry in settings["nav"] for path in entry.values()]
    assert [kind.path for kind in PAGES if kind.in_nav] == shown
    hidden = settings["not_in_nav"].split()
    assert [kind.path for kind in PAGES if not kind.in_nav and f"/{kind.path.removesuffix('.md')}" not in hidden] == []


def test_every_kind_of_page_in_the_list_is_filled() -> None:
    assert set(FILLED_BY) == set(PAGES)


def test_tests_in_the_browser_look_at_every_kind_of_page(site: Path) -> None:
    seen = {address.partition("?")[0] for address in kinds_of_page(site).values()}
    indexes = {kind.address() for kind in PAGES if kind.is_single}
    for kind in PAGES:
        looked_at = fnmatch.filter(seen, kind.address("*"))
        assert looked_at if kind.is_single else set(looked_at) - indexes, kind
