"""The built site: every link leads somewhere, nothing is fetched from elsewhere, every page is a page of its own."""

import functools
import re
import shutil
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from harness.guide import ROOT, build_site, copy_of_guide, run_build_tree
from harness.site import Page, local_links, read

from tree_builder.write.owned import NAME

OURS = ("forward", "iframe-worker", "replay", "trail", "checklist", "keys", "paths", "record")
MOST_BYTES = 12 * 1024
Tree = dict[str, dict[str, object]]  # as plain data


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    """Every HTML file of the site by its address from the root, but the page for addresses that do not exist."""
    found = {path.relative_to(site).as_posix(): read(path) for path in sorted(site.rglob("*.html"))}
    return {address: page for address, page in found.items() if address != "404.html"}


@pytest.fixture(scope="module")
def tree() -> Tree:
    """The real tree."""
    return yaml.load((ROOT / "decision_tree.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_nothing_hidden_is_published(site: Path) -> None:
    assert (site.parent / "docs" / NAME).is_file()
    assert not list(site.rglob(".*"))


def test_every_link_leads_to_a_file_of_the_site(site: Path, pages: dict[str, Page]) -> None:
    followed = list(local_links(pages))
    dead = [(page, link) for page, link, target, _ in followed if not (site / target).is_file()]
    assert len(followed) > 50 * len(pages)
    assert dead == []


def test_every_fragment_leads_to_an_id(pages: dict[str, Page]) -> None:
    followed = [(page, link, pages[target], part) for page, link, target, part in local_links(pages) if part]
    dead = [(page, link) for page, link, target, part in followed if part not in target.ids]
    assert len(followed) > len(pages)
    assert dead == []


def test_no_link_is_absolute(pages: dict[str, Page]) -> None:
    schemes = Counter(urlsplit(link).scheme for page in pages.values() for link in page.links)
    rooted = [(address, link) for address, page in pages.items() for link in page.links if link.startswith("/")]
    assert rooted == []
    assert set(schemes) <= {"", "http", "https", "mailto"}


def test_every_id_is_unique_on_its_page(pages: dict[str, Page]) -> None:
    twice = [(address, name) for address, page in pages.items() for name, times in page.ids.items() if times > 1]
    assert twice == []


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[str, Page]) -> None:
    fetched = [(address, link) for address, page in pages.items() for link in page.fetched]
    assert len(fetched) > 3 * len(pages)
    assert [(address, link) for address, link in fetched if urlsplit(link).scheme or urlsplit(link).netloc] == []
    styled = {address: page.styles for address, page in pages.items()}
    styled |= {path.name: path.read_text(encoding="utf-8") for path in site.rglob("*.css")}
    outside = re.compile(r"(?:url\(|@import)(?![^;)]*data:)[^;)]*//[^;)]*")
    assert [(name, outside.findall(style)) for name, style in styled.items() if outside.search(style)] == []


def test_every_page_has_a_title_and_a_description_of_its_own(pages: dict[str, Page]) -> None:
    for kind in ("title", "description"):
        words = {address: getattr(page, kind).strip() for address, page in pages.items()}
        shared = [said for said, times in Counter(words.values()).items() if times > 1]
        assert [address for address, said in words.items() if not said] == []
        assert shared == [], f"several pages have this {kind}"


def test_every_page_has_one_first_heading_and_skips_no_level(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        assert page.headings.count(1) == 1, address
        assert page.headings[0] == 1, address
        assert all(after <= before + 1 for before, after in pairwise(page.headings)), address


def test_our_scripts_together_stay_small_and_nobody_elses_are_counted(site: Path) -> None:
    scripts = {path.stem for path in (site / "assets").glob("*.js")}
    assert scripts == {*OURS, "tree", "evidence"}
    assert sum((site / "assets" / f"{name}.js").stat().st_size for name in OURS) < MOST_BYTES


def test_our_scripts_are_readable_as_they_are(site: Path) -> None:
    for name in OURS:
        lines = (site / "assets" / f"{name}.js").read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("// "), f"{name}.js does not say why it exists"
        assert max(map(len, lines)) <= 180, f"{name}.js"
        assert not [line for line in lines if line.startswith("  ")], f"{name}.js is not indented by tabs"


def test_scripts_and_data_load_where_they_are_needed_and_nowhere_else(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        links = [link for link in page.fetched if link.endswith(".js") and "/javascripts/" not in link]
        scripts = {Path(urlsplit(link).path).stem for link in links}
        own = {"keys"} if address.startswith("questions/") else {"paths"} if address == "paths.html" else set()
        assert scripts - {"search_index"} == {"iframe-worker", "trail", *own}, address


def test_every_promised_address_is_there(site: Path, pages: dict[str, Page], tree: Tree) -> None:
    tops = ("index", "verdicts/index", "articles/index", "map", "paths", "evidence", "about")
    whole = {f"{name}.html" for name in tops}
    each = {f"{kind}/{key}.html" for kind in ("questions", "verdicts", "articles") for key in tree[kind]}
    assert set(pages) == whole | each
    assert (site / "tree.json").is_file()
    for key, article in tree["articles"].items():
        assert isinstance(article, dict)
        assert set(article["excerpts"]) <= set(pages[f"articles/{key}.html"].ids), key


def test_the_navigation_names_the_sections_and_no_single_page(site: Path) -> None:
    for address in ("index.html", "questions/purpose.html", "verdicts/django.html"):
        text = (site / address).read_text(encoding="utf-8")
        navigation = re.findall(r'<nav class="md-(?:tabs|nav).*?</nav>', text, re.DOTALL)
        targets = {urlsplit(link).path for part in navigation for link in re.findall(r'href="([^"#]+)"', part)}
        names = {target.replace("../", "") for target in targets}
        assert len(navigation) >= 2
        assert {"map.html", "paths.html", "evidence.html", "about.html"} <= names
        assert not {name for name in names if re.search(r"(questions|articles|verdicts)/(?!index)", name)}


def test_pages_have_no_empty_columns_beside_them(site: Path, pages: dict[str, Page]) -> None:
    for address in pages:
        text = (site / address).read_text(encoding="utf-8")
        columns = re.findall(r'<div class="md-sidebar md-sidebar--(primary|secondary)"([^>]*)>', text)
        assert columns, address
        assert [side for side, attributes in columns if "hidden" not in attributes] == [], address


def test_each_page_stays_small_whatever_the_size_of_the_tree(site: Path, pages: dict[str, Page]) -> None:
    sizes = [(site / address).stat().st_size for address in pages if address.startswith(("questions/", "verdicts/"))]
    assert max(sizes) < 120_000


def test_the_search_index_holds_every_page(site: Path, pages: dict[str, Page]) -> None:
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    found = set(re.findall(r'"location":"([^"#]+)"', index))
    assert {address for address in pages if "/" in address} <= found


@functools.cache
def make() -> str | None:
    return shutil.which("make")


@pytest.mark.slow
def test_a_second_build_with_nothing_changed_rewrites_nothing(tmp_path: Path) -> None:
    folder = copy_of_guide(tmp_path)
    build_site(folder)
    before = {path: path.stat().st_mtime_ns for path in sorted((folder / "docs").rglob("*"))}
    again = run_build_tree(folder)
    assert again.returncode == 0
    assert {path: path.stat().st_mtime_ns for path in sorted((folder / "docs").rglob("*"))} == before


@pytest.mark.slow
@pytest.mark.skipif(make() is None, reason="needs make")
def test_a_second_make_builds_no_site_again(tmp_path: Path) -> None:
    folder = copy_of_guide(tmp_path)
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copy(ROOT / "requirements.txt", folder)
    assert run_build_tree(folder).returncode == 0

    def run() -> dict[Path, int]:
        command = ["make", "--no-print-directory", "published", f"BIN={Path(sys.executable).parent}"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return {path: path.stat().st_mtime_ns for path in sorted((folder / "site").rglob("*"))}

    first = run()
    assert len(first) > 100
    assert run_build_tree(folder).returncode == 0
    assert run() == first
    tree = folder / "decision_tree.yaml"
    text = tree.read_text(encoding="utf-8")
    tree.write_text(text.replace("What do you want to do?", "What do you want?"), encoding="utf-8")
    assert run_build_tree(folder).returncode == 0
    assert run() != first
