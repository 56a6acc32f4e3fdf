"""What several kinds of page have in common, as plain data: links, excerpts, lists that are cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from ..graph.conditions import ALWAYS, Condition
from ..graph.paths import Step, Trail
from ..graph.stances import VERDICT, options_of
from ..kinds import OWN_PAGE_PATTERN
from ..model import Article, Excerpt, Since
from ..proof.fragment import text_fragment
from ..text.catalogue import day, one_of, plain
from .context import MOST_SHOWN, Context
from .options import option_class
from .site import MAP
from .when import attribute, in_words

OPEN = 2  # excerpts of a list that stand open
_MOST_REACHABLE = 4


class Link(NamedTuple):
    """A link with its text, and the class that gives it the colour of an option."""

    href: Markup
    text: str
    css: str = ""


class Some(NamedTuple):
    """The first links of a list that could grow with the tree, and how many there are beyond them."""

    shown: Sequence[Link]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """The front matter of a page; `in_search` says whether readers find it by searching."""

    title: str
    description: str
    in_search: bool = True


@dataclass(frozen=True, slots=True)
class TrailBar:
    """The trail of a page before the script fills it: which page it is, and how many questions are still to come."""

    page: str
    kind: str
    start: Markup
    map: Markup
    to_go: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What has changed since an article was written: in Markdown rendered, and where and when it was seen."""

    html: Markup
    href: str
    seen: str


@dataclass(frozen=True, slots=True)
class Figure:
    """An excerpt as a page shows it."""

    article: str
    excerpt: str
    css: str
    favours: str  # option ids, parted by spaces
    against: str
    verdicts: str  # of the verdicts that it favours
    quote: str
    source: Link
    published: str
    original: str  # an address, or empty
    archived: str
    notes: Sequence[Note]
    sides: str = ""  # what it favours and speaks against, in words
    about: str = ""  # the answer at which it stands
    when: str = ""
    when_words: str = ""
    beyond: bool = False  # one more than the page shows before a trail says which count


@dataclass(frozen=True, slots=True)
class Column:
    """Excerpts under one heading: some open, the rest folded, and how many more there are elsewhere."""

    side: str
    css: str
    heading: str
    open: Sequence[Figure]
    folded: Sequence[Figure] = ()
    fold: str = ""  # what the fold is called
    more: str = ""
    silent: str = ""  # what stands there without an excerpt


def figure(
    context: Context,
    reference: str,
    condition: Condition = ALWAYS,
    about: str = "",
    sides: bool = False,
    beyond: bool = False,
) -> Figure:
    """An excerpt where it counts under a condition, or stands at the answer `about`; `sides` says in words for what."""
    tree = context.tree
    article_id, _, excerpt_id = reference.partition("/")
    article, excerpt = tree.articles[article_id], tree.excerpt(reference)
    favours, against = options_of(tree, excerpt.favours), options_of(tree, excerpt.against)
    return Figure(
        article=article_id,
        excerpt=excerpt_id,
        css=option_class(tree, favours[0] if len(favours) == 1 else None),
        favours=" ".join(favours),
        against=" ".join(against),
        verdicts=" ".join(side.removeprefix(VERDICT) for side in excerpt.favours if side.startswith(VERDICT)),
        quote=excerpt.quote,
        source=Link(context.links.excerpt(reference), article.name),
        published=day(article.published) if article.published else plain("excerpt.not-dated"),
        original=_original(article, excerpt),
        archived=article.archived or "",
        notes=[_note(context, since) for since in excerpt.since],
        sides=sides_in_words(context, excerpt) if sides else "",
        about=plain("excerpt.on-answer", label=about) if about else "",
        when=attribute(condition),
        when_words=in_words(context, condition),
        beyond=beyond,
    )


def _original(article: Article, excerpt: Excerpt) -> str:
    if not article.url:
        return ""
    return article.url if article.fragment == "false" else article.url + text_fragment(article.url, excerpt.quote)


def _note(context: Context, since: Since) -> Note:
    own = OWN_PAGE_PATTERN.match(since.url)
    href = context.links.resolve(since.url) if own else since.url
    return Note(context.inline(since.note), href or "", plain("excerpt.seen", date=day(since.seen)))


def sides_in_words(context: Context, excerpt: Excerpt) -> str:
    """What an excerpt favours and what it speaks against: `favours Django`."""
    favours = [side_in_words(context, side) for side in excerpt.favours]
    against = [side_in_words(context, side) for side in excerpt.against]
    told = [plain("excerpt.favours", options=plain("words.and").join(favours))] if favours else []
    told += [plain("excerpt.against", options=one_of(against))] if against else []
    return ", ".join(told) or plain("excerpt.takes-no-side")


def side_in_words(context: Context, side: str) -> str:
    """What an excerpt favours or speaks against by name: an option, or a verdict."""
    tree = context.tree
    return tree.verdicts[side.removeprefix(VERDICT)].title if side.startswith(VERDICT) else tree.options[side]


def column(
    side: str,
    css: str,
    heading: str,
    figures: Sequence[Figure],
    more: int = 0,
    silent: str = "",
    folded: bool = False,
) -> Column:
    """A column of excerpts: the first two open, the rest folded, or all of them `folded`."""
    open_ones = 0 if folded else OPEN
    rest = figures[open_ones:]
    return Column(
        side,
        css,
        heading,
        figures[:open_ones],
        rest,
        plain("excerpt.all" if folded else "excerpt.more", n=len(rest)) if rest else "",
        plain("excerpt.more-elsewhere", n=more) if more else "",
        silent if not figures else "",
    )


def verdict_link(context: Context, verdict_id: str, trail: Trail = ()) -> Link:
    """A link to a verdict, in the colour of what it recommends."""
    verdict = context.tree.verdicts[verdict_id]
    return Link(context.links.page(verdict_id, trail), verdict.title, option_class(context.tree, verdict.recommends))


def example_link(context: Context, example_id: str) -> Link:
    """A link to the verdict of an example, with its trail."""
    example = context.tree.examples[example_id]
    trail = tuple(Step(question_id, answer_id) for question_id, answer_id in example.answers.items())
    return Link(context.links.page(example.verdict, trail), example.title)


def examples_of(context: Context, verdict_id: str) -> Some:
    """The examples that lead to a verdict."""
    held = context.examples.get(verdict_id, ())
    return Some([example_link(context, key) for key in held[:MOST_SHOWN]], max(0, len(held) - MOST_SHOWN))


def reachable(context: Context, page_id: str) -> Some:
    """The first few of the verdicts that can still be reached from a page."""
    shown = context.graph.ahead[page_id][:_MOST_REACHABLE]
    links = [verdict_link(context, verdict_id) for verdict_id in shown]
    return Some(links, context.graph.reach[page_id].bit_count() - len(shown))


def ways_to(context: Context, page_id: str) -> Some:
    """The answers that lead to a page, each with the shortest trail through it, where that is short enough for a link."""
    graph, links = context.graph, context.links
    leads = graph.leads[page_id]
    ways = []
    for step in leads[:MOST_SHOWN]:
        text = answer_in_words(context, step)
        short = graph.depth[step.question] < MOST_SHOWN
        href = links.page(page_id, (*graph.trail_to(step.question), step)) if short else links.page(step.question)
        ways.append(Link(href, text))
    return Some(ways, len(leads) - len(ways))


def answer_in_words(context: Context, step: Step) -> str:
    """An answer with its question: `Data: A relational database`, or `Where will it keep its data? A relational database`."""
    question, name = context.tree.questions[step.question], context.question_names[step.question]
    label = question.answers[step.answer].label
    return plain("words.answer", question=name, answer=label) if name == question.short else f"{name} {label}"


def trail(context: Context, kind: str, page_id: str = "", to_go: str = "") -> TrailBar:
    """The trail of a page."""
    return TrailBar(page_id, kind, context.links.page(context.tree.start), context.links.to(MAP), to_go)


def to_go(context: Context, page_id: str, key: str) -> str:
    """How many questions are still to come, in a message that takes a `range` such as `1 to 4`."""
    least, most = context.graph.shortest[page_id], context.graph.longest[page_id]
    told = str(least) if least == most else f"{least}{plain('words.to')}{most}"
    return plain(key, n=most, range=told)
