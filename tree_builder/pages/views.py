"""What a page says, worked out for its template: lists cut to twelve, counts, groups of excerpts. No markup but links."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeVar

from jinja2.runtime import Macro
from markupsafe import Markup

from ..graph.evidence import Case, Evidence, Mention, Side
from ..graph.paths import MOST_SHOWN, Graph, Step, Trail
from ..graph.points import Path, paths_of
from ..model import Article, Excerpt, Tree
from ..proof.lock import ArticleProof, Lock, Proof
from ..text.markdown import html_line_of, html_of, text_of
from .address import Links
from .drawing import map_svg, neighbourhood_svg
from .options import mark, option_number
from .outline import nested_list

Entry = TypeVar("Entry")
MOST_PATHS = 1000
MOST_KEPT = 4096  # pieces of pages that are kept to be used again: some MB
MOST_VERDICTS_AN_ANSWER = 4


class Some(NamedTuple):
    """The first entries of a list that could grow with the tree, and how many there are beyond them."""

    shown: tuple[str, ...]
    more: int


class Change(NamedTuple):
    """A question on the way to a verdict; its answers that could lead elsewhere, and where; how many there are beyond."""

    question: str
    answers: tuple[tuple[str, Some], ...]
    more: int


@dataclass(frozen=True, slots=True)
class View:
    """A tree and what is known of it, seen from a page that lies as deep as `links` says."""

    tree: Tree
    graph: Graph
    evidence: Evidence
    lock: Lock | None
    links: Links
    examples: Mapping[str, list[str]]  # verdict id: the examples that lead there
    old_excerpts: Mapping[str, list[str]]  # reference: the fragments under which it was once published

    made: dict[tuple[object, ...], Markup] = field(default_factory=dict, repr=False)

    def once(self, macro: Macro, *arguments: Hashable) -> Markup:
        """What a macro makes of this view and some arguments, made once for all pages that lie this deep."""
        key = (macro.name, *arguments)
        if key in self.made:
            return self.made[key]
        if len(self.made) >= MOST_KEPT:
            self.made.clear()  # in large trees: what is shared most is soon made again
        made = self.made[key] = Markup(macro(self, *arguments))
        return made

    def each(self, macro: Macro, rows: Iterable[Hashable], between: str = "") -> Markup:
        """The same for each of some rows of arguments, or some single arguments that are no tuples; `between` is markup."""
        pieces = [self.once(macro, *(row if isinstance(row, tuple) else (row,))) for row in rows]
        return Markup(between.join(pieces))

    # Markdown fields and small words

    def html(self, source: str, heading: int = 0) -> Markup:
        """A Markdown field as HTML blocks."""
        return Markup(html_of(source, self.links.resolve, heading))

    def inline(self, source: str) -> Markup:
        """A Markdown field as HTML for a list item."""
        return Markup(html_line_of(source, self.links.resolve))

    def summary(self, source: str | None, otherwise: str) -> str:
        """A description of at most 160 characters: the beginning of a Markdown field, or other words."""
        words = text_of(source) if source else otherwise
        return words if len(words) <= 160 else words[:160].rpartition(" ")[0][:159] + "…"

    def side_class(self, side: Side) -> Markup:
        """The class that gives an option its colour."""
        return Markup(f"option-{option_number(self.tree, side)}" if side else "no-option")

    def mark(self, side: Side) -> str:
        """The shape that stands for an option, and for none."""
        return mark(self.tree, side) if side else "○"

    def side_name(self, side: Side) -> str:
        """What a group of excerpts is called: the option that they favour, or that they favour none."""
        return self.tree.options[side] if side else "It depends"

    def first(self, entries: Mapping[str, Entry]) -> list[tuple[str, Entry]]:
        """The first twelve entries of a list that could grow with the tree."""
        return list(islice(entries.items(), MOST_SHOWN))

    def examples_of(self, verdict_id: str) -> list[str]:
        """The examples that lead to a verdict."""
        return self.examples.get(verdict_id, [])

    def trail_of(self, example_id: str) -> Trail:
        """The trail of an example."""
        return tuple(Step(question, answer) for question, answer in self.tree.examples[example_id].answers.items())

    def nested_list(self) -> Markup:
        """The whole tree as nested lists, every page once and a link after that."""
        return Markup(nested_list(self.tree, self.links.page))

    # How far it is

    def to_go(self, page_id: str) -> str:
        """How many answers are still to come: `1 to 4`."""
        least, most = self.graph.shortest[page_id], self.graph.longest[page_id]
        return str(least) if least == most else f"{least} to {most}"

    def can_lead(self, page_id: str, most: int = MOST_SHOWN, without: str | None = None) -> Some:
        """The verdicts that can still be reached from a page; `without` one of them, where that is given."""
        shown = [verdict_id for verdict_id in self.graph.ahead[page_id] if verdict_id != without][:most]
        return Some(tuple(shown), self.graph.reach[page_id].bit_count() - (without is not None) - len(shown))

    def only_trail(self, page_id: str) -> Trail:
        """The trail to a page that only one leads to, as long as it is short enough to be shown; else none."""
        if self.graph.only_way_to(page_id) and self.graph.depth[page_id] <= MOST_SHOWN:
            return self.graph.trail_to(page_id)
        return ()

    def ways(self, page_id: str) -> tuple[list[tuple[Step, Trail]], int]:
        """The answers that lead to a page, each with the shortest trail through it, and how many more there are.

        A trail of more than twelve answers is left out: the address would grow with the tree.
        """
        leads = self.graph.leads[page_id]
        ways = []
        for step in leads[:MOST_SHOWN]:
            short = self.graph.depth[step.question] < MOST_SHOWN
            ways.append((step, (*self.graph.trail_to(step.question), step) if short else ()))
        return ways, len(leads) - len(ways)

    def changes(self, verdict_id: str) -> tuple[list[Change], bool]:
        """What other answers on the way to a verdict could lead to, the nearest question first; and if there are more."""
        nearest = self._questions_before(verdict_id)
        changes = (self._change(question_id, verdict_id) for question_id in nearest[:MOST_SHOWN])
        return [change for change in changes if change.answers], len(nearest) > MOST_SHOWN

    def _change(self, question_id: str, verdict_id: str) -> Change:
        """The answers of a question that can lead to another verdict, each with the others it can lead to."""
        here = self.graph.reach[verdict_id]
        changed: list[tuple[str, Some]] = []
        answers = self.tree.questions[question_id].answers
        for answer_id, answer in answers.items():
            reach = self.graph.reach[answer.leads_to]
            if reach == here:
                continue
            if len(changed) == MOST_SHOWN:
                return Change(question_id, tuple(changed), len(answers) - MOST_SHOWN)
            without = verdict_id if reach & here else None
            changed.append((answer_id, self.can_lead(answer.leads_to, MOST_VERDICTS_AN_ANSWER, without)))
        return Change(question_id, tuple(changed), 0)

    def _questions_before(self, page_id: str) -> list[str]:
        """The questions on any way to a page, the nearest first; at most one more than can be shown."""
        found: dict[str, None] = {}
        waiting = [page_id]
        for here in waiting:
            for step in self.graph.leads[here]:
                if step.question not in found:
                    found[step.question] = None
                    waiting.append(step.question)
                    if len(found) > MOST_SHOWN:
                        return list(found)
        return list(found)

    # Evidence

    def proof(self, reference: str) -> Proof | None:
        """Where the excerpt stands in its article, or None where that is not proved."""
        return self.lock.proof(reference, self.tree.excerpt(reference).quote) if self.lock else None

    def article_proof(self, article_id: str) -> ArticleProof | None:
        """How long the article is and how much of it is quoted, or None where that is not known."""
        return self.lock.article(article_id) if self.lock else None

    def cited(self, reference: str) -> tuple[str, Article, str, Excerpt]:
        """The article and the excerpt of a reference, each after its id."""
        article_id, _, excerpt_id = reference.partition("/")
        article = self.tree.articles[article_id]
        return article_id, article, excerpt_id, article.excerpts[excerpt_id]

    def side(self, reference: str) -> Side:
        """The option that an excerpt favours, or None."""
        favours = self.tree.excerpt(reference).favours
        return favours[0] if favours else None

    def weights(self, references: Sequence[str]) -> list[tuple[Side, int]]:
        """How many of some excerpts favour each option, and none."""
        sides = [self.side(reference) for reference in dict.fromkeys(references)]
        return [(side, sides.count(side)) for side in (*self.tree.options, None) if side in sides]

    def said_on(self, question_id: str) -> list[tuple[Side, list[Mention]]]:
        """What the articles say on a question and its answers, by the option favoured: each excerpt once."""
        question = self.tree.questions[question_id]
        firsts = {reference: Mention(0, 0, reference) for reference in question.excerpts}
        for answer_id, answer in question.answers.items():
            for reference in answer.excerpts:
                firsts.setdefault(reference, Mention(0, 0, reference, question_id, answer_id))
        groups: dict[Side, list[Mention]] = {side: [] for side in (*self.tree.options, None)}
        for mention in firsts.values():
            groups[self.side(mention.reference)].append(mention)
        return [(side, mentions) for side, mentions in groups.items() if mentions]

    def rows(self, mentions: Sequence[Mention], labelled: bool) -> list[tuple[str, str | None, str | None]]:
        """What `figure` is to show of some mentions: the excerpts, `labelled` with where they stand."""
        return [(m.reference, m.question, m.answer) if labelled else (m.reference, None, None) for m in mentions]

    def case_for(self, verdict_id: str) -> Case:
        """The excerpts that favour what a verdict recommends."""
        return self._case(verdict_id, [self.tree.verdicts[verdict_id].recommends])

    def case_against(self, verdict_id: str) -> Case:
        """The excerpts that favour another option than the one that a verdict recommends."""
        recommended = self.tree.verdicts[verdict_id].recommends
        return self._case(verdict_id, [option for option in self.tree.options if option != recommended])

    def case_by_option(self, verdict_id: str) -> list[tuple[str, Case]]:
        """The excerpts on a verdict that recommends none, by the option that they favour."""
        return [(option, case) for option in self.tree.options if (case := self._case(verdict_id, [option])).total]

    def it_depends(self, verdict_id: str) -> Case:
        """The excerpts on a verdict that favour no option."""
        return self._case(verdict_id, [None])

    def _case(self, verdict_id: str, sides: Sequence[Side]) -> Case:
        cases = [self.evidence.case(verdict_id, side) for side in sides]
        if len(cases) == 1:
            return cases[0]
        shown = sorted((mention for case in cases for mention in case.shown), key=_directness)
        return Case(shown[:MOST_SHOWN], sum(case.total for case in cases))

    def voices(self, verdict_id: str) -> list[tuple[str, int | None, int, int]]:
        """For each article that speaks on a verdict: how many excerpts are for it, against it, and neither.

        For a verdict that recommends none the first is None, and the second how many take a side.
        """
        recommended = self.tree.verdicts[verdict_id].recommends
        rows = []
        for article_id, sides in self.evidence.by_article(verdict_id).items():
            neither, sided = sides.get(None, 0), sum(sides.values()) - sides.get(None, 0)
            speaking_for = sides.get(recommended, 0) if recommended else None
            rows.append((article_id, speaking_for, sided - (speaking_for or 0), neither))
        return rows

    def weights_of_article(self, article_id: str) -> list[tuple[Side, int]]:
        """How many excerpts of an article favour each option, and none."""
        return self.weights([f"{article_id}/{excerpt_id}" for excerpt_id in self.tree.articles[article_id].excerpts])

    def old_ids(self, reference: str) -> list[str]:
        """The fragments under which an excerpt was once published."""
        return self.old_excerpts.get(reference, [])

    # The whole

    def cells(self, question_id: str) -> list[list[str]]:
        """What each article says on a question: its excerpts there."""
        question = self.tree.questions[question_id]
        cells: dict[str, list[str]] = {article_id: [] for article_id in self.tree.articles}
        for held in (question.excerpts, *(answer.excerpts for answer in question.answers.values())):
            for reference in held:
                cell = cells[reference.partition("/")[0]]
                if reference not in cell:
                    cell.append(reference)
        return list(cells.values())

    def disagreements(self) -> Iterator[tuple[str, list[tuple[str, list[Mention]]]]]:
        """The questions on which excerpts of two articles favour different options, with those excerpts by option."""
        for question_id in self.tree.questions:
            sides = [(side, mentions) for side, mentions in self.said_on(question_id) if side]
            speakers = [{mention.reference.partition("/")[0] for mention in mentions} for _, mentions in sides]
            if any(a != b or len(a | b) > 1 for n, a in enumerate(speakers) for b in speakers[n + 1 :]):
                yield question_id, sides

    def paths(self) -> Iterator[Path]:
        """The first paths of the tree, each with its points."""
        return paths_of(self.tree, MOST_PATHS)

    def map(self) -> Markup:
        """The whole tree as an inline drawing."""
        return Markup(map_svg(self.tree, self.graph, self.links.page))

    def neighbourhood(self, page_id: str) -> Markup:
        """A page with those before and behind it as an inline drawing."""
        return Markup(neighbourhood_svg(self.tree, self.graph, page_id, self.links.page))


def _directness(mention: Mention) -> tuple[int, int, int]:
    layer = 2 if mention.question and not mention.answer else 1 if mention.question else 0
    return layer, mention.distance, mention.rank
