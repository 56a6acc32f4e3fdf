"""The theme's successor builds the same `mkdocs.yml` and `docs/`: same addresses, no dead link, everything working.

Zensical lives in an environment of its own, `.venv-zensical`, which `make successor` fills.
"""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness.browser import APPEARANCES, OVERFLOWING, axe_core, browser, open_page, reader, violations
from harness.guide import ROOT, copy_of_guide, run_build_tree
from harness.kinds import address, kinds_of_page, longest_trails, tree_of
from harness.site import local_links, read
from harness.trees import SMALL_TREE

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


@pytest.fixture(scope="module")
def successor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real guide as Zensical builds it."""
    return build_with_successor(copy_of_guide(tmp_path_factory.mktemp("successor")))


def addresses(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_the_successor_publishes_the_same_addresses(site: Path, successor: Path) -> None:
    assert addresses(successor) == addresses(site)


def test_the_successor_publishes_nothing_hidden(successor: Path) -> None:
    assert not list(successor.rglob(".*"))


def test_the_successor_copies_data_scripts_and_forwarding_files(tmp_path: Path) -> None:
    folder = copy_of_guide(tmp_path)
    (folder / "articles.lock").unlink()
    (folder / "decision_tree.yaml").write_text(SMALL_TREE, encoding="utf-8")
    site = build_with_successor(folder)
    for name in (
        "questions/sleepy.html",
        "verdicts/herbs.html",
        "articles/leaf-2019.html",
        "tree.json",
        "assets/tree.js",
    ):
        assert (site / name).read_bytes() == (folder / "docs" / name).read_bytes()


def test_the_successor_leaves_no_dead_link_and_no_dead_fragment(successor: Path) -> None:
    pages = {name: read(successor / name) for name in addresses(successor) - {"404.html"}}
    followed = list(local_links(pages))
    assert len(followed) > 50 * len(pages)
    assert [(page, link) for page, link, target, _ in followed if not (successor / target).is_file()] == []
    own = [(page, link, target, part) for page, link, target, part in followed if part and not part.startswith("__")]
    assert [(page, link) for page, link, target, part in own if part not in pages[target].ids] == []


@browser
@pytest.mark.parametrize("appearance", ["light-1280", "dark-390"])
def test_axe_finds_nothing_in_what_the_successor_builds(
    successor: Path, serve: Callable[[Path], str], chromium: Any, appearance: str
) -> None:
    root = serve(successor)
    with reader(chromium, **APPEARANCES[appearance]) as page:
        page.add_init_script(axe_core())
        found = []
        for kind, where in kinds_of_page(successor).items():
            open_page(page, f"{root}/{where}")
            found += [f"{kind}: {one}" for one in violations(page) + page.evaluate(OVERFLOWING)]
        assert found == []


@browser
def test_trail_record_and_map_work_in_what_the_successor_builds(
    successor: Path, serve: Callable[[Path], str], chromium: Any
) -> None:
    root, tree = serve(successor), tree_of(successor)
    with reader(chromium) as page:
        wrong: list[str] = []
        asked: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{root}/index.html")
        page.locator("a.start").click()
        here, given = tree["start"], []
        while here in tree["questions"]:
            page.wait_for_url(f"{root}/questions/{here}.html*")
            page.wait_for_load_state("networkidle")
            answer_id, answer = next(iter(tree["questions"][here]["answers"].items()))
            page.locator(f"a.answer[data-answer={answer_id}]").click()
            given.append((here, answer_id))
            here = answer["leads_to"]
        page.wait_for_url(f"{root}/{address(tree, here, given)}")
        page.wait_for_selector(".record pre:not(:empty)")
        assert page.url in page.locator(".record pre").inner_text()
        assert [
            [one.get_attribute("data-question"), one.get_attribute("data-answer")]
            for one in page.locator("nav.trail li").all()
        ] == [list(step) for step in given]
        page.locator("nav.trail a.on-map").click()
        page.wait_for_url(f"{root}/map.html?trail=*")
        page.wait_for_selector(f".box.on-trail[data-page={here}]")
        assert page.locator(".edge.on-trail").count() >= len(given)
        page.locator(f".box[data-page={tree['start']}]").click()
        page.wait_for_url(f"{root}/questions/{tree['start']}.html*")
        assert wrong == []
        assert all(one.startswith((root, "blob:", "data:")) for one in asked), asked


@browser
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_search_works_in_what_the_successor_builds(
    successor: Path, serve: Callable[[Path], str], chromium: Any, scheme: str
) -> None:
    root, tree = serve(successor) if scheme == "http" else successor.as_uri(), tree_of(successor)
    verdict = next(iter(tree["verdicts"]))
    with reader(chromium) as page:
        open_page(page, f"{root}/{address(tree, verdict, longest_trails(tree)[verdict])}")
        page.locator(".md-search__button").click()
        page.get_by_role("combobox", name="Search").wait_for()
        page.keyboard.type("conventions", delay=50)
        result = page.get_by_role("option").first
        result.wait_for()
        assert page.get_by_role("combobox", name="Search").input_value() == "conventions"
        before = page.url
        result.click()
        page.wait_for_url(lambda where: where != before)
        assert "onventions" in page.locator("main").inner_text()
