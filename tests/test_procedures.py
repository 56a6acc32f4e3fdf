"""Every documented procedure, run from the text of the document itself. Nothing is downloaded."""

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from harness.guide import ROOT
from harness.installed import begun, environment, installed, run, well
from harness.once import made_once

pytestmark = pytest.mark.slow
README, CONTRIBUTING = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))
GUIDES_README = (ROOT / "tree_builder/commands/starter/repository/README.md").read_text(encoding="utf-8")
SYSTEM = Path(sys.base_prefix, "bin")  # a Python that has no packages


def section(text: str, heading: str) -> str:
    """What stands under a heading."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def commands(text: str, first: str) -> str:
    """The commands of the console block whose first command begins with `first`, as a script."""
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    scripts = ["\n".join(re.findall(r"^ *\$ (.*?)(?: +#.*)?$", block, re.MULTILINE)) for block in blocks]
    return next(script for script in scripts if script.startswith(first))


def typed(script: str, folder: Path, **more: str) -> str:
    """What the commands print, typed one after the other into a shell that stops at the first that fails."""
    path = os.pathsep.join([str(SYSTEM), os.environ["PATH"]])
    return well(run("bash", "-e", "-c", script, cwd=folder, PATH=path, **more))


def checkout(folder: Path) -> Path:
    """The repository as somebody checks it out, with an environment in which the packages are installed already."""
    well(run("git", "clone", "-q", ROOT, folder, cwd=ROOT))
    environment(folder / ".venv")
    (folder / ".venv" / "site-ready").touch()
    return folder


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "checkout", lambda folder: checkout(folder / "tool"))


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment with the tool installed from its wheel."""
    return made_once(tmp_path_factory, "installed", installed)


def test_the_plain_commands_of_the_readme(repository: Path) -> None:
    typed(commands(section(README, "The three commands"), "python3 -m venv"), repository)
    assert (repository / "site" / "index.html").is_file()


def test_begin_a_guide_of_your_own(repository: Path) -> None:
    script = commands(section(README, "Begin a guide of your own"), "python build_tree.py new")
    begin, enter, *rest = script.splitlines()
    typed(begin, repository)
    environment(repository.parent / "our-guide" / ".venv")
    typed("\n".join([enter, *rest]), repository)
    assert (repository.parent / "our-guide" / "site" / "index.html").is_file()


def test_a_folder_of_a_larger_site(repository: Path) -> None:
    (repository.parent / "handbook" / "public").mkdir(parents=True)
    typed(commands(section(README, "Put it among other pages"), "SITE_DIR="), repository)
    assert (repository.parent / "handbook" / "public" / "guide" / "verdicts" / "index.html").is_file()


def test_counting_what_is_reached(repository: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text('- - - [-] "GET /verdicts/django.html?trail=a.b HTTP/1.1" 200 1\n', encoding="utf-8")
    script = commands(section(README, "Which verdicts are reached"), "python build_tree.py")
    assert "reached  opened" in typed(script.replace("/var/log/nginx/access.log", str(log)), repository)


def test_the_commands_of_a_new_guide(tools: Path, tmp_path: Path) -> None:
    guide = begun(tools, tmp_path / "guide")
    text = section(GUIDES_README, "The two commands")
    typed(commands(text, "make site"), guide)
    shutil.rmtree(guide / "site")
    typed(commands(text, "python3 -m venv"), guide)
    assert (guide / "site" / "index.html").is_file()
    wheel = next((guide / "wheels").iterdir())
    script = commands(section(GUIDES_README, "What is whose"), ".venv/bin/python -m pip install")
    assert "0 files were changed" in typed(script.replace("THE-NEW-WHEEL", str(wheel)), guide)


def test_the_commands_for_powershell_are_those_for_other_shells() -> None:
    """PowerShell is not at hand here; its commands differ in paths only."""
    text = section(GUIDES_README, "The two commands")
    shown = re.search(r"```powershell\n(.*?)```", text, re.DOTALL)
    assert shown
    other = shown[1].replace("py -3", "python3").replace(".venv\\Scripts\\", ".venv/bin/").strip()
    assert other == commands(text, "python3 -m venv")


def test_the_move_to_the_successor(repository: Path) -> None:
    zensical = ROOT / ".venv-zensical"
    if not (zensical / "bin" / "zensical").exists():
        if os.environ.get("CI"):
            pytest.fail("CI has no Zensical: .ci/run must run `make successor`")
        pytest.skip("needs Zensical: `make successor` installs it")
    shutil.rmtree(repository / "site", ignore_errors=True)
    (repository / ".venv-zensical").symlink_to(zensical)
    typed(commands(section(CONTRIBUTING, "When Material for MkDocs ends"), "make successor"), repository)
    assert (repository / "site" / "verdicts" / "index.html").is_file()
