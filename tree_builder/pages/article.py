"""The page of an article: who speaks, every excerpt, who relies on it, and how its words were checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..graph.evidence import User
from ..graph.paths import Step
from ..model import Article
from ..text.catalogue import day, plain
from .context import MOST_SHOWN, Context, beginning
from .parts import Figure, Head, Link, Some, TrailBar, answer_in_words, example_link, figure, trail


@dataclass(frozen=True, slots=True)
class Entry:
    """An excerpt on its article's page."""

    id: str
    old_ids: Sequence[str]  # fragments under which it was once published
    figure: Figure
    proof: str
    users: Some


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Everything that the page of an article says."""

    head: Head
    trail: TrailBar
    title: str
    author: str
    published: str
    url: str
    archived: str
    about: Markup | None
    proof: str
    entries: Sequence[Entry]


def article_page(context: Context, article_id: str, article: Article) -> ArticlePage:
    """What the page of an article says."""
    return ArticlePage(
        head=Head(article.title, beginning(article.about, plain("article.description"))),
        trail=trail(context, "article"),
        title=article.title,
        author=article.author or plain("article.not-stated"),
        published=day(article.published) if article.published else plain("article.not-stated"),
        url=article.url or "",
        archived=article.archived or "",
        about=context.html(article.about) if article.about else None,
        proof=proof_of_article(context, article_id),
        entries=[_entry(context, article_id, excerpt_id) for excerpt_id in article.excerpts],
    )


def proof_of_article(context: Context, article_id: str) -> str:
    """How long an article is and how much of it is quoted, in words."""
    proof = context.lock.article(article_id) if context.lock else None
    if proof is None:
        return plain("proof.unread")
    return plain("proof.article", n=proof.words, percent=str(proof.quoted_percent))


def _entry(context: Context, article_id: str, excerpt_id: str) -> Entry:
    reference = f"{article_id}/{excerpt_id}"
    users = context.users[reference]
    return Entry(
        excerpt_id,
        context.old_excerpts.get(reference, ()),
        figure(context, reference, sides=True),
        proof_in_words(context, reference),
        Some([_user(context, user) for user in users[:MOST_SHOWN]], max(0, len(users) - MOST_SHOWN)),
    )


def proof_in_words(context: Context, reference: str) -> str:
    """How the words of an excerpt were checked, and how many words its cuts leave out."""
    proof = context.lock.proof(reference, context.tree.excerpt(reference).quote) if context.lock else None
    if proof is None:
        return plain("proof.unproved")
    said = [plain("proof.checked", date=day(proof.proved))]
    said += [plain("proof.left-out", n=elision.words) for elision in proof.elisions]
    return "; ".join(said)


def _user(context: Context, user: User) -> Link:
    if user.kind == "example":
        link = example_link(context, user.id)
        return Link(link.href, plain("article.example", title=link.text))
    step = Step(user.id, user.answer)
    text = answer_in_words(context, step) if user.answer else context.tree.page(user.id).title
    return Link(context.links.page(user.id), text)
