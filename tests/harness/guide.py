"""Guides on the disk: copies of the real one, and what builds them as a user would."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tree_builder.pages.marker import is_marked

ROOT = Path(__file__).resolve().parents[2]
# Guides in other folders take the program from here, as they would take an installed one.
os.environ["PYTHONPATH"] = str(ROOT)
ABOUT = "Flask or Django?"
STARTER = ROOT / "tree_builder" / "commands" / "starter" / "decision_tree.yaml"


def is_ours() -> bool:
    """Whether the tree that is there is the one that this repository came with, and not another in its place."""
    return f"\n  title: {ABOUT}\n" in (ROOT / "decision_tree.yaml").read_text(encoding="utf-8")


def copy_of_guide(folder: Path) -> Path:
    """A copy of what a guide is made of, without anything generated, in `folder`."""
    for name in ("mkdocs.yml", "hooks.py", "decision_tree.yaml", "articles.lock"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "editions", folder / "editions")
    (folder / "docs").mkdir()
    for path in (ROOT / "docs").glob("*.md"):
        if not is_marked(path.read_text(encoding="utf-8")):
            shutil.copy(path, folder / "docs")
    return folder


def guide_of(tree: str, folder: Path) -> Path:
    """A guide with another tree than the real one, in an empty folder. It has no pages of the author's own."""
    quotes = re.search(r'^"?articles"?:', tree, re.MULTILINE)
    without = "packages|measurements" if quotes else "packages|measurements|articles/index|evidence"
    configured = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    configured = re.sub(rf"(?m)^.*\b({without})\.md\n", "", configured)
    (folder / "mkdocs.yml").write_text(configured, encoding="utf-8")
    shutil.copy(ROOT / "hooks.py", folder)
    (folder / "decision_tree.yaml").write_text(tree, encoding="utf-8")
    return folder


def run_build_tree(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in `folder` as a process of its own."""
    command = [sys.executable, str(ROOT / "build_tree.py"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)


def started(command: list[str], **options: Any) -> subprocess.Popen[Any]:
    """Start a process that signals end, also where ours ignores them, as below `nohup` or in the background of a shell."""
    return subprocess.Popen(command, preexec_fn=_hear_signals, **options)


def _hear_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
