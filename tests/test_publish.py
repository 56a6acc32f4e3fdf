"""Publishing, with real processes: readers see the old site or the new one, and nobody's files are touched.

Most tests publish a guide of two questions.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from harness.guide import ROOT, guide_of
from harness.nursery import Done, nursery
from harness.trees import SMALL_TREE

from tree_builder.write import manifest, swap
from tree_builder.write.manifest import MANIFEST

pytestmark = pytest.mark.slow
PROGRAM = [sys.executable, str(ROOT / "build_tree.py")]
MOMENTS = 40
Publish = Callable[..., Done]


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A small guide in a folder with a blank in its name."""
    folder = tmp_path / "a guide"
    folder.mkdir()
    return guide_of(SMALL_TREE, folder)


@pytest.fixture(scope="module")
def publish() -> Callable[..., Done]:
    """A function that publishes the guide in a folder."""
    return lambda folder, *arguments, **environment: nursery().run(folder, "publish", *arguments, **environment)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, publish: Publish) -> Path:
    """The same, published once."""
    folder = guide_of(SMALL_TREE, tmp_path_factory.mktemp("made"))
    assert publish(folder).returncode == 0
    return folder


@pytest.fixture
def published(made: Path, tmp_path: Path) -> Path:
    """A copy of the guide that was published once, with its site."""
    return shutil.copytree(made, tmp_path / "published")


def publish_alone(folder: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Publish by a process of its own, from its first line on."""
    return subprocess.run(
        [*PROGRAM, "publish"], cwd=folder, capture_output=True, text=True, timeout=240, check=False, **options
    )


def retitle(folder: Path, title: str) -> None:
    """Change what every site says."""
    path = folder / "decision_tree.yaml"
    path.write_text(SMALL_TREE.replace("What to drink.", f"What to drink {title}."), encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def is_whole(site: Path) -> bool:
    """Whether a site agrees with its manifest, by hashes of this test's own."""
    told = json.loads((site / MANIFEST).read_text())["files"]
    found = {path: sha256(raw).hexdigest() for path, raw in files(site).items()}
    return all(found.get(path) == hashed for path, hashed in told.items()) and "index.html" in told


def says(site: Path, title: str) -> bool:
    return f"What to drink {title}" in (site / "index.html").read_text(encoding="utf-8")


# What is published


def test_the_site_says_what_it_is(published: Path) -> None:
    site = published / "site"
    told = json.loads((site / "build.json").read_text())
    assert told == {"edition": "2", "commit": None, "manifest": sha256((site / MANIFEST).read_bytes()).hexdigest()}
    assert is_whole(site)
    assert manifest.foreign_in(site, manifest.read(site)) is None
    assert (site / "index.html.gz").stat().st_size < (site / "index.html").stat().st_size


def test_the_commit_is_named(publish: Publish, published: Path) -> None:
    run = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "decision_tree.yaml"], ["commit", "-qm", "One"]):
        subprocess.run([*run, *arguments], cwd=published, check=True)
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=published, capture_output=True, text=True, check=True
    ).stdout
    assert publish(published).returncode == 0
    assert json.loads((published / "site" / "build.json").read_text())["commit"] == head.strip()
    retitle(published, "changed")
    assert publish(published).returncode == 0
    assert json.loads((published / "site" / "build.json").read_text())["commit"] == f"{head.strip()}-changed"


def test_the_same_content_is_published_once_whatever_the_dates(publish: Publish, published: Path) -> None:
    before = (published / "site").stat().st_ino
    for path in [*published.glob("*.*"), *(published / "docs").rglob("*")]:
        os.utime(path)
    assert "published before, and still the same" in publish(published).stdout
    assert (published / "site").stat().st_ino == before


def older_tree(folder: Path) -> dict[str, str]:
    retitle(folder, "otherwise")
    os.utime(folder / "decision_tree.yaml", (0, 0))
    return {}


def own_page(folder: Path) -> dict[str, str]:
    (folder / "docs" / "own.txt").write_text("mine")
    return {}


def setting(folder: Path) -> dict[str, str]:
    text = (folder / "mkdocs.yml").read_text().replace("primary: custom", "primary: teal")
    (folder / "mkdocs.yml").write_text(text)
    return {}


def template(folder: Path) -> dict[str, str]:
    (folder / "more").mkdir()
    (folder / "more" / "robots.txt").write_text("User-agent: *\n")
    text = (folder / "mkdocs.yml").read_text().replace("  name: material\n", "  name: material\n  custom_dir: more\n")
    (folder / "mkdocs.yml").write_text(text)
    return {}


def address(folder: Path) -> dict[str, str]:
    return {"SITE_URL": "https://intranet.example/guide/"}


@pytest.mark.parametrize("change", [older_tree, own_page, setting, template, address])
def test_new_content_is_published(publish: Publish, published: Path, change: Callable[[Path], dict[str, str]]) -> None:
    before = (published / "site" / "build.json").read_text()
    done = publish(published, **change(published))
    assert (done.returncode, "site: published.\n" in done.stdout) == (0, True), done.stderr
    assert (published / "site" / "build.json").read_text() != before


def test_a_damaged_site_is_made_again_and_what_is_kept_before_it_stays(publish: Publish, published: Path) -> None:
    retitle(published, "new")
    assert publish(published).returncode == 0
    whole = files(published / "site")
    (published / "site" / "index.html").unlink()
    (published / "site" / "map.html").write_text("")
    assert publish(published).returncode == 0
    assert files(published / "site") == whole
    assert publish(published, "--back").returncode == 0
    assert not says(published / "site", "new")


@pytest.mark.parametrize("damage", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_plain_file_of_the_site_is_made_again(published: Path, damage: Callable[[Path], None]) -> None:
    whole = files(published / "site")
    (published / "site" / "map.html").unlink()
    damage(published / "site" / "map.html")
    done = subprocess.run([*PROGRAM, "publish"], cwd=published, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, files(published / "site")) == (0, whole)


def test_the_site_before_can_be_put_back_and_forth(publish: Publish, published: Path) -> None:
    old = files(published / "site")
    retitle(published, "new")
    assert publish(published).returncode == 0
    new = files(published / "site")
    for wanted in (old, new, old):
        assert publish(published, "--back").returncode == 0
        assert files(published / "site") == wanted


def test_without_a_site_before_there_is_no_way_back(publish: Publish, published: Path) -> None:
    before = files(published / "site")
    done = publish(published, "--back")
    assert (done.returncode, files(published / "site")) == (1, before)
    assert "there is no whole site to go back to" in done.stderr


def test_where_the_site_is_gone_the_one_before_is_put_back(publish: Publish, published: Path) -> None:
    (published / "www").symlink_to("nowhere yet")
    for name in ("site", "www"):
        for title in ("old", "new"):
            retitle(published, title)
            assert publish(published, "--site", name).returncode == 0
        if name == "site":
            shutil.rmtree(published / name)
        else:
            (published / name).unlink()
        done = publish(published, "--site", name, "--back")
        assert (done.returncode, done.stdout) == (0, f"{name}: edition 2 again, of commit unknown.\n"), done.stderr
        assert is_whole(published / name) and says(published / name, "old")
        assert publish(published, "--site", name, "--back").returncode == 1  # there is none before that


def test_without_any_site_the_way_back_leaves_nothing(publish: Publish, guide: Path) -> None:
    done = publish(guide, "--back", SITE_DIR=str(guide / "typo"))
    assert (done.returncode, "there is no whole site to go back to" in done.stderr) == (1, True)
    assert not (guide / ".typo.publishing").exists()


@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_a_web_server_may_read_everything_whatever_the_umask(guide: Path, umask: int) -> None:
    assert nursery().together([(guide, ["publish"])], umask=umask)[0].returncode == 0
    assert modes(guide / "site") == ({0o644}, {0o755})


def test_a_web_server_may_read_again_what_somebody_has_closed(publish: Publish, published: Path) -> None:
    for name in ("index.html", "questions", "assets/guide.css", "build.json", ""):
        (published / "site" / name).chmod(0o700)
    assert "still the same" in publish(published).stdout
    assert modes(published / "site") == ({0o644}, {0o755})


def modes(site: Path) -> tuple[set[int], set[int]]:
    """Those of the files, and those of the folders."""
    paths = [site, *site.rglob("*")]
    each = [{path.stat().st_mode & 0o7777 for path in paths if kind(path)} for kind in (Path.is_file, Path.is_dir)]
    return each[0], each[1]


def test_the_umask_decides_where_that_is_wished(guide: Path) -> None:
    assert nursery().together([(guide, ["publish", "--umask"])], umask=0o077)[0].returncode == 0
    assert (guide / "site" / "index.html").stat().st_mode & 0o777 == 0o600


def test_a_file_that_stays_the_same_keeps_its_date(publish: Publish, published: Path) -> None:
    style = published / "site" / "assets" / "guide.css"
    os.utime(style, (10**9, 10**9))
    retitle(published, "new")
    assert publish(published).returncode == 0
    assert style.stat().st_mtime == 10**9
    assert (published / "site" / "index.html").stat().st_mtime > 10**9


@pytest.mark.parametrize(
    "variables",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/Anchorage", "PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    ],
)
def test_the_same_bytes_wherever_and_by_whomever(made: Path, guide: Path, variables: dict[str, str]) -> None:
    odd = guide.rename(guide.with_name("größe; touch x $(id) 'q' #?"))
    done = publish_alone(odd, env={**os.environ, **variables})
    assert done.returncode == 0, done.stderr
    assert files(odd / "site") == files(made / "site")


def test_names_of_files_are_never_commands(publish: Publish, published: Path) -> None:
    assets = published / "docs" / "assets"
    for name in ("x;touch PWNED;.txt", "architecture diagram.svg", "$(touch PWNED).txt", "-rf.txt", "größe.txt"):
        (assets / name).write_text("mine")
    done = publish(published)
    assert done.returncode == 0, done.stderr
    assert (published / "site" / "assets" / "x;touch PWNED;.txt").read_text() == "mine"
    assert not list(published.rglob("PWNED"))


# What is not published


def test_a_link_out_of_docs_is_a_problem_before_anything_is_published(publish: Publish, published: Path) -> None:
    before = files(published / "site")
    (published / "secret").write_text("token")
    (published / "docs" / "assets" / "environ.txt").symlink_to(published / "secret")
    done = publish(published)
    assert (done.returncode, files(published / "site")) == (1, before)
    assert "docs/assets/environ.txt:1:1: this link leads out of the folder" in done.stderr


@pytest.mark.parametrize("name", ["build.json", "site-manifest.json"])
def test_a_file_that_would_be_replaced_is_a_problem(publish: Publish, published: Path, name: str) -> None:
    before = files(published / "site")
    (published / "docs" / name).write_text("mine")
    for command in ("publish", "check"):
        done = nursery().run(published, command)
        assert (done.returncode, files(published / "site")) == (1, before)
        assert f"docs/{name}:1:1: a site has a file of its own of this name" in done.stderr
    (published / "docs" / name).rename(published / "docs" / "assets" / name)
    assert publish(published).returncode == 0
    assert (published / "site" / "assets" / name).read_text() == "mine"


def test_what_is_no_plain_file_is_a_problem_and_waits_for_nobody(publish: Publish, published: Path) -> None:
    docs = published / "docs"
    os.mkfifo(docs / "pipe.txt")
    (docs / "loop").symlink_to("loop")
    (docs / "up").symlink_to(".", target_is_directory=True)
    (docs / "fine.txt").symlink_to("index.md")
    done = publish(published)
    assert done.returncode == 1
    for name, what in (
        ("loop", "this link leads nowhere"),
        ("pipe.txt", "this is neither"),
        ("up", "this link leads to a folder"),
    ):
        assert f"docs/{name}:1:1: {what}" in done.stderr
    assert "fine.txt" not in done.stderr


def test_a_link_to_a_folder_that_it_lies_in_is_found_by_way_of_a_link_too(
    publish: Publish, published: Path, tmp_path: Path
) -> None:
    (published / "docs" / "up").symlink_to(".", target_is_directory=True)
    (tmp_path / "way").symlink_to(published, target_is_directory=True)
    arguments = ("--docs", str(tmp_path / "way" / "docs"), "--site", str(tmp_path / "out"))
    assert "docs/up:1:1: this link leads to a folder that it lies in" in publish(published, *arguments).stderr


def test_what_a_link_to_a_hidden_folder_shows_is_looked_at_too(publish: Publish, published: Path) -> None:
    before = files(published / "site")
    docs = published / "docs"
    (docs / ".hidden").mkdir()
    (docs / ".hidden" / "environ.txt").symlink_to("/proc/self/environ")
    (docs / "public").symlink_to(".hidden")
    for command in ("publish", "check"):
        done = nursery().run(published, command)
        assert done.returncode == 1
        assert "docs/public/environ.txt:1:1: this link leads out of the folder" in done.stderr
    assert files(published / "site") == before


def test_files_behind_links_are_published_when_they_change(publish: Publish, published: Path) -> None:
    docs = published / "docs"
    for name in (".one", ".two"):
        (docs / name).mkdir()
        (docs / name / "a.txt").write_text(name)
    for name, target in (("pictures", ".one"), ("more", ".one"), ("more", ".two")):
        (docs / name).unlink(missing_ok=True)
        (docs / name).symlink_to(target)
        assert "site: published.\n" in publish(published).stdout
        assert (published / "site" / name / "a.txt").read_text() == target
    (docs / ".one" / "a.txt").write_text("changed")
    assert "site: published.\n" in publish(published).stdout
    assert (published / "site" / "pictures" / "a.txt").read_text() == "changed"
    assert "still the same" in publish(published).stdout


@pytest.mark.parametrize(
    "written",
    [
        "x: [",
        "\0",
        "x: " + "[" * 3_000 + "]" * 3_000,
        "x: 2020-13-45",
        "hooks: 5",
        "INHERIT: nosuch.yml",
        "INHERIT: plain.txt",
        "INHERIT: [plain.txt]",
        'INHERIT: "a\\0b"',
    ],
)
def test_settings_that_cannot_be_used_are_a_problem_of_their_file(
    publish: Publish, published: Path, written: str
) -> None:
    settings, before = published / "mkdocs.yml", files(published / "site")
    published.joinpath("plain.txt").write_text("no settings")
    kept = [line for line in settings.read_text().splitlines() if not line.startswith(written[:6])]
    settings.write_text("\n".join([*kept, written, ""]))
    refused_in_one_line(publish(published))
    assert files(published / "site") == before


def test_an_address_that_is_none_is_a_problem_of_the_settings(publish: Publish, published: Path) -> None:
    refused_in_one_line(publish(published, SITE_URL="https://[::1/"))


def refused_in_one_line(done: Done) -> None:
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("mkdocs.yml:1:1: MkDocs cannot use these settings: ")


def test_settings_may_be_inherited_from_anywhere(publish: Publish, published: Path, tmp_path: Path) -> None:
    shared = (published / "mkdocs.yml").rename(tmp_path / "shared.yml")
    (published / "mkdocs.yml").write_text(f"INHERIT: {shared}\nhooks: [hooks.py]\n", encoding="utf-8")
    assert "site: published.\n" in publish(published).stdout
    shared.write_text(shared.read_text(encoding="utf-8") + "copyright: Ours\n", encoding="utf-8")
    assert "site: published.\n" in publish(published).stdout


def test_variables_of_inherited_settings_count(publish: Publish, published: Path) -> None:
    (published / "more").mkdir()
    base = (published / "mkdocs.yml").rename(published / "more" / "base.yml")
    base.write_text(base.read_text(encoding="utf-8") + "INHERIT: deep.yml\n", encoding="utf-8")
    (base.parent / "deep.yml").write_text("copyright: !ENV OWNER\n", encoding="utf-8")
    (published / "mkdocs.yml").write_text("INHERIT: more/base.yml\ndocs_dir: docs\n", encoding="utf-8")
    for variables in ({}, {"SITE_URL": "https://example.org/"}, {"SITE_URL": "https://example.org/", "OWNER": "Kim"}):
        done = publish(published, **variables)
        assert "site: published.\n" in done.stdout, done.stderr
    (published / "mkdocs.yml").write_text("INHERIT: mkdocs.yml\n", encoding="utf-8")
    done = publish(published)
    assert (done.returncode, "mkdocs.yml:1:1: these settings inherit from themselves" in done.stderr) == (1, True)


@pytest.mark.parametrize("arguments", [[], ["--clean"], ["--back"]])
def test_a_folder_with_somebodys_files_is_left_alone(
    publish: Publish, guide: Path, tmp_path: Path, arguments: list[str]
) -> None:
    www = tmp_path / "www"
    (www / "other").mkdir(parents=True)
    (www / "other" / "precious.txt").write_text("precious")
    done = publish(guide, *arguments, SITE_DIR=str(www))
    assert done.returncode == 1
    assert "this was not made by `publish`, and nothing was touched" in done.stderr
    assert (len(done.stderr.splitlines()), sorted(path.name for path in tmp_path.iterdir())) == (1, ["a guide", "www"])
    assert files(www) == {"other/precious.txt": b"precious"}


@pytest.mark.parametrize("arguments", [[], ["--clean"]])
def test_a_strange_file_within_the_site_is_left_alone(publish: Publish, published: Path, arguments: list[str]) -> None:
    (published / "site" / "questions" / "mine.txt").write_text("mine")
    retitle(published, "new")
    before = files(published / "site")
    done = publish(published, *arguments)
    assert (done.returncode, files(published / "site")) == (1, before)
    assert "site/questions/mine.txt:1:1: this was not made by `publish`" in done.stderr


def test_clean_removes_what_is_ours_and_nothing_else(publish: Publish, published: Path) -> None:
    retitle(published, "new")
    assert publish(published).returncode == 0
    beside = {path.name for path in published.iterdir()}
    assert publish(published, "--clean").returncode == 0
    assert beside - {path.name for path in published.iterdir()} == {"site", ".site.publishing"}


def test_the_site_cannot_be_where_the_pages_are(publish: Publish, guide: Path) -> None:
    for place in ("docs", "docs/site", "."):
        assert "the site cannot be there" in publish(guide, "--site", place).stderr
    assert sorted(path.name for path in guide.iterdir()) == ["decision_tree.yaml", "hooks.py", "mkdocs.yml"]


def test_the_site_cannot_be_where_the_pages_are_by_another_name(
    publish: Publish, published: Path, tmp_path: Path
) -> None:
    (tmp_path / "way").symlink_to(published / "docs")
    (tmp_path / "around").symlink_to(published)
    for place in ("way", "way/inner", "around"):
        done = publish(published, "--site", str(tmp_path / place))
        assert (done.returncode, "the site cannot be there" in done.stderr) == (1, True)
    assert not (published / "docs" / "inner").exists()


def test_an_archive_cannot_be_in_the_site(published: Path) -> None:
    before = files(published / "site")
    (published / "way").symlink_to("site")
    for out in ("site/x.zip", "way/x.zip"):
        done = nursery().run(published, "archive", out)
        assert (done.returncode, files(published / "site")) == (1, before)
        assert f"{out}:1:1: the archive cannot be in the site" in done.stderr


# Where the system cannot exchange folders, and where the target is a link


def test_a_link_is_turned_to_the_new_site(publish: Publish, guide: Path) -> None:
    (guide / "www").symlink_to("nowhere yet")
    for title in ("one", "two", "three"):
        retitle(guide, title)
        done = publish(guide, "--site", "www")
        assert done.returncode == 0, done.stderr
        assert says(guide / "www", title) and is_whole(guide / "www")
    assert len(list((guide / ".www.publishing").glob("site-*"))) == 2
    for title in ("two", "three"):
        assert publish(guide, "--site", "www", "--back").returncode == 0
        assert says(guide / "www", title)
    assert publish(guide, "--site", "www", "--clean").returncode == 0
    assert not (guide / "www").is_symlink() and not (guide / ".www.publishing").exists()


def test_a_kill_while_links_are_turned_loses_no_site(publish: Publish, guide: Path) -> None:
    (guide / "www").symlink_to("nowhere yet")
    for title in ("one", "two"):
        retitle(guide, title)
        assert publish(guide, "--site", "www").returncode == 0

    def shown() -> list[str]:
        folders = (guide / "www", guide / ".www.publishing" / "previous")
        return [title for folder in folders for title in ("one", "two", "three") if says(folder, title)]

    for moment in range(1, 40):
        killed = nursery().together([(guide, ["publish", "--site", "www", "--back"])], kill=moment)[0].returncode
        seen = shown()[0]
        assert publish(guide, "--site", "www", "--back").returncode == 0
        assert shown() == (["one", "two"] if seen == "two" else ["two", "one"]), moment
        if killed == 0:
            break
    retitle(guide, "three")
    changes = nursery().run(guide, "publish", "--site", "www").changes
    for moment in range(changes - 12, changes + 1):
        before = shown()[0]
        title = "three" if before == "two" else "two"
        retitle(guide, title)
        nursery().together([(guide, ["publish", "--site", "www"])], kill=moment)
        assert publish(guide, "--site", "www").returncode == 0
        assert shown() == [title, before], moment


def test_two_renames_do_where_folders_cannot_be_exchanged(published: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from tree_builder.write import site; "
        "site.exchange = lambda one, other: False; from tree_builder.commands.line import main; sys.exit(main())"
    )
    run = [sys.executable, "-c", code, str(ROOT), "publish"]
    retitle(published, "new")
    assert subprocess.run(run, cwd=published, capture_output=True, check=False).returncode == 0
    assert says(published / "site", "new") and is_whole(published / "site")
    assert subprocess.run([*run, "--back"], cwd=published, capture_output=True, check=False).returncode == 0
    assert not says(published / "site", "new") and is_whole(published / "site")


def test_folders_are_exchanged_at_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert swap.exchange(tmp_path / "one", tmp_path / "two"), "the tests run where folders can be exchanged"
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["two"]


# Faults


def test_a_kill_at_any_moment_leaves_a_whole_site(published: Path) -> None:
    retitle(published, "zero")
    changes = nursery().run(published, "publish").changes
    late = MOMENTS // 2  # the last of many changes are the manifest, the swap and tidying up
    moments = [*range(1, changes - late, (changes - late) // (MOMENTS - late)), *range(changes - late, changes + 1)]
    assert len(moments) >= MOMENTS
    old = "zero"
    for moment in moments:
        title = f"title {moment}"
        retitle(published, title)
        assert nursery().together([(published, ["publish"])], kill=moment)[0].returncode == -9, moment
        assert is_whole(published / "site"), moment
        assert says(published / "site", old) or says(published / "site", title), moment
        old = title if says(published / "site", title) else old
    retitle(published, "last")
    assert nursery().run(published, "publish").returncode == 0
    assert says(published / "site", "last") and is_whole(published / "site")
    assert sorted(path.name for path in (published / ".site.publishing").iterdir()) == ["README", "lock", "previous"]
    assert not [path for path in published.rglob("*") if path.name.endswith(".tmp")]


def test_a_full_disk_leaves_the_old_site(publish: Publish, published: Path) -> None:
    before = files(published / "site")
    retitle(published, "new")
    limit = (60_000, 60_000)  # bytes of a file
    done = publish_alone(published, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert (done.returncode, files(published / "site")) == (1, before)
    assert "cannot be written (File too large); the site is as it was before" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (published / ".site.publishing" / "new").exists()
    assert publish(published).returncode == 0


def test_a_folder_that_may_not_be_written_leaves_the_old_site(published: Path) -> None:
    retitle(published, "new")
    published.chmod(0o555)
    environment = {**os.environ, "SITE_DIR": str(published / "other")}
    done = publish_alone(published, env=environment, preexec_fn=without_privileges)
    published.chmod(0o755)
    assert done.returncode == 1
    assert "cannot be written (Permission denied)" in done.stderr and "Traceback" not in done.stderr
    assert not says(published / "site", "new")


def without_privileges() -> None:
    """From now on modes bind root too."""
    import ctypes

    drop_from_the_bounding_set, reads_and_writes_everything = 24, 1
    ctypes.CDLL(None).prctl(drop_from_the_bounding_set, reads_and_writes_everything, 0, 0, 0)


def test_what_cannot_be_removed_is_in_nobodys_way(published: Path) -> None:
    for number, mode in enumerate((0o000, 0o555, 0o000, 0o555)):
        retitle(published, f"number {number}")
        (published / "site" / "questions").chmod(mode)
        done = publish_alone(published, preexec_fn=without_privileges)
        assert done.returncode == 0, done.stderr
        assert says(published / "site", f"number {number}")
    names = sorted(path.name for path in (published / ".site.publishing").iterdir())
    assert names == ["README", "lock", "previous"]


def test_a_site_that_is_in_place_is_not_said_to_be_as_it_was(published: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from tree_builder.write import site\n"
        "def settle(place): raise PermissionError(13, 'Permission denied', 'previous')\n"
        "site._settle = settle; site._mend = lambda place: False; from tree_builder.commands.line import main; sys.exit(main())"
    )
    retitle(published, "new")
    run = [sys.executable, "-c", code, str(ROOT), "publish"]
    done = subprocess.run(run, cwd=published, capture_output=True, text=True, check=False)
    assert "cannot be written (Permission denied); the site is another one already, and whole" in done.stderr
    assert says(published / "site", "new")


def test_ten_at_once_of_one_folder_give_what_one_gives(published: Path) -> None:
    retitle(published, "new")
    done = nursery().together([(published, ["publish"])] * 10)
    assert [each.returncode for each in done] == [0] * 10, done
    assert ["site: published.\n" in each.stdout for each in done].count(True) == 1
    assert is_whole(published / "site") and says(published / "site", "new")


def test_whoever_waits_while_all_is_removed_publishes(published: Path) -> None:
    """One that has looked at the folder beside the site, and takes its lock when the folder has gone."""
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from tree_builder.write import alone\n"
        "class Late(alone.FileLock):\n"
        "    def acquire(self, *given, **told):\n"
        "        if sys.stdin.readline():\n"
        "            print('ready', file=sys.stderr, flush=True)\n"
        "            sys.stdin.readline()\n"
        "            raise FileNotFoundError(2, 'No such file or directory')\n"
        "        return super().acquire(*given, **told)\n"
        "alone.FileLock = Late; from tree_builder.commands.line import main; sys.exit(main())"
    )
    command = [sys.executable, "-c", code, str(ROOT), "publish", "--site", "other"]
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    late = subprocess.Popen(command, cwd=published, text=True, **pipes)
    shutil.copytree(published / ".site.publishing", published / ".other.publishing", dirs_exist_ok=True)
    assert late.stdin and late.stderr
    late.stdin.write("\n")
    late.stdin.flush()
    assert late.stderr.readline() == "ready\n"
    assert nursery().run(published, "publish", "--site", "other", "--clean").returncode == 0
    out, error = late.communicate("\n", timeout=60)
    assert (late.returncode, "other: published.\n" in out) == (0, True), error
    assert is_whole(published / "other")
    assert nursery().run(published, "publish", "--site", "other", "--clean").returncode == 0
    assert not (published / "other").exists()


def test_cleaning_beside_publishing_is_in_nobodys_way(published: Path) -> None:
    done = nursery().together([(published, ["publish", *option]) for option in ([], ["--clean"]) * 5])
    assert [each.returncode for each in done] == [0] * 10, done
    assert nursery().run(published, "publish").returncode == 0
    assert is_whole(published / "site")


def test_ten_at_once_of_two_folders_give_what_two_give(published: Path, tmp_path: Path) -> None:
    other = shutil.copytree(published, tmp_path / "other")
    runs = []
    for title, folder in (("new", published), ("newer", other)):
        retitle(folder, title)
        runs.append((folder, ["publish", "--site", str(tmp_path / title)]))
    done = nursery().together(runs * 5)
    assert [each.returncode for each in done] == [0] * 10, done
    for title in ("new", "newer"):
        assert is_whole(tmp_path / title) and says(tmp_path / title, title)


def test_readers_see_the_old_site_or_the_new_one(publish: Publish, published: Path) -> None:
    """Readers of the folder, while it is exchanged again and again: no file is missing, and none is half."""
    retitle(published, "new")
    assert publish(published).returncode == 0
    site, over, seen = published / "site", threading.Event(), set[str]()

    def read() -> None:
        while not over.is_set():
            page = (site / "index.html").read_text(encoding="utf-8")
            assert page.rstrip().endswith("</html>")
            seen.add("new" if "What to drink new" in page else "old")

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(3):
        assert publish(published, "--back").returncode == 0
    over.set()
    for reader in readers:
        reader.join()
    assert seen == {"old", "new"}


def test_what_a_run_left_is_removed_whoever_has_its_number(publish: Publish, published: Path) -> None:
    """In a container the number of a killed process is soon that of another: only the lock tells who is alive."""
    work = published / ".site.publishing"
    (work / "new" / "questions").mkdir(parents=True)
    (work / "new" / "index.html").write_text("half")
    (work / "trash").mkdir()
    half = published / "docs" / "questions" / f".build-tree-{os.getpid()}-{'0' * 16}.tmp"
    half.write_text("half")
    assert publish(published).returncode == 0
    assert sorted(path.name for path in work.iterdir()) == ["README", "lock"]
    assert not half.exists()


# What is told meanwhile


def test_what_takes_long_is_told_in_lines(published: Path) -> None:
    lock = published / ".site.publishing" / "lock"
    code = "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from tree_builder.write.alone import alone\nwith alone(Path(sys.argv[2])): print(flush=True); input()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(ROOT), str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout and holder.stdout.readline()
    waiting = subprocess.Popen([*PROGRAM, "publish"], cwd=published, stderr=subprocess.PIPE, text=True)
    assert waiting.stderr and "Somebody else is publishing there" in waiting.stderr.readline()
    holder.kill()  # its lock dies with it
    holder.wait()
    assert waiting.wait(60) == 0
