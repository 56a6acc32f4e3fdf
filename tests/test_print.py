"""A verdict on paper: what is in it, what is not, and that it needs at most three sheets of A4."""

import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness.kinds import address, kinds_of_page, longest_trails, tree_of

PRINTED = ["nav.trail", "h1", ".recommendation", ".summary", "[data-side]", ".record pre"]
LEFT_OUT = [
    ".md-header", ".md-tabs", ".md-sidebar", ".md-search", ".md-footer", ".md-skip", ".map", ".ways", "button", ".restart", ".on-map", "[download]",
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


def test_every_verdict_with_its_longest_trail_takes_at_most_three_sheets(
    site: Path, serve: Callable[[Path], str], chromium: Any
) -> None:
    root, tree = serve(site), tree_of(site)
    trails = longest_trails(tree)
    page = chromium.new_page()
    sheets = {}
    for verdict in tree["verdicts"]:
        page.goto(f"{root}/{address(tree, verdict, trails[verdict])}")
        page.wait_for_selector(".record pre:not(:empty)")
        sheets[verdict] = sheets_of(page.pdf(format="A4"))
    page.close()
    print(sheets)
    assert all(1 <= count <= 3 for count in sheets.values()), sheets


@pytest.mark.parametrize("kind", ["verdict with a trail", "verdict without a recommendation"])
def test_a_printed_verdict_has_its_case_and_its_record_and_nothing_to_press(
    site: Path, serve: Callable[[Path], str], chromium: Any, kind: str
) -> None:
    page = chromium.new_page()
    page.goto(f"{serve(site)}/{kinds_of_page(site)[kind]}")
    page.wait_for_selector(".record pre:not(:empty)")
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN, PRINTED) == PRINTED
    assert page.evaluate(SHOWN, LEFT_OUT) == []
    for side in page.locator("[data-side]").all():
        excerpts = side.locator("figure.excerpt")
        assert excerpts.count() == 0 or excerpts.first.is_visible()
    record = page.locator(".record pre")
    assert record.evaluate("(one) => one.scrollHeight <= one.clientHeight + 1"), "the record is cut off"
    page.close()


def test_what_is_folded_is_printed_where_no_record_lists_it(
    site: Path, serve: Callable[[Path], str], chromium: Any
) -> None:
    page = chromium.new_page()
    page.goto(f"{serve(site)}/{kinds_of_page(site)['verdict']}")
    page.emulate_media(media="print")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")  # as the theme does
    for excerpt in page.locator(".fold figure.excerpt").all():
        assert excerpt.is_visible()
    page.close()
