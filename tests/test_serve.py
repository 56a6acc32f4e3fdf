"""The preview: what an author sees in a browser after each edit, and what nobody else gets from its server."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from harness import cases
from harness.guide import ROOT, copy_of_guide

from tree_builder.commands.options import Options
from tree_builder.commands.schema import OF_THIS_TREE
from tree_builder.commands.serve import follow
from tree_builder.preview.server import Preview

PATIENCE = 60  # seconds, for a slow machine; nothing here is about how long it takes
STARTER = ROOT / "tree_builder" / "commands" / "starter" / "decision_tree.yaml"
BROKEN = ("leads_to: on-the-way", "leads_to: on-the-weg")

pytestmark = pytest.mark.slow


class Desk:
    """A small guide, its preview in this process, and what a browser gets from it."""

    def __init__(self, folder: Path) -> None:
        self.tree = folder / "decision_tree.yaml"
        self.options = Options(self.tree, folder / "docs")
        (folder / "docs").mkdir()
        for name in ("mkdocs.yml", "hooks.py"):
            shutil.copy(ROOT / name, folder)
        self.tree.write_text(STARTER.read_text(encoding="utf-8"), encoding="utf-8")
        self.server = Preview(0)
        self.version = -1
        self.started = False

    def start(self) -> None:
        """Serve, and follow the edits."""
        self.started = True
        for work in (self.server.serve_forever, lambda: follow(self.options, self.server)):
            threading.Thread(target=work, daemon=True).start()

    def edit(self, *pairs: tuple[str, str]) -> None:
        """Change the tree as most editors do: a new file takes its place."""
        text = self.tree.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        fresh = self.tree.with_name("fresh~")
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, self.tree)

    def get(self, path: str, host: str = "") -> tuple[int, str, http.client.HTTPMessage]:
        """Status, text and headers of what is at a path, as it is written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=PATIENCE)
        connection.putrequest("GET", path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{self.server.server_port}")
        connection.endheaders()
        answer = connection.getresponse()
        found = answer.status, answer.read().decode("utf-8", "replace"), answer.headers
        connection.close()
        return found

    def news(self) -> dict[str, Any]:
        """What is shown next, after what was shown before."""
        news: dict[str, Any] = json.loads(self.get(f"/-preview/news?{max(0, self.version)}")[1])
        self.version = news["version"]
        return news


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    if desk.started:
        desk.server.shutdown()
    desk.server.server_close()


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


def test_a_page_that_was_renamed_or_removed_is_found_again(desk: Desk) -> None:
    desk.start()
    desk.news()
    title = "title: How long is the journey by train, from door to door?"
    desk.edit((title, "title: ?"), ("journey", "trip"), ("title: ?", title))
    assert desk.news()["problems"] == []
    status, _, headers = desk.get("/questions/journey.html?trail=a.b")
    assert (status, headers["Location"]) == (302, "/questions/trip.html?trail=a.b")
    status, page, _ = desk.get("/questions/never.html")
    assert (status, "/-preview/overlay.js" in page) == (404, True)


def test_a_renamed_article_is_found_again(desk: Desk) -> None:
    desk.start()
    desk.news()
    desk.edit(("our-notes", "our-papers"))
    assert desk.news()["problems"] == []
    status, _, headers = desk.get("/articles/our-notes.html")
    assert (status, headers["Location"]) == (302, "/articles/our-papers.html")


def test_a_page_that_was_renamed_there_and_back_and_removed_is_not_in_the_guide(desk: Desk) -> None:
    with_spare = (
        ("verdicts:\n", "verdicts:\n  spare: {title: Stay at home, summary: Nobody goes.}\n"),
        (
            "      from-afar:\n        label",
            "      not-at-all:\n        label: No\n        leads_to: spare\n      from-afar:\n        label",
        ),
    )
    desk.edit(*with_spare)
    desk.start()
    assert desk.news()["problems"] == []
    for old, new in (("spare", "other"), ("other", "spare")):
        desk.edit((old, new))
        assert desk.news()["problems"] == []
        assert desk.get(f"/verdicts/{old}.html")[0] == 302
    desk.edit(*((new, old) for old, new in with_spare))
    assert desk.news()["problems"] == []
    status, _, headers = desk.get("/verdicts/other.html")
    assert (status, headers["Location"]) == (302, "/verdicts/spare.html")
    assert desk.get("/verdicts/spare.html")[0] == 404


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


def test_a_link_out_of_the_folder_is_not_followed_when_it_is_made_while_the_guide_is_shown(desk: Desk) -> None:
    for name in ("own.md", "a.txt"):
        desk.options.docs.joinpath(name).write_text("mine", encoding="utf-8")
        desk.tree.with_name(f"secret-{name}").write_text("secret", encoding="utf-8")
    desk.start()
    desk.news()
    assert "mine" in desk.get("/own.html")[1]
    assert desk.get("/a.txt")[:2] == (200, "mine")
    for name in ("own.md", "a.txt"):
        desk.options.docs.joinpath(name).unlink()
        desk.options.docs.joinpath(name).symlink_to(f"../secret-{name}")
    until(lambda: desk.news()["number"] == 2)
    assert [desk.get(path)[0] for path in ("/own.html", "/a.txt")] == [404, 404]
    assert "secret" not in desk.get("/search/search_index.json")[1]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (b"# Caf\xe9\n", "own.md:1:6: the file is not UTF-8 from here on; it must be text, saved as UTF-8"),
        (
            b"---\ntemplate: no<b>.html\n---\n",
            "own.md:1:1: MkDocs cannot show this file: TemplateNotFound: &#x27;no&lt;b&gt;.html&#x27;",
        ),
    ],
)
def test_an_own_page_that_cannot_be_shown_says_why_until_it_is_mended(desk: Desk, wrong: bytes, said: str) -> None:
    own = desk.options.docs / "own.md"
    own.write_bytes(wrong)
    desk.start()
    before = desk.news()
    status, page, _ = desk.get("/own.html")
    assert (status, said in page, "/-preview/overlay.js" in page) == (503, True, True)
    assert "Does the meeting need you there?" in desk.get("/search/search_index.json")[1]
    own.write_text("It is mended.", encoding="utf-8")
    assert desk.news()["pages"] > before["pages"]
    status, page, _ = desk.get("/own.html")
    assert (status, "It is mended." in page) == (200, True)


def test_an_own_file_that_is_gone_while_the_tree_is_broken_is_not_in_the_guide(desk: Desk) -> None:
    for name in ("own.md", "a.txt"):
        desk.options.docs.joinpath(name).write_text("mine", encoding="utf-8")
    desk.start()
    desk.news()
    desk.edit(BROKEN)
    assert desk.news()["number"] == 1
    for name in ("own.md", "a.txt"):
        desk.options.docs.joinpath(name).unlink()
    assert [desk.get(path)[0] for path in ("/own.html", "/a.txt", "/search/search_index.json")] == [404, 404, 200]


def test_a_hook_that_fails_is_a_problem(desk: Desk) -> None:
    hooks = desk.tree.with_name("hooks.py")
    hooks.write_text(hooks.read_text("utf-8") + "\n\ndef on_nav(nav, **_):\n    return {}['x']\n", encoding="utf-8")
    desk.start()
    [problem] = desk.news()["problems"]
    assert problem["message"] == "MkDocs cannot make a site with these settings: KeyError: 'x'"


def test_only_this_machine_can_connect(desk: Desk) -> None:
    assert desk.server.server_address[0] == "127.0.0.1"


def test_wrong_settings_are_shown_as_a_problem(desk: Desk) -> None:
    (desk.tree.parent / "mkdocs.yml").write_text("site_name: x\nplugins: [nonsense]\n", encoding="utf-8")
    desk.start()
    [problem] = desk.news()["problems"]
    assert "mkdocs.yml:1:1" in problem["place"]
    assert "nonsense" in problem["message"]


def test_a_guide_without_settings_is_told_where_they_must_lie(desk: Desk) -> None:
    settings = desk.tree.with_name("mkdocs.yml")
    settings.rename(settings.with_suffix(".kept"))
    desk.start()
    [problem] = desk.news()["problems"]
    assert problem["place"] == f"{settings}:1:1"
    assert "a guide within a larger site is shown by `mkdocs serve`" in problem["message"]
    settings.with_suffix(".kept").rename(settings)
    assert desk.news()["problems"] == []


def test_a_page_is_what_mkdocs_builds(site: Path, tmp_path: Path) -> None:
    """Byte for byte, but for the script of the overlay."""
    from tree_builder.commands.options import examine
    from tree_builder.pages.render import render
    from tree_builder.preview.site import Site

    folder = copy_of_guide(tmp_path)
    reading = examine(Options(folder / "decision_tree.yaml", folder / "docs"))
    assert reading.tree
    shown = Site(folder / "mkdocs.yml")
    shown.show(render(reading.tree, reading.lock, reading.editions))
    for address in ("index.html", "map.html", "questions/data-store.html", "verdicts/django.html", "assets/guide.css"):
        body = shown.body(address)
        assert body
        assert body.raw == (site / address).read_bytes(), address


def test_the_navigation_names_only_pages_that_there_are(desk: Desk) -> None:
    desk.tree.write_text(cases.tree_of(cases.FOLDER / "valid" / "no-article.yaml"), encoding="utf-8")
    desk.start()
    assert desk.news()["problems"] == []
    assert "articles/index.html" not in desk.get("/")[1]


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


def until(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
