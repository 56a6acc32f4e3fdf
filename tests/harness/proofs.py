"""Locks of small texts, for the tests of the proof."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tree_builder.check.check import check
from tree_builder.model import Article, Excerpt, Tree
from tree_builder.proof.articles import ArticleFile
from tree_builder.proof.elisions import vocabulary
from tree_builder.proof.lock import Lock
from tree_builder.proof.prove import prove
from tree_builder.read.document import load
from tree_builder.text.problems import Problem

ROOT = Path(__file__).resolve().parents[2]
FILLER = " ".join(f"filler{n}" for n in range(300))
FIRST_DAY, NEXT_DAY = date(2026, 11, 25), date(2026, 11, 26)


def real_tree() -> Tree:
    tree, problems = check(load((ROOT / "decision_tree.yaml").read_text(encoding="utf-8")))
    assert tree is not None, problems
    return tree


TREE = real_tree()


def tree_of(*quotes: str, article_id: str = "text") -> Tree:
    """A tree with one article, whose excerpts are `e0`, `e1`, …"""
    excerpts = {f"e{n}": Excerpt(quote=quote) for n, quote in enumerate(quotes)}
    return replace(TREE, articles={article_id: Article(title="A text", excerpts=excerpts)})


def prove_in(
    text: str, *quotes: str, before: Lock | None = None, today: date = FIRST_DAY
) -> tuple[Lock, list[Problem]]:
    """The lock of excerpts `text/e0`, `text/e1`, … in an article that begins with a text, and what is wrong."""
    file = ArticleFile(f"{text}\n\n{FILLER}")
    return prove(tree_of(*quotes), {"text": file}, before or Lock(), vocabulary(), today)


def proved(text: str, *quotes: str) -> Lock:
    lock, problems = prove_in(text, *quotes)
    assert problems == []
    return lock
