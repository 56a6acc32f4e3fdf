"""Malformed and hostile trees at the command line: always exit 0 or 1, never a traceback, never a half-written page.

`FUZZ=100 pytest tests/test_fuzz.py` tries a hundred times as many inputs as a usual run.
"""

import codecs
import json
import os
import random
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from harness.guide import ROOT, STARTER
from harness.strategies import tree_data
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tree_builder.commands.line import main
from tree_builder.pages.marker import is_marked
from tree_builder.text.catalogue import number

pytestmark = pytest.mark.slow
AGAIN = int(os.environ.get("FUZZ", "1"))
FUZZED = settings(max_examples=30 * AGAIN, deadline=None, suppress_health_check=list(HealthCheck))
TREE = (ROOT / "decision_tree.yaml").read_bytes()
SMALL = STARTER.read_bytes()
# What a line of the command's messages may be: a problem or a warning, the line it is about, the caret, a number, or how
# far it is.
TOLD = re.compile(
    r"\S*tree\.yaml:[1-9][0-9]*:[1-9][0-9]*: \S.*|\S*:1:1: \S.*| *[0-9]+ \|.*| +\| +\^|[0-9,]+ \w+ in all; .*"
    r"|[0-9,]+ warnings? as before; .*|\w+ pages: [0-9,]+ of [0-9,]+"
)
SNIPPETS = [
    ": ", "- ", "[", "]", "{", "}", ",", "&a ", "*a", "!!str ", "!x ", "|\n", ">-\n", "'", '"', "#", " #", "\n", "\n  ",
    "\n      ", "%YAML 1.1\n", "---\n", "...\n", "? ", "<<: ", "~", "null", "\t", "\r", "\0", "\x1b[31m", "\x85", "\u2028",
    "\u202e", "\ufeff", "\ud83d\ude00", "大", "é", "a" * 5000, "\\", '"\\u0007"', '"\\e[2J"', '"\\ud800"', "{{ x }}", "{% x %}",
    "<script>", "guide", "title: ", "leads_to: ", "0-1", "2026-02-30", "question:", "javascript:", "[a](b)", "[…]", "yes",
]  # fmt: skip


@pytest.fixture
def tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[bytes], int]:
    """A function that builds from the bytes of a tree and checks everything that must hold whatever they are."""
    tree, docs = tmp_path / "tree.yaml", tmp_path / "docs"

    def run(raw: bytes) -> int:
        tree.write_bytes(raw)
        before = contents(docs)
        status = main(["--tree", str(tree), "--docs", str(docs)])
        out, err = capsys.readouterr()
        for line in err.splitlines():
            assert TOLD.fullmatch(line), line
            assert line.isprintable(), line
        after = contents(docs)
        if status == 1:
            assert re.search(r"tree\.yaml:[0-9]+:[0-9]+: (?!warning)", err)
            assert after == before
        else:
            assert status == 0
            assert " written, " in out
            assert all(is_marked(text) and text.endswith("\n") for text in after.values())
        return status

    return run


def contents(docs: Path) -> dict[str, str]:
    files = (path for path in sorted(docs.rglob("[!.]*")) if path.is_file())  # but for what a build remembers
    return {str(path): path.read_text(encoding="utf-8") for path in files}


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """A tree with one to four accidents."""
    for _ in range(chance.randint(1, 4)):
        raw = chance.choice(ACCIDENTS)(raw, chance)
    return raw


def flip_a_byte(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw) or 1)
    return raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]


def drop_bytes(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw) or 1)
    return raw[:at] + raw[at + chance.randint(1, 40) :]


def cut_off(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw) or 1)]


def put_in(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw) or 1)
    return raw[:at] + chance.choice(SNIPPETS).encode("utf-8", "surrogatepass") + raw[at:]


def change_lines(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[other])
        case 2:
            lines[at] = b" " * chance.choice((1, 2, 4)) + lines[at]
        case 3:
            lines[at] = lines[at][chance.choice((1, 2, 4)) :]
        case 4:
            lines[at], lines[other] = lines[other], lines[at]
        case 5:
            del lines[at : at + chance.randint(1, 30)]
    return b"\n".join(lines)


def swap_words(raw: bytes, chance: random.Random) -> bytes:
    words = list(re.finditer(rb"[\w-]+", raw))
    if len(words) < 2:
        return raw
    first, second = sorted(chance.sample(words, 2), key=lambda word: word.start())
    return b"".join((raw[: first.start()], second[0], raw[first.end() : second.start()], first[0], raw[second.end() :]))


def empty_a_value(raw: bytes, chance: random.Random) -> bytes:
    values = list(re.finditer(rb"(?<=: )[^\n]+", raw))
    if not values:
        return raw
    value = chance.choice(values)
    return raw[: value.start()] + chance.choice((b"", b"[]", b"{}", b"[[]]", b"~", b"{a: b}")) + raw[value.end() :]


ACCIDENTS = (flip_a_byte, drop_bytes, cut_off, put_in, change_lines, swap_words, empty_a_value, put_in, change_lines)


@pytest.mark.parametrize("seed", range(10 * AGAIN))
def test_accidents_to_the_real_tree(tried: Callable[[bytes], int], seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(2):
        tried(mutated(TREE, chance))


@pytest.mark.parametrize("seed", range(10 * AGAIN))
def test_accidents_to_a_small_tree(tried: Callable[[bytes], int], seed: int) -> None:
    chance = random.Random(1_000_000 + seed)
    for _ in range(15):
        tried(mutated(SMALL, chance))


@pytest.mark.parametrize("seed", range(3 * AGAIN))
def test_soup_of_yaml(tried: Callable[[bytes], int], seed: int) -> None:
    chance = random.Random(2_000_000 + seed)
    for _ in range(20):
        soup = "".join(chance.choices(SNIPPETS, k=chance.randint(0, 60)))
        tried(soup.encode("utf-8", "surrogatepass"))
        tried(chance.randbytes(chance.randint(0, 200)))


ODD = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "~", "q0", "q0/to-0", "0-1", "99", "2026-01-01", "https://x", "a b", "[a](question:q0)", "x" * 3000]),
    st.text(max_size=30),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.sampled_from(["title", "answers", "q0", "label", "index", "con", "A"]), st.text(max_size=5), max_size=3),
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """The data of a sound tree in which a few values were replaced, removed or added."""
    data = draw(tree_data(most_questions=4, most_verdicts=3))
    for _ in range(draw(st.integers(1, 4))):
        holder = draw(st.sampled_from(list(holders(data))))
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = draw(st.sampled_from(keys)) if keys else None
        if key is None or draw(st.integers(0, 3)) == 0:
            add(holder, draw(st.sampled_from(["count", "retired", "q9", "explain", "é", "since"])), draw(ODD))
        elif draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = draw(ODD)
    return data


def holders(data: Any) -> Iterator[Any]:
    """Every mapping and list of the data."""
    if isinstance(data, dict | list):
        yield data
        for value in data.values() if isinstance(data, dict) else data:
            yield from holders(value)


def add(holder: Any, key: str, value: Any) -> None:
    if isinstance(holder, dict):
        holder[key] = value
    else:
        holder.append(value)


@FUZZED
@given(data=damaged())
def test_trees_of_a_wrong_shape(tried: Callable[[bytes], int], data: Any) -> None:
    tried(json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))


@FUZZED
@given(
    data=st.recursive(
        ODD, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    )
)
def test_anything_but_a_tree(tried: Callable[[bytes], int], data: Any) -> None:
    assert tried(json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")) == 1


@settings(FUZZED, max_examples=10 * AGAIN)
@given(data=tree_data(most_questions=4, most_verdicts=3))
def test_sound_trees_build(tried: Callable[[bytes], int], data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False).replace(
        "page:notes.md", "https://example.org/"
    )  # there is no such page
    assert tried(text.encode()) == 0


@pytest.mark.parametrize(
    "disguise",
    [lambda raw: codecs.BOM_UTF8 + raw, lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: raw.replace(b"\n", b"\r")],
    ids=["byte order mark", "CRLF", "CR"],
)
def test_a_disguise_changes_nothing(tmp_path: Path, disguise: Callable[[bytes], bytes]) -> None:
    def built(raw: bytes, name: str) -> dict[str, str]:
        tree, docs = tmp_path / f"{name}.yaml", tmp_path / name
        tree.write_bytes(raw)
        assert main(["--tree", str(tree), "--docs", str(docs)]) == 0
        return {path.removeprefix(str(docs)): text for path, text in contents(docs).items()}

    assert built(disguise(SMALL), "disguised") == built(SMALL, "plain")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp037"])
def test_another_encoding_is_one_clear_problem(tried: Callable[[bytes], int], encoding: str) -> None:
    assert tried((SMALL.decode() + "# é").encode(encoding, "replace")) == 1


# What would be dear if anything were worse than proportional. Each is a function of its size.
HEAD = """guide: {title: T, summary: S, edition: E, reviewed: 2026-01-01, review_due: 2090-01-01}
options: {a: A}
start: q0
"""
END = "verdicts:\n  v: {title: V, summary: S}\n"


def ladder(size: int, last: str = "v") -> str:
    """Questions in a row, each with two answers that lead to the next."""
    lines = []
    for n in range(size):
        to = f"q{n + 1}" if n + 1 < size else last
        lines.append(
            f"  q{n}: {{title: Q, answers: {{x: {{label: X, leads_to: {to}}}, y: {{label: Y, leads_to: {to}}}}}}}\n"
        )
    return "questions:\n" + "".join(lines)


def in_the_summary(markdown: str) -> str:
    return HEAD + ladder(1) + END.replace("S}", json.dumps(markdown) + "}")


HUGE: dict[str, Callable[[int], str]] = {
    "levels of brackets": lambda n: "a: " + "[" * n,
    "levels of braces": lambda n: "{a: " * n,
    "levels of dashes": lambda n: "- " * n,
    "levels of questions": lambda n: "? " * n,
    "keys": lambda n: "options:\n" + "".join(f"  k{i}: a\n" for i in range(n)),
    "unknown keys": lambda n: "".join(f"k{i}: a\n" for i in range(n)),
    "the same key": lambda n: "a: b\n" * n,
    "a bomb of aliases": lambda n: "a: &a [x]\n" + "".join(f"b{i}: &b{i} [{'*a,' * 9}]\n" for i in range(n // 30)),
    "aliases": lambda n: "a: &a b\nl: [" + "*a," * n + "]\n",
    "control characters": lambda n: "a: " + "\x01" * n,
    "lines of control characters": lambda n: "a: \x01\n" * n,
    "escapes": lambda n: "a: [" + '"\\a",' * n + "]",
    "an unclosed quote": lambda n: 'a: "' + "x\n" * n,
    "documents": lambda n: "--- a\n" * n,
    "a huge title": lambda n: HEAD.replace("title: T", "title: " + "x" * n) + ladder(1) + END,
    "a huge quotation": lambda n: HEAD + "articles: {z: {title: T, excerpts: {e: {quote: '" + "wo-rd […] " * n + "'}}}}\n" + ladder(1) + END,
    "links": lambda n: in_the_summary("[a](b " * n),
    "brackets in Markdown": lambda n: in_the_summary("[" * n),
    "emphasis": lambda n: in_the_summary("**a *b " * n),
    "quotes in quotes": lambda n: in_the_summary("> - " * n),
    "definitions": lambda n: in_the_summary("[a]: b\n\n" * n),
    "a long way": lambda n: HEAD + ladder(n) + END,
    "a long example": lambda n: HEAD + ladder(n) + END
    + "examples: {e: {title: E, verdict: v, answers: {" + ", ".join(f"q{i}: x" for i in range(n)) + "}}}\n",
    "cycles": lambda n: HEAD + ladder(n, "q0") + END,
    "targets that do not exist": lambda n: HEAD + ladder(1)
    + "".join(f"  r{i}: {{title: Q, answers: {{x: {{label: X, leads_to: s{i}}}}}}}\n" for i in range(n)) + END,
    "many examples of many answers": lambda n: HEAD
    + "questions: {q0: {title: Q, answers: {" + ", ".join(f"a{i}: {{label: L{i}, leads_to: v}}" for i in range(n)) + "}}}\n"
    + END + "examples: {" + ", ".join(f"e{i}: {{title: E, verdict: v, answers: {{q0: a{i}}}}}" for i in range(n)) + "}\n",
    "retired": lambda n: HEAD + ladder(1) + END + "retired:\n" + "".join(f"  q0/r{i}: q0/s{i}\n" for i in range(n)),
}  # fmt: skip
# Small enough for a quick test, large enough for anything quadratic to take minutes instead of seconds.
SIZES = {
    "keys": 50_000,
    "a huge title": 1_000_000,
    "a long example": 2_000,
    "a long way": 2_000,
    "quotes in quotes": 250_000,
}
SIZE = 10_000
MEMORY = 3 * 2**30  # bytes of addresses


@pytest.mark.parametrize("name", HUGE)
def test_huge_and_hostile_trees_are_answered(tmp_path: Path, name: str) -> None:
    """Within a memory, and a patience, that anything worse than proportional would exceed."""
    (tmp_path / "tree.yaml").write_text(HUGE[name](SIZES.get(name, SIZE) * min(AGAIN, 10)), encoding="utf-8")
    done = limited(tmp_path, "check", "--tree", "tree.yaml")
    assert done.returncode in (0, 1), done.stderr[-2000:]
    assert b"Traceback" not in done.stderr
    assert len(done.stderr) < 100_000 + (tmp_path / "tree.yaml").stat().st_size


def test_a_number_of_paths_beyond_counting_is_told() -> None:
    """Two answers each, fifteen thousand times: a number with more digits than Python cares to print."""
    assert number(2**15_000) == "about 10^4515"


def limited(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(ROOT / "build_tree.py"), *arguments]
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))  # noqa: E731
    return subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False, preexec_fn=limit)
