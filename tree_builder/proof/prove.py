"""Prove that every quotation stands word for word in its article, and make the lock of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ..model import Tree
from ..text.problems import Problem, listed
from ..text.words import ELISION, Token, parts_of
from .articles import ArticleFile
from .check import quote_keys
from .elisions import Vocabulary, before_it, elisions
from .lock import ArticleProof, ExcerptProof, Lock, quote_hash, text_key
from .nearest import cut_sign, difference
from .places import Run, SeenText, place
from .seen import KINDS

_OTHER_ELISIONS = ("[...]", "(...)", "(…)", "...", "…")


def prove(
    tree: Tree, files: Mapping[str, ArticleFile], before: Lock, words: Vocabulary, today: date
) -> tuple[Lock, list[Problem]]:
    """The lock of a tree, with everything that could be proved, and what is wrong with the rest.

    `files` are those of the articles, by id. What stands in the lock `before` for what cannot be proved stays, and so
    does the day of a proof in which nothing else changes.
    """
    articles = {key: ArticleProof(file.sha256, file.text.words) for key, file in files.items() if key in tree.articles}
    lock = Lock({key: proof for key, proof in before.articles.items() if key in tree.articles} | articles)
    missing = (key for key, article in tree.articles.items() if article.excerpts and key not in files)
    problems = [_missing(article_id) for article_id in missing]
    for reference, excerpt in tree.excerpts():
        article_id = reference.partition("/")[0]
        file = files.get(article_id)
        earlier = before.excerpts.get(reference)
        proof = _proof(file, excerpt.quote, words, today) if file else ""
        if isinstance(proof, ExcerptProof):
            lock.excerpts[reference] = _dated(proof, earlier)
            continue
        if earlier and article_id in lock.articles:
            lock.excerpts[reference] = earlier
        if file:
            problems.append(Problem(_edited(file, earlier, excerpt.quote) + proof, quote_keys(reference)))
    return lock, problems


def _missing(article_id: str) -> Problem:
    names = [f"FOLDER/{article_id}{kind}" for kind in KINDS]
    what = f"the text of the article `{article_id}` is missing; it must be one of {listed(names)}"
    return Problem(what, ("articles", article_id), at_key=True)


def prove_quote(text: SeenText, quote: str) -> list[Run] | str:
    """Where the stretches of a quotation stand in its article, or what is wrong with it."""
    parts = parts_of(quote)
    return place(text, [tokens for _, tokens in parts]) or _not_there(text, parts, quote)


def _proof(file: ArticleFile, quote: str, words: Vocabulary, today: date) -> ExcerptProof | str:
    places = prove_quote(file.text, quote)
    if isinstance(places, str):
        return places
    return ExcerptProof(
        stretches=tuple(map(file.text.words_of, places)),
        elisions=elisions(file.text, places, words),
        after=before_it(file.text, places[0], words),
        text=text_key(file.sha256),
        quote=quote_hash(quote),
        proved=today.isoformat(),
    )


def _dated(proof: ExcerptProof, earlier: ExcerptProof | None) -> ExcerptProof:
    """The proof with the day of an earlier one, where nothing else differs."""
    return earlier if earlier and earlier == replace(proof, proved=earlier.proved) else proof


def _edited(file: ArticleFile, earlier: ExcerptProof | None, quote: str) -> str:
    """That the article is another than the one in which just this quotation was proved, to begin a message with."""
    if earlier is None or earlier.quote != quote_hash(quote) or earlier.text == text_key(file.sha256):
        return ""
    return f"the article has been edited since this was proved on {earlier.proved}: "


def _not_there(text: SeenText, parts: list[tuple[str, list[Token]]], quote: str) -> str:
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


def _reason(text: SeenText, normal: str, tokens: list[Token], runs: list[Run], whole: list[Run], quote: str) -> str:
    stretch = f"`{' '.join(normal.split())}`"
    if whole:
        return f"{stretch} stands in the article only before the stretch that it follows here; it must be in order"
    if runs:
        return f"{stretch} cuts a figure: {cut_sign(text, runs[0])}"
    what = f"{stretch} must stand word for word in the article, and does not: {difference(text, normal, tokens)}"
    other = next((mark for mark in _OTHER_ELISIONS if mark in quote.replace(ELISION, "")), None)
    return f"{what}; an elision must be written `{ELISION}`, not `{other}`" if other else what
