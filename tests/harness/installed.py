"""The tool as others have it: as a wheel, installed in an environment of its own. Nothing is downloaded.

The packages that it takes are those of the tests' own environment, which a `.pth` file adds.
"""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from harness.guide import ROOT

WHEEL = "decision_guide-*.whl"
# What a user has: no path to this repository, and no index.
OUTSIDE = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
OUTSIDE |= {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "NO_MKDOCS_2_WARNING": "1", "PIP_FIND_LINKS": ""}


def run(*command: object, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user would."""
    told = [str(part) for part in command]
    return subprocess.run(told, cwd=cwd, env=OUTSIDE | more, capture_output=True, text=True, timeout=300, check=False)


def well(done: subprocess.CompletedProcess[str]) -> str:
    """What a command printed, which must have gone well."""
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment(folder: Path) -> Path:
    """An environment that has every package but the tool. Returns its Python."""
    well(run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent))
    python = folder / "bin" / "python"
    lines = well(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)).splitlines()
    Path(lines[0], "packages.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    mkdocs = folder / "bin" / "mkdocs"
    mkdocs.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m mkdocs "$@"\n', encoding="utf-8")
    mkdocs.chmod(0o755)
    return python


def wheel_of(source: Path, folder: Path, **more: str) -> Path:
    """The wheel of the tool's repository, built as `make wheel` does."""
    well(
        run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=source, **more)
    )
    return next(folder.glob(WHEEL))


def installed(folder: Path) -> Path:
    """Install the tool's wheel. Returns the folder of commands."""
    wheel = wheel_of(ROOT, folder / "dist")
    python = environment(folder / "venv")
    well(run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", wheel, cwd=folder))
    return python.parent


def begun(commands: Path, folder: Path) -> Path:
    """A new guide in an empty git repository, with an environment in which its packages are installed already."""
    folder.mkdir()
    well(run("git", "init", "-q", "--initial-branch=main", cwd=folder))
    well(run(commands / "decision-guide", "new", ".", cwd=folder))
    environment(folder / ".venv")
    return folder


def commit(folder: Path) -> None:
    """Commit everything in a repository."""
    well(run("git", "add", "--all", cwd=folder))
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    well(run("git", *named, "commit", "-q", "-m", "All of it", cwd=folder))
