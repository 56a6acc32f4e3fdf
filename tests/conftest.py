"""What several tests share: the real guide built once, Chromium, plain web servers on loopback, and the flag to renew."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harness.browser import CHROMIUM, CHROMIUM_ARGUMENTS
from harness.guide import build_site, copy_of_guide
from harness.servers import QuietHandler, served_by


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--renew` writes what tests compare with anew, for somebody to read and commit."""
    parser.addoption("--renew", action="store_true", help="write the case files and the golden site anew")


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    """Whether to write anew what the test compares with."""
    return bool(request.config.getoption("--renew"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real guide as a built site."""
    return build_site(copy_of_guide(tmp_path_factory.mktemp("guide")))


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
def serve() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder as a plain web server does, and gives its address."""
    yield from served_by(QuietHandler)
