"""What counts as word for word: the corpus, every change of a word or a sign, elisions, and what is said of the rest."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tree_builder.proof.articles import ArticleFile
from tree_builder.proof.elisions import HEDGE, KINDS, before_it, elisions, vocabulary
from tree_builder.proof.fragment import text_fragment
from tree_builder.proof.nearest import difference
from tree_builder.proof.places import SeenText, place
from tree_builder.proof.prove import prove_quote
from tree_builder.text.problems import ProblemError
from tree_builder.text.words import parts_of

CORPUS = Path(__file__).parent / "proof"
ENDINGS = (".txt", ".md", ".html")


def read_corpus(name: str) -> Any:
    return yaml.safe_load((CORPUS / name).read_text(encoding="utf-8"))


PAIRS = [pair for pairs in read_corpus("pairs.yaml").values() for pair in pairs]
ELISIONS = read_corpus("elisions.yaml")


def is_proved(passage: str, kind: str, quote: str) -> bool:
    return place(ArticleFile(passage, kind).text, [tokens for _, tokens in parts_of(quote)]) is not None


def told(passage: str, quote: str, kind: str = ".txt") -> str:
    """What is said of a quotation that cannot be proved."""
    said = prove_quote(ArticleFile(passage, kind).text, quote)
    assert isinstance(said, str)
    return said


# The corpus


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['kind']}: {pair['quote']}")
def test_a_pair_of_the_corpus(pair: dict[str, str]) -> None:
    assert is_proved(pair["passage"], f".{pair['kind']}", pair["quote"]) is (pair["expected"] == "proved")


def test_the_corpus_is_large_and_balanced() -> None:
    assert {pair["expected"] for pair in PAIRS} == {"proved", "refused"}
    assert len(PAIRS) >= 120
    assert sum(pair["expected"] == "proved" for pair in PAIRS) * 3 >= len(PAIRS)
    assert len({(pair["kind"], pair["passage"], pair["quote"]) for pair in PAIRS}) == len(PAIRS)


# Every change, in every position, in every kind of article

WORD = st.from_regex(r"\A[a-z]{3,9}\Z")
NUMBER = st.integers(2, 99).map(str)
FIGURE = st.one_of(
    NUMBER,
    st.builds("{}.{}".format, NUMBER, NUMBER),
    st.builds("{}.{}.{}".format, NUMBER, NUMBER, NUMBER),
    st.builds("{}–{}".format, NUMBER, NUMBER),
    st.builds("{},{}00".format, NUMBER, NUMBER),
    st.builds("{} {}".format, st.sampled_from(["<", "≤", ">", "~", "±", "$", "£", "=", "!="]), NUMBER),
    st.builds("{}{}".format, st.sampled_from(["-", "+", "−", "€", "#", "§", "<"]), NUMBER),
    st.builds("{}{}".format, NUMBER, st.sampled_from(["%", " %", "°", " ‰", " €", "+"])),
    st.builds("{} {} {}".format, NUMBER, st.sampled_from(["+", "-", "×", "/", "*", "<"]), NUMBER),
    st.builds("{}{}".format, NUMBER, st.sampled_from(["⁶", "⁻³", "²"])),
    st.builds("{}{}".format, st.sampled_from(["CO", "x"]), st.sampled_from(["₂", "²"])),
)
LOWERED, RAISED = str.maketrans("₂", "2"), str.maketrans("⁻⁶³²", "-632")


@st.composite
def passages(draw: st.DrawFn) -> list[str]:
    """A passage in pieces: words, all of them different, and between some of them figures."""
    words = draw(st.lists(WORD, min_size=6, max_size=14, unique=True))
    pieces = []
    for word in words:
        pieces.append(word)
        if draw(st.booleans()):
            pieces.append(draw(FIGURE))
    return [*pieces, "end"]


def written(pieces: list[str], kind: str) -> str:
    """The source of an article that shows the pieces, a line for every four of them."""
    lines = [" ".join(pieces[n : n + 4]) for n in range(0, len(pieces), 4)]
    text = "\n".join(lines)
    if kind == ".txt":
        return text
    safe = re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", text) if kind == ".md" else f"<p>{html.escape(text)}"
    safe = re.sub("[⁻⁶³²]+", lambda raised: f"<sup>{raised[0].translate(RAISED)}</sup>", safe)
    return re.sub("₂", lambda lowered: f"<sub>{lowered[0].translate(LOWERED)}</sub>", safe)


def changes(piece: str) -> Iterator[str]:
    """A word or a figure with one change that a reader would call a change."""
    if piece.isalpha() and piece.isascii():
        yield from (
            "altogether",
            f"{piece}s",
            f"{piece} not",
            f"not {piece}",
            piece.upper(),
            f"{piece[0]}{piece[1:].title()}",
        )
        return
    for n, character in enumerate(piece):
        before, after = piece[:n], piece[n + 1 :]
        if character.isascii() and character.isdigit():
            yield before + ("1" if character == "7" else "7") + after
            yield f"{before}{character}0{after}"
        elif character != " ":
            yield before + after
            yield f"{before}÷{after}"
            yield before + ("=" if character != "=" else "<") + after
        if character in ".,":
            yield before + (";" if character == "." else ".") + after
        if character in "₂²⁶³":
            yield before + {"₂": "²", "²": "₂", "⁶": "6", "³": "⁸"}[character] + after
    yield from (f"${piece}", f"{piece} %", f"~{piece}", f"{piece}⁹")


@pytest.mark.parametrize("kind", ENDINGS)
@given(passages(), st.data())
def test_every_change_of_a_word_a_figure_or_a_sign_is_caught(kind: str, pieces: list[str], data: st.DataObject) -> None:
    text = ArticleFile(written(pieces, kind), kind).text
    first = data.draw(st.integers(0, len(pieces) - 3))
    last = data.draw(st.integers(first + 1, len(pieces) - 1))
    quoted = pieces[first : last + 1]
    assert isinstance(prove_quote(text, " ".join(quoted)), list), "as it stands"
    for n, piece in enumerate(quoted):
        for changed in changes(piece):
            quote = " ".join([*quoted[:n], changed, *quoted[n + 1 :]])
            assert isinstance(prove_quote(text, quote), str), quote


@pytest.mark.parametrize("kind", ENDINGS)
@given(passages(), st.data())
def test_a_word_left_out_or_moved_is_caught(kind: str, pieces: list[str], data: st.DataObject) -> None:
    text = ArticleFile(written(pieces, kind), kind).text
    n = data.draw(st.integers(1, len(pieces) - 2))
    dropped = [*pieces[:n], *pieces[n + 1 :]]
    swapped = [*pieces[: n - 1], pieces[n], pieces[n - 1], *pieces[n + 1 :]]
    assert isinstance(prove_quote(text, " ".join(dropped)), str)
    assert isinstance(prove_quote(text, " ".join(swapped)), str)


MARKUP = ["<p>", "</p>", "<sup>", "</sup>", "<a href='#x'>", "</a>", "<ol>", "<li>", "<!--", "-->", "<b", ">", "<table>", "<td>",
          "<math>", "<del>", "**", "~~", "[^1]", "[^1]: ", "|", "---", "\n", "1. ", "- ", "-", "5", "&lt;", "&#0;", "\u00ad", "e\u0301"]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(MARKUP)).map("".join)), st.sampled_from(ENDINGS))
def test_any_text_can_be_read(content: str, kind: str) -> None:
    text = ArticleFile(content, kind).text
    assert all(token.start < token.end <= len(text.normal) for token in text.tokens)
    assert "nothing in the article is like it" in told(content, "xyzzy plugh", kind)


@pytest.mark.parametrize("tag", ["div", "sup", "ol", "table", "s"])
def test_a_page_that_is_nested_deep_can_be_read(tag: str) -> None:
    assert is_proved(f"one two {f'<{tag}>' * 1500} three four", ".html", "one two")


# Elisions


@pytest.mark.parametrize("case", ELISIONS, ids=lambda case: case["passage"][:40])
def test_an_elision_is_measured_and_the_advice_is_due(case: dict[str, Any]) -> None:
    text = ArticleFile(case["passage"]).text
    places = place(text, [tokens for _, tokens in parts_of(case["quote"])])
    assert places is not None
    found = elisions(text, places, vocabulary())
    assert [elision.words for elision in found] == case.get("words", [])
    assert [list(elision.advice) for elision in found] == case.get("advice", [])
    assert list(before_it(text, places[0], vocabulary())) == case.get("after", [])


def test_of_several_places_the_closest_together_count() -> None:
    text = ArticleFile("The plane is slow. The plane is not the train, and the plane is fast, the right one.").text
    places = place(text, [tokens for _, tokens in parts_of("the plane is […] the right one")])
    assert places is not None
    assert [(elision.words, elision.advice) for elision in elisions(text, places, vocabulary())] == [(1, ())]


def test_a_guide_adds_words_of_its_own() -> None:
    text = ArticleFile("Das Flugzeug ist nicht die richtige Wahl").text
    places = place(text, [tokens for _, tokens in parts_of("Das Flugzeug ist […] die richtige Wahl")])
    assert places is not None
    assert elisions(text, places, vocabulary())[0].advice == ()
    own = vocabulary("# German\nnegation: Nicht, kein\nnegation: *los\n")
    assert elisions(text, places, own)[0].advice == ("negation",)


@pytest.mark.parametrize("line", ["nicht, kein", "negations: nicht", "sentence: x"])
def test_a_line_that_names_no_words_is_a_problem_at_its_line(line: str) -> None:
    with pytest.raises(ProblemError) as raised:
        vocabulary(f"# German\n{line}\n", "guide/elisions.txt")
    (problem,) = raised.value.problems
    assert (problem.file, problem.line) == ("guide/elisions.txt", 2)
    assert "`negation`, `condition`, `contrast`, `hedge`, `abbreviation`" in problem.what


def test_every_kind_of_advice_but_the_end_of_a_sentence_has_words() -> None:
    words = vocabulary()
    assert set(words.phrases) >= {*KINDS[:-1], HEDGE}
    assert words.endings == {"negation": ("n't",)}


# What is said of what is not there


def test_the_nearest_passage_stands_beside_the_quotation() -> None:
    passage = f"{'so it goes on ' * 90} If there is need for a traditional RDBMS, I will probably use Django. Or not."
    said = told(passage, "If there is need for a traditional RDBMS, I will certainly use Django.")
    assert "for a traditional RDBMS, I will **probably** use Django. Or not" in said
    assert "for a traditional RDBMS, I will **certainly** use Django`" in said
    said = told(passage, "RDBMS, I will use Django")
    assert "RDBMS, I will **probably** use Django" in said
    assert said.endswith("where the quotation has `RDBMS, I will use Django`")
    assert "will probably **ever** use Django" in told(passage, "will probably ever use Django")
    assert "nothing in the article is like it" in told(passage, "xyzzy plugh")


def test_a_sign_that_differs_is_marked() -> None:
    assert "in **<** 200 ms` where the quotation has `in **>** 200 ms`" in told(
        "It answers in < 200 ms.", "in > 200 ms"
    )
    said = told("A change of -12 % a year.", "12 % a year")
    assert "the article has `**-**12 % a year`" in said
    assert "must be quoted too" in said
    assert "`about **10^6** users`" in told("about 10⁶ users", "about 106 users")
    assert "to **us** here` where the quotation has `to **US** here`" in told("known to us here", "to US here")


def test_a_word_that_the_file_breaks_is_named() -> None:
    assert "the text file breaks a word here" in told("This frame work is\nfor all", "This framework is")
    assert "the text file breaks a word here" in told("This frame\nwork is for all", "This framework is")
    assert "the text file breaks" not in told("This framework is for all", "This frame work is")


def test_at_most_some_twenty_words_of_an_article_are_shown() -> None:
    passage = " ".join(f"secret{n}" for n in range(60))
    said = told(passage, " ".join(f"secret{n}" if n % 4 else "wrong" for n in range(60)))
    assert len(set(re.findall("secret[0-9]+", said.partition("the article has")[2].partition("where")[0]))) <= 20


def test_an_elision_written_otherwise_is_named() -> None:
    assert "must be written `[…]`, not `[...]`" in told("one two three four", "one two [...] four")
    assert "must be written `[…]`, not `…`" in told("one two three four", "one two […] three… five")


def test_stretches_out_of_order_are_named() -> None:
    assert "`alpha beta` stands in the article only before" in told(
        "alpha beta and delta epsilon", "delta epsilon […] alpha beta"
    )


@given(st.lists(WORD, min_size=1, max_size=8), st.lists(WORD, min_size=2, max_size=8))
def test_a_difference_can_be_told_of_any_two_texts(article: list[str], quoted: list[str]) -> None:
    text = SeenText(" ".join(article))
    ((normal, tokens),) = parts_of(" ".join(quoted))
    if place(text, [tokens]) is None:
        assert difference(text, normal, tokens)


# The address of a quotation


@pytest.mark.parametrize(
    ("address", "quote", "added"),
    [
        ("https://example.org/a", "use Django", "#:~:text=use%20Django"),
        ("https://example.org/a#part", "use Django", ":~:text=use%20Django"),
        ("https://example.org/a", "a proof-of-concept, R&D; “fast”.", "#:~:text=a%20proof%2Dof%2Dconcept%2C%20R%26D%3B%20%E2%80%9Cfast"),
        ("https://example.org/a", "one two three four five six seven eight nine", "#:~:text=one%20two%20three%20four%20five,five%20six%20seven%20eight%20nine"),
        ("https://example.org/a", "one two […] three four five six seven eight", "#:~:text=one%20two,four%20five%20six%20seven%20eight"),
        ("https://example.org/a", "[…] one two […]", "#:~:text=one%20two"),
        ("https://example.org/a", "überall 5 %", "#:~:text=%C3%BCberall%205%20%25"),
    ],
)  # fmt: skip
def test_an_address_lands_on_the_quotation(address: str, quote: str, added: str) -> None:
    assert text_fragment(address, quote) == added
