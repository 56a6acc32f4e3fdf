"""The guide's own words stand in one catalogue, and everything in it is used."""

import re
from pathlib import Path

import pytest

from tree_builder.text.catalogue import day, messages, number, plain, say

PACKAGE = Path(__file__).resolve().parent.parent / "tree_builder"
SOURCES = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/*.md")]
SCRIPTS = sorted(PACKAGE.rglob("assets/**/*.js"))
OF_SCRIPTS = ("script", "script-of-trails", "script-of-verdicts")
USED = re.compile(r"""(?:say|plain)\(\s*f?["']([a-z]+\.[a-z{}._-]+)["']""")
NAMED = re.compile(r"""["']([a-z]+\.[a-z-]+)["']""")


def every_key() -> set[str]:
    return {
        f"{section}.{name}" for section, held in messages().items() if not section.startswith("script") for name in held
    }


def test_every_message_is_used_and_every_used_one_exists() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    used = set(USED.findall(text))
    plainly = {key for key in used if "{" not in key}
    assert plainly <= every_key()
    by_pattern = [re.compile(re.sub(r"\{[^}]*\}", "[a-z-]+", key)) for key in used - plainly]
    named = set(NAMED.findall(text))
    idle = {key for key in every_key() - named if not any(pattern.fullmatch(key) for pattern in by_pattern)}
    assert idle == set()


def test_every_message_of_scripts_is_used_and_every_used_one_exists() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    every = {name for section in OF_SCRIPTS for name in messages()[section]}
    prefixes = re.findall(r"\btext\(`([a-z-]+)\$\{", text)
    ways = {name: [name, *(name.removeprefix(one) for one in prefixes if name.startswith(one))] for name in every}
    assert {name for name in every if not any(f'"{way}"' in text for way in ways[name])} == set()
    assert set(re.findall(r'\b(?:text|say)\("([a-z-]+)"', text)) <= every


def test_every_plural_has_the_forms_of_the_language() -> None:
    for held in messages().values():
        for message in held.values():
            assert isinstance(message, str) or set(message) == {"one", "other"}


def test_values_are_text_and_numbers_are_written_as_the_language_does() -> None:
    assert str(say("excerpt.favours", options="<b>A</b> & B")) == "favours &lt;b&gt;A&lt;/b&gt; &amp; B"
    assert plain("excerpt.favours", options="<b>A</b> & B") == "favours <b>A</b> & B"
    assert plain("excerpt.more", n=1) == "1 more excerpt"
    assert plain("excerpt.more", n=1234) == "1,234 more excerpts"
    assert number(10**15) == "about 10^15"


@pytest.mark.parametrize(
    ("date", "said"), [("2020-01-24", "24 January 2020"), ("2020-01", "January 2020"), ("2020", "2020")]
)
def test_a_date_is_said_as_precisely_as_it_is_known(date: str, said: str) -> None:
    assert day(date) == said
