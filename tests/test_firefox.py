"""A smoke walk in Debian's Firefox, which speaks WebDriver BiDi itself: from Home to a verdict, its record, and back."""

import asyncio
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from bidiwave import BiDiClient
from bidiwave.exceptions import BiDiError
from harness.browser import READY, page_address, trail_text, tree_at
from harness.guide import ROOT

from tree_builder.graph.paths import Step
from tree_builder.model import Tree

pytestmark = pytest.mark.browser

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
# It asks nobody for anything: no settings, no updates, no reports.
PREFERENCES = {
    "services.settings.server": "data:,none",
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.server": "data:,none",
    "dom.events.asyncClipboard.readText": True,
}


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[str]:
    """The address at which a Firefox of its own speaks BiDi. Outside CI the test is skipped where there is none."""
    if FIREFOX is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no Firefox: .ci/run must install it")
        pytest.skip("needs Firefox, which is not installed")
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    (tmp_path / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [FIREFOX, "--headless", "--no-remote", "--profile", str(tmp_path), "--remote-debugging-port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            found = (re.search(r"WebDriver BiDi listening on (ws://\S+)", line) for line in process.stderr)
            yield next(match[1] for match in found if match) + "/session"
        finally:
            process.terminate()


class Reader:
    """A tab of Firefox, and what its console said."""

    def __init__(self, client: Any, page: Any) -> None:
        self.client, self.page = client, page

    async def until(self, expression: str) -> None:
        """Wait until an expression holds. Each look is one of its own, for the page may be left in between."""
        async with asyncio.timeout(30):
            while not await self._look(expression):
                await asyncio.sleep(0.05)

    async def _look(self, expression: str) -> Any:
        try:
            found = await self.page.evaluate(
                f"(async () => JSON.stringify(await ({expression})))()", await_promise=True
            )
        except BiDiError:
            return None
        return json.loads(found.value)

    async def see(self, expression: str) -> Any:
        """What an expression gives, when the page has done its work."""
        await self.until(f"({READY})()")
        return await self._look(expression)

    async def arrive(self, address: str) -> None:
        """Wait for a page of the guide."""
        await self.until(f"location.pathname.endsWith({json.dumps('/' + address)})")

    async def click(self, selector: str) -> None:
        """Click with a real pointer, as a reader does."""
        await self.see("true")
        x, y = await self.see(f"""(() => {{
            const part = document.querySelector({json.dumps(selector)});
            part.scrollIntoView({{ block: "center", behavior: "instant" }});
            const {{ x, y, width, height }} = part.getBoundingClientRect();
            return [Math.round(x + width / 2), Math.round(y + height / 2)];
        }})()""")
        await self.client.input.click(self.page.id, x, y)


async def walk(address: str, home: str, tree: Tree) -> None:
    async with await BiDiClient.connect(address) as client:
        said: list[str] = []

        async def hear(entry: Any) -> None:
            if entry.level == "error":
                said.append(str(entry.text))

        client.on_log_entry(hear)
        await client.session.subscribe(["log.entryAdded"])
        async with await client.browsing.open(f"{home}/index.html") as page:
            reader = Reader(client, page)
            await reader.click("a.start")
            trail, here = [], tree.start
            while here in tree.questions:
                await reader.arrive(page_address(tree, here))
                answer, held = list(tree.questions[here].answers.items())[-1]
                await reader.click(f"a.answer[data-answer={answer}]")
                trail.append(Step(here, answer))
                here = held.leads_to
            await reader.arrive(page_address(tree, here))
            steps = await reader.see(
                "[...document.querySelectorAll('nav.trail li')].map(({ dataset }) => `${dataset.question}.${dataset.answer}`).join()"
            )
            assert steps == trail_text(tuple(trail))
            assert (
                await reader.see("document.querySelector('h1').firstChild.textContent.trim()")
                == tree.verdicts[here].title
            )
            assert await reader.see("document.querySelectorAll('table.because tbody tr').length") == len(trail)
            assert await reader.see("document.querySelectorAll('table.what-if tbody tr').length") > 0
            assert await reader.see(
                "document.querySelector('.notice[role]') === null && document.querySelector('.invite').hidden"
            )
            record = await reader.see(
                "fetch(document.querySelector('.record [download]').href).then((answer) => answer.text())"
            )
            assert f"# {tree.verdicts[here].title}" in record
            await reader.click(".record-tools button")
            await reader.until("document.querySelector('.record-tools button').textContent === 'Copied'")
            await page.back()
            await reader.arrive(page_address(tree, trail[-1].question))
            assert await reader.see("document.querySelectorAll('nav.trail li').length") == len(trail) - 1
        assert said == []


def test_a_walk_in_firefox_from_home_to_a_record_and_back(
    firefox: str, site: Path, serve: Callable[[Path], str]
) -> None:
    # In a thread of its own, for Playwright may keep a loop running in this one.
    with ThreadPoolExecutor() as threads:
        threads.submit(asyncio.run, walk(firefox, serve(site), tree_at(ROOT))).result()
