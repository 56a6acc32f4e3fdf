"""Prove that every quotation stands word for word in its article, and make the lock of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ..model import Article, Tree
from ..text.problems import Problem, listed
from ..text.words import ELISION, Token, parts_of
from .articles import Source
from .check import quote_keys
from .elisions import Vocabulary, elisions, hedged
from .lock import ArticleProof, ExcerptProof, Lock, quote_hash, text_key
from .nearest import cut_sign, difference
from .passage import Run, Text, place
from .seen import KINDS

_OTHER_ELISIONS = ("[...]", "(...)", "(…)", "...", "…")


def prove(
    tree: Tree, sources: Mapping[str, Source], before: Lock, words: Vocabulary, today: date
) -> tuple[Lock, list[Problem]]:
    """The lock of a tree, with everything that could be proved, and what is wrong with the rest.

    What stands in the lock `before` of that rest stays, and so does the day of a proof that says what it said before.
    """
    lock = Lock()
    problems: list[Problem] = []
    for article_id, article in tree.articles.items():
        source = sources.get(article_id)
        if source:
            lock.articles[article_id] = ArticleProof(source.sha256, source.text.words)
        elif article_id in before.articles:
            lock.articles[article_id] = before.articles[article_id]
        if article.excerpts and not source:
            problems.append(_missing(article_id))
        for reference, quote in _quotes(article_id, article):
            earlier = before.excerpts.get(reference)
            places = prove_quote(source, quote) if source else ""
            if source and isinstance(places, list):
                lock.excerpts[reference] = _dated(_proof(source, quote, places, words, today), earlier)
                continue
            if earlier and article_id in lock.articles:
                lock.excerpts[reference] = earlier
            if source:
                problems.append(Problem(f"{_edited(source, earlier, quote)}{places}", quote_keys(reference)))
    return lock, problems


def _quotes(article_id: str, article: Article) -> list[tuple[str, str]]:
    return [(f"{article_id}/{excerpt_id}", excerpt.quote) for excerpt_id, excerpt in article.excerpts.items()]


def _missing(article_id: str) -> Problem:
    files = [f"FOLDER/{article_id}{kind}" for kind in KINDS]
    what = f"the text of the article `{article_id}` is missing; it must be one of {listed(files)}"
    return Problem(what, ("articles", article_id), at_key=True)


def prove_quote(source: Source, quote: str) -> list[Run] | str:
    """Where the stretches of a quotation stand in its article, or what is wrong with it."""
    parts = parts_of(quote)
    places = place(source.text, [tokens for _, tokens in parts])
    return places or _not_there(source.text, parts, quote)


def _proof(source: Source, quote: str, places: list[Run], words: Vocabulary, today: date) -> ExcerptProof:
    return ExcerptProof(
        stretches=tuple(map(source.text.words_of, places)),
        elisions=elisions(source.text, places, words),
        after=hedged(source.text, places[0], words),
        text=text_key(source.sha256),
        quote=quote_hash(quote),
        proved=today.isoformat(),
    )


def _dated(proof: ExcerptProof, before: ExcerptProof | None) -> ExcerptProof:
    """The proof with the day of the one before, where nothing else differs."""
    return before if before and before == replace(proof, proved=before.proved) else proof


def _edited(source: Source, before: ExcerptProof | None, quote: str) -> str:
    """That the article is another than the one in which just this quotation was proved, to begin a message with."""
    if before is None or before.quote != quote_hash(quote) or before.text == text_key(source.sha256):
        return ""
    return f"the article has been edited since this was proved on {before.proved}: "


def _not_there(text: Text, parts: list[tuple[str, list[Token]]], quote: str) -> str:
    """Why a quotation cannot be proved, by the first of its stretches that is not in its place."""
    after = -1
    for n, (normal, tokens) in enumerate(parts):
        runs = text.runs(tokens, n == 0)
        whole = [run for run in runs if text.cut(run) == run]
        later = next((run for run in whole if run.first > after), None)
        if later is None:
            return _reason(text, normal, tokens, runs, whole, quote)
        after = later.last
    raise AssertionError("the quotation stands in its article")


def _reason(text: Text, normal: str, tokens: list[Token], runs: list[Run], whole: list[Run], quote: str) -> str:
    stretch = f"`{' '.join(normal.split())}`"
    if whole:
        return f"{stretch} stands in the article only before the stretch that it follows here; it must be in order"
    if runs:
        return f"{stretch} cuts a figure: {cut_sign(text, runs[0])}"
    what = f"{stretch} must stand word for word in the article, and does not: {difference(text, normal, tokens)}"
    other = next((mark for mark in _OTHER_ELISIONS if mark in quote.replace(ELISION, "")), None)
    return f"{what}; an elision must be written `{ELISION}`, not `{other}`" if other else what
