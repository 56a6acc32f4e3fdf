"""What every entry of the format may carry, and the parts of a verdict that may hold under a condition only."""

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from .kinds import (
    AdviceKind,
    ExcerptId,
    Markdown,
    Note,
    OneOrMore,
    QuestionId,
    Strength,
    TermOfKey,
    VerdictId,
    empty_is,
)

NO_LIST, NO_MAPPING = empty_is(tuple), empty_is(dict)

When = Annotated[
    dict[QuestionId, Annotated[tuple[TermOfKey, ...], OneOrMore()]],
    NO_MAPPING,
    Field(description="The answers under which it holds: question id: answer id, ~item, or asked; or a list of them."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry may carry: a note of the author's to be done, and the advice that the author has looked at."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # an unknown key is a mistake
    called: ClassVar[str] = "the entry"  # what messages call it
    keeps_id: ClassVar[bool] = False  # its id stands in addresses or trails, so it is retired and never just dropped
    todo: Annotated[Note | None, Field(description="What is still to be done here; never published.")] = None
    accept: Annotated[
        dict[AdviceKind, Note],
        NO_MAPPING,
        Field(description="Advice that you have looked at and do not follow: its kind, and why."),
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional(Entry):
    """What may hold under a condition only."""

    when: When = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Conditional):
    """A part of a verdict that may hold under a condition only. Written again with another condition, it is shown once."""

    text: Annotated[Markdown, Field(description="Markdown.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthWhen(Conditional):
    """How strong a verdict is under a condition."""

    strength: Annotated[Strength, Field(description="How strong it is: strong, conditional or split.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeAlso(Conditional):
    """Another verdict worth a look, perhaps under a condition only."""

    verdict: Annotated[VerdictId, Field(description="The id of another verdict worth a look.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited(Conditional):
    """An excerpt of a verdict's own, perhaps under a condition only."""

    excerpt: Annotated[ExcerptId, Field(description="article-id/excerpt-id")]
