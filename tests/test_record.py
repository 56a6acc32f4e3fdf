"""The record is valid CommonMark whatever the tree says: a parser reads back its headings, its lists and its text."""

import random
from typing import Any

import pytest
from harness.strategies import sound
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tree_builder.pages.record import evidence_data, plain

HOSTILE = [
    "<script>alert(1)</script>", "[x](javascript:y)", "![x](y)", "*stars* _lines_ **bold** __bold__",
    "`code` ``co`de``",
    "# Heading", "## Heading ##", "- item", "+ item", "* item", "1. item", "1) item", "123456789. item", "> quote",
    "---", "===",
    "***", "| a | b |", "|---|", "~~~", "```", "~~gone~~", "&lt; &amp; &#60; &copy;", "\\", "ends with \\",
    "\\* \\\\ \\n",
    "[a]: https://example.org", "[a]", "[^1]", "<https://example.org>", "https://example.org/_a_", "a@example.org",
    "$x$ ${y}",
    "{{ x }} {% raw %}", "a  b", "    four spaces", "\ttab", "two\nlines", "two\n\nparagraphs", "two\n# lines",
    "line\n---",
    "大きさ", "גודל", "é", "“quoted”", "'a' \"b\"", "a*", "*a", "_a_b_", "!", "=", ":", "-", "1", "1.", "0)", "%", "^",
    "a\u00a0b", "a\u2003b", "(", "a)", ".", "…", "<!-- x -->", "<b", "&", "&x;", ":smile:", "\u00adsoft", "١. item",
    "１. item",
]  # fmt: skip
MARKDOWN = "1\\. A *b* `<c>` <i> \\* # d\n\n* e_f_\n\n```\n~~~\n```\n\n[g](https://example.org)"
FAVOURS = {"good": "a", "bad": "b", "neutral": None}
parse = MarkdownIt("commonmark").parse


def one_line(text: str) -> str:
    """Text as every page shows it: on one line."""
    return " ".join(text.split())


def tree_of(words: list[str]) -> Any:
    """A tree whose every one-line text is the next of some hostile texts."""
    turn = (words[n % len(words)] for n in range(1000))
    return sound({
        "guide": {"title": next(turn), "summary": "S", "edition": next(turn), "reviewed": "2026-11-21",
                  "review_due": "2027-11-21"},
        "options": {"a": next(turn), "b": next(turn)},
        "start": "first",
        "articles": {"kim": {
            "title": next(turn), "author": next(turn), "url": "https://example.org/a_b*c*?d=1&e=(2)",
            "excerpts": {key: {"quote": f"two words {next(turn)}", **({"favours": side} if side else {})}
                         for key, side in FAVOURS.items()}}},
        "questions": {
            "first": {
                "title": next(turn), "checklist": {"one": next(turn), "two": next(turn)},
                "excerpts": ["kim/good", "kim/bad", "kim/neutral"],
                "answers": {"few": {"label": next(turn), "count": "0-1", "leads_to": "second"},
                            "many": {"label": next(turn), "count": "2", "leads_to": "other"}}},
            "second": {
                "title": next(turn),
                "answers": {"x": {"label": next(turn), "leads_to": "end"},
                            "y": {"label": next(turn), "leads_to": "other"}}},
        },
        "verdicts": {
            "end": {"title": next(turn), "summary": MARKDOWN, "recommends": "a", "strength": "strong",
                    "unless": [MARKDOWN]},
            "other": {"title": next(turn), "summary": MARKDOWN, "recommends": "b"},
        },
    })  # fmt: skip


def record_of(data: dict[str, Any]) -> str:
    """The record of the path `first.few~one~two`, `second.x`, put together as `record.js` does it."""
    words, excerpts = data["words"], data["excerpts"]

    def said(question: str, answer: str) -> str:
        return f"{words[question]} **{words[f'{question}/{answer}']}**"

    ticked = "".join(f"\n    * {words[f'first~{item}']}" for item in ("one", "two"))
    gaps = [
        f"* {said('first', 'few')}{ticked}\n* {said('second', 'x')}\n",
        "".join(f"* {key.capitalize()}, because {excerpts[f'kim/{key}'][1]}\n" for key in FAVOURS),
        f"* {said('first', 'many')}: {words['other']}\n* {said('second', 'y')}: {words['other']}\n",
        "https://example.org/verdicts/end.html?trail=first.few~one~two,second.x&edition=%3Cb%3E",
    ]
    parts = data["records"]["end"]
    assert len(parts) == len(gaps) + 1
    return "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=True))


def check_record(words: list[str]) -> None:
    tree = tree_of(words)
    record = record_of(evidence_data(tree))
    front, _, body = record.removeprefix("---\n").partition("\n---\n")
    assert front == "status: proposed\ndate:\ndecision-makers:"
    tokens = parse(body)
    kinds = {token.type for token in tokens}
    assert kinds == {
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline",
        "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
    }, record  # fmt: skip
    inner = {child.type for token in tokens for child in token.children or ()}
    assert inner <= {
        "text",
        "text_special",
        "strong_open",
        "strong_close",
        "em_open",
        "em_close",
        "link_open",
        "link_close",
    }
    texts = [text_of(token) for token in tokens if token.type == "inline"]
    headings = [
        (tokens[n - 1].tag, text_of(token)) for n, token in enumerate(tokens) if tokens[n - 1].type == "heading_open"
    ]
    first, second, verdicts, guide = tree.questions["first"], tree.questions["second"], tree.verdicts, tree.guide
    assert headings == [
        ("h1", one_line(verdicts["end"].title)),
        ("h2", "Context and Problem Statement"), ("h2", "Decision Drivers"), ("h2", "Considered Options"),
        ("h2", "Decision Outcome"), ("h3", "Consequences"), ("h3", "Confirmation"), ("h2", "More Information"),
    ]  # fmt: skip
    assert texts[2] == one_line(guide.title)

    def said(question: Any, answer: str) -> str:
        return f"{one_line(question.title)} {one_line(question.answers[answer].label)}"

    items = [text_of(tokens[n + 2]) for n, token in enumerate(tokens) if token.type == "list_item_open"]
    assert items[:4] == [said(first, "few"), *map(one_line, first.checklist.values()), said(second, "x")]
    assert items[4:6] == [one_line(name) for name in tree.options.values()]
    article = tree.articles["kim"]
    for item, (key, side) in zip(items[6:9], FAVOURS.items(), strict=True):
        favoured = one_line(tree.options[side]) if side else "none"
        assert item == (
            f"{key.capitalize()}, because “{one_line(article.excerpts[key].quote)}” ({one_line(article.author)}, "
            f"{one_line(article.title)}, not dated, {article.url}; favours {favoured})"
        )
    other = one_line(verdicts["other"].title)
    assert items[-2:] == [f"{said(first, 'many')}: {other}", f"{said(second, 'y')}: {other}"]
    assert len(items) == 12
    assert texts[-2] == f"Guide: {one_line(guide.title)} Edition {one_line(guide.edition)}, reviewed 2026-11-21."
    assert texts[-1].startswith("Link: https://example.org/verdicts/end.html?trail=")
    links = [child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"]
    assert len(links) == 4


def text_of(token: Any) -> str:
    """The text of an inline token as a reader sees it."""
    return "".join(child.content for child in token.children)


@pytest.mark.parametrize("shift", range(len(HOSTILE)))
def test_a_record_says_what_the_tree_says_and_nothing_of_it_is_markup(shift: int) -> None:
    check_record(random.Random(shift).sample(HOSTILE, len(HOSTILE)))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text_in_every_place(text: str) -> None:
    check_record([text])


SPECIAL = st.text(st.sampled_from(list("\\`*_[]()<>#+-.!|~=:&;{}$'\"1a \n")), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SPECIAL.filter(lambda text: text.split()), min_size=1, max_size=5))
def test_any_text_stays_text(words: list[str]) -> None:
    check_record(words)


@settings(max_examples=500, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(lambda text: text.split())
)
def test_plain_text_comes_back_from_a_parser_as_it_was(text: str) -> None:
    for line, begins in (
        (plain(text), ""),
        (f"* {plain(text)}", ""),
        (f"# {plain(text)}", ""),
        (f"a **{plain(text)}**", "a "),
    ):
        inlines = [token for token in parse(line) if token.type == "inline"]
        assert [text_of(token) for token in inlines] == [begins + one_line(text)]
