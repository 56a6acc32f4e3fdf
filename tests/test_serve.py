"""The preview: what an author sees in a browser after each edit, and what nobody else gets from its server."""

import signal
import subprocess
import sys
from typing import Any

import pytest
from harness.desk import BROKEN, PATIENCE, Desk, until
from harness.guide import ROOT

from tree_builder.commands.schema import OF_THIS_TREE

pytestmark = pytest.mark.slow


def test_an_edit_is_shown_and_only_changed_pages_are_converted_again(desk: Desk) -> None:
    desk.start()
    assert desk.news()["problems"] == []
    before = desk.get("/questions/presence.html")[1]
    assert "Does the meeting need you there?" in before
    site = desk.server.site
    assert site
    desk.get("/questions/journey.html")
    kept = site.converted("questions/journey.md")
    desk.edit(("explain: A call", "explain: Today a call"), ("reviewed: ", "reviewed:  "))
    assert desk.news()["pages"] == desk.version
    assert "Today a call" in desk.get("/questions/presence.html")[1]
    desk.get("/questions/journey.html")
    assert site.converted("questions/journey.md") is kept


def test_what_is_wrong_is_shown_over_the_last_good_pages_and_goes(desk: Desk) -> None:
    desk.start()
    good = desk.news()
    page = desk.get("/questions/journey.html")[1]
    desk.edit(BROKEN)
    news = desk.news()
    [problem] = news["problems"]
    assert problem["place"].startswith(f"{desk.tree}:")
    assert "did you mean `on-the-way`?" in problem["message"]
    assert len(problem["lines"]) == 5
    [line] = [line for line in problem["lines"] if "at" in line]
    assert line["text"][line["at"] :].startswith("on-the-weg")
    assert news["pages"] == good["pages"]
    assert desk.get("/questions/journey.html")[1] == page
    desk.edit(BROKEN[::-1])
    news = desk.news()
    assert news["problems"] == []
    assert news["pages"] > good["pages"]


def test_a_tree_that_is_broken_from_the_start_shows_its_problems(desk: Desk) -> None:
    desk.edit(BROKEN)
    desk.start()
    assert len(desk.news()["problems"]) == 1
    status, page, _ = desk.get("/")
    assert (status, "/-preview/overlay.js" in page) == (503, True)
    desk.edit(BROKEN[::-1])
    assert desk.news()["problems"] == []
    assert desk.get("/")[0] == 200


def test_what_is_left_to_do_is_a_list(desk: Desk) -> None:
    desk.edit(("  presence:\n", "  presence:\n    todo: Ask <b>the team</b>\n"))
    desk.start()
    groups = desk.news()["groups"]
    assert [group["kind"] for group in groups][:2] == ["todo", "unproved"]
    [entry] = groups[0]["entries"]
    assert (entry["message"], entry["page"]) == ("to do: Ask <b>the team</b>", "/questions/presence.html")
    assert "the team" not in desk.get("/questions/presence.html")[1]


def test_editors_get_a_schema_with_the_ids_of_the_tree(desk: Desk) -> None:
    desk.start()
    desk.news()
    schema = desk.tree.with_name(OF_THIS_TREE)
    until(lambda: schema.is_file() and '"presence"' in schema.read_text(encoding="utf-8"))


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:1", "0.0.0.0", "[::1]"])
def test_a_foreign_host_gets_nothing(desk: Desk, host: str) -> None:
    desk.start()
    desk.news()
    for path in ("/", "/index.html", "/-preview/news?-1"):
        assert desk.get(path, host)[:2] == (403, "Only this machine may look at the preview.")


@pytest.mark.parametrize(
    "path",
    ["/../decision_tree.yaml", "/%2e%2e/mkdocs.yml", "/..%2fmkdocs.yml", "//etc/passwd", "/-preview/../server.py",
     "/-preview/server.py", "/docs/../../mkdocs.yml", "/C:/x", "/%00"],
)  # fmt: skip
def test_nothing_but_the_site_is_served(desk: Desk, path: str) -> None:
    desk.start()
    desk.news()
    assert desk.get(path)[0] == 404


def test_only_this_machine_can_connect(desk: Desk) -> None:
    assert desk.server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it(desk: Desk, number: signal.Signals) -> None:
    command = [sys.executable, str(ROOT / "build_tree.py"), "serve", "--port", "0", "--tree", str(desk.tree)]
    process = subprocess.Popen(
        [*command, "--docs", str(desk.options.docs)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout
    assert process.stdout.readline().startswith("The guide is at http://127.0.0.1:")
    process.send_signal(number)
    said = process.communicate(timeout=PATIENCE)[0]
    assert process.returncode == 0
    assert "Traceback" not in said


def test_a_port_in_use_is_said_in_a_line(desk: Desk) -> None:
    command = [sys.executable, str(ROOT / "build_tree.py"), "serve", "--port", str(desk.server.server_port)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "PORT=NUMBER names another" in done.stderr


@pytest.mark.browser
def test_the_browser_shows_problems_at_once_and_the_page_again(desk: Desk, chromium: Any) -> None:
    desk.start()
    desk.news()
    page = chromium.new_page()
    page.goto(f"{desk.server.address}questions/journey.html")
    panel = page.locator("section.problems")
    desk.edit(BROKEN)
    panel.wait_for()
    assert "did you mean `on-the-way`?" in panel.inner_text()
    assert page.locator("a.answer").first.is_visible()
    desk.edit(BROKEN[::-1], ("title: How long is the journey by train", "title: How long is the way there"))
    page.locator("h1", has_text="How long is the way there").wait_for()
    assert panel.count() == 0
    page.locator(".corner button").click()
    assert page.locator("section.left summary").count() > 0
    page.close()


@pytest.mark.browser
def test_a_tab_that_is_hidden_and_shown_again_asks_one_question(desk: Desk, chromium: Any) -> None:
    desk.start()
    desk.news()
    page = chromium.new_page()
    asked: list[Any] = []
    page.on("request", lambda request: asked.append(request) if "/-preview/news" in request.url else None)
    page.on("requestfailed", lambda request: asked.remove(request) if request in asked else None)
    page.on("requestfinished", lambda request: asked.remove(request) if request in asked else None)
    page.goto(f"{desk.server.address}questions/journey.html")
    switch = """state => {
        Object.defineProperty(document, "visibilityState", {value: state, configurable: true});
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    for state in ["hidden", "visible"] * 8:
        page.evaluate(switch, state)
    until(lambda: page.wait_for_timeout(100) or len(asked) == 1)
    page.evaluate(switch, "hidden")
    until(lambda: page.wait_for_timeout(100) or not asked)
    desk.edit(("title: How long is the journey by train", "title: How long is the way there"))
    page.evaluate(switch, "visible")
    page.locator("h1", has_text="How long is the way there").wait_for()
    page.close()
