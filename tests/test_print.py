"""A verdict on paper: the same argument, its record rendered, on at most two sheets of A4."""

import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness.browser import tab
from harness.kinds import address, kinds_of_page, longest_trails, tree_of

PRINTED = [
    "nav.trail",
    "h1",
    ".recommendation",
    ".summary",
    "table.because",
    "[data-side]",
    "table.what-if",
    ".record-text",
]
LEFT_OUT = [
    ".md-header", ".md-tabs", ".md-sidebar", ".md-search", ".md-footer", ".md-skip", ".map", ".ways", "button", "input",
    ".restart", ".on-map", "[download]", ".invite",
]  # fmt: skip
SHOWN = "(parts) => parts.filter((part) => [...document.querySelectorAll(part)].some((one) => one.checkVisibility()))"
pytestmark = pytest.mark.browser


def sheets_of(pdf: bytes) -> int:
    """How many pages a PDF has: its page objects, some of which Chromium may pack into compressed streams."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    text = pdf + b"".join(_unpacked(stream) for stream in packed)
    return len(re.findall(rb"/Type\s*/Page\b", text))


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_every_verdict_with_its_longest_trail_takes_at_most_two_sheets(
    site: Path, serve: Callable[[Path], str], chromium: Any
) -> None:
    tree = tree_of(site)
    trails = longest_trails(tree)
    with tab(chromium, serve(site)) as watched:
        for verdict in tree["verdicts"]:
            page = watched.open(address(tree, verdict, trails[verdict]), ready=True)
            assert 1 <= sheets_of(page.pdf(format="A4")) <= 2, verdict


@pytest.mark.parametrize("kind", ["verdict with a trail", "verdict without a recommendation"])
def test_a_printed_verdict_has_its_argument_and_its_record_and_nothing_to_press(
    site: Path, serve: Callable[[Path], str], chromium: Any, kind: str
) -> None:
    with tab(chromium, serve(site)) as watched:
        page = watched.open(kinds_of_page(site)[kind], ready=True)
        page.emulate_media(media="print")
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")  # as the theme does
        assert page.evaluate(SHOWN, PRINTED) == PRINTED
        assert page.evaluate(SHOWN, LEFT_OUT) == []
        for note in page.locator("[data-side] > figure:not([hidden]) .since").all():
            assert note.is_visible() or note.evaluate("(note) => note.closest('[data-side]').dataset.side") == "depends"
        assert page.locator(".record-text h3").is_visible()
        trail = page.locator("nav.trail li").all_inner_texts()
        assert trail and all(len(step.split()) > 1 for step in trail)


def test_what_is_folded_is_printed_where_there_is_no_trail(
    site: Path, serve: Callable[[Path], str], chromium: Any
) -> None:
    with tab(chromium, serve(site)) as watched:
        page = watched.open(kinds_of_page(site)["verdict"], ready=True)
        page.emulate_media(media="print")
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")  # as the theme does
        for figure in page.locator("[data-side] figure:not([data-beyond])").all():
            assert figure.is_visible()
        assert not page.locator(".record").is_visible()


def test_the_map_is_printed_whole(site: Path, serve: Callable[[Path], str], chromium: Any) -> None:
    with tab(chromium, serve(site)) as watched:
        page = watched.open("map.html", ready=True)
        page.emulate_media(media="print")
        assert page.locator(".map").evaluate("(map) => map.scrollWidth <= map.clientWidth + 1")
