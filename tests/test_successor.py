"""The theme's successor builds the same `mkdocs.yml` and `docs/`: same addresses, no dead link, everything working.

Zensical lives in an environment of its own, `.venv-zensical`, which `make successor` fills.
"""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness.browser import APPEARANCES, OVERFLOWING, axe_core, browser, open_page, reader, tab, violations
from harness.guide import ROOT, copy_of_guide, run_build_tree
from harness.kinds import address, kinds_of_page, longest_trails, tree_of
from harness.once import made_once
from harness.site import local_links, read

pytestmark = pytest.mark.slow
ZENSICAL = Path(os.environ.get("ZENSICAL") or ROOT / ".venv-zensical" / "bin" / "zensical")


def build_with_successor(folder: Path) -> Path:
    """Build pages and site of the guide in `folder` with Zensical, strictly. Returns the folder of the site."""
    if not ZENSICAL.exists():
        if os.environ.get("CI"):
            pytest.fail("CI has no Zensical: .ci/run must run `make successor`")
        pytest.skip("needs Zensical: `make successor` installs it")
    built = run_build_tree(folder)
    assert built.returncode == 0, built.stderr
    command = [str(ZENSICAL), "build", "--clean", "--strict"]
    made = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "SITE_DIR": "site"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def successor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real guide as Zensical builds it."""
    return made_once(tmp_path_factory, "successor", lambda folder: build_with_successor(copy_of_guide(folder)))


def addresses(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_the_successor_publishes_the_same_addresses(site: Path, successor: Path) -> None:
    assert addresses(successor) == addresses(site)


def test_the_successor_copies_data_scripts_and_forwarding_files(successor: Path) -> None:
    docs = successor.parent / "docs"
    copied = [
        path.relative_to(docs)
        for path in docs.rglob("*")
        if path.is_file() and path.suffix != ".md" and path.name[0] != "."
    ]
    assert {path.suffix for path in copied} == {".html", ".js", ".json", ".css", ".svg"}
    assert [path for path in copied if (successor / path).read_bytes() != (docs / path).read_bytes()] == []


def test_the_successor_leaves_no_dead_link_and_no_dead_fragment(successor: Path) -> None:
    pages = {name: read(successor / name) for name in addresses(successor) - {"404.html"}}
    followed = list(local_links(pages))
    assert len(followed) > 40 * len(pages)
    assert [(page, link) for page, link, target, _ in followed if not (successor / target).is_file()] == []
    own = [found for found in followed if found[3] and not found[3].startswith("__") and found[2] in pages]
    assert [(page, link) for page, link, target, part in own if part not in pages[target].ids] == []


@browser
def test_axe_finds_nothing_in_what_the_successor_builds(
    successor: Path, serve: Callable[[Path], str], chromium: Any
) -> None:
    root, kinds = serve(successor), kinds_of_page(successor)
    with reader(chromium, **APPEARANCES["light-1280"]) as page:
        page.add_init_script(axe_core())
        found = []
        for kind in ("home", "question with a checklist", "verdict", "verdict with a trail", "article", "map"):
            where = kinds[kind]
            open_page(page, f"{root}/{where}")
            found += [f"{kind}: {one}" for one in violations(page) + page.evaluate(OVERFLOWING)]
        assert found == []


@browser
def test_trail_record_and_map_work_in_what_the_successor_builds(
    successor: Path, serve: Callable[[Path], str], chromium: Any
) -> None:
    tree = tree_of(successor)
    with tab(chromium, serve(successor)) as reader:
        page = reader.open("index.html", ready=True)
        reader.follow("a.start")
        here, given = tree["start"], []
        while here in tree["questions"]:
            answer_id, answer = next(iter(tree["questions"][here]["answers"].items()))
            reader.follow(f"a.answer[data-answer={answer_id}]")
            given.append((here, answer_id))
            here = answer["leads_to"]
        assert page.url == f"{reader.home}/{address(tree, here, given)}"
        assert f"{reader.home}/{address(tree, here, given)}" in reader.record()
        assert reader.trail() == given
        reader.follow("nav.trail a.on-map")
        assert page.locator(f".box.on-trail[data-page={here}]").count() == 1
        assert page.locator(".edge.on-trail").count() >= len(given)
        reader.follow(f".box[data-page={tree['start']}]")
        assert f"/questions/{tree['start']}.html" in page.url


@browser
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_search_works_in_what_the_successor_builds(
    successor: Path, serve: Callable[[Path], str], chromium: Any, scheme: str
) -> None:
    root, tree = serve(successor) if scheme == "http" else successor.as_uri(), tree_of(successor)
    verdict = next(iter(tree["verdicts"]))
    title = tree["questions"][tree["start"]]["title"]
    with reader(chromium) as page:
        open_page(page, f"{root}/{address(tree, verdict, longest_trails(tree)[verdict])}")
        page.locator(".md-search__button").click()
        page.get_by_role("combobox", name="Search").wait_for()
        page.keyboard.type(title, delay=20)
        result = page.get_by_role("option").first
        result.wait_for()
        assert page.get_by_role("combobox", name="Search").input_value() == title
        before = page.url
        result.click()
        page.wait_for_url(lambda where: where != before)
        assert page.locator("h1").inner_text() == title
