"""The one browser harness: Chromium, tabs that remember what went wrong, and what axe-core finds on a page.

axe-core comes with the package axe-playwright-python, so that nothing is fetched when the tests run.
"""

import importlib.util
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tree_builder.check.check import check
from tree_builder.graph.paths import Trail
from tree_builder.model import Tree
from tree_builder.read.document import load

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Newer Chromium fills the address bar's own popup, which nobody sees here, in every window: twice the work of a page.
    # The flag takes the place of Playwright's, so what of that matters stands here too.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,"
    "DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,MediaRouter,NetworkTimeServiceQuerying,"
    "OptimizationHints,PaintHolding,PreconnectToSearch,ThirdPartyStoragePartitioning,Translate",
]
browser = pytest.mark.browser

# Every behaviour has done its work, those too that wait for the words of an old edition.
READY = """async () => {
    if (document.readyState !== "complete" || typeof guide !== "object" || !guide.way) return false;
    await guide.loaded;
    return true;
}"""


def tree_at(folder: Path) -> Tree:
    """The tree of a guide, from its file."""
    tree, problems = check(load((folder / "decision_tree.yaml").read_text(encoding="utf-8")))
    assert tree is not None, problems
    return tree


def page_address(tree: Tree, page: str) -> str:
    """The address of a question or a verdict from the guide's root."""
    return f"{'questions' if page in tree.questions else 'verdicts'}/{page}.html"


def trail_text(trail: Trail) -> str:
    """A trail as it stands in an address; written again here, so that the product's own is put to the test."""
    return ",".join(f"{question}.{answer}" for question, answer in trail)


class Watched:
    """A tab, and whatever happened in it that must not: errors, dialogs, requests to elsewhere."""

    def __init__(self, page: Any, home: str) -> None:
        self.page = page
        self.home = home
        self.faults: list[str] = []
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", self._refuse)
        page.context.on("request", self._look_at)

    def _refuse(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _look_at(self, request: Any) -> None:
        if urlsplit(request.url).scheme in ("data", "blob", "about"):
            return
        if not request.url.startswith(self.home):
            self.faults.append(f"request to {request.url}")

    def open(self, address: str, ready: bool = False) -> Any:
        """Open an address below the guide's root; `ready` waits until its trail is read. Gives the page."""
        self.page.goto(f"{self.home}/{address}")
        if ready:
            self.page.wait_for_function(READY)
        return self.page

    def follow(self, parts: str, ready: bool = True) -> Any:
        """Click on what `parts` selects, and wait until the trail of the next page is read."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator(parts).first.click(no_wait_after=True)
        if ready:
            self.page.wait_for_function(READY)
        return self.page

    def trail(self) -> list[tuple[str, str]]:
        """The answers that the page shows."""
        read = "(steps) => steps.map(({ dataset }) => [dataset.question, dataset.answer])"
        return [tuple(step) for step in self.page.locator("nav.trail li").evaluate_all(read)]

    def notice(self) -> str:
        """What the page says about its trail."""
        return " ".join(self.page.locator(".notice[role]").all_text_contents())

    def record(self) -> str:
        """The record of a verdict, as Markdown."""
        held: str = self.page.evaluate(
            "fetch(document.querySelector('.record [download]').href).then((answer) => answer.text())"
        )
        return held


@contextmanager
def tab(chromium: Any, home: str, **options: Any) -> Iterator[Watched]:
    """A tab of its own with the guide at `home`; afterwards nothing may have gone wrong in it."""
    context = chromium.new_context(**options)
    context.set_default_timeout(15_000)
    watched = Watched(context.new_page(), home)
    try:
        yield watched
        assert watched.faults == [], watched.faults
    finally:
        context.close()


def under_a_folder(site: Path, folder: Path, serve: Callable[[Path], str]) -> str:
    """Serve a site as a team does that has other things on its server: under a folder. Gives its address."""
    (folder / "guides").mkdir()
    (folder / "guides" / "flask").symlink_to(site, target_is_directory=True)
    return f"{serve(folder)}/guides/flask"


def lean(site: Path, folder: Path, styled: bool = True) -> Path:
    """A copy of a site without the theme's own script and search index: what our scripts do, several times faster."""
    copied = folder / "lean"
    shutil.copytree(site, copied, ignore=shutil.ignore_patterns("javascripts", "search"))
    for path in copied.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        html = re.sub(r'<script src="[^"]*(?:bundle|search_index)[^"]*"></script>', "", html)
        path.write_text(html if styled else re.sub(r'<link rel="stylesheet"[^>]*>', "", html), encoding="utf-8")
    return copied


# Accessibility

COLOUR_RULES = ["color-contrast", "link-in-text-block"]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
APPEARANCES: dict[str, dict[str, Any]] = {
    "light-1280": {"viewport": WIDE, "color_scheme": "light", "forced_colors": "none"},
    "light-390": {"viewport": NARROW, "color_scheme": "light", "forced_colors": "none"},
    "forced-colours": {"viewport": WIDE, "color_scheme": "light", "forced_colors": "active"},
    "dark-1280": {"viewport": WIDE, "color_scheme": "dark", "forced_colors": "none"},
    "dark-390": {"viewport": NARROW, "color_scheme": "dark", "forced_colors": "none"},
}
OVERFLOWING = """() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    const lost = [];
    const walker = document.createTreeWalker(document.querySelector(".md-content"), NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
        const scrolls = (one) => one && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
        if (!node.data.trim() || !node.parentElement.checkVisibility() || scrolls(node.parentElement)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
            if (box.width > 1 && (box.left < -1 || box.right > innerWidth + 1)) lost.push(node.data.trim().slice(0, 60));
        }
    }
    return [...(wide > 0 ? [`${wide}px too wide`] : []), ...lost];
}"""


def axe_core() -> str:
    """The source of axe-core."""
    package = importlib.util.find_spec("axe_playwright_python")
    assert package and package.origin, "axe-playwright-python is in requirements-test.txt"
    return Path(package.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def violations(page: Any, rules: list[str] = AXE_TAGS) -> list[str]:
    """What axe-core finds wrong with the page as it stands, every fold open, a line for each place."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    found = page.evaluate(
        "(runOnly) => axe.run(document, {runOnly, resultTypes: ['violations'], elementRef: false})", rules
    )
    return [
        f"{broken['id']}: {node['html'][:160]} {node['failureSummary']}"
        for broken in found["violations"]
        for node in broken["nodes"]
    ]


def open_page(page: Any, address: str) -> None:
    """Go to an address and wait until our scripts, which load before the page has, have done their work."""
    page.goto(address)
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")


def show_as(page: Any, viewport: dict[str, int], **media: Any) -> None:
    """Give a page that is open one of the appearances."""
    page.set_viewport_size(viewport)
    page.emulate_media(**media)


@contextmanager
def reader(chromium: Any, **appearance: Any) -> Iterator[Any]:
    """A page of a reader of their own, with nothing that moves."""
    context = chromium.new_context(**{"reduced_motion": "reduce", **appearance})
    try:
        yield context.new_page()
    finally:
        context.close()
