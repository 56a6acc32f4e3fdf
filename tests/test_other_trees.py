"""Other people's trees, far from ours: each builds strictly through real MkDocs, says nothing of what it does not have,
has every hook that DESIGN promises, and is walked in real Chromium.
"""

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from harness import cases
from harness.browser import Watched, tab, tree_at
from harness.guide import guide_of
from harness.nursery import build_site
from harness.once import made_once
from harness.site import read

from benchmarks.trees import tree_text
from tree_builder.graph.paths import walk

pytestmark = pytest.mark.browser
Data = dict[str, Any]


def tree(questions: Data, verdicts: Data, **more: Any) -> Data:
    """A tree from its questions as `{id: {answer id: target}}`, and its verdicts as `{id: what it has}`."""
    return {
        "guide": {"title": "Small?", "summary": "Whether it is small.", "edition": "1", "reviewed": "2026-11-21",
                  "review_due": "2999-11-21"},
        "start": next(iter(questions)),
        "questions": {key: question(key, answers) for key, answers in questions.items()},
        "verdicts": {key: {"title": f"Verdict {key}", "summary": "It is so.", **verdict} for key, verdict in verdicts.items()},
        **more,
    }  # fmt: skip


def question(key: str, answers: Data) -> Data:
    labelled = {name: {"label": f"Answer {name}", "leads_to": to} for name, to in answers.items()}
    return {"title": f"Question {key}?", "answers": labelled}


def article(**excerpt: Any) -> Data:
    return {"title": "An article", "excerpts": {"words": {"quote": "some words of it", **excerpt}}}


def one_question() -> Data:
    """The least that a tree can be: no option, no article, no example."""
    return tree({"q": {"a": "v", "b": "v"}}, {"v": {}})


def without_options() -> Data:
    """A guide that finds a test: what its articles favour are verdicts."""
    articles = {"x": article(favours="verdict:welch"), "y": article(against="verdict:welch"), "z": article()}
    data = tree({"spread": {"same": "student", "other": "welch"}}, {"student": {}, "welch": {}}, articles=articles)
    data["questions"]["spread"]["excerpts"] = ["x/words", "y/words", "z/words"]
    return data


def without_articles() -> Data:
    """Options and an example, and nothing that is quoted."""
    return tree(
        {"q": {"a": "v", "b": "w", "c": "r"}, "r": {"a": "v", "b": "w"}},
        {"v": {"recommends": "small", "strength": "strong", "see_also": ["w"]}, "w": {"recommends": "large"}},
        options={"small": "Small", "large": "Large"},
        examples={"e": {"title": "A sample", "answers": {"q": "a"}, "verdict": "v"}},
    )


def many_options() -> Data:
    """Twelve options, each with an article and a verdict; eight answers and more."""
    numbers = range(12)
    data = tree(
        {"q": {f"a{n}": f"v{n}" for n in numbers}},
        {f"v{n}": {"recommends": f"o{n}"} for n in numbers},
        options={f"o{n}": f"Option {n}" for n in numbers},
        articles={f"x{n}": article(favours=[f"o{n}", "o0"] if n % 2 else f"o{n}") for n in numbers},
    )
    data["questions"]["q"]["excerpts"] = [f"x{n}/words" for n in numbers]
    return data


def right_to_left() -> Data:
    """Labels that run from right to left, that are very long, or that have letters beyond the usual ones."""
    texts = [
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 4,
        "どのデータベースを使うべきか、そしてそれはなぜか" * 5,
        "איזה מסד נתונים כדאי לבחור ולמה (Django)? ",
        "کدام چارچوب؟ Flask یا Django — ۱۲۳",
        "한국어 질문 Ελληνικά Кириллица ไทย हिन्दी 😀👩‍👩‍👧",
        "e\u0301\u0302\u0303 no\u00a0break",
    ]
    data = without_articles()
    first, second = data["questions"].values()
    first["title"], second["title"], data["verdicts"]["v"]["title"], data["options"]["small"] = (
        *texts[:2],
        texts[2],
        texts[4],
    )
    first["answers"]["a"]["label"], first["answers"]["c"]["label"] = texts[2:4]
    second["answers"]["a"]["label"], second["answers"]["b"]["label"] = texts[4:]
    return data


NAMES = [
    "constructor",
    "tostring",
    "hasownproperty",
    "valueof",
    "prototype",
    "proto",
    "length",
    "document",
    "guide",
    "0",
    "con-1",
]


def odd_ids() -> Data:
    """Ids that a careless script would find in every object, that a careless system reserves, and the longest that there are."""
    ids = [*NAMES, "a" * 64]
    questions = {name: {name: after, "map": "map"} for name, after in zip(ids, [*ids[1:], "b" * 64], strict=True)}
    data = tree(
        questions, {"b" * 64: {"recommends": "constructor", "excerpts": ["paths/constructor"]}, "map": {}},
        options={"constructor": "Constructor", "tostring": "To string"},
        articles={"paths": {"title": "Article", "excerpts": {"constructor": {"quote": "some words of it", "favours": "tostring"}}}},
        examples={"constructor": {"title": "Example", "verdict": "map", "answers": {"constructor": "map"}}},
        retired={"evidence": "constructor", "about/constructor": "constructor/map"},
    )  # fmt: skip
    first = data["questions"]["constructor"]
    first["checklist"] = {"constructor": "Item one", "valueof": "Item two"}
    first["answers"]["constructor"]["count"], first["answers"]["map"]["count"] = "0-1", "2"
    return data


def three_hundred_pages() -> str:
    return tree_text("balanced", 300)


TREES = [one_question, without_options, without_articles, many_options, right_to_left, odd_ids, three_hundred_pages]
# What no page may speak of where a tree has none.
UNSPOKEN = {
    "options": r"\boptions?\b|\bfor several\b",
    "articles": r"\barticles?\b|\bexcerpts?\b|\bevidence\b|\boriginal\b|\bword for word\b",
    "examples": r"\bexamples?\b|\bprojects? like\b",
    "strength": r"\bstrong\b|\bsplit\b",
}
UNSPOKEN_IN = {
    one_question: set(UNSPOKEN),
    without_options: {"options", "examples", "strength"},
    without_articles: {"articles"},
}


def built(make: Callable[[], Any], folder: Path) -> Path:
    """The guide that is built of a tree."""
    held = make()
    guide_of(held if isinstance(held, str) else json.dumps(held, ensure_ascii=False, indent=0), folder)
    build_site(folder)
    return folder


@pytest.fixture(scope="module", params=TREES, ids=lambda make: make.__name__)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Callable[[], Any], Path]:
    """What makes a tree, and the guide that is built of it."""
    make = request.param
    return make, made_once(tmp_path_factory, f"other-{make.__name__}", partial(built, make))


def test_no_page_speaks_of_what_a_tree_does_not_have(made: tuple[Callable[[], Any], Path]) -> None:
    make, folder = made
    patterns = [re.compile(UNSPOKEN[word], re.IGNORECASE) for word in UNSPOKEN_IN.get(make, ())]
    pages = {path: read(path) for path in (folder / "site").rglob("*.html") if path.name != "404.html"}
    assert all(page.words.strip() or "<article" not in path.read_text(encoding="utf-8") for path, page in pages.items())
    for path, page in pages.items():
        for pattern in patterns:
            assert not pattern.search(page.words + page.title + page.description), (path.name, pattern.pattern)


def test_a_tree_is_walked_to_its_farthest_verdict(made: tuple[Callable[[], Any], Path], chromium: Any) -> None:
    make, folder = made
    tree = tree_at(folder)
    paths = [(tuple(steps), verdict) for steps, _, verdict in walk(tree)]
    trail, verdict = max(paths, key=lambda path: len(path[0]))
    with tab(chromium, (folder / "site").as_uri(), viewport={"width": 390, "height": 844}) as reader:
        page = reader.open("index.html", ready=True)
        reader.follow("a.start")
        for step in trail:
            assert f"/questions/{step.question}.html" in page.url
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            reader.follow(f'a.answer[data-answer="{step.answer}"]')
        assert f"/verdicts/{verdict}.html" in page.url
        assert reader.trail() == [tuple(step) for step in trail]
        assert page.locator("table.because tbody tr").count() == len(trail)
        record = reader.record()
        assert not re.search(r"undefined|\[object|NaN", record)
        spoken = "\n".join([record, page.locator("main").inner_text()])
        for word in UNSPOKEN_IN.get(make, set()) - {"strength"}:
            # “Considered Options” and “Chosen option” are what the tools of such records look for.
            told = re.sub(r"Considered Options|Chosen option", "", spoken)
            assert not re.search(UNSPOKEN[word], told, re.IGNORECASE), word
        for address in ("map.html", "paths.html", "about.html", "verdicts/index.html"):
            reader.open(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


# Hooks, in a tree that has every key


def with_every_key(folder: Path) -> Path:
    """The site of the tree in which every key has a value, and of the one page of its author's own."""
    guide_of(cases.tree_of(cases.EVERY_KEY), folder)
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("  /articles/*", "  /articles/*\n  /measurements.md"))
    (folder / "docs").mkdir()
    (folder / "docs" / "measurements.md").write_text("# What we measured\n", encoding="utf-8")
    return build_site(folder)


@pytest.fixture(scope="session")
def every_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of that tree."""
    return made_once(tmp_path_factory, "every-key", with_every_key)


@pytest.fixture
def reader(every_key: Path, chromium: Any) -> Any:
    """A tab with the guide in which every key has a value."""
    with tab(chromium, every_key.as_uri()) as watched:
        yield watched


def attributes(reader: Watched, parts: str, *names: str) -> list[list[str | None]]:
    return [[part.get_attribute(name) for name in names] for part in reader.page.locator(parts).all()]


def test_a_question_has_its_hooks(reader: Watched) -> None:
    page = reader.open("questions/size.html?trail=", ready=True)
    assert attributes(reader, "a.answer", "data-answer", "data-count") == [["small", "0-1"], ["large", "2"]]
    assert page.locator("a.answer a, a a").count() == 0
    assert attributes(reader, ".checklist li", "data-item") == [["login"], ["search"]]
    assert attributes(reader, "nav.trail", "data-page", "data-kind") == [["size", "question"]]
    names = ["data-article", "data-excerpt", "data-favours"]
    assert attributes(reader, "figure.excerpt", *names) == [["kim-2020", "small", "a"], ["kim-2020", "caveat", None]]
    assert page.locator("figure.excerpt > blockquote").first.inner_text() == "Small things […] want A."
    assert page.locator("figure.excerpt > figcaption > a").first.inner_text() == "Kim"
    assert page.locator("figure.excerpt > aside.since").count() == 2


def test_a_verdict_has_its_hooks_without_a_trail(reader: Watched) -> None:
    page = reader.open("verdicts/take-a.html", ready=True)
    held = {one[0] for one in attributes(reader, "[data-when]", "data-when")}
    assert {"size.large", "team.one", "size.small,size.~search", "team", "size.large,team.one"} <= held
    assert all(one.inner_text().startswith("if ") for one in page.locator(".when:visible").all())
    assert page.locator(".when:visible").count() >= 4
    assert page.locator("section.unless li:visible, section.next li:visible").count() == 4
    assert [page.locator(f"{one}:visible").count() for one in ("section.record", "table.because", "table.what-if")] == [
        0
    ] * 3


def test_a_verdict_has_its_hooks_with_a_trail(reader: Watched) -> None:
    page = reader.open("verdicts/take-a.html?trail=size.large~login~search,team.one&edition=2026-11", ready=True)
    assert attributes(reader, "nav.trail li", "data-question", "data-answer") == [["size", "large"], ["team", "one"]]
    assert page.locator("table.because tbody tr").count() == 2
    assert "A large one needs both at once." in page.locator("table.because").inner_text()
    others = attributes(reader, "table.what-if tbody tr", "data-question", "data-answer", "data-verdict")
    assert ["team", "more", "take-b"] in others and ["size", "small", "take-a"] in others
    assert page.locator("table.what-if tr.flips").count() >= 1
    assert page.locator("section.record:visible").count() == 1
    assert page.locator("section.unless li:visible").all_inner_texts() == ["It grows."]
    assert page.locator(".when:visible").count() == 0


def test_an_article_has_its_hooks(reader: Watched) -> None:
    reader.open("articles/kim-2020.html", ready=True)
    names = ["id", "data-article", "data-excerpt", "data-favours"]
    assert attributes(reader, "figure.excerpt", *names) == [
        ["small", "kim-2020", "small", "a"],
        ["both", "kim-2020", "both", "a b"],
        ["large", "kim-2020", "large", None],
        ["caveat", "kim-2020", "caveat", None],
    ]


def test_the_map_and_the_paths_have_their_hooks(reader: Watched) -> None:
    reader.open("map.html", ready=True)
    boxes = attributes(reader, "svg a", "data-page")
    assert sorted(boxes) == [["size"], ["take-a"], ["take-b"], ["team"]]
    assert len(attributes(reader, "svg path[data-question][data-answer]", "data-answer")) == 4
    reader.open("paths.html", ready=True)
    assert attributes(reader, "[data-verdict]", "data-verdict") == [["take-a"], ["take-b"]]
    reader.open("evidence.html", ready=True)
    assert reader.page.locator("table th a").count() == 3
