"""README and CONTRIBUTING say what is so: what is generated in them is current, and commands and packages are there."""

import re

import pytest
from cogapp import Cog
from harness.guide import ROOT

DOCUMENTS = ("README.md", "CONTRIBUTING.md")


def test_what_is_generated_in_the_documents_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["cog", "-I", str(ROOT), "--check", *(str(ROOT / name) for name in DOCUMENTS)]
    assert Cog().main(command) == 0, capsys.readouterr().out + "\nrun: make renew"


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
