"""What holds for the guide whatever its tree says: every path, every link and every excerpt is as its readers need it.

`make test` runs it. It needs nothing but what a build needs, and knows no word of the tree: replace the tree, and leave
this file as it is.
"""

import os
import subprocess
import sys
import tempfile
import unittest
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tree_builder.commands.options import Options, examine
from tree_builder.graph.paths import walk
from tree_builder.graph.replay import replay
from tree_builder.pages.address import trail_text

HOME = next(folder for folder in Path(__file__).resolve().parents if (folder / "mkdocs.yml").is_file())
MOST_PATHS = 20_000
LOADED_ELSEWHERE = ("http:", "https:", "//")


class Page(HTMLParser):
    """The ids of a page, where its links lead, what a browser loads with it, and its text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what an element names."""
        held = {name: value or "" for name, value in attrs}
        self.ids.add(held.get("id", ""))
        named = [held[name] for name in ("href", "src") if name in held]
        self.links += named
        if "src" in held or (tag == "link" and held.get("rel") in ("stylesheet", "icon")):
            self.loaded += named

    def handle_data(self, data: str) -> None:
        """Take the text."""
        self.text += data


def without_spaces(text: str) -> str:
    return "".join(text.split())


class TestGuide(unittest.TestCase):
    """The guide as plain `mkdocs build` publishes it."""

    @classmethod
    def setUpClass(cls) -> None:
        """Read the tree, build the site in a folder of its own, and read every page."""
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.site = Path(folder.name).resolve()
        variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(cls.site)]
        done = subprocess.run(command, cwd=HOME, env=variables, capture_output=True, text=True, check=False)
        if done.returncode:
            raise AssertionError(done.stdout + done.stderr)
        cls.pages = {path: Page(path) for path in cls.site.rglob("*.html")}
        tree = examine(Options(HOME / "decision_tree.yaml", HOME / "docs")).tree
        assert tree is not None  # or the build would have failed
        cls.tree = tree

    def page(self, address: str) -> Page:
        """The page at an address below the root."""
        self.assertIn(self.site / address, self.pages, "this page is missing")
        return self.pages[self.site / address]

    def test_every_path_leads_to_the_page_of_its_verdict(self) -> None:
        walked = 0
        for steps, _, verdict_id in islice(walk(self.tree), MOST_PATHS):
            walked += 1
            self.assertEqual(replay(self.tree, trail_text(tuple(steps))).here, verdict_id)
            self.page(f"verdicts/{verdict_id}.html")
        self.assertGreater(walked, 0)

    def test_every_answer_is_a_link_to_the_page_that_it_leads_to(self) -> None:
        for question_id, question in self.tree.questions.items():
            links = self.page(f"questions/{question_id}.html").links
            for answer in question.answers.values():
                kind = "questions" if answer.leads_to in self.tree.questions else "verdicts"
                ends = tuple(f"{start}{answer.leads_to}.html" for start in ("", f"{kind}/"))
                self.assertTrue(any(link.endswith(ends) for link in links), f"{question_id} to {answer.leads_to}")

    def test_every_link_leads_to_something(self) -> None:
        for path, page in self.pages.items():
            # The page for what is not there is served at any address, so its links begin at the root of the server.
            for link in page.links if path.name != "404.html" else ():
                parts = urlsplit(link)
                if parts.scheme or parts.netloc:
                    continue
                target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
                self.assertTrue(target.is_file(), f"{path.relative_to(self.site)} links to {link}")
                if parts.fragment and target in self.pages and not parts.fragment.startswith(":~:"):
                    ids = self.pages[target].ids
                    self.assertIn(unquote(parts.fragment), ids, f"{path.relative_to(self.site)} links to {link}")

    def test_nothing_is_loaded_from_elsewhere(self) -> None:
        loaded = [link for page in self.pages.values() for link in page.loaded]
        self.assertEqual([link for link in loaded if link.startswith(LOADED_ELSEWHERE)], [])

    def test_every_excerpt_stands_on_the_page_of_its_article(self) -> None:
        for article_id, article in self.tree.articles.items():
            page = self.page(f"articles/{article_id}.html")
            words = without_spaces(page.text)
            for excerpt_id, excerpt in article.excerpts.items():
                self.assertIn(excerpt_id, page.ids)
                self.assertIn(without_spaces(excerpt.quote), words)

    def test_every_old_id_forwards(self) -> None:
        for old_id in self.tree.retired:
            if "/" not in old_id:
                for kind in ("questions", "verdicts"):
                    self.assertTrue(self.page(f"{kind}/{old_id}.html").links, f"{kind}/{old_id}.html")


if __name__ == "__main__":
    unittest.main()
