"""Home, About, and the lists of verdicts and of articles."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..text.catalogue import day, plain
from .context import Context, beginning
from .parts import Head, Link, Some, TrailBar, example_link, to_go, trail, verdict_link
from .site import ARTICLE, MAP, PATHS, VERDICTS
from .verdict import strength_range

_EXAMPLES = 6


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything that Home says."""

    head: Head
    trail: TrailBar
    title: str
    summary: str
    start: Markup
    measure: str
    examples: Some
    all_examples: Markup
    all: Sequence[Link]
    edition: str
    owner: Markup | None


def home_page(context: Context) -> HomePage:
    """What Home says."""
    tree, links = context.tree, context.links
    guide = tree.guide
    shown = list(tree.examples)[:_EXAMPLES]
    return HomePage(
        head=Head(guide.title, guide.summary),
        trail=trail(context, "home"),
        title=guide.title,
        summary=guide.summary,
        start=links.page(tree.start),
        measure=to_go(context, tree.start, "home.measure"),
        examples=Some([example_link(context, key) for key in shown], len(tree.examples) - len(shown)),
        all_examples=links.to(PATHS, fragment="examples"),
        all=[
            Link(links.to(MAP), plain("home.the-map")),
            Link(links.to(VERDICTS), plain("home.the-verdicts")),
            Link(links.to(PATHS), plain("home.the-paths")),
        ],
        edition=plain("home.edition", edition=guide.edition, reviewed=day(guide.reviewed)),
        owner=context.inline(guide.owner) if guide.owner else None,
    )


@dataclass(frozen=True, slots=True)
class AboutPage:
    """Everything that About says."""

    head: Head
    trail: TrailBar
    about: Markup | None
    strengths: bool
    owner: Markup | None
    editions: Sequence[tuple[str, str]]


def about_page(context: Context) -> AboutPage:
    """What About says."""
    guide = context.tree.guide
    return AboutPage(
        head=Head(plain("about.title"), beginning(guide.about, plain("about.description", title=guide.title))),
        trail=trail(context, "about"),
        about=context.html(guide.about, 1) if guide.about else None,
        strengths=any(verdict.strength for verdict in context.tree.verdicts.values()),
        owner=context.html(guide.owner) if guide.owner else None,
        editions=list(guide.changes.items()) or [(guide.edition, plain("about.this-edition"))],
    )


@dataclass(frozen=True, slots=True)
class VerdictsPage:
    """The list of verdicts: each with what it recommends and how strong it is, in words."""

    head: Head
    trail: TrailBar
    verdicts: Sequence[tuple[Link, str]]


def verdicts_page(context: Context) -> VerdictsPage:
    """The list of all verdicts."""
    tree = context.tree
    rows = []
    for verdict_id, verdict in tree.verdicts.items():
        option = tree.options[verdict.recommends] if verdict.recommends else ""
        told = [part for part in (option, strength_range(verdict)) if part]
        rows.append((verdict_link(context, verdict_id), ", ".join(told)))
    head = Head(plain("verdicts.title"), plain("verdicts.description"), in_search=False)
    return VerdictsPage(head, trail(context, "verdicts"), rows)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in the list of articles."""

    link: Link
    by: str
    about: str


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """The list of articles."""

    head: Head
    trail: TrailBar
    articles: Sequence[ArticleRow]


def articles_page(context: Context) -> ArticlesPage:
    """The list of all articles."""
    rows = []
    for article_id, article in context.tree.articles.items():
        when = day(article.published) if article.published else plain("excerpt.not-dated")
        by = [article.author, when, plain("articles.excerpts", n=len(article.excerpts))]
        link = Link(context.links.to(ARTICLE, article_id), article.title)
        rows.append(ArticleRow(link, ", ".join(part for part in by if part), beginning(article.about)))
    head = Head(plain("articles.title"), plain("articles.description"), in_search=False)
    return ArticlesPage(head, trail(context, "articles"), rows)
