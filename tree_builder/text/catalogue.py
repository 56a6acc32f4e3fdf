"""The guide's own words, in one file a language: `say("question.to-go", n=3)` is `3 questions to go`.

Author text is put into a message as text. A message with several forms takes the one that its number `n` asks for, by
the plural rules of the language (CLDR, through babel). Dates and numbers are written as the language does.
"""

from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup

from .escape import html

LANGUAGE = "en"
LONG_NUMBER = 10**15  # counts from here on are told by their magnitude
_LOCALE = Locale.parse(LANGUAGE)
_PARTIAL = {4: "y", 7: "MMMM y", 10: "d MMMM y"}

Messages = dict[str, Any]


@lru_cache
def messages() -> Messages:
    """The whole catalogue, by section and name."""
    text = Path(__file__).with_name(f"{LANGUAGE}.yaml").read_text(encoding="utf-8")
    held: Messages = yaml.load(text, Loader=yaml.CSafeLoader)
    return held


def say(key: str, **values: object) -> Markup:
    """A message as HTML text: `values` fill its `{placeholders}`. Raises KeyError for one that is not in the catalogue."""
    section, _, name = key.partition(".")
    message = messages()[section][name]
    if isinstance(message, dict):
        count = values["n"]
        assert isinstance(count, int)
        message = message[_LOCALE.plural_form(count)]
    shown = {name: number(value) if isinstance(value, int) else value for name, value in values.items()}
    escaped = {name: value if isinstance(value, Markup) else html(str(value)) for name, value in shown.items()}
    return Markup(escape(message, quote=False).format(**escaped))


def plain(key: str, **values: object) -> str:
    """A message as plain text, for what is escaped later."""
    return say(key, **values).unescape()


def number(count: int) -> str:
    """A number as readers write it: `1,234`; of an astronomical one, only the magnitude."""
    if count >= LONG_NUMBER:
        return plain("words.magnitude", power=str(int(count.bit_length() * 0.30103)))
    written: str = format_decimal(count, locale=_LOCALE)
    return written


def day(text: str) -> str:
    """A date as readers say it, as precise as it is known: `2020-01-24` is `24 January 2020`, `2020` is `2020`."""
    when = date.fromisoformat((text + "-01-01")[:10])
    written: str = format_date(when, _PARTIAL[len(text)], locale=_LOCALE)
    return written


def one_of(words: list[str]) -> str:
    """Words joined as alternatives: `a, b or c`."""
    return plain("words.or").join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
