"""Every package is pinned: exactly, with hashes, without an address, and none more or less than what we chose takes.

`FILE.in` says what we chose, `FILE.txt` is made of it by `make pins`. What packages take is read from those that are
installed, so it is asked only of environments that are made; no network is used.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions, packages_distributions
from pathlib import Path

import pytest
from harness.guide import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHOSEN = sorted([*ROOT.glob("requirements*.in"), *ROOT.glob("[a-z]*/requirements*.in")])
SITE, TEST, SUCCESSOR = (ROOT / f"requirements{kind}.in" for kind in ("", "-test", "-successor"))
MEASUREMENTS = ROOT / "measurements" / "requirements.in"
# None: the one that runs the tests
ENVIRONMENTS = {SITE: None, TEST: None, SUCCESSOR: ROOT / ".venv-zensical", MEASUREMENTS: ROOT / ".venv-measure"} | {
    ROOT / "mutation" / "requirements.in": ROOT / ".venv-mutants"
}
# CI has no environment for measurements and none for mutants: there their files alone are looked at.
INSTALLED = [path for path in CHOSEN if (folder := ENVIRONMENTS[path]) is None or (folder / "ready").exists()]
IMPORTED_AS = {"PIL": "pillow"}  # for CI has none to ask
HASH = re.compile(r" --hash=sha256:[0-9a-f]{64}")


def lines(path: Path) -> list[str]:
    """The requirements in a file, each on one line, without comments."""
    text = path.read_text(encoding="utf-8").replace("\\\n", "")
    found = (" ".join(re.sub(r"(^| )#.*", "", line).split()) for line in text.splitlines())
    return [line for line in found if line]


def chosen(path: Path) -> Iterator[Requirement]:
    """What a `FILE.in` asks for, with what the files that it includes ask for."""
    for line in lines(path):
        if line.startswith("-r "):
            yield from chosen(path.parent / line[3:])
        elif not line.startswith("-c "):
            yield Requirement(line)


def pinned(path: Path) -> list[Requirement]:
    """What the `FILE.txt` of a `FILE.in` pins."""
    return [Requirement(HASH.sub("", line)) for line in lines(path.with_suffix(".txt"))]


def name_of(requirement: Requirement) -> str:
    return canonicalize_name(requirement.name)


@dataclass
class Environment:
    """What is installed somewhere: packages by name, and what markers may ask about the Python there."""

    packages: dict[str, Distribution]
    python: dict[str, str]

    def applies(self, requirement: Requirement, extras: frozenset[str] = frozenset()) -> bool:
        """Whether a requirement holds here, for a package that was asked for with `extras`."""
        marker = requirement.marker
        return marker is None or any(marker.evaluate({**self.python, "extra": extra}) for extra in extras or {""})

    def taken(self, name: str) -> list[Requirement]:
        """What a package asks for, wherever it may be installed."""
        assert name in self.packages, f"{name} is not installed"
        return [Requirement(line) for line in self.packages[name].requires or []]

    def closure(self, requirements: Iterable[Requirement]) -> set[str]:
        """The names of all packages that these requirements take here."""
        reached: set[tuple[str, frozenset[str]]] = set()
        ahead = [requirement for requirement in requirements if self.applies(requirement)]
        for requirement in ahead:
            name, extras = name_of(requirement), frozenset(requirement.extras)
            if (name, extras) not in reached:
                reached.add((name, extras))
                ahead += [one for one in self.taken(name) if self.applies(one, extras)]
        return {name for name, _ in reached}


def environment_of(path: Path) -> Environment:
    """The environment in which what a `FILE.in` asks for is installed."""
    folder = ENVIRONMENTS[path]
    if folder is None:
        return Environment(by_name(distributions()), {})
    version = re.findall(r"^version\S* = (\d+\.\d+)(\S*)", (folder / "pyvenv.cfg").read_text(encoding="utf-8"), re.M)[0]
    found = distributions(path=[str(one) for one in folder.glob("lib/python*/site-packages")])
    return Environment(by_name(found), {"python_version": version[0], "python_full_version": "".join(version)})


def by_name(packages: Iterable[Distribution]) -> dict[str, Distribution]:
    return {canonicalize_name(package.name): package for package in packages}


def each(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=[path.relative_to(ROOT).as_posix() for path in paths])


@each(CHOSEN)
def test_every_line_is_exact_and_hashed_and_names_no_address(path: Path) -> None:
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert "://" not in text
    for line in lines(path.with_suffix(".txt")):
        assert re.fullmatch(rf"[a-z0-9.-]+(\[[a-z,]+\])?==[^ *,]+( ; [^#@]+?)?({HASH.pattern})+", line), line[:80]


@each(CHOSEN)
def test_every_pinned_version_is_one_that_we_chose(path: Path) -> None:
    pins = pinned(path)
    for requirement in chosen(path):
        versions = [pin.specifier for pin in pins if name_of(pin) == name_of(requirement)]
        assert versions, f"{requirement} is not pinned: make pins"
        for version in versions:
            assert requirement.specifier.contains(str(version).removeprefix("==")), f"{requirement}, not {version}"


@each(INSTALLED)
def test_what_is_pinned_is_what_is_taken(path: Path) -> None:
    here, pins = environment_of(path), pinned(path)
    taken = here.closure(chosen(path))
    assert {name_of(pin) for pin in pins if here.applies(pin)} == taken
    elsewhere = {name_of(one) for name in taken for one in here.taken(name)}
    assert {name_of(pin) for pin in pins} <= taken | elsewhere


@each(CHOSEN)
def test_what_a_file_includes_is_pinned_alike_in_both(path: Path) -> None:
    for line in lines(path):
        if line.startswith("-r "):
            included = (path.parent / line[3:]).with_suffix(".txt")
            assert set(lines(included)) <= set(lines(path.with_suffix(".txt"))), included.name


def imported(file: Path) -> Iterator[str]:
    """The packages outside the standard library that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).partition(".")[0]


def test_what_the_measurements_import_is_installed_for_them() -> None:
    names = {name for file in MEASUREMENTS.parent.glob("*.py") for name in imported(file)} - sys.stdlib_module_names
    found = {name: of[0] for name, of in packages_distributions().items()} | IMPORTED_AS
    wanted = {canonicalize_name(found.get(name, name)) for name in names}
    assert "flask" in wanted and wanted <= {name_of(pin) for pin in pinned(MEASUREMENTS)}


def test_who_installs_the_wheel_gets_what_was_chosen() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"] == lines(SITE)
