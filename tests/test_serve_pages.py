"""Which pages the preview shows: those of the guide and the author's own, and what stands in place of those it cannot."""

from pathlib import Path

import pytest
from harness import cases
from harness.desk import BROKEN, Desk, until
from harness.guide import copy_of_guide

from tree_builder.commands.options import Options, examine
from tree_builder.pages.render import render
from tree_builder.preview.site import Site

pytestmark = pytest.mark.slow


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
