"""The kinds of text in a tree: what each must look like, and what it is to those who read it.

A field of the model names its kind by annotation. `Kind` says what the text is (Markdown, a reference to what), a
validator what it must look like, the schema the same for editors. `Bare` and `OneOrMore` are the two short forms.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from .text.problems import shown
from .text.words import ELISION, stretches_of

# Patterns as the schema has them, and as the validators match them.
ID_TEXT = "[a-z0-9]+(-[a-z0-9]+)*"
ID_PATTERN = re.compile(rf"{ID_TEXT}\Z")
ID_LENGTH = 64
_COUNT_TEXT = "[0-9]{1,4}(-[0-9]{1,4})?"
COUNT_PATTERN = re.compile(rf"{_COUNT_TEXT}\Z")
_DATE_TEXT = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PARTIAL_DATE_TEXT = "[0-9]{4}(-[0-9]{2}){0,2}"
# A page is a file on somebody's disk: Windows keeps these names for devices, whatever their ending.
DEVICE_NAMES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
RESERVED_IDS = DEVICE_NAMES | {"index"}
OWN_PAGE_PATTERN = re.compile(r"page:((?:[A-Za-z0-9_][\w.-]*/)*[A-Za-z0-9_][\w.-]*\.md)(#[\w.-]*)?\Z", re.ASCII)
QUOTE_WORDS = range(2, 61)
SHORT_LENGTH = 24
EDITION_TEXT = "[A-Za-z0-9_-][A-Za-z0-9_.-]*"
EDITION_LENGTH = 64
ASKED = "asked"  # in a condition, in place of an answer: any
ITEM = "~"  # in a condition and in a trail, before the id of a ticked item

FORMAT = "2"
SCALAR = ["string", "number", "boolean"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a text is. `refers_to` names what it must be the id of; `key` stands for it before a colon, in messages."""

    name: str
    refers_to: str = ""
    key: str = "id"
    # How a comparison tells a change of it: `both` readings, just that it changed (`name`), or not to readers.
    told: Literal["both", "name", "nothing"] = "both"
    noun: str = ""  # what has such an id, where a text has it and no entry
    mark: str = ""  # what stands before it where a trail has it; what has none is not published


def _scalar(**extra: str | int) -> WithJsonSchema:
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


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _date(text: str) -> str:
    if re.fullmatch(_DATE_TEXT, text) and _is_day(text):
        return text
    raise _wrong(f"{shown(text)} is not a date; it must be a day of the calendar as YYYY-MM-DD")


def _partial_date(text: str) -> str:
    if re.fullmatch(_PARTIAL_DATE_TEXT, text) and _is_day((text + "-01-01")[:10]):
        return text
    right = "it must be a day, a month or a year of the calendar, as YYYY-MM-DD, YYYY-MM or YYYY"
    raise _wrong(f"{shown(text)} is not a date; {right}")


def is_web_address(text: str) -> bool:
    """Whether `text` is an http or https address with a host."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"\\^`{|}]", text)


def _url(text: str, or_else: str = "") -> str:
    if is_web_address(text):
        return text
    right = f"it must begin with https:// or http://, without a space or a quote{or_else}"
    raise _wrong(f"{shown(text)} is not an address; {right}")


def _url_or_own_page(text: str) -> str:
    return text if OWN_PAGE_PATTERN.match(text) else _url(text, ", or be a page of your own as `page:FILE.md`")


def _feedback(text: str) -> str:
    filled = re.sub(r"\{(?:page|edition|trail)\}", "x", text)
    if is_web_address(filled) or re.fullmatch(r"mailto:[^\s<>\"\\^`{|}]+", filled):
        return text
    right = "it must be an https, http or mailto address, in which {page}, {edition} and {trail} may stand"
    raise _wrong(f"{shown(text)} cannot take feedback; {right}")


def _count(text: str) -> str:
    if not COUNT_PATTERN.match(text) or not count_range(text):
        raise _wrong(f"{shown(text)} is not a count; it must be a number such as 2, or a range such as 0-1")
    return text


def count_range(count: str) -> range:
    """The numbers of ticked items that a count stands for: `0-1` is `range(0, 2)`."""
    first, _, last = count.partition("-")
    return range(int(first), int(last or first) + 1)


def _quote(text: str) -> str:
    stretches = stretches_of(text)
    total = sum(map(len, stretches))
    if total not in QUOTE_WORDS:
        raise _wrong(f"the quotation has {total} word{'s' * (total != 1)}; it must have two to sixty")
    if min(map(len, stretches)) < QUOTE_WORDS.start:
        raise _wrong(f"a stretch of the quotation beside {ELISION} has one word or none; it must have at least two")
    return text


def _short(text: str) -> str:
    if len(text) > SHORT_LENGTH:
        what = f"the short name {shown(text)} has {len(text)} characters"
        raise _wrong(f"{what}; it must have at most {SHORT_LENGTH}")
    return text


def not_a_file_name(edition: str) -> str:
    """Why an edition cannot be frozen under its name, as `editions/2026-11.json`; empty where it can."""
    if not re.fullmatch(EDITION_TEXT, edition) or edition.partition(".")[0].lower() in DEVICE_NAMES:
        right = "it must be letters a to z, digits, `-`, `_` and `.`, not begin with `.`, and be no device of Windows"
        return f"the edition {shown(edition)} cannot be the name of a file; {right}"
    if len(edition) > EDITION_LENGTH:
        what = f"the edition {shown(edition)} has {len(edition)} characters"
        return f"{what}; to be frozen it must have at most {EDITION_LENGTH}"
    return ""


def _format(text: str) -> str:
    if text == FORMAT:
        return text
    raise _wrong(f"the format {shown(text)} is not known; this version reads format {FORMAT}")


def _truth(text: str) -> str:
    if text in ("true", "false"):
        return text
    raise _wrong(f"{shown(text)} is no truth value; it must be `true` or `false`")


def one_line(text: str) -> str:
    """A text with every run of white space as one space."""
    return " ".join(text.split())


def empty_is(make: Callable[[], Any]) -> BeforeValidator:
    """An empty value is a missing one, also where a mapping or a list is due."""
    return BeforeValidator(lambda value: make() if value is None else value)


@dataclass(frozen=True, slots=True)
class Bare:
    """The short form of an entry: a text alone stands for a mapping with that text under `key`."""

    key: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self._whole, handler(source))

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> Any:
        whole = handler(schema)
        return {"anyOf": [handler.resolve_ref_schema(whole)["properties"][self.key], whole]}

    def _whole(self, value: Any) -> Any:
        if isinstance(value, str):
            return {self.key: value}
        if not isinstance(value, dict) or self.key not in value and not value.keys() & {"when", "todo", "accept"}:
            # `- Mind: the gap` was meant as a text: say so, and not what such a mapping would lack.
            raise PydanticCustomError("string_type", "not a text")
        return value


@dataclass(frozen=True, slots=True)
class OneOrMore:
    """The short form of a list: one entry alone stands for a list of it."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self._listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> Any:
        whole = handler(schema)
        one = whole["items"]
        return {"anyOf": [*(one["anyOf"][:1] if "anyOf" in one else [one]), whole]}

    def _listed(self, value: Any) -> Any:
        return [value] if isinstance(value, str) else value


_LINE = AfterValidator(one_line)

Id = Annotated[str, Kind("id"), AfterValidator(_id), WithJsonSchema({"type": "string", "pattern": f"^{ID_TEXT}$"})]
OptionKey = Annotated[Id, Kind("id", noun="option")]
ItemKey = Annotated[Id, Kind("id", noun="item", mark=ITEM)]
Line = Annotated[str, Kind("line"), _LINE, _scalar()]
Note = Annotated[str, Kind("line", told="nothing"), _LINE, _scalar()]  # the author's own, never published
Short = Annotated[str, Kind("line"), _LINE, AfterValidator(_short), _scalar(maxLength=SHORT_LENGTH)]
Edition = Annotated[str, Kind("line", key="edition"), _LINE, _scalar()]
Markdown = Annotated[str, Kind("markdown", told="name"), _scalar()]
Quote = Annotated[str, Kind("quote", told="name"), _LINE, AfterValidator(_quote), _scalar()]
Date = Annotated[str, Kind("date"), AfterValidator(_date), _scalar(pattern=f"^{_DATE_TEXT}$")]
PartialDate = Annotated[str, Kind("date"), AfterValidator(_partial_date), _scalar(pattern=f"^{_PARTIAL_DATE_TEXT}$")]
# The scheme of an address may be in capitals.
Url = Annotated[str, Kind("url"), AfterValidator(_url), _scalar(pattern="^[Hh][Tt][Tt][Pp][Ss]?://")]
UrlOrOwnPage = Annotated[
    str,
    Kind("url", refers_to="own page"),
    AfterValidator(_url_or_own_page),
    _scalar(pattern="^([Hh][Tt][Tt][Pp][Ss]?://|page:)"),
]
Feedback = Annotated[
    str, Kind("url"), AfterValidator(_feedback), _scalar(pattern="^([Hh][Tt][Tt][Pp][Ss]?://|mailto:)")
]
Count = Annotated[str, Kind("count"), AfterValidator(_count), _scalar(pattern=f"^{_COUNT_TEXT}$")]

QuestionId = Annotated[str, Kind("reference", refers_to="question"), _scalar()]
VerdictId = Annotated[str, Kind("reference", refers_to="verdict"), _scalar()]
PageId = Annotated[str, Kind("reference", refers_to="question or verdict"), _scalar()]
OptionId = Annotated[str, Kind("reference", refers_to="option"), _scalar()]
# `django`, or `verdict:flask-core`
Side = Annotated[str, Kind("reference", refers_to="option or verdict"), _scalar()]
# `article-id/excerpt-id`
ExcerptId = Annotated[str, Kind("reference", refers_to="excerpt"), _scalar()]
# In a mapping, of the question that is its key: an answer; in a condition also `~item` or `asked`.
AnswerOfKey = Annotated[str, Kind("reference", refers_to="answer of that question"), _scalar()]
TermOfKey = Annotated[str, Kind("reference", refers_to="answer or item of that question"), _scalar()]
# What was once published: a page, an answer, an excerpt or an item of a checklist; rules of their own check them.
OLD_ID = f"^{ID_TEXT}(/~?{ID_TEXT})?$"
OldId = Annotated[str, Kind("old id", key="old-id"), _scalar(pattern=OLD_ID)]
Successor = Annotated[str, Kind("successor"), _scalar()]
AdviceKind = Annotated[str, Kind("advice", key="kind", told="nothing"), _scalar()]
Format = Annotated[str, Kind("format", told="nothing"), AfterValidator(_format), _scalar(pattern=f"^{FORMAT}$")]

Truth = Annotated[str, Kind("choice"), AfterValidator(_truth), _scalar(pattern="^(true|false)$")]

Strength = Literal["strong", "conditional", "split"]
