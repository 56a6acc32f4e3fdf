"""The lock: that of the real tree, its format, what it says of a tree, and how two branches merge it."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from harness.proofs import FIRST_DAY, ROOT, TREE, prove_in, proved, tree_of
from hypothesis import given
from hypothesis import strategies as st

from tree_builder.proof.articles import ArticleFile
from tree_builder.proof.check import check_lock, cuts
from tree_builder.proof.elisions import KINDS, Elision, vocabulary
from tree_builder.proof.lock import ArticleProof, ExcerptProof, Lock, LockError, Share, command
from tree_builder.proof.prove import prove
from tree_builder.text.words import ELISION

LOCK_TEXT = (ROOT / "articles.lock").read_text(encoding="utf-8")
LOCK = Lock.read(LOCK_TEXT)
REFERENCES = [reference for reference, _ in TREE.excerpts()]


# The lock of the real tree


def test_every_excerpt_of_the_real_tree_is_proved() -> None:
    problems, advice = check_lock(TREE, LOCK)
    assert problems == []
    assert [problem for problem in advice if problem.advice != "elision"] == []
    assert all(LOCK.proof(reference, TREE.excerpt(reference).quote) for reference in REFERENCES)


def mutations(quote: str) -> Iterator[str]:
    """The quotation with one word or mark changed, dropped, added or moved; or with one elision less."""
    tokens = quote.split()
    for n, token in enumerate(tokens):
        before, after = tokens[:n], tokens[n + 1 :]
        yield " ".join([*before, *after])
        yield " ".join([*before, "altogether", token, *after])
        yield " ".join([*before, f"{token},", *after])
        yield " ".join([*before, f"{token.swapcase()}'", *after])
        if after and after[0] != token:
            yield " ".join([*before, after[0], token, *after[1:]])


def test_any_change_of_a_quotation_asks_for_a_new_proof() -> None:
    reference = next(reference for reference, excerpt in TREE.excerpts() if ELISION in excerpt.quote)
    article_id, _, excerpt_id = reference.partition("/")
    article, excerpt = TREE.articles[article_id], TREE.excerpt(reference)
    for quote in mutations(excerpt.quote):
        changed = replace(article, excerpts={**article.excerpts, excerpt_id: replace(excerpt, quote=quote)})
        problems, _ = check_lock(replace(TREE, articles={**TREE.articles, article_id: changed}), LOCK)
        assert [problem.keys for problem in problems] == [("articles", article_id, "excerpts", excerpt_id, "quote")]
        assert command() in problems[0].what
        assert LOCK.proof(reference, quote) is None


def test_nothing_of_an_article_can_be_read_in_the_lock() -> None:
    """Every value is a hash, a number, a kind of advice or a day."""
    entries = [line.split(" ") for line in LOCK_TEXT.splitlines() if not line.startswith("#")]
    assert entries[0] == ["format", "2"]
    assert [entry[1] for entry in entries[1:]] == [*sorted(TREE.articles), *sorted(REFERENCES)]
    kinds = "|".join(KINDS)
    value = rf"[0-9a-f]{{16,64}}|[0-9,-]+|[0-9]+(:({kinds})(\+({kinds}))*)?(,[0-9]+(:({kinds})(\+({kinds}))*)?)*|({kinds})(\+({kinds}))*"
    for field in (field for entry in entries[1:] for field in entry[2:]):
        key, _, held = field.partition("=")
        assert key in ("words", "sha256", "at", "left-out", "after", "text", "quote", "proved")
        assert re.fullmatch(value, held), field


def test_the_lock_is_sorted_and_reproducible() -> None:
    backwards = Lock(dict(reversed(LOCK.articles.items())), dict(reversed(LOCK.excerpts.items())))
    assert LOCK.text() == backwards.text() == LOCK_TEXT


# Comparing a tree with its lock


def test_without_a_lock_every_excerpt_is_unproved() -> None:
    problems, advice = check_lock(TREE, None)
    assert problems == []
    advice = [problem for problem in advice if problem.advice != "elision"]
    assert [problem.keys[1::2] for problem in advice] == [(*reference.split("/"),) for reference in REFERENCES]
    assert all("unproved" in problem.what and command() in problem.what for problem in advice)


def test_an_excerpt_that_was_never_proved_is_advice() -> None:
    lock = proved("one two three four", "one two")
    problems, advice = check_lock(tree_of("one two", "three four"), lock)
    assert problems == []
    assert [problem.keys for problem in advice] == [("articles", "text", "excerpts", "e1", "quote")]
    assert "`text/e1` is unproved" in advice[0].what


def test_an_entry_that_no_excerpt_needs_is_advice() -> None:
    lock = proved("one two three four", "one two", "three four")
    problems, advice = check_lock(tree_of("one two"), lock)
    assert problems == []
    assert [(problem.keys, "`text/e1`" in problem.what) for problem in advice] == [(("articles", "text"), True)]
    problems, advice = check_lock(replace(TREE, articles={}), lock)
    assert problems == []
    assert [re.findall("`(text.*?)`", problem.what) for problem in advice] == [["text/e0"], ["text/e1"], ["text"]]


def test_a_change_of_a_comma_asks_for_a_new_proof_and_is_proved_again() -> None:
    lock = proved("They don't need a “database”, ever.", "need a “database”, ever")
    assert lock.proof("text/e0", "need a “database” ever") is None
    again, problems = prove_in("They don't need a “database”, ever.", "need a “database” ever", before=lock)
    assert problems == []
    assert again.proof("text/e0", "need a “database” ever")


def test_a_proof_tells_where_when_and_what_is_left_out() -> None:
    text = ArticleFile("word0 " + "$5 " * 49 + " ".join(f"word{n}" for n in range(50, 150)) + " not " + "wordy " * 49)
    quotes = "word0 $5 […] word50 word51", "word148 word149 not wordy", "wordy wordy"
    lock, problems = prove(tree_of(*quotes), {"text": text}, Lock(), vocabulary(), FIRST_DAY)
    assert problems == []
    first, second, third = (lock.proof(f"text/e{n}", quote) for n, quote in enumerate(quotes))
    assert first and second and third
    assert (first.words, first.first, first.percent, first.proved) == (200, 0, 0, "2026-11-25")
    assert (first.elisions, first.after) == ((Elision(48),), ())
    assert (second.first, second.percent, second.elisions) == (148, 74, ())
    assert third.after == ("negation",)
    assert lock.article("other") is lock.proof("other/e0", quotes[0]) is None


def test_the_share_quoted_is_worked_out_and_each_word_counts_once() -> None:
    lock = proved(
        "one two three four five", "one two three", "two three four", "one […] one two".replace("one […] ", "")
    )
    assert lock.article("text") == Share(305, 4)
    assert Share(305, 4).quoted_percent == 1.3


def test_more_than_a_third_is_a_problem_at_every_build() -> None:
    text = ArticleFile("one two three four five six seven eight nine")
    lock, problems = prove(tree_of("one two three"), {"text": text}, Lock(), vocabulary(), FIRST_DAY)
    assert check_lock(tree_of("one two three"), lock) == (problems, []) == ([], [])
    tree = tree_of("one two", "two three four")
    lock, problems = prove(tree, {"text": text}, Lock(), vocabulary(), FIRST_DAY)
    assert problems == []
    (problem,), advice = check_lock(tree, lock)
    assert advice == []
    assert (problem.keys, problem.at_key) == (("articles", "text"), True)
    assert "44.4 % of the words of `text` are quoted (4 of 9); it must be at most a third" in problem.what
    assert check_lock(tree_of("one two"), lock)[0] == [], "what the tree no longer quotes"


def test_what_is_cut_is_advice_at_the_line_of_the_quotation() -> None:
    quote = "the plane […] the right choice […] for us"
    tree = tree_of(quote, "plane is not")
    lock, _ = prove_in("Perhaps the plane is not the right choice, if any, for us", quote, "plane is not")
    advice = list(cuts(lock=lock, tree=tree_of(quote)))
    assert {(problem.keys, problem.advice) for problem in advice} == {
        (("articles", "text", "excerpts", "e0", "quote"), "elision")
    }
    assert [problem.what.partition(";")[0] for problem in advice] == [
        "the quotation begins after a hedge in its own sentence (`text/e0`)",
        "elision 1 leaves out 2 words, with a negation (`text/e0`)",
        "elision 2 leaves out 2 words, with a condition (`text/e0`)",
    ]
    assert [problem.what for problem in check_lock(tree, lock)[1]][:3] == [problem.what for problem in advice]


# The format


IDS = st.from_regex(r"\A[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}\Z")
ADVICE = st.lists(st.sampled_from(KINDS), unique=True, max_size=3).map(tuple)


def hashes(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789abcdef", min_size=length, max_size=length)


@st.composite
def excerpt_proofs(draw: st.DrawFn) -> ExcerptProof:
    ends = sorted(draw(st.lists(st.integers(0, 10**6), min_size=1, max_size=3)) * 2)
    stretches = tuple(zip(ends[::2], ends[1::2], strict=True))
    left_out = tuple(Elision(draw(st.integers(0, 999)), draw(ADVICE)) for _ in stretches[1:])
    day = draw(st.dates()).isoformat()
    return ExcerptProof(stretches, left_out, draw(ADVICE), draw(hashes(16)), draw(hashes(64)), day)


@st.composite
def locks(draw: st.DrawFn) -> Lock:
    articles = draw(st.dictionaries(IDS, st.builds(ArticleProof, hashes(64), st.integers(1, 10**6)), max_size=4))
    excerpts = {
        f"{article_id}/{key}": draw(excerpt_proofs())
        for article_id in articles
        for key in draw(st.lists(IDS, max_size=3))
    }
    return Lock(articles, excerpts)


@given(locks())
def test_what_is_written_is_read_back(lock: Lock) -> None:
    text = lock.text()
    assert Lock.read(text) == Lock.salvage(text) == lock
    assert Lock.read(text).text() == text
    assert Lock.read("\ufeff" + text.replace("\n", "\r\n")) == lock
    assert Lock.read("\n".join(reversed(text.splitlines()))) == lock


def changed(pattern: str, new: str) -> str:
    text, times = re.subn(pattern, new, LOCK_TEXT, count=1, flags=re.MULTILINE)
    assert times == 1
    return text


FIRST_EXCERPT = next(line for line in LOCK_TEXT.splitlines() if line.startswith("excerpt "))
DAMAGED = {
    "empty": ("", 1, "format 2"),
    "format 1": ('{"format": 1, "articles": {}, "excerpts": {}}', 1, "this lock has format 1, of an earlier version"),
    "format 3": (changed("^format 2$", "format 3"), 1, "not a lock of format 2"),
    "no text": ("\0", 1, "format 2"),
    "a merge": (changed("^article ", "<<<<<<< ours\narticle "), 5, "neither"),
    "a short hash": (changed("sha256=[0-9a-f]{64}", "sha256=abc"), 5, "neither"),
    "words as text": (changed("words=[0-9]+", "words=many"), 5, "neither"),
    "too many words": (changed("words=[0-9]+", f"words={'9' * 5000}"), 5, "neither"),
    "a strange id": (changed("^article [a-z0-9-]+", "article <b>"), 5, "neither"),
    "an unknown key": (changed("words=", "colour=1 words="), 5, "neither"),
    "an unknown kind": (changed(" text=", " after=wrath text="), None, "neither"),
    "no article": (changed("^excerpt [a-z0-9-]+/", "excerpt nowhere/"), 1, "the article of the excerpt `nowhere/"),
    "an article twice": (
        LOCK_TEXT + f"article {next(iter(TREE.articles))} words=1 sha256={'0' * 64}\n",
        None,
        "stands twice",
    ),
    "an excerpt twice": (
        LOCK_TEXT + changed("proved=[0-9-]+", "proved=1999-01-01").splitlines()[9] + "\n",
        None,
        "stands twice",
    ),
    "positions backwards": (changed("at=[0-9]+-[0-9]+", "at=9-3"), None, "not in order"),
    "an elision too many": (changed("(at=[0-9]+-[0-9]+) text", r"\1 left-out=3 text"), None, "parted by its elisions"),
    "no positions": (changed("at=[0-9,-]+", "at="), None, "neither"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_lock_is_one_line_with_its_place_and_the_remedy(damage: str) -> None:
    text, line, part = DAMAGED[damage]
    with pytest.raises(LockError, match=re.escape(command())) as raised:
        Lock.read(text)
    assert part in str(raised.value)
    assert str(raised.value).startswith(f"line {raised.value.line}: ")
    assert "\n" not in str(raised.value)
    assert raised.value.line == line if line else raised.value.line > 1


@pytest.mark.parametrize("damage", DAMAGED)
def test_proving_begins_with_what_is_sound_in_a_damaged_lock(damage: str) -> None:
    text, _, _ = DAMAGED[damage]
    sound = Lock.salvage(text)
    assert sound.articles.items() <= {**LOCK.articles, **Lock.salvage(DAMAGED["an article twice"][0]).articles}.items()
    assert len(sound.excerpts) >= len(LOCK.excerpts) - 1 or len(text) < 100


# Merging


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("proved_before", [0, 1, 9])
def test_two_branches_that_each_add_a_quotation_to_one_article_merge(tmp_path: Path, proved_before: int) -> None:
    text = " ".join(f"word{n}" for n in range(100))
    quotes = [f"word{n} word{n + 1}" for n in range(0, 2 * proved_before, 2)]
    base = proved(text, *quotes)
    (tmp_path / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    path = tmp_path / "articles.lock"

    def commit(lock: Lock) -> None:
        path.write_text(lock.text(), encoding="utf-8")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-qm", "Prove")

    git(tmp_path, "init", "-q", "-b", "main")
    commit(base)
    for number, branch in enumerate(("ours", "theirs")):
        added = base.excerpts | {
            f"text/{branch}": replace(proved(text, f"word{50 + number} word{51 + number}").excerpts["text/e0"])
        }
        git(tmp_path, "switch", "-qc", branch, "main")
        commit(Lock(base.articles, added))
    git(tmp_path, "merge", "-q", "--no-edit", "ours")
    merged = Lock.read(path.read_text(encoding="utf-8"))
    assert merged.excerpts.keys() == base.excerpts.keys() | {"text/ours", "text/theirs"}
    assert merged.articles == base.articles
