"""The pages about everything: the map, the paths, the evidence. Each is cut where it would grow beyond use."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from ..graph.conditions import Given, given_of
from ..graph.paths import Step, walk
from ..graph.stances import Stance, counting, stance_of, stances
from ..text.catalogue import LONG_NUMBER, plain
from .article import proof_of_article
from .context import MOST_SHOWN, Context, beginning
from .map_drawing import whole_map
from .options import option_class
from .outline import nested_list
from .parts import Figure, Head, Link, TrailBar, example_link, figure, side_in_words, trail
from .site import ARTICLE

MOST_PATHS = 1000
MOST_QUESTIONS = 200
LONGEST_LINK = 50  # answers: the address of a longer path would not survive every mail program


@dataclass(frozen=True, slots=True)
class MapPage:
    """The map: a drawing, and the same as a list."""

    head: Head
    trail: TrailBar
    drawing: Markup
    list: Markup


def map_page(context: Context) -> MapPage:
    """The map of the whole guide."""
    head = Head(plain("map.title"), plain("map.description"), in_search=False)
    outline = Markup(nested_list(context.tree, context.links.page))
    return MapPage(head, trail(context, "map"), whole_map(context), outline)


@dataclass(frozen=True, slots=True)
class PathRow:
    """A path: a link with its answers, and how the articles stand on it."""

    href: Markup
    before: str  # of a long path, how many answers come before those that are shown
    answers: Sequence[str]
    stances: str


@dataclass(frozen=True, slots=True)
class PathGroup:
    """The paths to one verdict."""

    verdict: str
    css: str
    heading: str
    rows: Sequence[PathRow]


@dataclass(frozen=True, slots=True)
class PathsPage:
    """All paths, by verdict."""

    head: Head
    trail: TrailBar
    count: str
    exact: str  # in all digits, where the count is told by its magnitude
    first: str
    has_stances: bool
    groups: Sequence[PathGroup]
    examples: Sequence[tuple[Link, str]]


def paths_page(context: Context) -> PathsPage:
    """The paths of the whole guide, up to a thousand."""
    tree, total = context.tree, context.graph.onward[context.tree.start]
    groups: dict[str, list[PathRow]] = {verdict_id: [] for verdict_id in tree.verdicts}
    given: dict[str, Given] = {}
    for steps, shared, verdict_id in islice(walk(tree), MOST_PATHS):
        while len(given) > shared:
            given.popitem()
        given |= {step.question: given_of(tree, *step) for step in steps[shared:]}
        groups[verdict_id].append(_path(context, steps, given, verdict_id))
    return PathsPage(
        head=Head(plain("paths.title"), plain("paths.description"), in_search=False),
        trail=trail(context, "paths"),
        count=plain("paths.all", n=total),
        exact=f"{total:,}" if LONG_NUMBER <= total < 10**4000 else "",
        first=plain("paths.first", n=MOST_PATHS) if total > MOST_PATHS else "",
        has_stances=bool(tree.articles and tree.options),
        groups=[_group(context, verdict_id, rows) for verdict_id, rows in groups.items() if rows],
        examples=[
            (example_link(context, key), tree.verdicts[example.verdict].title) for key, example in tree.examples.items()
        ],
    )


def _group(context: Context, verdict_id: str, rows: Sequence[PathRow]) -> PathGroup:
    verdict = context.tree.verdicts[verdict_id]
    heading = plain("paths.verdict", n=len(rows), title=verdict.title)
    return PathGroup(verdict_id, option_class(context.tree, verdict.recommends), heading, rows)


def _path(context: Context, steps: Sequence[Step], given: Mapping[str, Given], verdict_id: str) -> PathRow:
    tree = context.tree
    last = steps[-MOST_SHOWN:]
    before = plain("paths.long", n=len(steps) - len(last)) if len(steps) > len(last) else ""
    href = context.links.page(verdict_id, tuple(steps) if len(steps) <= LONGEST_LINK else ())
    labels = (tree.questions[step.question].answers[step.answer].label for step in last)
    answers = [beginning(None, label) for label in labels]  # a thousand rows repeat each
    told = (
        stances_in_words(context, stances(tree, counting(tree, given, verdict_id)))
        if tree.articles and tree.options
        else ""
    )
    return PathRow(href, before, answers, told)


def stances_in_words(context: Context, found: dict[str, Stance]) -> str:
    """How the articles stand together: `3 for Django, 1 for Flask, 1 for several`."""
    options = context.tree.options
    counted = Counter(stance for stance in found.values() if stance.kind in ("for", "against"))
    told = [
        plain(f"paths.{stance.kind}", n=number, option=" / ".join(options[option] for option in stance.options))
        for stance, number in counted.items()
    ]
    for kind in ("several", "depends"):
        number = sum(stance.kind == kind for stance in found.values())
        told += [plain(f"paths.{kind}", n=number)] if number else []
    return ", ".join(told) or plain("paths.silent")


@dataclass(frozen=True, slots=True)
class Parting:
    """A question on which two articles favour different options, with their excerpts."""

    id: str
    title: str
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """Questions by articles, and where they part."""

    head: Head
    trail: TrailBar
    articles: Sequence[Link]
    more_articles: str
    rows: Sequence[tuple[Link, Sequence[Link | None]]]  # each question, with what each article says on it
    more_questions: str
    partings: Sequence[Parting]
    proofs: Sequence[tuple[Link, str]]


def evidence_page(context: Context) -> EvidencePage:
    """Who says what: questions by articles, both cut where there are too many."""
    tree = context.tree
    shown = list(tree.articles)[:MOST_SHOWN]
    questions = list(tree.questions)[:MOST_QUESTIONS]
    more_articles, more_questions = len(tree.articles) - len(shown), len(tree.questions) - len(questions)
    links = [Link(context.links.to(ARTICLE, key), tree.articles[key].name) for key in shown]
    return EvidencePage(
        head=Head(plain("evidence.title"), plain("evidence.description"), in_search=False),
        trail=trail(context, "evidence"),
        articles=links,
        more_articles=plain("evidence.more-articles", n=more_articles) if more_articles else "",
        rows=[_row(context, question_id, shown) for question_id in questions],
        more_questions=plain("evidence.more-questions", n=more_questions) if more_questions else "",
        partings=list(islice((parting for key in questions if (parting := _parting(context, key))), MOST_SHOWN * 4)),
        proofs=[(link, proof_of_article(context, key)) for link, key in zip(links, shown, strict=True)],
    )


def _said(context: Context, question_id: str) -> list[str]:
    """The excerpts at a question and at its answers, each once."""
    question = context.tree.questions[question_id]
    at_answers = (reference for answer in question.answers.values() for reference in answer.excerpts)
    return list(dict.fromkeys((*question.excerpts, *at_answers)))


def _row(context: Context, question_id: str, articles: Sequence[str]) -> tuple[Link, list[Link | None]]:
    said = _said(context, question_id)
    by_article = {key: [ref for ref in said if ref.partition("/")[0] == key] for key in articles}
    link = Link(context.links.page(question_id), context.tree.questions[question_id].title)
    return link, [_cell(context, references) for references in by_article.values()]


def _cell(context: Context, references: Sequence[str]) -> Link | None:
    """What an article says on a question: in words with the colour of its side, leading to the first of its excerpts."""
    if not references:
        return None
    tree = context.tree
    excerpts = [tree.excerpt(reference) for reference in references]
    stance = stance_of(tree, excerpts)
    verdicts = dict.fromkeys(side for excerpt in excerpts for side in excerpt.favours)
    option = stance.options[0] if stance.kind == "for" else None
    if option:
        told = tree.options[option]
    elif stance.kind == "against":
        told = plain("evidence.against", option=" / ".join(tree.options[key] for key in stance.options))
    elif stance.kind == "depends" and verdicts:  # verdicts that recommend no option
        told = ", ".join(side_in_words(context, side) for side in verdicts)
    else:
        told = plain(f"evidence.{stance.kind}")
    return Link(context.links.excerpt(references[0]), told, option_class(tree, option))


def _parting(context: Context, question_id: str) -> Parting | None:
    """The excerpts of a question that favour an option, where two articles favour different ones."""
    tree = context.tree
    said = _said(context, question_id)
    found = {stance.options for stance in stances(tree, said).values() if stance.kind == "for"}
    if len(found) < 2:
        return None
    sided = [reference for reference in said if tree.excerpt(reference).favours]
    figures = [figure(context, reference, sides=True) for reference in sided[:MOST_SHOWN]]
    return Parting(question_id, tree.questions[question_id].title, figures)
