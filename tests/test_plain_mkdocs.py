"""What MkDocs users type, `mkdocs build`, `serve` and `gh-deploy`, publishes whole guides or fails with the problems."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from harness.guide import ROOT, STARTER, guide_of, run_build_tree, started
from harness.installed import commit, run, well
from harness.nursery import build_site

pytestmark = pytest.mark.slow
VARIABLES = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "315532800"}
PATIENCE = 60  # seconds


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A small guide as it is checked out: nothing is built."""
    folder = tmp_path / "guide"
    (folder / "docs").mkdir(parents=True)
    guide_of(STARTER.read_text(encoding="utf-8"), folder)
    return folder


def mkdocs(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(
        command, cwd=folder, env=VARIABLES | more, capture_output=True, text=True, timeout=300, check=False
    )


def files(site: Path) -> dict[str, bytes]:
    """The files of a site, but for what only a publication adds: its manifest and compressed copies."""
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    added = ("build.json", "site-manifest.json")
    return {
        name: path.read_bytes()
        for name, path in found.items()
        if name not in added and not name.startswith(".") and path.suffix != ".gz"
    }


def broken(guide: Path) -> None:
    tree = guide / "decision_tree.yaml"
    tree.write_text(
        tree.read_text(encoding="utf-8").replace("leads_to: by-train", "leads_to: by-trian"), encoding="utf-8"
    )


PROBLEM = re.compile(r"decision_tree\.yaml:\d+:\d+: the question or verdict `by-trian` does not exist")


def test_plain_build_publishes_the_whole_guide_with_the_same_bytes_as_the_two_steps(
    guide: Path, tmp_path: Path
) -> None:
    shutil.copytree(guide, tmp_path / "steps")
    well(mkdocs(guide, "build"))
    steps = files(build_site(tmp_path / "steps", SOURCE_DATE_EPOCH="315532800"))
    plain = files(guide / "site")
    assert "questions/presence.html" in plain
    assert plain == steps


def test_a_site_of_plain_mkdocs_is_replaced_by_a_publication_and_can_be_put_back(guide: Path) -> None:
    well(mkdocs(guide, "build"))
    plain = files(guide / "site")
    build_site(guide)
    assert (guide / "site" / "index.html.gz").is_file()
    assert well(run_build_tree(guide, "publish", "--back")).startswith("site: edition unknown again")
    assert files(guide / "site") == plain
    well(mkdocs(guide, "build"))
    assert well(run_build_tree(guide, "publish", "--clean")) == "site: removed.\n"


def test_a_hidden_file_that_mkdocs_leaves_in_the_folder_of_the_site_is_not_taken_for_ours(guide: Path) -> None:
    (guide / "site").mkdir()
    (guide / "site" / ".mine.txt").write_text("mine", encoding="utf-8")
    for _ in range(2):
        well(mkdocs(guide, "build"))
    done = run_build_tree(guide, "publish")
    assert done.returncode == 1
    assert "site/.mine.txt:1:1: this was not made by `publish`, and nothing was touched" in done.stderr
    assert (guide / "site" / ".mine.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("options", [[], ["--dirty", "--no-strict"]])
def test_a_folder_with_somebodys_files_is_left_alone(guide: Path, tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "www" / "other").mkdir(parents=True)
    (tmp_path / "www" / "other" / "precious.txt").write_text("precious", encoding="utf-8")
    done = mkdocs(guide, "build", *options, SITE_DIR=str(tmp_path / "www"))
    assert done.returncode == 1
    assert (
        "../www:1:1: this was not made by this program, and nothing was touched; it must" in done.stderr + done.stdout
    )
    assert "Traceback" not in done.stderr
    assert files(tmp_path / "www") == {"other/precious.txt": b"precious"}


def test_only_a_strange_file_keeps_a_site_of_ours_from_being_made_again(guide: Path) -> None:
    well(mkdocs(guide, "build"))
    well(mkdocs(guide, "build", "--dirty", "--no-strict"))
    site = guide / "site"
    (site / "site-manifest.json").rename(guide / "kept")
    assert mkdocs(guide, "build").returncode == 1
    (guide / "kept").rename(site / "site-manifest.json")
    (site / "questions" / "mine.txt").write_text("mine", encoding="utf-8")
    done = mkdocs(guide, "build")
    assert "site/questions/mine.txt:1:1: this was not made by this program" in done.stderr + done.stdout
    (site / "questions" / "mine.txt").unlink()
    well(mkdocs(guide, "build"))


def test_what_a_broken_build_left_is_made_again(guide: Path) -> None:
    hooks = guide / "hooks.py"
    text = hooks.read_text(encoding="utf-8")
    hooks.write_text(text + "\n\ndef on_page_context(context, **_):\n    raise SystemExit(1)\n", encoding="utf-8")
    assert mkdocs(guide, "build").returncode == 1
    assert (guide / "site" / "assets").is_dir()
    hooks.write_text(text, encoding="utf-8")
    well(mkdocs(guide, "build"))


def test_a_broken_tree_is_not_published_and_leaves_the_old_site(guide: Path) -> None:
    well(mkdocs(guide, "build"))
    before = files(guide / "site")
    broken(guide)
    done = mkdocs(guide, "build")
    assert done.returncode == 1
    assert PROBLEM.search(done.stderr)
    assert "docs: the pages were not built, so nothing is published" in done.stdout
    assert "Traceback" not in done.stderr
    assert files(guide / "site") == before


def test_settings_in_another_folder_are_found(guide: Path, tmp_path: Path) -> None:
    well(mkdocs(tmp_path, "build", "-f", str(guide / "mkdocs.yml")))
    assert (guide / "site" / "index.html").is_file()


def test_a_hook_without_a_tree_is_said_in_one_line(guide: Path) -> None:
    (guide / "decision_tree.yaml").unlink()
    settings = guide / "mkdocs.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("watch: [decision_tree.yaml]\n", ""), encoding="utf-8"
    )
    done = mkdocs(guide, "build")
    assert done.returncode == 1
    assert "decision_tree.yaml:1:1: the file cannot be read (No such file or directory)" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_hook_without_the_program_is_said_in_one_line(guide: Path) -> None:
    hidden = "import sys; sys.modules['tree_builder'] = None; from mkdocs.__main__ import cli; cli()"
    done = run(sys.executable, "-c", hidden, "build", cwd=guide)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("hooks.py:1:1: ")
    assert "`pip install -r requirements.txt` installs what a build needs" in done.stderr


def test_directory_urls_are_refused_in_one_line(guide: Path) -> None:
    settings = guide / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("use_directory_urls: false", "use_directory_urls: true")
    settings.write_text(text.replace("  - offline\n", ""), encoding="utf-8")
    done = mkdocs(guide, "build")
    assert done.returncode == 1
    assert "mkdocs.yml:1:1: `use_directory_urls` is on; with a guide it must be false" in done.stderr + done.stdout
    assert not (guide / "site").exists()


def test_gh_deploy_pushes_the_whole_guide_or_nothing(guide: Path, tmp_path: Path) -> None:
    bare = tmp_path / "pages.git"
    well(run("git", "init", "-q", "--bare", bare, cwd=tmp_path))
    well(run("git", "init", "-q", "--initial-branch=main", cwd=guide))
    well(run("git", "remote", "add", "origin", bare, cwd=guide))
    (guide / ".gitignore").write_text("/site/\n", encoding="utf-8")
    commit(guide)
    named = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    well(mkdocs(guide, "gh-deploy", **named))
    pushed = well(run("git", "ls-tree", "-r", "--name-only", "gh-pages", cwd=bare)).splitlines()
    assert {name for name in pushed if not name.startswith(".")} >= set(files(guide / "site"))
    assert "questions/presence.html" in pushed
    last = well(run("git", "rev-parse", "gh-pages", cwd=bare))
    broken(guide)
    assert mkdocs(guide, "gh-deploy", **named).returncode == 1
    assert well(run("git", "rev-parse", "gh-pages", cwd=bare)) == last


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def until(holds: str, port: int, said: Path) -> None:
    """Wait until the page of the first question has some words."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/questions/presence.html", timeout=5) as page:
                if holds in page.read().decode():
                    return
        except OSError:
            pass
        assert time.monotonic() < end, said.read_text(encoding="utf-8")
        time.sleep(0.1)


def test_serve_shows_edits_and_says_problems_in_the_terminal(guide: Path, tmp_path: Path) -> None:
    port, said = free_port(), tmp_path / "said.txt"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
    with open(said, "wb") as out:
        server = started(command, cwd=guide, env=VARIABLES, stdout=out, stderr=out)
    try:
        until("Does the meeting need you there?", port, said)
        tree, text = guide / "decision_tree.yaml", (guide / "decision_tree.yaml").read_text(encoding="utf-8")
        tree.write_text(text.replace("Does the meeting need you there?", "Must you be there?"), encoding="utf-8")
        until("Must you be there?", port, said)
        broken(guide)
        end = time.monotonic() + PATIENCE
        while not PROBLEM.search(said.read_text(encoding="utf-8")):
            assert time.monotonic() < end, said.read_text(encoding="utf-8")
            time.sleep(0.1)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)


@pytest.mark.parametrize("name", ["Makefile", "mkdocs.yml"])
def test_a_fresh_clone_has_what_plain_commands_need(name: str) -> None:
    tracked = well(run("git", "ls-files", cwd=ROOT)).splitlines()
    assert {name, "hooks.py", "requirements.txt"} <= set(tracked)
    assert any(path.startswith("docs/") for path in tracked), "MkDocs refuses a site without the folder docs"
