"""README and CONTRIBUTING say what is so: commands, keys, messages, configuration."""

import dataclasses
import re
from pathlib import Path

import pytest

from tree_builder import model

ROOT = Path(__file__).resolve().parent.parent
CASES = sorted((ROOT / "tests" / "cases").glob("*.yaml"))
BEGIN, END = "<!-- messages: begin", "<!-- messages: end -->"


def expected_messages(case: Path) -> list[str]:
    """The messages that a case file says it gets, without their places."""
    head = re.match(r"(?:#.*\n)*", case.read_text(encoding="utf-8-sig"))
    assert head
    return re.findall(r"^# \d+:\d+: (.*)$", head[0], re.MULTILINE)


def catalogue() -> str:
    """Every form of message, once, with a case that gets it: forms differ in more than names and numbers."""
    rows: dict[str, str] = {}
    for case in CASES:
        messages = expected_messages(case)
        if len(messages) == 1:
            form = re.sub(r"`[^`]*`|\d+", "…", messages[0])
            told = messages[0].replace("|", "\\|").replace("<", "&lt;")
            rows.setdefault(form, f"| `{case.name}` | {told} |")
    return "\n".join(["| example | message |", "|---|---|", *rows.values()])


def test_contributing_has_every_message_with_an_example_that_gets_it(request: pytest.FixtureRequest) -> None:
    path = ROOT / "CONTRIBUTING.md"
    text = path.read_text(encoding="utf-8")
    first = text.index("\n", text.index(BEGIN)) + 1
    last = text.index(END)
    wanted = f"\n{catalogue()}\n\n"
    if request.config.getoption("--renew-golden"):
        path.write_text(text[:first] + wanted + text[last:], encoding="utf-8")
    elif text[first:last] != wanted:
        pytest.fail("the catalogue is not current; renew it: pytest tests/test_documents.py --renew-golden")


@pytest.mark.parametrize(
    "entry",
    [
        model.Guide,
        model.Article,
        model.Excerpt,
        model.Since,
        model.Question,
        model.Answer,
        model.Verdict,
        model.Example,
    ],
)
def test_contributing_has_every_key_with_an_example(entry: type) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for field in dataclasses.fields(entry):
        assert re.search(
            rf"^\| `{field.name}` \| .* \| `{field.name}: .*` \||^\| `{field.name}` \|.*see below \|", text, re.M
        )


def test_readme_shows_the_server_configuration_that_is_tested() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```nginx\n(.*?)```", readme, re.DOTALL)
    kept = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert shown and shown[1].strip() in kept


def test_make_says_what_there_is_and_readme_names_it() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"site", "serve", "quick", "test", "lint", "archive", "pins", "benchmark"} <= set(targets)
    assert {"make site", "make quick", "make test", "make serve", "make archive"} <= set(
        re.findall(r"make [a-z]+", readme)
    )


def test_every_dependency_has_a_line_that_says_why() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = contributing[contributing.index("### Dependencies") :]
    for path in sorted(ROOT.glob("requirements*.in")):
        for line in path.read_text(encoding="utf-8").splitlines():
            package = re.match(r"[A-Za-z0-9][A-Za-z0-9-]*", line)
            if package:
                assert package[0] in table, package[0]
