"""`make -j4 site test` from a fresh clone, with real processes: a build and a test of a small guide, and no downloads."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from harness.guide import ROOT, guide_of
from harness.trees import SMALL_TREE

pytestmark = pytest.mark.slow
# Stands for Python before anything is installed. It notes what is installed, and leaves all else to the Python of the tests.
STUB = f"""#!/bin/sh
case "$*" in
*"-m venv "*) sleep 0.2; mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; echo "venv begun" >> installed.txt ;;
*"-m pip "*) for last; do :; done; echo "$last begins" >> installed.txt; sleep 0.2; echo "$last ends" >> installed.txt ;;
*) exec '{sys.executable}' "$@" ;;
esac
"""
INSTALLED = ["venv begun"] + [
    f"{name} {moment}" for name in ("requirements.txt", "requirements-test.txt") for moment in ("begins", "ends")
]


def test_site_and_test_at_once_install_once_and_both_end_well(tmp_path: Path) -> None:
    guide_of(SMALL_TREE, tmp_path)
    for name in ("Makefile", "build_tree.py", "requirements.txt", "requirements-test.txt"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "test_guide.py").write_text(
        "def test_it() -> None: open('tested.txt', 'w').close()\n", encoding="utf-8"
    )
    stub = tmp_path / "python-stub"
    stub.write_text(STUB, encoding="utf-8")
    stub.chmod(0o755)
    command = ["make", "-j4", "site", "test", f"PYTHON={stub}"]
    plain = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
    for _ in range(2):  # the second time everything is installed
        done = subprocess.run(
            command, cwd=tmp_path, env=plain, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "site: published" in done.stdout and "1 passed" in done.stdout
        assert (tmp_path / "installed.txt").read_text(encoding="utf-8").splitlines() == INSTALLED
    assert (tmp_path / "site" / "index.html").is_file() and (tmp_path / "tested.txt").is_file()
