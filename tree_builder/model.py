"""The format of `decision_tree.yaml` as frozen dataclasses.

The classes are at once the model that every later stage works on and the format that authors write: pydantic checks
the shape of a file against them (see `shape`), and prints the JSON Schema that editors use (see `schema`).
What spans several entries (references, reachability, counts that fit together) belongs to `rules`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from .words import ELISION, stretches_of

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
ID_LENGTH = 64
# A page is a file on somebody's disk: Windows keeps these names for devices, whatever their ending.
DEVICE_NAMES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
RESERVED_IDS = DEVICE_NAMES | {"index"}
COUNT_PATTERN = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?\Z")
DATE_PATTERN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
QUOTE_WORDS = range(2, 61)

SCALAR = ["string", "number", "boolean"]


def scalar(**extra: str | int | list[str]) -> WithJsonSchema:
    """The JSON Schema of a text: any scalar, for an editor reads `1.10` as a number where the guide keeps the text."""
    return WithJsonSchema({"type": SCALAR, **extra})


def _wrong(problem: str) -> PydanticCustomError:
    return PydanticCustomError("value", "{problem}", {"problem": problem})


def _id(text: str) -> str:
    if not ID_PATTERN.match(text):
        right = "it must be of lower-case letters a to z and digits, joined by single hyphens"
        raise _wrong(f"{shown(text)} cannot be an id; {right}")
    if len(text) > ID_LENGTH:
        raise _wrong(f"the id {shown(text)} has {len(text)} characters; it must have at most {ID_LENGTH}")
    if text in RESERVED_IDS:
        raise _wrong(f"the id {shown(text)} is reserved (`index` and the device names of Windows); it must be another")
    return text


def _date(text: str) -> str:
    try:
        if DATE_PATTERN.match(text):
            date.fromisoformat(text)
            return text
    except ValueError:
        pass
    raise _wrong(f"{shown(text)} is not a date; it must be a day of the calendar as YYYY-MM-DD")


def _url(text: str) -> str:
    if is_web_address(text):
        return text
    raise _wrong(f"{shown(text)} is not an address; it must begin with https:// or http://, without a space or a quote")


def _count(text: str) -> str:
    match = COUNT_PATTERN.match(text)
    if not match or int(match[1]) > int(match[2] or match[1]):
        raise _wrong(f"{shown(text)} is not a count; it must be a number such as 2, or a range such as 0-1")
    return text


def _quote(text: str) -> str:
    stretches = stretches_of(text)
    total = sum(map(len, stretches))
    if total not in QUOTE_WORDS:
        raise _wrong(f"the quotation has {total} word{'s' * (total != 1)}; it must have two to sixty")
    if min(map(len, stretches)) < QUOTE_WORDS.start:
        raise _wrong(f"a stretch of the quotation beside {ELISION} has one word or none; it must have at least two")
    return text


def shown(text: str, most: int = 80) -> str:
    """Author text as it stands in a message: in backquotes, on one line, at most `most` characters of it."""
    line = " ".join(text.split())
    return f"`{line[:most]}…`" if len(line) > most else f"`{line}`"


def is_web_address(text: str) -> bool:
    """Whether `text` is an http or https address with a host."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"\\^`{|}]", text)


def count_range(count: str) -> range:
    """The numbers of ticked items that a count stands for: `0-1` is `range(0, 2)`."""
    first, _, last = count.partition("-")
    return range(int(first), int(last or first) + 1)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _or_empty(empty: Callable[[], Any]) -> BeforeValidator:
    """An empty value is a missing one, also where a mapping or a list is due."""
    return BeforeValidator(lambda value: empty() if value is None else value)


Id = Annotated[str, AfterValidator(_id), WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})]
Reference = Annotated[str, scalar()]
Line = Annotated[str, AfterValidator(_one_line), scalar()]
Markdown = Annotated[str, scalar()]
Quote = Annotated[str, AfterValidator(_one_line), AfterValidator(_quote), scalar()]
Date = Annotated[str, AfterValidator(_date), scalar(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Url = Annotated[str, AfterValidator(_url), scalar(pattern="^https?://")]
Count = Annotated[str, AfterValidator(_count), scalar(pattern="^[0-9]{1,4}(-[0-9]{1,4})?$")]
Strength = Literal["strong", "conditional", "split"]
EMPTY_LIST, EMPTY_MAPPING = _or_empty(tuple), _or_empty(dict)
CLOSED = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What the whole guide is called, and how current it is."""

    __pydantic_config__ = CLOSED
    title: Annotated[Line, Field(description="What the guide decides, as a question. One line of plain text.")]
    summary: Annotated[Line, Field(description="The guide in one sentence. One line of plain text.")]
    edition: Annotated[Line, Field(description="The name of this edition, such as 2026-11: on every page and record.")]
    reviewed: Annotated[Date, Field(description="The day somebody last read the whole guide, as YYYY-MM-DD.")]
    review_due: Annotated[Date, Field(description="The day by which it must be read again, as YYYY-MM-DD.")]
    owner: Annotated[Markdown | None, Field(description="Whom to tell that the guide is wrong. Markdown.")] = None
    about: Annotated[
        Markdown | None, Field(description="How it was made, how to read it: the About page. Markdown.")
    ] = None
    changes: Annotated[
        dict[Line, Line], EMPTY_MAPPING, Field(description="What readers should know of each edition, newest first.")
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What has changed since an article was written."""

    __pydantic_config__ = CLOSED
    note: Annotated[Markdown, Field(description="What is different today, in your own words. Markdown.")]
    url: Annotated[Url, Field(description="Where a reader can see that: the project's own page.")]
    seen: Annotated[Date, Field(description="The day you looked at it, as YYYY-MM-DD.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A short, word-for-word, attributed quotation from an article."""

    __pydantic_config__ = CLOSED
    quote: Annotated[Quote, Field(description="Two to sixty words, word for word; what is left out is written […].")]
    favours: Annotated[
        Reference | None,
        Field(description="The option it speaks for; left out for a caveat, or where it takes no side."),
    ] = None
    since: Annotated[
        tuple[Since, ...], EMPTY_LIST, Field(description="What has changed since the article was written.")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A published text that the guide quotes."""

    __pydantic_config__ = CLOSED
    title: Annotated[Line, Field(description="The title of the article. One line of plain text.")]
    author: Annotated[Line | None, Field(description="Its author; left out where it does not say.")] = None
    published: Annotated[Date | None, Field(description="The day it was published, as YYYY-MM-DD.")] = None
    url: Annotated[Url | None, Field(description="Where it stands.")] = None
    about: Annotated[
        Markdown | None, Field(description="Who speaks, and what their stake is, in your own words. Markdown.")
    ] = None
    excerpts: Annotated[dict[Id, Excerpt], EMPTY_MAPPING, Field(description="The quotations from it, by id.")] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One way on from a question."""

    __pydantic_config__ = CLOSED
    label: Annotated[Line, Field(description="The answer in a few words: the link that readers click. Plain text.")]
    leads_to: Annotated[Reference, Field(description="The id of the question or the verdict that comes next.")]
    explain: Annotated[Markdown | None, Field(description="What the answer means, in a line or two. Markdown.")] = None
    count: Annotated[
        Count | None, Field(description="With a checklist: how many ticked items give this answer, N or N-M.")
    ] = None
    excerpts: Annotated[
        tuple[Reference, ...], EMPTY_LIST, Field(description="Evidence about this very answer: article-id/excerpt-id.")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A page that asks one thing."""

    __pydantic_config__ = CLOSED
    title: Annotated[Line, Field(description="The question. One line of plain text.")]
    answers: Annotated[
        dict[Id, Answer], Field(min_length=2, description="The answers by id, in the order readers see; at least two.")
    ]
    explain: Annotated[Markdown | None, Field(description="Why it matters. Markdown.")] = None
    checklist: Annotated[
        dict[Id, Line], EMPTY_MAPPING, Field(description="Items the reader counts to pick the answer, by id.")
    ] = field(default_factory=dict)
    excerpts: Annotated[
        tuple[Reference, ...], EMPTY_LIST, Field(description="What articles say on it: article-id/excerpt-id.")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A page with a recommendation; nothing leads on from it."""

    __pydantic_config__ = CLOSED
    title: Annotated[Line, Field(description="The recommendation in a few words. One line of plain text.")]
    summary: Annotated[Markdown, Field(description="The recommendation and its reason. Markdown.")]
    recommends: Annotated[Reference | None, Field(description="The option it recommends; left out for none.")] = None
    strength: Annotated[Strength | None, Field(description="How strong it is: strong, conditional or split.")] = None
    unless: Annotated[
        tuple[Markdown, ...], EMPTY_LIST, Field(description="When this verdict does not hold. Markdown, each.")
    ] = ()
    next_steps: Annotated[tuple[Markdown, ...], EMPTY_LIST, Field(description="What to do now. Markdown, each.")] = ()
    see_also: Annotated[
        tuple[Reference, ...], EMPTY_LIST, Field(description="Ids of other verdicts worth a look.")
    ] = ()
    excerpts: Annotated[
        tuple[Reference, ...], EMPTY_LIST, Field(description="What articles say on it: article-id/excerpt-id.")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A project with known answers and a known verdict: shown to readers, and checked at every build."""

    __pydantic_config__ = CLOSED
    title: Annotated[Line, Field(description="The project in a few words. One line of plain text.")]
    answers: Annotated[
        dict[Reference, Reference], Field(min_length=1, description="Question id: answer id, for the whole path.")
    ]
    verdict: Annotated[Reference, Field(description="The id of the verdict that these answers lead to.")]
    excerpts: Annotated[
        tuple[Reference, ...], EMPTY_LIST, Field(description="Where articles name it: article-id/excerpt-id.")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The whole guide: `load` and `check` make one from `decision_tree.yaml`."""

    __pydantic_config__ = CLOSED
    guide: Annotated[Guide, Field(description="What the guide is called, and how current it is.")]
    options: Annotated[
        dict[Id, Line], Field(min_length=1, description="The alternatives that the guide chooses between: id and name.")
    ]
    start: Annotated[Reference, Field(description="The id of the first question.")]
    questions: Annotated[dict[Id, Question], Field(min_length=1, description="The questions by id.")]
    verdicts: Annotated[dict[Id, Verdict], Field(min_length=1, description="The verdicts by id.")]
    articles: Annotated[
        dict[Id, Article], EMPTY_MAPPING, Field(description="The published texts that the guide quotes, by id.")
    ] = field(default_factory=dict)
    examples: Annotated[
        dict[Id, Example], EMPTY_MAPPING, Field(description="Projects with known answers and a known verdict, by id.")
    ] = field(default_factory=dict)
    retired: Annotated[
        dict[Reference, Reference],
        EMPTY_MAPPING,
        Field(description="What was once published, and where its readers go now: old id: new id."),
    ] = field(default_factory=dict)

    def page(self, page_id: str) -> Question | Verdict:
        """The question or the verdict of that id. Raises KeyError where there is none."""
        return self.questions[page_id] if page_id in self.questions else self.verdicts[page_id]

    def excerpt(self, reference: str) -> Excerpt:
        """The excerpt that `article-id/excerpt-id` names. Raises KeyError where there is none."""
        article_id, _, excerpt_id = reference.partition("/")
        return self.articles[article_id].excerpts[excerpt_id]
