"""Other teams' trees, far from ours: each builds strictly through real MkDocs, and works in real Chromium."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness.guide import ROOT, build_site

Data = dict[str, Any]


def tree(questions: Data, verdicts: Data, **more: Any) -> Data:
    """A tree from its questions as `{id: {answer id: target}}`, and its verdicts as `{id: what it has}`."""
    return {
        "guide": {"title": "Small?", "summary": "Whether it is small.", "edition": "1", "reviewed": "2026-11-21",
                  "review_due": "2999-11-21"},
        "options": {"small": "Small", "large": "Large"},
        "start": next(iter(questions)),
        "questions": {key: question(key, answers) for key, answers in questions.items()},
        "verdicts": {key: {"title": f"Verdict {key}", "summary": "It is so.", **verdict} for key, verdict in verdicts.items()},
        **more,
    }  # fmt: skip


def question(key: str, answers: Data) -> Data:
    return {
        "title": f"Question {key}?",
        "answers": {name: {"label": f"Answer {name}", "leads_to": to} for name, to in answers.items()},
    }


def article(favours: str | None = None) -> Data:
    return {
        "title": "An article",
        "excerpts": {"words": {"quote": "some words of it", **({"favours": favours} if favours else {})}},
    }


def no_article() -> Data:
    return tree({"q": {"a": "v", "b": "w"}}, {"v": {"recommends": "small"}, "w": {"recommends": "large"}})


def no_option_in_any_verdict() -> Data:
    data = tree(
        {"q": {"a": "v", "b": "w"}}, {"v": {"excerpts": ["x/words"]}, "w": {}}, articles={"x": article("small")}
    )
    data["questions"]["q"]["excerpts"] = ["x/words"]
    return data


def one_option_only() -> Data:
    return tree({"q": {"a": "v", "b": "w"}}, {"v": {"recommends": "only"}, "w": {}}, options={"only": "The only one"})


def many_options() -> Data:
    options = {f"o{n}": f"Option {n}" for n in range(12)}
    articles = {f"x{n}": article(f"o{n}") for n in range(12)}
    data = tree(
        {"q": {"a": "v0", "b": "v1"}},
        {f"v{n}": {"recommends": f"o{n}"} for n in range(2)},
        options=options,
        articles=articles,
    )
    data["questions"]["q"]["excerpts"] = [f"x{n}/words" for n in range(12)]
    return data


def two_answers_to_one_page() -> Data:
    return tree({"q": {"a": "r", "b": "r", "c": "v"}, "r": {"a": "v", "b": "v", "c": "w"}}, {"v": {}, "w": {}})


def eight_answers() -> Data:
    return tree({"q": {f"a{n}": f"v{n}" for n in range(8)}}, {f"v{n}": {"recommends": "small"} for n in range(8)})


def long_and_foreign_labels() -> Data:
    data = tree({"q": {"a": "r", "b": "w"}, "r": {"a": "v", "b": "w"}}, {"v": {"recommends": "small"}, "w": {}})
    texts = [
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 4,
        "どのデータベースを使うべきか、そしてそれはなぜか" * 5,
        "איזה מסד נתונים כדאי לבחור ולמה (Django)? ",
        "کدام چارچوب؟ Flask یا Django — ۱۲۳",
        "한국어 질문 Ελληνικά Кириллица ไทย हिन्दी 😀👩‍👩‍👧",
        "e\u0301\u0302\u0303 \u200bzero\u200dwidth\u00a0space",
    ]
    data["questions"]["q"]["title"], data["questions"]["r"]["title"] = texts[0], texts[1]
    data["questions"]["q"]["answers"]["a"]["label"], data["questions"]["q"]["answers"]["b"]["label"] = (
        texts[2],
        texts[3],
    )
    data["questions"]["r"]["answers"]["a"]["label"], data["questions"]["r"]["answers"]["b"]["label"] = (
        texts[4],
        texts[5],
    )
    data["verdicts"]["v"]["title"], data["options"]["small"] = texts[1], texts[4]
    return data


def merging_paths() -> Data:
    steps = {f"q{n}": {"a": f"q{n + 1}", "b": f"q{n + 2}"} for n in range(8)}
    return tree({**steps, "q8": {"a": "q9", "b": "v"}, "q9": {"a": "v", "b": "w"}}, {"v": {}, "w": {}})


def one_question() -> Data:
    return tree({"q": {"a": "v", "b": "v"}}, {"v": {}})


def retired_entries() -> Data:
    retired = {
        "old-question": "q", "old-verdict": "v", "moved-to-a-verdict": "w", "q/old": "q/a", "old-question/gone": "q/b",
        "x/old": "x/words", "old-article/words": "x/words",
    }  # fmt: skip
    return tree(
        {"q": {"a": "v", "b": "w"}},
        {"v": {"excerpts": ["x/words"]}, "w": {}},
        articles={"x": article()},
        retired=retired,
    )


NAMES = (
    "constructor",
    "tostring",
    "hasownproperty",
    "valueof",
    "prototype",
    "proto",
    "length",
    "name",
    "document",
    "window",
    "guide",
    "trail",
)


def names_of_the_language() -> Data:
    """Ids that a careless script would find in every object."""
    questions = {name: {name: NAMES[n + 1], "map": "map"} for n, name in enumerate(NAMES[:-2])}
    questions[NAMES[-2]] = {NAMES[-2]: NAMES[-1], "map": "map"}
    data = tree(
        questions, {NAMES[-1]: {"recommends": "constructor", "excerpts": ["paths/constructor"]}, "map": {}},
        options={"constructor": "Constructor", "tostring": "To string"},
        articles={"paths": {"title": "Article", "excerpts": {"constructor": {"quote": "some words of it", "favours": "tostring"}}}},
        examples={"constructor": {"title": "Example", "verdict": "map", "answers": {"constructor": "map"}}},
        retired={"evidence": "constructor", "about/constructor": "constructor/map"},
    )  # fmt: skip
    first = data["questions"]["constructor"]
    first["checklist"] = {"constructor": "Item one", "valueof": "Item two"}
    first["answers"]["constructor"]["count"], first["answers"]["map"]["count"] = "1-2", "0"
    return data


def largest_ids() -> Data:
    long = "a" * 64
    return tree({long: {long: "b" * 64, "1": "c" * 64}}, {"b" * 64: {}, "c" * 64: {}})


def windows_and_unix_names() -> Data:
    return tree(
        {"0": {"0": "1", "00": "con-1"}},
        {"1": {}, "con-1": {}},
        examples={"0": {"title": "E", "answers": {"0": "0"}, "verdict": "1"}},
    )


TREES = [
    no_article, no_option_in_any_verdict, one_option_only, many_options, two_answers_to_one_page, eight_answers,
    long_and_foreign_labels, merging_paths, one_question, retired_entries, names_of_the_language, largest_ids,
    windows_and_unix_names,
]  # fmt: skip


def site_of(data: Data, folder: Path) -> Path:
    """The built site of a tree, as another team would build it."""
    folder.mkdir(exist_ok=True)
    (folder / "decision_tree.yaml").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assets = folder / "tree_builder" / "pages" / "assets"
    shutil.copytree(
        ROOT / "tree_builder" / "pages" / "assets", assets, ignore=shutil.ignore_patterns("tree.js", "evidence.js")
    )
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(text.replace("Flask or Django?", data["guide"]["title"]), encoding="utf-8")
    shutil.copy(ROOT / "hooks.py", folder)
    return build_site(folder)


def paths_of(data: Data) -> list[tuple[list[tuple[str, str]], str]]:
    """Every path of a small tree: its answers, and its verdict."""
    found = []
    open_ways: list[tuple[list[tuple[str, str]], str]] = [([], data["start"])]
    for trail, here in open_ways:
        if here in data["verdicts"]:
            found.append((trail, here))
            continue
        for answer_id, answer in data["questions"][here]["answers"].items():
            open_ways.append(([*trail, (here, answer_id)], answer["leads_to"]))
    return found


@pytest.mark.browser
@pytest.mark.parametrize("make", TREES, ids=lambda make: make.__name__)
def test_a_tree_builds_and_is_walked(make: Callable[[], Data], tmp_path: Path, chromium: Any) -> None:
    """The site builds strictly; its longest path is walked by clicking, and no page of it errs or overflows a phone."""
    data = make()
    site = site_of(data, tmp_path / "guide")
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    addresses = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    forwards = {f"{kind}/{old}.html" for old in data.get("retired", {}) for kind in ("questions", "verdicts")}
    for address in addresses:
        if address not in ("404.html", "articles/old-article.html") and address not in forwards:
            page.goto(f"{site.as_uri()}/{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
            assert page.locator("h1").inner_text().strip(), address
    trail, verdict = max(paths_of(data), key=lambda path: len(path[0]))
    page.goto(f"{site.as_uri()}/index.html")
    page.locator("a.start").click()
    for question_id, answer_id in trail:
        page.wait_for_url(lambda url, key=question_id: f"/questions/{key}.html" in url)
        page.wait_for_function("id => document.querySelector('nav.trail').dataset.page === id", arg=question_id)
        page.locator(f'a.answer[data-answer="{answer_id}"][href*="?trail"]').click()
    page.wait_for_url(lambda url: f"/verdicts/{verdict}.html" in url)
    page.wait_for_function("!document.querySelector('.record-made').hidden")
    steps = page.locator("nav.trail li").all()
    assert [(step.get_attribute("data-question"), step.get_attribute("data-answer")) for step in steps] == trail
    record = page.locator(".record pre").text_content()
    assert record.count("\n* ") >= len(trail)
    assert "undefined" not in record
    assert "[object" not in record
    assert faults == []
    context.close()


@pytest.mark.browser
def test_every_retired_address_forwards_with_its_trail(tmp_path: Path, chromium: Any) -> None:
    site = site_of(retired_entries(), tmp_path / "guide")
    context = chromium.new_context()
    page = context.new_page()
    for old, new in {
        "questions/old-question": "questions/q", "verdicts/old-question": "questions/q", "verdicts/old-verdict": "verdicts/v",
        "questions/moved-to-a-verdict": "verdicts/w", "articles/old-article": "articles/x",
    }.items():  # fmt: skip
        page.goto(f"{site.as_uri()}/{old}.html?trail=q.old&edition=0#x")
        page.wait_for_url(lambda url, new=new: f"/{new}.html?trail=q.old&edition=0#x" in url)
    page.goto(f"{site.as_uri()}/verdicts/v.html?trail=old-question.old&edition=0")
    page.wait_for_function("document.querySelector('.record-made').hidden === false")
    assert page.locator("nav.trail li").get_attribute("data-answer") == "a"
    assert page.evaluate("new URL(document.querySelector('.on-map').href).search").startswith("?trail=q.a&edition=1")
    context.close()


@pytest.mark.browser
def test_names_of_the_language_are_ids_like_any_other(tmp_path: Path, chromium: Any) -> None:
    data = names_of_the_language()
    site = site_of(data, tmp_path / "guide")
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{site.as_uri()}/questions/constructor.html")
    page.locator(".checklist input").first.check()
    page.locator('a.answer[data-answer="constructor"]').click()
    page.wait_for_url(
        lambda url: url.endswith("/questions/tostring.html?trail=constructor.constructor~constructor&edition=1")
    )
    page.wait_for_function("document.querySelector('nav.trail li')")
    assert page.locator("nav.trail li").inner_text().strip() == "Answer constructor + Item one"
    # Nothing of the language is taken for an entry of the tree.
    page.goto(
        f"{site.as_uri()}/questions/tostring.html?trail=constructor.tostring,__proto__.constructor,constructor.map~valueof~tostring"
    )
    page.wait_for_selector(".notice")
    notice = page.locator(".notice").inner_text()
    assert "constructor.tostring" in notice
    assert "__proto__.constructor" in notice
    assert "~tostring" in notice
    assert (
        page.locator(".notice a")
        .get_attribute("href")
        .startswith("../verdicts/map.html?trail=constructor.map~valueof&")
    )
    context.close()
