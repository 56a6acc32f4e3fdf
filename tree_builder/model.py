"""The format of `decision_tree.yaml`, declared once, as frozen dataclasses.

The classes are at once the model that every later stage works on and the format that authors write. Each field says
what it is by its annotation (see `kinds`), and the rest follows from that: `fields` finds the texts of a tree by it,
pydantic checks the shape (see `check.shape`) and prints the schema (see `check.schema`). What every entry may carry and
the parts of a verdict stand in `entries`; what spans several entries (references that exist, counts that fit together)
belongs to `check`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import Field

from .entries import NO_LIST, NO_MAPPING, Cited, Entry, SeeAlso, StrengthWhen, Text
from .kinds import (
    FORMAT,
    AnswerOfKey,
    Bare,
    Count,
    Date,
    Edition,
    ExcerptId,
    Feedback,
    Format,
    Id,
    ItemKey,
    Line,
    Markdown,
    OldId,
    OneOrMore,
    OptionId,
    OptionKey,
    PageId,
    PartialDate,
    QuestionId,
    Quote,
    Short,
    Side,
    Successor,
    Truth,
    Url,
    UrlOrOwnPage,
    VerdictId,
    empty_is,
)

Excerpts = Annotated[
    tuple[ExcerptId, ...], NO_LIST, Field(description="What articles say on it: article-id/excerpt-id.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(Entry):
    """What the whole guide is called, and how current it is."""

    called: ClassVar[str] = "`guide`"
    title: Annotated[Line, Field(description="What the guide decides, as a question. One line of plain text.")]
    summary: Annotated[Line, Field(description="The guide in one sentence. One line of plain text.")]
    edition: Annotated[
        Edition,
        Field(
            description="The name of this edition, such as 2026-11: on every page and record; also the name of a file."
        ),
    ]
    reviewed: Annotated[Date, Field(description="The day somebody last read the whole guide, as YYYY-MM-DD.")]
    review_due: Annotated[Date, Field(description="The day by which it must be read again, as YYYY-MM-DD.")]
    owner: Annotated[Markdown | None, Field(description="Whom to tell that the guide is wrong. Markdown.")] = None
    feedback: Annotated[
        Feedback | None,
        Field(description="Where readers may object: an address with {page}, {edition}, {trail}, or a mailto."),
    ] = None
    about: Annotated[
        Markdown | None, Field(description="How it was made, how to read it: the About page. Markdown.")
    ] = None
    changes: Annotated[
        dict[Edition, Line], NO_MAPPING, Field(description="What readers should know of each edition, newest first.")
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Since(Entry):
    """What has changed since an article was written, or what was measured."""

    called: ClassVar[str] = "the `since` note"
    note: Annotated[Markdown, Field(description="What is different today, in your own words. Markdown.")]
    url: Annotated[
        UrlOrOwnPage,
        Field(description="Where a reader can see that: the project's own page, or page:FILE.md of your own."),
    ]
    seen: Annotated[Date, Field(description="The day you looked at it, as YYYY-MM-DD.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt(Entry):
    """A short, word-for-word, attributed quotation from an article."""

    called: ClassVar[str] = "the excerpt"
    keeps_id: ClassVar[bool] = True
    quote: Annotated[Quote, Field(description="Two to sixty words, word for word; what is left out is written […].")]
    favours: Annotated[
        tuple[Side, ...],
        OneOrMore(),
        NO_LIST,
        Field(description="The option, or verdict:ID, that it speaks for, or a list; left out where it takes no side."),
    ] = ()
    against: Annotated[
        tuple[Side, ...],
        OneOrMore(),
        NO_LIST,
        Field(description="What it speaks against without naming a better one; an option, verdict:ID, or a list."),
    ] = ()
    since: Annotated[
        tuple[Since, ...], NO_LIST, Field(description="What has changed since the article was written.")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Entry):
    """A published text that the guide quotes."""

    called: ClassVar[str] = "the article"
    title: Annotated[Line, Field(description="The title of the article. One line of plain text.")]
    short: Annotated[
        Short | None, Field(description="Its name in prose, tables and records, at most 24 characters.")
    ] = None
    author: Annotated[Line | None, Field(description="Its author; left out where it does not say.")] = None
    published: Annotated[
        PartialDate | None, Field(description="When it was published: YYYY-MM-DD, YYYY-MM or YYYY, as far as known.")
    ] = None
    url: Annotated[Url | None, Field(description="Where it stands.")] = None
    archived: Annotated[Url | None, Field(description="A copy of it, for when the original is gone.")] = None
    fragment: Annotated[Truth | None, Field(description="false: the address does not show the text itself.")] = None
    about: Annotated[
        Markdown | None, Field(description="Who speaks, and what their stake is, in your own words. Markdown.")
    ] = None
    excerpts: Annotated[dict[Id, Excerpt], NO_MAPPING, Field(description="The quotations from it, by id.")] = field(
        default_factory=dict
    )

    @property
    def name(self) -> str:
        """What it is called in prose, in tables and in the record."""
        return self.short or self.author or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Entry):
    """One way on from a question."""

    called: ClassVar[str] = "the answer"
    keeps_id: ClassVar[bool] = True
    label: Annotated[Line, Field(description="The answer in a few words: the link that readers click. Plain text.")]
    leads_to: Annotated[PageId, Field(description="The id of the question or the verdict that comes next.")]
    explain: Annotated[Markdown | None, Field(description="What the answer means, in a line or two. Markdown.")] = None
    because: Annotated[
        Markdown | None, Field(description="What this answer means for the decision, in one sentence. Markdown.")
    ] = None
    count: Annotated[
        Count | None, Field(description="With a checklist: how many ticked items give this answer, N or N-M.")
    ] = None
    excerpts: Excerpts = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Entry):
    """A page that asks one thing."""

    called: ClassVar[str] = "the question"
    keeps_id: ClassVar[bool] = True
    title: Annotated[Line, Field(description="The question. One line of plain text.")]
    answers: Annotated[
        dict[Id, Answer], Field(min_length=2, description="The answers by id, in the order readers see; at least two.")
    ]
    short: Annotated[
        Short | None, Field(description="Its name in the trail, in tables and in the record, at most 24 characters.")
    ] = None
    explain: Annotated[Markdown | None, Field(description="How to tell which answer fits. Markdown.")] = None
    checklist: Annotated[
        dict[ItemKey, Line], NO_MAPPING, Field(description="Items the reader counts to pick the answer, by id.")
    ] = field(default_factory=dict)
    excerpts: Excerpts = ()

    @property
    def name(self) -> str:
        """What it is called in the trail, in tables and in the record."""
        return self.short or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Entry):
    """A page with a recommendation; nothing leads on from it."""

    called: ClassVar[str] = "the verdict"
    keeps_id: ClassVar[bool] = True
    title: Annotated[Line, Field(description="The recommendation in a few words. One line of plain text.")]
    summary: Annotated[
        tuple[Annotated[Text, Bare("text")], ...],
        OneOrMore(),
        Field(
            min_length=1, description="The recommendation and its reason. Markdown; of a list, the first that holds."
        ),
    ]
    recommends: Annotated[OptionId | None, Field(description="The option it recommends; left out for none.")] = None
    strength: Annotated[
        tuple[Annotated[StrengthWhen, Bare("strength")], ...],
        OneOrMore(),
        NO_LIST,
        Field(description="How strong it is: strong, conditional or split; of a list, the first that holds."),
    ] = ()
    unless: Annotated[
        tuple[Annotated[Text, Bare("text")], ...],
        NO_LIST,
        Field(description="When this verdict does not hold. Markdown, each."),
    ] = ()
    next_steps: Annotated[
        tuple[Annotated[Text, Bare("text")], ...], NO_LIST, Field(description="What to do now. Markdown, each.")
    ] = ()
    see_also: Annotated[
        tuple[Annotated[SeeAlso, Bare("verdict")], ...],
        NO_LIST,
        Field(description="Ids of other verdicts worth a look."),
    ] = ()
    excerpts: Annotated[
        tuple[Annotated[Cited, Bare("excerpt")], ...],
        NO_LIST,
        Field(description="What articles say on it: article-id/excerpt-id."),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example(Entry):
    """A project with known answers and a known verdict: shown to readers, and checked at every build."""

    called: ClassVar[str] = "the example"
    title: Annotated[Line, Field(description="The project in a few words. One line of plain text.")]
    answers: Annotated[
        dict[QuestionId, AnswerOfKey],
        Field(min_length=1, description="Question id: answer id, for the whole path."),
    ]
    verdict: Annotated[VerdictId, Field(description="The id of the verdict that these answers lead to.")]
    excerpts: Excerpts = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree(Entry):
    """The whole guide: `read` and `check` make one from `decision_tree.yaml`."""

    called: ClassVar[str] = "the tree"
    guide: Annotated[Guide, Field(description="What the guide is called, and how current it is.")]
    start: Annotated[QuestionId, Field(description="The id of the first question.")]
    questions: Annotated[dict[Id, Question], Field(min_length=1, description="The questions by id.")]
    verdicts: Annotated[dict[Id, Verdict], Field(min_length=1, description="The verdicts by id.")]
    options: Annotated[
        dict[OptionKey, Line],
        NO_MAPPING,
        Field(description="The alternatives that the guide chooses between: id and name."),
    ] = field(default_factory=dict)
    articles: Annotated[
        dict[Id, Article], NO_MAPPING, Field(description="The published texts that the guide quotes, by id.")
    ] = field(default_factory=dict)
    examples: Annotated[
        dict[Id, Example], NO_MAPPING, Field(description="Projects with known answers and a known verdict, by id.")
    ] = field(default_factory=dict)
    retired: Annotated[
        dict[OldId, Successor],
        NO_MAPPING,
        Field(description="What was once published, and where its readers go now: old id: new id."),
    ] = field(default_factory=dict)
    withdrawn: Annotated[
        tuple[OldId, ...],
        NO_LIST,
        Field(description="What was once published and has no successor: whoever answered it is asked again."),
    ] = ()
    format: Annotated[Format, empty_is(lambda: FORMAT), Field(description="The version of this format.")] = FORMAT

    def page(self, page_id: str) -> Question | Verdict:
        """The question or the verdict of that id. Raises KeyError where there is none."""
        return self.questions[page_id] if page_id in self.questions else self.verdicts[page_id]

    def excerpt(self, reference: str) -> Excerpt:
        """The excerpt that `article-id/excerpt-id` names. Raises KeyError where there is none."""
        article_id, _, excerpt_id = reference.partition("/")
        return self.articles[article_id].excerpts[excerpt_id]

    def excerpts(self) -> Iterator[tuple[str, Excerpt]]:
        """Every excerpt with its reference, in the order of the file."""
        for article_id, article in self.articles.items():
            for excerpt_id, excerpt in article.excerpts.items():
                yield f"{article_id}/{excerpt_id}", excerpt
