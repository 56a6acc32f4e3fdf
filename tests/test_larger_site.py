"""A guide among other pages: guides inside the docs of a larger MkDocs site, and a site in a folder of another site."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness.browser import browser, tab
from harness.guide import ROOT, STARTER, guide_of
from harness.installed import well
from harness.once import made_once
from harness.site import local_links, read
from harness.trees import SMALL_TREE

pytestmark = pytest.mark.slow

SETTINGS = """
site_name: Handbook
use_directory_urls: false
strict: true
hooks: [hooks.py]
watch: [guides]
theme: {name: material, font: false, features: [navigation.tabs]}
nav:
  - Home: index.md
  - User guide: [user-guide/index.md, user-guide/installation.md]
  - Decision guides: guides.md
not_in_nav: |
  /travel/
  /drinks/
validation:
  nav: {omitted_files: warn, not_found: warn}
  links: {not_found: warn, anchors: warn}
"""
HOOKS = """
from tree_builder.commands.mkdocs_hook import guides

on_config, on_pre_build, on_post_page, on_serve = guides(
    {"docs/travel": "guides/travel/decision_tree.yaml", "docs/drinks": "guides/drinks/decision_tree.yaml"}
)
"""
PAGES = {
    "index.md": "# Handbook\n\n[The guides](guides.md)\n",
    "guides.md": "# Decision guides\n\n* [Travel](travel/index.md)\n* [Drinks](drinks/index.md)\n",
    "user-guide/index.md": "# User guide\n\n[Installation](installation.md)\n",
    "user-guide/installation.md": "# Installation\n",
    "travel/mine.md": "# Mine\n\nA page of an author, in the folder of a guide.\n",
}


def handbook(folder: Path) -> Path:
    """A larger site with two guides in it, built by plain `mkdocs build`. Returns its folder."""
    files = {f"docs/{name}": text for name, text in PAGES.items()} | {"mkdocs.yml": SETTINGS, "hooks.py": HOOKS}
    files |= {"guides/travel/decision_tree.yaml": STARTER.read_text(encoding="utf-8")}
    files |= {"guides/drinks/decision_tree.yaml": SMALL_TREE}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    well(mkdocs(folder))
    return folder


def mkdocs(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1"} | more
    command = [sys.executable, "-m", "mkdocs", "build"]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "handbook", handbook)


def test_the_readme_shows_the_settings_and_hooks_that_are_tested_here() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Put it among other pages\n")[2]
    hooks, settings = (re.search(rf"```{kind}\n(.*?)```", text, re.DOTALL) for kind in ("python", "yaml"))
    assert hooks and hooks[1].strip() == HOOKS.strip()
    assert settings and set(settings[1].splitlines()) <= set(SETTINGS.splitlines())


def test_every_link_of_the_larger_site_leads_to_something(larger: Path) -> None:
    site = larger / "site"
    pages = {path.relative_to(site).as_posix(): read(path) for path in site.rglob("*.html") if path.name != "404.html"}
    assert {"travel/questions/presence.html", "drinks/verdicts/tea.html", "travel/mine.html"} <= set(pages)
    dead = [(page, link) for page, link, address, _ in local_links(pages) if not (site / address).is_file()]
    assert dead == []


def test_pages_load_what_their_own_guide_needs_and_others_nothing(larger: Path) -> None:
    site = larger / "site"
    assert 'src="../assets/guide.js"' in (site / "travel/questions/presence.html").read_text(encoding="utf-8")
    assert 'src="./assets/guide.js"' in (site / "drinks/index.html").read_text(encoding="utf-8")
    for other in ("index.html", "guides.html", "user-guide/installation.html"):
        assert "guide.js" not in (site / other).read_text(encoding="utf-8")


def test_pages_of_authors_stay_and_a_guide_that_goes_takes_only_its_own(larger: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(larger, tmp_path / "copy")
    small = copy / "guides/drinks/decision_tree.yaml"
    small.write_text(SMALL_TREE.replace("asleep", "tired"), encoding="utf-8")
    well(mkdocs(copy))
    assert not (copy / "docs/drinks/questions/asleep.md").exists()
    assert (copy / "docs/drinks/questions/tired.md").exists()
    assert {name: (copy / "docs" / name).read_text(encoding="utf-8") for name in PAGES} == PAGES
    assert (copy / "docs/travel/questions/presence.md").read_bytes() == (
        larger / "docs/travel/questions/presence.md"
    ).read_bytes()


@browser
def test_each_guide_follows_its_own_trail(larger: Path, serve: Callable[[Path], str], chromium: Any) -> None:
    home = serve(larger / "site")
    with tab(chromium, home) as watched:
        page = watched.open("travel/index.html", ready=True)
        page.click("a.start")
        page.click("a.answer >> nth=1")
        page.wait_for_selector("table.because")
        assert page.url.startswith(f"{home}/travel/verdicts/stay-and-call.html?trail=presence.from-afar")
        page = watched.open("drinks/questions/hour.html", ready=True)
        page.click("a.answer >> nth=0")
        page.wait_for_selector("table.because")
        assert page.url.startswith(f"{home}/drinks/verdicts/coffee.html?trail=hour.morning")


def test_a_folder_outside_of_the_docs_is_said_in_one_line(larger: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(larger, tmp_path / "copy", ignore=shutil.ignore_patterns("site"))
    (copy / "hooks.py").write_text(HOOKS.replace("docs/drinks", "drinks"), encoding="utf-8")
    done = mkdocs(copy)
    assert done.returncode == 1
    assert (
        "hooks.py:1:1: drinks is not below `docs_dir`; hooks.py must name a folder that is" in done.stdout + done.stderr
    )


def test_a_guide_as_a_folder_of_another_site_touches_nothing_of_it(tmp_path: Path) -> None:
    """The other site has any settings, directory addresses too: it is just files."""
    other = tmp_path / "public"
    (other / "about").mkdir(parents=True)
    (other / "about" / "index.html").write_text("<a href='../guide/index.html'>The guide</a>", encoding="utf-8")
    guide = tmp_path / "guide"
    (guide / "docs").mkdir(parents=True)
    guide_of(STARTER.read_text(encoding="utf-8"), guide)
    for _ in range(2):
        well(mkdocs(guide, SITE_DIR=str(other / "guide")))
    assert (other / "about" / "index.html").is_file()
    assert (other / "about" / "../guide/index.html").is_file()
    assert (other / "guide" / "verdicts" / "by-train.html").is_file()
    assert sorted(path.name for path in other.iterdir()) == ["about", "guide"]
