"""The proof of the excerpts: the lock of the real tree, and what counts as word for word."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tree_builder.faults import Fault

from tree_builder.check.check import check
from tree_builder.model import Article, Excerpt, Tree
from tree_builder.proof.lock import ArticleProof, ExcerptProof, Lock, LockError, check_lock, command
from tree_builder.proof.prove import prove, read_articles
from tree_builder.read.document import load
from tree_builder.text.words import article_words, stretches_of, words_of

ROOT = Path(__file__).parent.parent
ARTICLES = Path(os.environ.get("ARTICLES") or ROOT.parent / "shared" / "articles")
LOCK_TEXT = (ROOT / "articles.lock").read_text(encoding="utf-8")
LOCK = Lock.read(LOCK_TEXT)
FILLER = " ".join(f"filler{n}" for n in range(300))


def real_tree() -> Tree:
    tree, problems = check(load((ROOT / "decision_tree.yaml").read_text(encoding="utf-8")))
    assert tree is not None, problems
    return tree


TREE = real_tree()
REFERENCES = [f"{article_id}/{key}" for article_id, article in TREE.articles.items() for key in article.excerpts]


def tree_of(*quotes: str, article_id: str = "text") -> Tree:
    """A tree with one article, whose excerpts are `e0`, `e1`, …"""
    excerpts = {f"e{n}": Excerpt(quote=quote) for n, quote in enumerate(quotes)}
    return replace(TREE, articles={article_id: Article(title="A text", excerpts=excerpts)})


def proved(text: str, *quotes: str) -> Lock:
    lock, faults = prove(tree_of(*quotes), {"text": f"{text}\n\n{FILLER}"})
    assert faults == []
    assert lock is not None
    return lock


def refused(text: str, *quotes: str) -> list[Fault]:
    lock, faults = prove(tree_of(*quotes), {"text": f"{text}\n\n{FILLER}"})
    assert lock is None
    return faults


def stretch_positions(text: str, quote: str) -> tuple[tuple[int, int], ...]:
    return proved(text, quote).excerpts["text/e0"].stretches


# The lock of the real tree


def test_every_excerpt_of_the_real_tree_is_proved():
    assert check_lock(TREE, LOCK) == ([], [])
    assert all(LOCK.proof(reference, TREE.excerpt(reference).quote) for reference in REFERENCES)


def test_no_article_is_quoted_for_more_than_a_third():
    assert all(LOCK.article(article_id).quoted_percent <= 33.3 for article_id in TREE.articles)


def mutations(quote: str) -> Iterator[str]:
    """The quotation with one word changed, dropped, added or swapped with the next; or with one elision less."""
    tokens = quote.split()
    for n, token in enumerate(tokens):
        before, after = tokens[:n], tokens[n + 1 :]
        yield " ".join([*before, *after])
        yield " ".join([*before, "altogether", token, *after])
        if token != "[…]":
            yield " ".join([*before, "altogether", *after])
            yield " ".join([*before, f"{token}s", *after])
        if after:
            yield " ".join([*before, after[0], token, *after[1:]])
    yield f"{quote} altogether"


@pytest.mark.parametrize("reference", REFERENCES)
def test_one_changed_dropped_added_or_swapped_word_is_caught(reference: str):
    article_id, _, excerpt_id = reference.partition("/")
    article, excerpt = TREE.articles[article_id], TREE.excerpt(reference)
    normal = stretches_of(excerpt.quote)
    caught = 0
    for quote in mutations(excerpt.quote):
        if stretches_of(quote) == normal:  # only a bullet or a dash has moved
            continue
        changed = replace(article, excerpts={**article.excerpts, excerpt_id: replace(excerpt, quote=quote)})
        faults, _ = check_lock(replace(TREE, articles={**TREE.articles, article_id: changed}), LOCK)
        assert [fault.path for fault in faults] == [("articles", article_id, "excerpts", excerpt_id, "quote")], quote
        assert command() in faults[0].what
        assert LOCK.proof(reference, quote) is None
        caught += 1
    assert caught >= 3 * sum(map(len, normal)) - 2


def test_every_value_in_the_lock_is_a_hash_or_a_number():
    data = json.loads(LOCK_TEXT)
    assert list(data) == ["about", "articles", "excerpts", "format"]
    assert list(data["articles"]) == sorted(TREE.articles)
    assert list(data["excerpts"]) == sorted(REFERENCES)
    for entry in (*data["articles"].values(), *data["excerpts"].values()):
        assert re.fullmatch("[0-9a-f]{64}", entry["sha256"])
        assert entry.keys() in ({"sha256", "stretches"}, {"quoted", "sha256", "words"})
        assert all(type(end) is int for stretch in entry.get("stretches", ()) for end in stretch)
        assert all(isinstance(entry.get(key, 0), int | float) for key in ("quoted", "words"))


def test_no_word_of_an_article_can_be_read_in_the_lock():
    data = json.loads(LOCK_TEXT)
    ours = {word for key in (*data["articles"], *data["excerpts"]) for word in re.split("[-/]", key)}
    ours |= {"articles", "excerpts", "format", "quoted", "stretches", "words"}
    del data["about"]
    read = set(re.findall("[a-z]{5,}", json.dumps(data))) - ours
    texts = [excerpt.quote for article in TREE.articles.values() for excerpt in article.excerpts.values()]
    if ARTICLES.is_dir():
        texts.extend(read_articles(ARTICLES, TREE).values())
    assert read.isdisjoint(word for text in texts for word in words_of(text))


def test_the_lock_is_sorted_and_reproducible():
    backwards = Lock(dict(reversed(LOCK.articles.items())), dict(reversed(LOCK.excerpts.items())))
    assert LOCK.text() == backwards.text() == LOCK_TEXT


# Comparing a tree with its lock


def test_without_a_lock_every_excerpt_is_unproved():
    faults, advice = check_lock(TREE, None)
    assert faults == []
    assert [fault.path[1::2] for fault in advice] == [(*reference.split("/"),) for reference in REFERENCES]
    assert all("unproved" in fault.what and command() in fault.what for fault in advice)


def test_an_excerpt_that_was_never_proved_is_advice():
    lock = proved("one two three four", "one two")
    faults, advice = check_lock(tree_of("one two", "three four"), lock)
    assert faults == []
    assert [fault.path for fault in advice] == [("articles", "text", "excerpts", "e1", "quote")]
    assert "`text/e1` is unproved" in advice[0].what


def test_an_entry_that_no_excerpt_needs_is_advice():
    lock = proved("one two three four", "one two", "three four")
    faults, advice = check_lock(tree_of("one two"), lock)
    assert faults == []
    assert [(fault.path, "`text/e1`" in fault.what) for fault in advice] == [(("articles", "text"), True)]
    faults, advice = check_lock(replace(TREE, articles={}), lock)
    assert faults == []
    assert [re.findall("`(text.*?)`", fault.what) for fault in advice] == [["text/e0"], ["text/e1"], ["text"]]


def test_a_change_that_no_word_notices_keeps_the_proof():
    lock = proved("They don't need a “database”, ever.", "don't need a “database”")
    assert lock.proof("text/e0", 'Don’t  need—a "DATABASE"!') == lock.proof("text/e0", "don't need a “database”")


def test_a_proof_tells_how_far_into_the_article_it_stands():
    words = " ".join(f"word{n}" for n in range(200))
    lock, _ = prove(tree_of("word0 word1", "word50 word51", "word198 word199"), {"text": words})
    assert lock is not None
    proofs = [lock.proof(f"text/e{n}", quote) for n, quote in enumerate(("word0 word1", "word50 word51"))]
    assert [(proof.words, proof.first, proof.percent) for proof in proofs if proof] == [(200, 0, 0), (200, 50, 25)]
    assert lock.proof("text/e2", "word198 word199").percent == 99
    assert lock.article("text").quoted_percent == 3.0
    assert lock.article("other") is lock.proof("other/e0", "word0 word1") is None


IDS = st.from_regex(r"\A[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}\Z")
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)


@st.composite
def locks(draw: st.DrawFn) -> Lock:
    articles = draw(
        st.dictionaries(
            IDS,
            st.builds(ArticleProof, HASHES, st.integers(1, 10**6), st.integers(0, 1000).map(lambda n: n / 10)),
            max_size=4,
        )
    )
    excerpts = {}
    for article_id, article in articles.items():
        for excerpt_id in draw(st.lists(IDS, max_size=3)):
            ends = sorted(draw(st.lists(st.integers(0, article.words - 1), min_size=1, max_size=3)) * 2)
            pairs = tuple(zip(ends[::2], ends[1::2], strict=True))
            excerpts[f"{article_id}/{excerpt_id}"] = ExcerptProof(draw(HASHES), pairs)
    return Lock(articles, excerpts)


@given(locks())
def test_what_is_written_is_read_back(lock: Lock):
    text = lock.text()
    assert Lock.read(text) == lock
    assert Lock.read(text).text() == text
    assert text.endswith("}\n")
    assert Lock.read("\ufeff" + text.replace("\n", "\r\n")) == lock


def changed(old: str, new: str, text: str = LOCK_TEXT) -> str:
    assert old in text
    return text.replace(old, new, 1)


FIRST = next(iter(json.loads(LOCK_TEXT)["articles"]))
DAMAGED = {
    "empty": ("", 1, "not JSON"),
    "cut off": (LOCK_TEXT[: len(LOCK_TEXT) // 2], None, "not JSON"),
    "a merge": (changed('  "' + FIRST, '<<<<<<< ours\n  "' + FIRST), 4, "not JSON"),
    "a list": ("[]", 1, "`about`, `articles`, `excerpts`, `format`"),
    "a number": ("7", 1, "does not hold"),
    "a part missing": ('{"about": "", "articles": {}, "excerpts": {}}', 1, "`format`"),
    "another version": (changed('"format": 1', '"format": 2'), LOCK_TEXT.count("\n") - 1, "another version"),
    "articles as a list": ('{"about": "", "articles": [], "excerpts": {},\n"format": 1}', 1, "not a mapping"),
    "a key twice": (changed('"articles": {', '"articles": {\n"a": 1, "a": 2,'), 4, "twice"),
    "a short hash": (re.sub('"[0-9a-f]{64}"', '"abc"', LOCK_TEXT, count=1), 4, "sha256"),
    "words as text": (re.sub('"words": [0-9]+', '"words": "many"', LOCK_TEXT, count=1), 4, "number of words"),
    "a share of NaN": (re.sub('"quoted": [0-9.]+', '"quoted": NaN', LOCK_TEXT, count=1), 4, "share"),
    "words as truth": (re.sub('"words": [0-9]+', '"words": true', LOCK_TEXT, count=1), 4, "number of words"),
    "a strange id": (changed(f'"{FIRST}"', '"<b>"'), 4, "not the id"),
    "no article": (changed(f'"{FIRST}/', '"nowhere/'), None, "not an excerpt of an article"),
    "an unknown key": (changed('"words":', '"colour": 1, "words":'), 4, "`words`"),
    "deep nesting": ("[" * 100_000, 1, "not a lock"),
    "a huge number": ("9" * 10_000, 1, "not a lock"),
}
STRETCHES = {"none": "[]", "no pair": "[[1]]", "backwards": "[[9, 3]]", "outside": "[[1, 2000000]]", "text": '["ab"]'}
for _name, _stretches in STRETCHES.items():
    _text = re.sub(r'"stretches": \[.*?\]\s*\]', f'"stretches": {_stretches}', LOCK_TEXT, count=1, flags=re.DOTALL)
    DAMAGED[f"stretches: {_name}"] = (_text, None, "stretches")


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_lock_is_told_with_its_line_and_the_remedy(damage: str):
    text, line, part = DAMAGED[damage]
    with pytest.raises(ValueError, match=re.escape(command())) as raised:
        Lock.read(text)
    assert isinstance(raised.value, LockError)
    assert part in str(raised.value)
    assert str(raised.value).startswith(f"line {raised.value.line}: ")
    assert raised.value.line == line if line else raised.value.line >= 1


# What counts as word for word


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It’s a “big” plus for me", 'It\'s a "big" plus'),
        ("It's a 'big' plus", "It’s a ‘big’ plus"),
        ("80–90% of problems", "80-90% of problems"),
        ("an object‑relational mapper", "an object-relational mapper"),
        ("faster – saving time", "faster — saving time"),
        ("faster -- saving time", "faster – saving time"),
        ("I’ve used it for:\n\n- Shops\n- Social networks", "used it for: Shops Social networks"),
        ("used it for\n  • Shops\n  ● Banks\n* Blogs", "used it for - Shops - Banks - Blogs"),
        ("I recommend it when:\n1. Building large apps\n2. Learning", "when: Building large apps Learning"),
        ("I recommend it when:\n1. Building large apps", "when: 1. Building large apps"),
        ("it was released in\n42. Then came others", "released in 42. Then came others"),
        (
            'can be\n[written in a single\nfile](https://example.org/a_(b)#c "Why"), easily',
            "written in a single file, easily",
        ),
        ("[![A duck](duck.png)](https://example.org) swims", "A duck swims"),
        ("see [the docs][ref] today\n\n[ref]: https://example.org 'Docs'\n", "see the docs today"),
        ("you _could_ use **Flask** or `Django` or **F**lask", "you could use Flask or Django or Flask"),
        ("one <!-- or two --> three <https://example.org> four", "one three four"),
        ("Tom &amp; Jerry don&#39;t", "Tom & Jerry don't"),
        ("don\\'t use snake\\_case", "don't use snake_case"),
        ("one\r\ntwo\rthree\n\n   four", "one two three four"),
        ("ﬁve caf\u0065\u0301s, ſtraße", "FIVE CAFÉS STRASSE"),
        ("a soft\u00adened wo\u200brd", "softened word"),
        ("हिन्दी में लिखा है", "में लिखा"),
        ("Flaskは小さなアプリに向いています。Djangoは大きい", "小さなアプリに向いています"),
        ("ใช้ภาษาไทยได้", "ภาษาไทย"),
        ("written in C++ and C#, for 90% of us", "in C++ and C# for 90%"),
    ],
)
def test_the_same_words_are_word_for_word(text: str, quote: str):
    assert proved(text, quote).proof("text/e0", quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("I will probably use Django", "I will certainly use Django"),
        ("written in C++ by us", "written in C# by us"),
        ("nine of 90% of us", "nine of 90 of us"),
        ("we'll go there", "well go there"),
        ("a re-sent letter", "a resent letter"),
        ("I use Django", "I [use](never) Django"),
        ("I use Django", "I <!-- never --> use Django"),
        ("see [the docs](https://example.org) today", "see the docs example.org today"),
        ("小さなアプリに向いています", "大きなアプリに向いています"),
        ("subset of us", "set of us"),
        ("one two", "one two three"),
    ],
)
def test_other_words_are_refused(text: str, quote: str):
    faults = refused(text, quote)
    assert [fault.path for fault in faults] == [("articles", "text", "excerpts", "e0", "quote")]


def test_stretches_come_in_order():
    text = "alpha beta gamma delta epsilon zeta"
    assert stretch_positions(text, "alpha beta […] epsilon zeta") == ((0, 1), (4, 5))
    assert stretch_positions(text, "[…] beta gamma […] delta epsilon […]") == ((1, 2), (3, 4))
    faults = refused(text, "delta epsilon […] alpha beta", "alpha beta […] beta gamma")
    assert [fault.path[3] for fault in faults] == ["e0", "e1"]
    assert "`alpha beta` stands in `text` only before" in faults[0].what


def test_a_stretch_that_stands_in_several_places_is_fine():
    text = "we use it here, we use it there, we use it"
    assert stretch_positions(text, "we use […] we use it") == ((0, 1), (4, 6))
    assert stretch_positions(text, "it there […] we use") == ((6, 7), (8, 9))
    assert "only before" in refused(text, "we use […] we use […] we use […] we use")[0].what


def test_the_number_of_a_list_item_is_a_word_that_may_be_left_out():
    text = "first of all\n1. one thing\n2. another thing"
    assert article_words(text) == (["first", "of", "all", "1", "one", "thing", "2", "another", "thing"], [3, 6])
    assert stretch_positions(text, "of all one thing") == ((1, 5),)
    assert stretch_positions(text, "thing 2. another […] filler0 filler1") == ((5, 7), (9, 10))


def test_the_front_matter_and_the_headings_count_as_words():
    assert words_of("---\ntitle: A text\n---\n## One *more*") == ["title", "a", "text", "one", "more"]


# What is told of what is not there


def test_a_quotation_that_is_not_there_is_told_with_the_nearest_stretch():
    text = f"{FILLER} If there is need for a traditional RDBMS, I will probably use Django. Or not."
    told = refused(text, "If there is need for a traditional RDBMS, I will certainly use Django.")[0].what
    assert "has `probably` where the quotation has `certainly`" in told
    assert "rdbms i will probably use django or not" in told
    assert "has `probably` where the quotation has nothing" in refused(text, "RDBMS, I will use Django")[0].what
    assert "has nothing where the quotation has `ever`" in refused(text, "will probably ever use Django")[0].what
    assert "has `or` where the quotation has `and`" in refused(text, "probably use Django and")[0].what
    assert "has `will` where the quotation has `may`" in refused(text, "may probably use Django")[0].what
    assert "nothing in the article is like it" in refused(text, "xyzzy plugh")[0].what


def test_at_most_some_twenty_words_of_an_article_are_told():
    text = " ".join(f"secret{n}" for n in range(60))
    told = refused(text, " ".join(f"secret{n}" if n % 4 else "wrong" for n in range(60)))[0].what
    assert len(set(re.findall("secret[0-9]+", told.partition("does not")[2]))) <= 25


def test_an_elision_written_otherwise_is_told():
    assert "must be written `[…]`, not `[...]`" in refused("one two three four", "one two [...] four")[0].what
    assert "must be written `[…]`, not `…`" in refused("one two three four", "one two […] three… five")[0].what


def test_a_failed_run_gives_no_lock_and_every_fault():
    faults = refused("one two three four", "one two", "two one", "four three")
    assert [fault.path[3] for fault in faults] == ["e1", "e2"]


def test_more_than_a_third_is_refused_with_the_share():
    lock, faults = prove(tree_of("one two three"), {"text": "one two three four five six seven eight nine"})
    assert lock is not None
    assert lock.article("text") == ArticleProof(lock.articles["text"].sha256, 9, 33.3)
    lock, faults = prove(tree_of("one two", "two three"), {"text": "one two three four five six seven eight"})
    assert lock is None
    assert [(fault.path, fault.at_key) for fault in faults] == [(("articles", "text"), True)]
    assert "37.5 %" in faults[0].what
    assert "3 of 8" in faults[0].what


def test_an_article_without_a_text_names_the_file():
    lock, faults = prove(tree_of("one two"), {})
    assert lock is None
    assert [fault.path for fault in faults] == [("articles", "text")]
    assert "`FOLDER/text.txt` or `FOLDER/text.md`" in faults[0].what
    assert prove(tree_of(), {}) == (Lock(), [])


def test_line_breaks_do_not_change_the_hash_of_an_article():
    locks = [prove(tree_of(), {"text": text})[0] for text in ("a\nb\n", "a\r\nb\r\n", "a\rb\r")]
    assert locks[0] == locks[1] == locks[2]


# Reading the articles


def test_articles_are_read_by_their_id(tmp_path: Path):
    assert read_articles(tmp_path, tree_of("one two")) == {}
    (tmp_path / "text.md").write_text("three", encoding="utf-8")
    (tmp_path / "README.md").write_text("nothing", encoding="utf-8")
    assert read_articles(tmp_path, tree_of("one two")) == {"text": "three"}
    (tmp_path / "text.txt").write_bytes(b"\xef\xbb\xbf\xe2\x80\x9cone\xe2\x80\x9d")
    assert read_articles(tmp_path, tree_of("one two")) == {"text": "“one”"}


def test_what_cannot_be_read_is_told(tmp_path: Path):
    with pytest.raises(ValueError, match="no such folder"):
        read_articles(tmp_path / "nowhere", tree_of("one two"))
    (tmp_path / "text.txt").write_bytes(b"caf\xe9")
    with pytest.raises(ValueError, match=r"`text\.txt` is not UTF-8 from byte 4 on"):
        read_articles(tmp_path, tree_of("one two"))


@given(st.text())
def test_any_text_has_words_and_its_words_are_its_own(text: str):
    words, numbers = article_words(text)
    assert all(word and not any(mark.isspace() for mark in word) for word in words)
    assert all(words[number].isdecimal() for number in numbers)


@given(st.lists(st.from_regex(r"\A[a-z0-9]+([-'][a-z0-9]+)*\Z"), min_size=8, max_size=40), st.data())
def test_any_run_of_words_is_proved_where_it_stands(words: list[str], data: st.DataObject):
    first = data.draw(st.integers(0, len(words) - 2))
    last = data.draw(st.integers(first + 1, len(words) - 1))
    ((begin, end),) = stretch_positions(" ".join(words), " ".join(words[first : last + 1]))
    assert words[begin : end + 1] == words[first : last + 1]
    assert begin <= first
