"""`load` and `decode`: scalars stay what was typed, everything has its place, and nothing in a file makes them fail."""

import re
from pathlib import Path

import pytest
from harness import cases
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tree_builder.check.check import check
from tree_builder.read.diagnosis import CAUSES
from tree_builder.read.document import Document, decode, load
from tree_builder.read.mistakes import find_mistake
from tree_builder.read.pieces import DEEPEST
from tree_builder.text.problems import Problem

SMALL_TREE = cases.EVERY_KEY.read_bytes()
HOSTILE_TREE = (cases.FOLDER / "valid" / "hostile-characters.yaml").read_bytes()
TOO_DEEP = "this is nested more than 40 levels deep; a tree needs eight, so this must be something else"
DAMAGED = Path(__file__).parent / "damaged_yaml.txt"
DAMAGED_TEXT = re.compile(r"(?<=\n\n)(.+?)\n(?:^# [0-9]+:[0-9]+: .*?\n)+", re.DOTALL | re.MULTILINE)


def only(document: Document) -> tuple[int, int, str]:
    """The one problem of a text."""
    (problem,) = document.problems
    return problem.line, problem.column, problem.message


# --- what is kept


WORDS_THAT_YAML_KNOWS = "yes no on off y true False = <<"
NUMBERS_AND_DATES = "1.10 012 0o14 1:30 0x1F 1_000 1e3 .5 .inf .nan -0 2026-11-21 2026-11-21T10:00:00Z"


@pytest.mark.parametrize("scalar", f"{WORDS_THAT_YAML_KNOWS} {NUMBERS_AND_DATES}".split())
def test_a_scalar_stays_the_text_that_was_typed(scalar: str) -> None:
    assert load(f"{scalar}: {scalar}").data == {scalar: scalar}
    assert load(f"[{scalar}]").data == [scalar]


@pytest.mark.parametrize("empty", ["", "~", "null", "Null", "NULL", "''", '""', "' '", "|\n  ", '"\\n"'])
def test_an_empty_value_is_none_and_leaves_no_entry_in_a_list(empty: str) -> None:
    assert load(f"a: {empty}\nb: c").data == {"a": None, "b": "c"}
    assert load(f"- {empty}\n- b").data == ["b"]


def test_a_quoted_null_is_a_text_and_so_is_a_null_that_is_a_key() -> None:
    assert load("a: 'null'\nb: \"~\"\nnull: c").data == {"a": "null", "b": "~", "null": "c"}


def test_each_style_gives_its_text() -> None:
    text = "a: \"b\\n\\u0063\"\nd: 'it''s'\ne: |\n  f\n\n  g\nh: >\n  i\n  j\nk: l\n  m # n\n"
    assert load(text).data == {"a": "b\nc", "d": "it's", "e": "f\n\ng\n", "h": "i j\n", "k": "l m"}


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    raw = "\ufeffa: 1\r\nb:\r\n  - |\r\n    c\r\n    d\r\n".encode()
    text = decode(raw)
    assert isinstance(text, str)
    document = load(text)
    assert (document.data, document.problems) == ({"a": "1", "b": ["c\nd\n"]}, [])
    assert document.place(("b", 0)) == (3, 5)
    assert load("\ufeffa: 1").place(("a",)) == (1, 4)


# --- places


def test_a_text_is_shown_where_it_stands_and_anything_else_at_its_key() -> None:
    document = load("a:\n  b: |\n    text\n  'c': [d, \"e\", {f: g}]\n  h: {i: j}\nk: é 👩 l\n")
    places = {
        (): (1, 1),
        ("a",): (1, 1),
        ("a", "b"): (2, 6),
        ("a", "c"): (4, 3),
        ("a", "c", 0): (4, 9),
        ("a", "c", 1): (4, 12),
        ("a", "c", 2): (4, 17),
        ("a", "c", 2, "f"): (4, 21),
        ("a", "h"): (5, 3),
        ("a", "h", "i"): (5, 10),
        ("k",): (6, 4),
    }
    assert {path: document.place(path) for path in places} == places
    assert document.key_place(("a", "b")) == (2, 3)
    assert document.key_place(("a", "c", 2, "f")) == (4, 18)


def test_what_is_missing_is_shown_where_it_should_stand() -> None:
    document = load("a:\n  b: c\n")
    assert document.place(("a", "x", "y")) == (1, 1)
    assert document.place(("x",)) == (1, 1)
    assert document.place(("a", "b", 3)) == (2, 6)
    assert load("a: b\nc:\n\n\n").place(("c",)) == (2, 3)


def test_an_entry_after_empty_ones_keeps_its_own_place() -> None:
    document = load("a:\n  -\n  - b\n  - ~\n  - c\n")
    assert document.data == {"a": ["b", "c"]}
    assert [document.place(("a", n)) for n in (0, 1)] == [(3, 5), (5, 5)]


# --- what is refused


def test_a_duplicate_is_reported_with_both_lines_and_the_first_is_kept() -> None:
    document = load("a: 1\nb:\n  c: 2\n  c: {d: 3}\n'a': [4]\na: 5\n")
    assert document.data == {"a": "1", "b": {"c": "2"}}
    heading = "; where a new entry begins here, its id must stand above"
    assert [(problem.line, problem.column, problem.message) for problem in document.problems] == [
        (4, 3, "the key `c` stands here again; it must stand once, and the first is in line 3"),
        (5, 1, f"the key `a` stands here again; it must stand once, and the first is in line 1{heading}"),
        (6, 1, f"the key `a` stands here again; it must stand once, and the first is in line 1{heading}"),
    ]


def test_a_key_again_is_advised_to_be_another_entry_only_where_one_fits_between() -> None:
    for lines, hint in (("\n\na: 1\na: 2", False), ("a: 1\nb: 2\na: 3", True), ("a: [1]\nb: 2\na: 3", False)):
        assert only(load(lines))[2].endswith("; where a new entry begins here, its id must stand above") == hint


def test_an_alias_behind_a_colon_in_a_key_is_one_problem() -> None:
    assert only(load("{a:b: *c}"))[:2] == (1, 7)


def test_a_key_that_is_there_keeps_its_value_where_a_space_is_lost_behind_it_later() -> None:
    assert load("{a: 1, a:2}").data["a"] == "1"


def test_an_alias_is_never_followed() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
    document = load(bomb)
    assert document.data["a29"] == []
    assert len(document.problems) == 30 + 29 * 10
    assert load("a: &a [*a]").data == {"a": []}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_levels_are_refused(opening: str) -> None:
    assert only(load(opening * 100_000)) == (1, DEEPEST * len(opening) + 1, TOO_DEEP)


def test_a_hundred_thousand_levels_of_keys_are_refused() -> None:
    text = "".join(f"{' ' * n}a:\n" for n in range(200)) + "a" * 100_000
    assert only(load(text)) == (DEEPEST + 1, DEEPEST + 1, TOO_DEEP)


def test_the_deepest_level_allowed_is_read() -> None:
    document = load("[" * DEEPEST + "]" * DEEPEST)
    assert document.problems == []


def test_a_second_document_is_refused() -> None:
    document = load("a: b\n---\nc: d\n---\ne: f\n")
    assert document.data is None
    assert only(document) == (2, 1, "a second document begins here; the file must hold one tree")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "\ufeff", "null", "''"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    assert load(text).data is None
    tree, (problem,) = check(load(text))
    assert tree is None
    assert problem.message.startswith("the file is empty; ")
    assert_sensible([problem], text.encode())


@pytest.mark.parametrize(
    "text",
    [
        'a: "b',
        "a: [b",
        "a: {b: c",
        "a: b: c",
        "a:\n\t- b",
        "a: @b",
        "a: b\n c: d\ne",
        "a: 'it's'",
        "%YAML 9.9\n---\na",
        "]",
    ],
)
def test_a_fault_of_the_yaml_is_one_clear_line(text: str) -> None:
    document = load(text)
    _, _, message = only(document)
    assert document.data is None
    assert message.startswith("this is not YAML; ") and "\n" not in message
    assert CAUSES["unclear"] not in message  # there is something better to say


@pytest.mark.parametrize("cut", range(1, len(SMALL_TREE), 97))
def test_a_truncated_file_has_a_problem_and_no_tree(cut: int) -> None:
    text = decode(SMALL_TREE[:cut])
    assert isinstance(text, str)
    tree, problems = check(load(text))
    assert tree is None or text.startswith(SMALL_TREE[:-30].decode())
    assert problems or tree is not None


NEVER_SEEN = (
    "\0\x07\x1b\x7f\x80\x85\u2028\u2029\u202a\u202e\ufeff\ufffe\ud800\u034f\u061c\u115f\u1160\u17b4\u180e\u2062\u206a"
    "\u3164\ue000\uf8ff\ufdd0\uffa0\ufff9\U000e0001\U000e0041\U000e007f\U000f0000\U00100000"
)


@pytest.mark.parametrize("character", NEVER_SEEN)
def test_a_character_that_cannot_be_seen_is_refused_at_its_place(character: str) -> None:
    assert only(load(f"a: b\r\nc: d\re: 👩{character}\n"))[:2] == (3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "\tb\u200e\u200f\u00ad\u00a0\u202f\u200b\u2060",
        "👩‍👩‍👧 👩🏽\u200d💻 🏳\ufe0f\u200d🌈 ❤\ufe0f ❤\ufe0e 1\ufe0f\u20e3",
        "می\u200cخواهم",
        "क\u094d\u200dष श\u094d\u200cर",
        "葛\U000e0100 ᠠ\u180b",
        "\u2067שלום\u2069 and \u2066a \u2067b\u2069\u2069",
    ],
)
def test_characters_that_writing_needs_are_fine(text: str) -> None:
    assert load(f"a: {text}\nb: '{text}'\nc: [x, {text}]").problems == []


@pytest.mark.parametrize(
    "text",
    [
        "a\u200db",
        "a\u200c",
        "\u200d",
        "👩\u200da",
        "a\ufe0f",
        "1\ufe0f",
        "a\ufe00",
        "a\u180b",
        "葛\U000e0100\U000e0100",
    ],
)
def test_what_joins_or_varies_nothing_is_refused(text: str) -> None:
    (problem,) = load(f"a: x{text}").problems
    assert problem.message.startswith("the character U+")


def test_an_escape_may_not_make_what_joins_nothing() -> None:
    what = "the escape for U+200D gives a character that cannot be seen; it must be removed"
    assert only(load('a: "x\\u200dy"')) == (1, 4, what)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: x\u2066y", (1, 5)),
        ("a: x\u2069y\u2066", (1, 5)),
        ("a: |\n  x\u2067y\n  z\nb: \u2069", (2, 4)),
        ("a: '\u2066\u2066\u2069'", (1, 5)),
        ('a: "x\\u2067"', (1, 4)),
        ("a: b # \u2066", (1, 8)),
        ("\u2066a: b", (1, 1)),
    ],
)
def test_an_isolate_of_direction_must_be_closed_in_its_text(text: str, place: tuple[int, int]) -> None:
    assert (load(text).problems[0].line, load(text).problems[0].column) == place
    assert load("a: |\n  \u2067x\n  y\u2069\nb: \u2068\u2069").problems == []
    assert load("- \u2067x\u2069").problems == []


def test_a_key_is_read_without_what_nobody_sees_in_it() -> None:
    document = load("'a\u00a0': b\nc\u200bd: e\n\u3000f: g\n")
    assert document.data == {"a": "b", "cd": "e", "f": "g"}
    assert [(problem.line, problem.column) for problem in document.problems] == [(1, 1), (2, 2), (3, 1)]


# --- advice


def advice(text: str) -> list[tuple[str, int, int]]:
    document = load(text)
    assert document.problems == []
    return [(problem.advice, problem.line, problem.column) for problem in document.advice]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: Are you on team #1 or #2?", [("yaml-comment", 1, 20)]),
        ("- Are you\n  on team   #1\n- b", [("yaml-comment", 2, 13)]),
        ('a: "C:\\new\\tea"', [("yaml-escape", 1, 7)]),
        ('a: ["x", "y\\\\n\\tea z\\tea"]', [("yaml-escape", 1, 15)]),
        ("a: [Book a room, with a good microphone.]", [("yaml-list", 1, 18)]),
        ("a:\n- {b: [In the end, it is so, as was said]}", [("yaml-list", 2, 20), ("yaml-list", 2, 30)]),
        ("a: b\t #1", [("yaml-comment", 1, 7)]),
        ("a: ['it #1', b #2\n  ]", [("yaml-comment", 1, 16)]),
    ],
)
def test_what_yaml_drops_or_changes_is_advice_at_its_place(text: str, found: list[tuple[str, int, int]]) -> None:
    assert advice(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "a: b # a comment",
        "a: b#1",
        "# 1\n#1\na: b\n#2",
        "a: 'team #1'",
        "a: |\n  team #1",
        'a: "One.\\n\\nTwo."',
        'a: "C:\\\\new"',
        'a: "So. \\new \\ntea"',
        "a: |\n  C:\\new\n",
        '"C:\\new": a',
        "a: null #1",
        "a: [kim-2020/small, lee-2021/light]",
        "a: [It is one., it is another]",
        "a: [It is one, It is another]",
        "a: ['It is one', it]",
    ],
)
def test_what_the_author_meant_is_no_advice(text: str) -> None:
    assert advice(text) == []


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (f"a: b #{'1' * 39}", f"YAML takes `#{'1' * 39}` for a comment"),
        (f"a: b #{'1' * 40}", f"YAML takes `#{'1' * 39}…` for a comment"),
        ('a: "C:\\new"', "`\\n` is a line break between double quotes"),
        ('a: "C:\\root"', "`\\r` is a line break between double quotes"),
        ('a: "C:\\tea"', "`\\t` is a tab between double quotes"),
        (f"a: [Is it so, as {'b' * 37}]", f"the comma before `as {'b' * 37}` begins another entry"),
        (f"a: [Is it so, as {'b' * 38}]", f"the comma before `as {'b' * 37}…` begins another entry"),
    ],
)
def test_what_yaml_drops_or_changes_is_quoted_and_named(text: str, begins: str) -> None:
    (problem,) = load(text).advice
    assert problem.message.startswith(begins)


def test_advice_names_the_keys_at_which_it_can_be_accepted() -> None:
    document = load("a:\n  - b: c\n  - d: [x, team #1\n    ]")
    assert [problem.keys for problem in document.advice] == [("a", 1, "d", 1)]


# --- what an author did wrong where it is no YAML


def test_what_is_said_of_damaged_yaml_is_what_is_written_down(renew: bool) -> None:
    def with_problems(match: re.Match[str]) -> str:
        text = match[1].replace("→", "\t").replace("␣", "\u00a0").replace("␍", "\r")
        said = cases.told(load(text).problems)
        assert said, match[1]
        return "\n# ".join([match[1], *said]) + "\n"

    written = DAMAGED.read_text(encoding="utf-8")
    told = DAMAGED_TEXT.sub(with_problems, written)
    if renew:
        DAMAGED.write_text(told, encoding="utf-8")
    else:
        assert told == written, "if what is said now is right, renew the file: pytest --renew"


@pytest.mark.parametrize("path", [*cases.VALID, *cases.ADVISED], ids=cases.name)
def test_no_mistake_is_found_in_a_sound_tree(path: Path) -> None:
    assert find_mistake(cases.tree_of(path)) is None


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_the_depth_counts_before_any_other_fault(opening: str) -> None:
    for end in ("@", "]", "\n\t- x: y: z", '"'):
        assert only(load(opening * 1500 + end)) == (1, DEEPEST * len(opening) + 1, TOO_DEEP)
        assert "nested" not in only(load(opening * DEEPEST + end))[2]


@pytest.mark.parametrize("pair", ["a: @", ": @"])
def test_a_pair_between_brackets_is_a_level_of_its_own(pair: str) -> None:
    assert "begins with `@`" in only(load("[" * (DEEPEST - 1) + pair))[2]
    assert only(load("[" * DEEPEST + pair)) == (1, DEEPEST + 1, TOO_DEEP)


@pytest.mark.parametrize("entry", ["[a]", "{a: b}", "a: b", ": b", "[a: b]", "[[a], b: c]"])
def test_what_is_closed_counts_no_more_for_the_depth(entry: str) -> None:
    text = f"[{entry}, " + f"{entry}, " * 60
    assert only(load(text + "[" * DEEPEST + "@")) == (1, len(text) + DEEPEST, TOO_DEEP)
    assert only(load(text + "@"))[1:] == (
        len(text) + 1,
        "this is not YAML; a text begins with `@`, and such a text must stand in quotes",
    )


def test_a_key_of_1024_characters_is_not_too_long() -> None:
    assert load(f"{'k' * 1024}: a").problems == []
    assert only(load(f"{'k' * 1024}: a\nb: @c"))[:2] == (2, 4)
    assert "1,024 characters" in only(load(f"{'k' * 1025}: a\nb: @c"))[2]


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> other"])
def test_a_merge_conflict_is_one_problem_also_where_it_is_yaml(mark: str) -> None:
    assert only(load(f"a: [b,\n{mark}\nc]"))[:2] == (2, 1)
    assert only(load(f'a: "b\n{mark}\nc"'))[:2] == (2, 1)
    assert load(f"a: |\n  {mark}\n").problems == load('a: "b\n=======\nc"').problems == []


# --- bytes


def test_utf_16_is_refused() -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        raw = ("" if encoding in ("utf-16", "utf-32") else "\ufeff").encode(encoding) + "a: b".encode(encoding)
        problem = decode(raw)
        assert isinstance(problem, Problem)
        what = "the file is UTF-16; it must be saved as UTF-8"
        assert (problem.line, problem.column, problem.message) == (1, 1, what)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"\xff", (1, 1)),
        (b"a: b\nc: Gr\xf6\xdfe\n", (2, 6)),
        (b"a\r\n\xc3\xa9\xc3", (2, 2)),
        (b"\xef\xbb\xbfa\n\xc3\xa9\xff", (2, 2)),
        (b"\xef\xbb\xbf\xff", (1, 1)),
        (b"\x89PNG\r\n\x1a\n\x00", (1, 1)),
    ],
)
def test_what_is_not_utf_8_is_refused_where_it_begins(raw: bytes, place: tuple[int, int]) -> None:
    problem = decode(raw)
    assert isinstance(problem, Problem)
    assert (problem.line, problem.column) == place
    assert problem.message == "the file is not UTF-8 from here on; it must be text, saved as UTF-8"


# --- anything at all


def problems_of(raw: bytes) -> list[Problem]:
    text = decode(raw)
    if isinstance(text, Problem):
        return [text]
    tree, problems = check(load(text))
    assert (tree is None) == bool(problems)
    return problems


def assert_sensible(problems: list[Problem], raw: bytes) -> None:
    lines = raw.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")
    for problem in problems:
        assert 1 <= problem.line <= len(lines)
        assert problem.column >= 1
        assert len(problem.message.splitlines()) == 1
    places = [(problem.line, problem.column) for problem in problems]
    assert places == sorted(places)


VALUES = st.sampled_from(["", "x", "[x, [y]]", "{x: {y: z}}", "{}", "[]", "{size: x}"])
KEYS = ("guide", "start", "questions", "verdicts", "answers", "title", "leads_to", "count", "excerpts", "retired")
MARKS = [
    "a",
    "b: ",
    "- ",
    "\n",
    "  ",
    "[",
    "]",
    "{",
    "}",
    ": ",
    ", ",
    "'",
    '"',
    "&a ",
    "*a",
    "!t ",
    "|\n",
    ">\n",
    "? ",
    "# ",
]
YAML_PIECES = st.sampled_from(
    [
        *MARKS,
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "<<: ",
        "\\x00",
        "\t",
        "\r",
        "é",
        "\u202e",
        "~",
        *(f"{key}: " for key in KEYS),
    ]
)


@given(st.lists(YAML_PIECES, max_size=40).map("".join) | st.text())
@example("? [a]\n: &b\n  - *b\n? {c: d}\n")
@settings(max_examples=200, deadline=None)
def test_no_text_makes_load_or_check_fail(text: str) -> None:
    tree, problems = check(load(text))
    assert tree is None
    assert problems
    assert_sensible(problems, text.encode("utf-8", "replace"))


@given(st.binary())
@settings(deadline=None)
def test_no_bytes_make_decode_load_or_check_fail(raw: bytes) -> None:
    assert_sensible(problems_of(raw), raw)


@given(st.sampled_from([SMALL_TREE, HOSTILE_TREE]), st.data())
@settings(max_examples=150, deadline=None)
def test_no_change_to_a_tree_makes_load_or_check_fail(raw: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(raw)))
        end = start + data.draw(st.integers(0, 30))
        piece = data.draw(st.binary(max_size=3) | YAML_PIECES.map(str.encode))
        raw = raw[:start] + piece + raw[end:]
    assert_sensible(problems_of(raw), raw)


@given(st.sampled_from([SMALL_TREE, HOSTILE_TREE]).map(bytes.decode), st.data())
@settings(max_examples=150, deadline=None)
def test_no_mistake_is_found_in_what_is_yaml(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 2))):
        start = data.draw(st.integers(0, len(text)))
        text = text[:start] + data.draw(YAML_PIECES) + text[start + data.draw(st.integers(0, 3)) :]
    document = load(text)
    if document.data is not None and not document.problems:
        assert find_mistake(text) is None


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_nothing_in_the_place_of_something_makes_check_fail(data: st.DataObject) -> None:
    """Whole values are exchanged for others of any kind: this reaches rules that a syntax fault would hide."""
    lines = SMALL_TREE.decode().splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[at].partition(":")
        lines[at] = f"{key}{colon} {data.draw(VALUES)}"
    raw = "\n".join(lines).encode()
    assert_sensible(problems_of(raw), raw)
