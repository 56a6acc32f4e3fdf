"""Proving: what is proved where, what stays of the lock, and the command `fingerprint`."""

import re
from pathlib import Path

import pytest
from harness.guide import run_build_tree
from harness.proofs import FILLER, NEXT_DAY, prove_in, proved, tree_of
from hypothesis import given
from hypothesis import strategies as st

from tree_builder.proof.articles import ArticleFile, read_articles
from tree_builder.proof.check import check_lock
from tree_builder.proof.elisions import vocabulary
from tree_builder.proof.lock import Lock
from tree_builder.proof.prove import prove
from tree_builder.proof.seen import seen

# Proving


def test_stretches_come_in_order() -> None:
    text = "alpha beta gamma delta epsilon zeta"
    assert proved(text, "alpha beta […] epsilon zeta").excerpts["text/e0"].stretches == ((0, 1), (4, 5))
    assert proved(text, "[…] beta gamma […] delta epsilon […]").excerpts["text/e0"].stretches == ((1, 2), (3, 4))
    _, problems = prove_in(text, "delta epsilon […] alpha beta", "alpha beta […] beta gamma")
    assert [problem.keys[3] for problem in problems] == ["e0", "e1"]


def test_positions_are_those_of_words() -> None:
    assert proved("it costs < $5 – or 10⁶ € – a month", "10⁶ € – a month").excerpts["text/e0"].stretches == ((4, 6),)


@given(st.lists(st.from_regex(r"\A[a-z0-9]*[a-z]([-'][a-z]+)*\Z"), min_size=8, max_size=40), st.data())
def test_any_run_of_words_is_proved_where_it_stands(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 2))
    last = data.draw(st.integers(first + 1, len(words) - 1))
    ((begin, end),) = proved(" ".join(words), " ".join(words[first : last + 1])).excerpts["text/e0"].stretches
    assert words[begin : end + 1] == words[first : last + 1]
    assert begin <= first


def test_proving_keeps_what_could_be_proved_and_reports_the_rest() -> None:
    lock, problems = prove_in("one two three four", "one two", "two one", "four three")
    assert [problem.keys[3] for problem in problems] == ["e1", "e2"]
    assert list(lock.excerpts) == ["text/e0"]


def test_what_stood_in_the_lock_for_the_rest_stays() -> None:
    before = proved("one two three four", "one two", "three four")
    lock, problems = prove_in("one two five six", "one two", "three four", before=before)
    assert [problem.keys[3] for problem in problems] == ["e1"]
    assert problems[0].what.startswith("the article has been edited since this was proved on 2026-11-25: `three four`")
    assert lock.excerpts["text/e1"] == before.excerpts["text/e1"]
    assert lock.articles["text"] != before.articles["text"]
    problems, advice = check_lock(tree_of("one two", "three four"), lock)
    assert problems == []
    assert [problem.what.partition(";")[0] for problem in advice] == [
        "the article has been edited since `text/e1` was proved on 2026-11-25"
    ]


def test_the_cause_is_the_article_only_where_the_quotation_is_the_one_that_was_proved() -> None:
    before = proved("one two three four", "one two")
    _, problems = prove_in("one two three four", "one five", before=before)
    assert "has been edited" not in problems[0].what
    _, problems = prove_in("one six three four", "one five", before=before)
    assert "has been edited" not in problems[0].what


def test_an_article_without_a_text_names_the_files_and_keeps_its_proofs() -> None:
    before = proved("one two three four", "one two")
    lock, problems = prove(tree_of("one two"), {}, before, vocabulary(), NEXT_DAY)
    assert lock == before
    assert [(problem.keys, problem.at_key) for problem in problems] == [(("articles", "text"), True)]
    assert "`FOLDER/text.txt`, `FOLDER/text.md`, `FOLDER/text.html`" in problems[0].what
    assert prove(tree_of(), {}, Lock(), vocabulary(), NEXT_DAY) == (Lock(), [])


def test_the_day_changes_only_with_something_else() -> None:
    before = proved("one two three four", "one two", "three four")
    same, _ = prove_in("one two three four", "one two", "three four", before=before, today=NEXT_DAY)
    assert same == before
    lock, _ = prove_in("one two three four", "one two", "three, four", before=before, today=NEXT_DAY)
    assert [lock.excerpts[f"text/e{n}"].proved for n in (0, 1)] == ["2026-11-25", "2026-11-26"]
    lock, _ = prove_in("One two three four", "one two", "three four", before=before, today=NEXT_DAY)
    assert {excerpt.proved for excerpt in lock.excerpts.values()} == {"2026-11-26"}


def test_line_breaks_do_not_change_the_hash_of_an_article() -> None:
    assert len({ArticleFile(text).sha256 for text in ("a\nb\n", "a\r\nb\r\n", "a\rb\r")}) == 1


# The files


def test_articles_are_read_by_their_id_and_after_their_kind(tmp_path: Path) -> None:
    assert read_articles(tmp_path, tree_of("one two")) == {}
    (tmp_path / "README.md").write_text("nothing", encoding="utf-8")
    for kind in (".html", ".md", ".txt"):
        (tmp_path / f"text{kind}").write_bytes(b"\xef\xbb\xbf\xe2\x80\x9cone\xe2\x80\x9d")
        assert read_articles(tmp_path, tree_of("one two")) == {"text": ArticleFile("“one”", kind)}


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such folder"):
        read_articles(tmp_path / "nowhere", tree_of("one two"))
    (tmp_path / "text.txt").write_bytes(b"caf\xe9")
    with pytest.raises(ValueError, match=r"`text\.txt` is not UTF-8 from byte 4 on"):
        read_articles(tmp_path, tree_of("one two"))


TWO_QUOTES = """
guide: {title: A?, summary: b, edition: c, reviewed: 2026-01-01, review_due: 2999-01-01}
start: q
articles:
  text:
    title: A text
    excerpts:
      good: {quote: one two}
      cut: {quote: "three four […] five six"}
questions:
  q: {title: Q?, excerpts: [text/good, text/cut], answers: {a: {label: A, leads_to: v}, b: {label: B, leads_to: w}}}
verdicts:
  v: {title: V, summary: s, unless: [x], excerpts: [text/good]}
  w: {title: W, summary: s, unless: [x], excerpts: [text/good]}
"""


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A folder with a small tree and the text that it quotes."""
    (tmp_path / "decision_tree.yaml").write_text(TWO_QUOTES, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "text.md").write_text(f"one **two** three four not five six\n\n{FILLER}", encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_the_command_writes_what_could_be_proved_and_ends_with_1_for_the_rest(guide: Path) -> None:
    path = guide / "decision_tree.yaml"
    path.write_text(TWO_QUOTES.replace("one two", "two one"), encoding="utf-8")
    done = run_build_tree(guide, "fingerprint", "texts")
    assert done.returncode == 1
    assert "decision_tree.yaml:8:21: `two one` must stand word for word in the article" in done.stderr
    assert list(Lock.read((guide / "articles.lock").read_text(encoding="utf-8")).excerpts) == ["text/cut"]


@pytest.mark.slow
def test_advice_on_an_elision_is_known_from_the_lock_alone_and_can_be_accepted(guide: Path) -> None:
    path = guide / "decision_tree.yaml"
    advice = "decision_tree.yaml:9:20: warning: the elision leaves out 1 word, with a negation (`text/cut`)"
    done = run_build_tree(guide, "fingerprint", "texts")
    assert (done.returncode, advice in done.stderr) == (0, True)
    (guide / "texts" / "text.md").unlink()
    assert advice in run_build_tree(guide, "check").stderr
    assert run_build_tree(guide, "fingerprint", "texts", "--strict").returncode == 1
    accepted = TWO_QUOTES.replace('five six"}', 'five six", accept: {elision: It is fair.}}')
    path.write_text(accepted, encoding="utf-8")
    assert run_build_tree(guide, "check", "--strict").stderr == ""
    (guide / "articles.lock").unlink()
    assert "to accept here" not in run_build_tree(guide, "check").stderr


@pytest.mark.slow
def test_a_lock_of_format_1_is_one_line_and_is_written_anew(guide: Path) -> None:
    (guide / "articles.lock").write_text('{"about": "", "articles": {}, "excerpts": {}, "format": 1}', encoding="utf-8")
    done = run_build_tree(guide, "check")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert (
        "this lock has format 1, of an earlier version; it must be written anew by `python build_tree.py fingerprint FOLDER`"
        in done.stderr
    )
    assert run_build_tree(guide, "fingerprint", "texts").returncode == 0
    assert run_build_tree(guide, "check").returncode == 0


@pytest.mark.slow
def test_a_fault_in_the_words_of_the_guide_is_told_at_its_line(guide: Path) -> None:
    (guide / "elisions.txt").write_text("negation: filler1\nnegations: x\n", encoding="utf-8")
    done = run_build_tree(guide, "fingerprint", "texts")
    assert (done.returncode, done.stderr[: len("elisions.txt:2:1: ")]) == (1, "elisions.txt:2:1: ")
    assert not (guide / "articles.lock").exists()


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ("<div>" * 100_000, "nests elements more than 2,000 levels deep"),
        ("<" * 300_001, "has 300,001 signs `<` and `&`"),
        ("&" * 300_001, "has 300,001 signs `<` and `&`"),
        ("<p" + " a" * 100_000, "has a tag with more than 1,000 attributes"),
        ("<p " + "a1=1 " * 100_000, "has a tag with more than 1,000 attributes"),
        ("<p a" + "1" * 100_000, "has a name in a tag of more than 1,000 characters"),
        ("<a" + "1" * 100_000, "has a name in a tag of more than 1,000 characters"),
        ("<p a=" + "=b" * 110_000, "has a comment, or an attribute without quotes, of more than 200,000 characters"),
        ("<!--" + "-a" * 110_000, "has a comment, or an attribute without quotes, of more than 200,000 characters"),
        ("\0" * 1_000_000, "has a NUL character"),
    ],
    ids=range(10),
)
@pytest.mark.slow
def test_a_page_that_would_take_for_ever_is_refused_by_its_name(tmp_path: Path, page: str, what: str) -> None:
    (tmp_path / "text.html").write_text(page)
    with pytest.raises(ValueError, match=f"^`text.html` {re.escape(what)}.*; it must "):
        read_articles(tmp_path, tree_of("one two"))


def test_a_page_of_few_tags_that_stand_for_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tree_builder.proof.page.MOST_ELEMENTS", 3_000)
    with pytest.raises(ValueError, match="makes more than 3,000 elements"):
        seen("".join(f"<p><font a{n}>" for n in range(100)), ".html")


@pytest.mark.slow
def test_a_page_far_larger_than_real_ones_is_read(tmp_path: Path) -> None:
    page = "<div>" * 1_000 + "<!--" + "x" * 100_000 + "-->" + "<p class=a>one <b>two</b> &amp;</p>" * 2_000
    (tmp_path / "text.html").write_text(page)
    assert "one two" in seen(read_articles(tmp_path, tree_of("one two"))["text"].content, ".html")
