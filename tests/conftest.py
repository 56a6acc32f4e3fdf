"""What several tests share: the real guide built once, Chromium, plain web servers on loopback, and the flag to renew."""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harness.browser import CHROMIUM, CHROMIUM_ARGUMENTS, tree_at
from harness.guide import ROOT, copy_of_guide, is_ours
from harness.nursery import build_site
from harness.once import made_once
from harness.servers import QuietHandler, serving
from harness.walks import Seen, every_walk, seen_in
from hypothesis import HealthCheck, settings

# Tests of the tool that try it on the real guide, whose pages they know; with another tree in its place they try nothing.
USES_OUR_GUIDE = re.compile(
    r"site: Path|seen: Seen|copy_of_guide|tree_at\(ROOT\)|ROOT / \"(decision_tree\.yaml|articles\.lock)\"|harness\.proofs import .*TREE"
)
TESTS = Path(__file__).parent
collect_ignore = (
    []
    if is_ours()
    else [path.name for path in TESTS.glob("test_*.py") if USES_OUR_GUIDE.search(path.read_text("utf-8"))]
)
SLOW_FIXTURES = {"site", "seen", "hostile_site", "chromium", "serve"}


# How often random trees are tried: `--hypothesis-profile thorough` looks longer. No test fails for a slow machine.
settings.register_profile("usual", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("usual"), max_examples=1000)
settings.load_profile("usual")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--renew` writes what tests compare with anew, for somebody to read and commit."""
    parser.addoption("--renew", action="store_true", help="write anew what tests compare with, and run no other tests")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark as slow what needs a built site, a browser or a server, and what tries many drawn examples and is not quick.

    With `--renew` run only what writes something anew.
    """
    if config.getoption("--renew"):
        items[:] = [item for item in items if "renew" in item.fixturenames]
    for item in items:
        drawn = getattr(item.obj, "is_hypothesis_test", False) and not item.get_closest_marker("quick")
        if drawn or item.get_closest_marker("browser") or SLOW_FIXTURES & set(item.fixturenames):
            item.add_marker("slow")
    # One worker looks at every verdict; were this in the middle, the other would come to wait for it.
    items.sort(key=lambda item: "seen" not in item.fixturenames)


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    """Whether to write anew what the test compares with."""
    return bool(request.config.getoption("--renew"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real guide as a built site."""
    return made_once(tmp_path_factory, "guide", lambda folder: build_site(copy_of_guide(folder)))


@pytest.fixture(scope="session")
def chromium() -> Iterator["playwright.sync_api.Browser"]:  # noqa: F821
    """Real Chromium. Outside CI a test that needs it is skipped where there is none."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no Chromium: .ci/run must install it")
        pytest.skip("needs Chromium, which is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def seen(chromium: "playwright.sync_api.Browser", site: Path, tmp_path_factory: pytest.TempPathFactory) -> Seen:  # noqa: F821
    """What the verdict of every path shows, with its ticks."""
    file = made_once(tmp_path_factory, "verdicts", lambda folder: seen_in(chromium, site, folder))
    return list(zip(every_walk(tree_at(ROOT)), json.loads(file.read_text(encoding="utf-8")), strict=True))


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], str]:
    """A function that serves a folder as a plain web server does, and gives its address."""
    return serving(QuietHandler)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator["harness.desk.Desk"]:  # noqa: F821
    """A small guide and its preview, which a test starts."""
    from harness.desk import Desk  # MkDocs takes a moment to import

    desk = Desk(tmp_path)
    yield desk
    if desk.started:
        desk.server.shutdown()
    desk.server.server_close()
