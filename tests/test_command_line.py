"""The command line: its options, its exit status, and what it prints for authors, for programs and on a terminal."""

import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from harness.guide import ROOT, run_build_tree, started

from tree_builder.commands import report
from tree_builder.commands.line import main
from tree_builder.text.problems import of_file

SOUND = """guide:
  title: Small?
  summary: Whether it is small.
  edition: "1"
  reviewed: 2026-11-21
  review_due: 2999-11-21
options: {small: Small}
start: size
articles:
  a: {title: A, excerpts: {e: {quote: It is small., favours: small}}}
questions:
  size:
    title: Is it small?
    excerpts: [a/e]
    answers:
      small: {label: It is, leads_to: small}
      large: {label: It is not, leads_to: none}
verdicts:
  small: {title: Take it, recommends: small, summary: It fits., unless: [It grows.], excerpts: [a/e]}
  none: {title: Leave it, summary: It does not fit., unless: [It shrinks.], excerpts: [a/e]}
"""
LOCK = '{"format": 1, "articles": {}, "excerpts": {}}'
TROUBLED = SOUND.replace("leads_to: none", "leads_to: nowhere")
ADVISED = SOUND.replace("unless: [It grows.], ", "")
COLOUR = "\033["


@pytest.fixture(scope="module")
def proved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound tree of which nothing can be said, its article, and its lock."""
    folder = tmp_path_factory.mktemp("proved")
    put(folder, SOUND)
    (folder / "articles").mkdir()
    (folder / "articles" / "a.txt").write_text("It is small. " + "Nobody quotes the rest of it. " * 3, encoding="utf-8")
    assert run_build_tree(folder, "fingerprint", "articles").returncode == 0
    return folder


@pytest.fixture
def guide(proved: Path, tmp_path: Path) -> Path:
    """A folder of a test's own with that tree."""
    return shutil.copytree(proved, tmp_path / "guide")


@pytest.fixture
def said(
    guide: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """A function that runs the command line in the folder of the guide: exit status, output, errors."""
    monkeypatch.chdir(guide)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        return status, *capsys.readouterr()

    return run


Said = Callable[..., tuple[int, str, str]]


def put(guide: Path, tree: str | bytes) -> None:
    (guide / "decision_tree.yaml").write_bytes(tree if isinstance(tree, bytes) else tree.encode())


# Exit status and options


def test_a_sound_tree_builds(said: Said, guide: Path) -> None:
    status, out, err = said()
    assert (status, err) == (0, "")
    assert re.fullmatch(r"docs: [0-9]+ files written, 0 removed, 0 unchanged\.\n", out)
    assert (guide / "docs" / "questions" / "size.md").is_file()
    assert re.fullmatch(r"docs: 0 files written, 0 removed, [0-9]+ unchanged\.\n", said("build")[1])


def test_check_writes_nothing(said: Said, guide: Path) -> None:
    assert said("check") == (0, "No problem: 1 question, 2 verdicts, 0 examples, 1 excerpt from 1 article.\n", "")
    assert not (guide / "docs").exists()


@pytest.mark.parametrize("command", [(), ("build",), ("check",)])
def test_a_problem_is_exit_status_1_and_nothing_is_written(said: Said, guide: Path, command: tuple[str, ...]) -> None:
    put(guide, TROUBLED)
    status, out, err = said(*command)
    assert (status, out) == (1, "")
    assert err.startswith("decision_tree.yaml:17:43: the question or verdict `nowhere` does not exist")
    assert not (guide / "docs").exists()


@pytest.mark.parametrize(
    "arguments",
    [("--no-such-option",), ("no-such-command",), ("--format", "xml"), ("show",), ("fingerprint",), ("new",),
     ("check", "extra"), ("--tree",)],
)  # fmt: skip
def test_a_wrong_command_line_is_exit_status_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: decision-guide")


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert all(command in out for command in ("check", "serve", "compare", "fingerprint", "rename", "schema", "new"))


@pytest.mark.parametrize("before", [True, False])
def test_options_stand_before_or_after_the_command(said: Said, guide: Path, before: bool) -> None:
    (guide / "decision_tree.yaml").rename(guide / "other.yaml")
    options = ("--tree", "other.yaml", "--docs", "pages", "--format", "json", "--strict")
    arguments = (*options, "build") if before else ("build", *options)
    assert said(*arguments) == (0, "[]\n", "")
    assert (guide / "pages" / "index.md").is_file()


def test_options_on_both_sides_add_up(said: Said, guide: Path) -> None:
    put(guide, ADVISED)
    assert said("--strict", "check", "--format", "json")[0] == 1
    assert said("--format", "json", "check", "--strict")[0] == 1


def test_advice_is_printed_and_in_nobodys_way(said: Said, guide: Path) -> None:
    put(guide, ADVISED)
    status, out, err = said()
    assert status == 0
    assert err.startswith("decision_tree.yaml:19:3: warning: nothing is said against the verdict `small` [one-sided]\n")
    assert "files written" in out


def test_strict_turns_advice_into_problems(said: Said, guide: Path) -> None:
    put(guide, ADVISED)
    status, out, err = said("--strict")
    assert (status, out) == (1, "")
    assert err.startswith("decision_tree.yaml:19:3: nothing is said against the verdict `small`\n")
    assert not (guide / "docs").exists()


def test_the_name_of_the_site_should_be_the_title(said: Said, guide: Path) -> None:
    (guide / "mkdocs.yml").write_text("site_name: Small?\n", encoding="utf-8")
    assert said("check", "--strict")[0] == 0
    (guide / "mkdocs.yml").write_text("site_name: !ENV [NAME, Large?]\nextra: *no\n", encoding="utf-8")
    status, _, err = said("check")
    assert status == 0
    assert (
        "decision_tree.yaml:2:10: warning: `site_name` in mkdocs.yml is not the guide's title; it should be `Small?`"
        in err
    )
    assert said("check", "--strict")[0] == 1
    (guide / "mkdocs.yml").write_bytes(b"\xff\xfe: [")
    assert said("check")[0] == 0


def test_another_name_of_the_site_can_be_accepted(said: Said, guide: Path) -> None:
    put(guide, SOUND.replace("  title: Small?", "  accept: {site-name: It is short.}\n  title: Small?"))
    needless = "there is no advice of the kind `site-name` to accept here"
    assert needless in said("check")[2]
    (guide / "mkdocs.yml").write_text("site_name: Large?\n", encoding="utf-8")
    assert said("check", "--strict")[::2] == (0, "")
    (guide / "mkdocs.yml").write_text("site_name: Small?\n", encoding="utf-8")
    assert needless in said("check")[2]


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("Cats & dogs?", "Cats & dogs?"),
        ("Cats &lt; dogs?", "Cats &amp;lt; dogs?"),
        ("<b>?", "&lt;b&gt;?"),
        ('Big & "small"?', "Big &amp; &quot;small&quot;?"),
    ],
)
def test_the_name_of_the_site_is_html_for_the_theme(said: Said, guide: Path, title: str, right: str) -> None:
    put(guide, SOUND.replace("title: Small?", f"title: {json.dumps(title)}"))
    (guide / "mkdocs.yml").write_text("site_name: Another\n", encoding="utf-8")
    assert f"is not the guide's title; it should be `{right}`" in said("check")[2]
    (guide / "mkdocs.yml").write_text(f"site_name: {json.dumps(right)}\n", encoding="utf-8")
    assert "site_name" not in said("check")[2]


# What programs read


def test_json_has_the_same_problems(said: Said, guide: Path) -> None:
    put(guide, TROUBLED.replace("title: Small?", "titel: Small?"))
    _, out, err = said("--format", "json")
    assert err == ""
    entries = json.loads(out)
    assert {entry["severity"] for entry in entries} == {"problem"}
    _, _, text = said()
    assert text.splitlines()[::3] == ["{file}:{line}:{column}: {message}".format(**entry) for entry in entries]
    assert any("did you mean `title`?" in entry["message"] for entry in entries)


def test_json_tells_warnings_from_problems(said: Said, guide: Path) -> None:
    put(guide, ADVISED)
    assert [entry["severity"] for entry in json.loads(said("check", "--format", "json")[1])] == ["warning"]
    assert [entry["severity"] for entry in json.loads(said("check", "--format", "json", "--strict")[1])] == ["problem"]


def test_json_is_one_document_whatever_goes_wrong(said: Said, guide: Path) -> None:
    put(guide, ADVISED)
    (guide / "docs").write_text("in the way", encoding="utf-8")
    status, out, err = said("--format", "json")
    assert (status, err) == (1, "")
    assert [(entry["file"], entry["severity"]) for entry in json.loads(out)] == [
        ("decision_tree.yaml", "warning"),
        ("docs", "problem"),
    ]
    assert json.loads(said("fingerprint", "articles", "--format", "json")[1]) == []


@pytest.mark.slow
def test_json_goes_through_any_pipe(guide: Path) -> None:
    put(guide, SOUND.replace("favours: small", "favours: größer"))
    command = [sys.executable, str(ROOT / "build_tree.py"), "check", "--format", "json"]
    done = subprocess.run(
        command, cwd=guide, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=False
    )
    assert done.returncode == 1
    assert "`größer`" in json.loads(done.stdout.decode("ascii"))[0]["message"]


# At most a hundred


def many(count: int) -> str:
    return SOUND + "".join(f"unknown-{n}: x\n" for n in range(count))


def test_at_most_a_hundred_problems_then_their_number(said: Said, guide: Path) -> None:
    put(guide, many(1234))
    status, _, err = said("check")
    lines = err.splitlines()
    assert status == 1
    assert lines[-1] == "1,234 problems in all; the first 100 are shown"
    assert sum(line.startswith("decision_tree.yaml:") for line in lines) == 100
    assert len(json.loads(said("check", "--format", "json")[1])) == 1234


def test_a_hundred_problems_are_all_shown(said: Said, guide: Path) -> None:
    put(guide, many(100))
    err = said("check")[2]
    assert "in all" not in err
    assert sum(line.startswith("decision_tree.yaml:") for line in err.splitlines()) == 100


def test_problems_stand_in_the_order_of_the_file(said: Said, guide: Path) -> None:
    put(guide, TROUBLED.replace("title: Small?", "titel: Small?").replace("start: size", "start: sice"))
    places = re.findall(r"^decision_tree\.yaml:([0-9]+):([0-9]+): ", said("check")[2], re.MULTILINE)
    assert places == sorted(places, key=lambda place: (int(place[0]), int(place[1])))
    assert len(places) >= 3


# The line and the caret


def test_the_line_and_a_caret_under_the_place_are_shown(said: Said, guide: Path) -> None:
    put(guide, TROUBLED)
    first, source, caret = said("check")[2].splitlines()[:3]
    assert first.startswith("decision_tree.yaml:17:43: ")
    assert source == "   17 |       large: {label: It is not, leads_to: nowhere}"
    assert caret == "      | " + " " * 42 + "^"
    assert source[caret.index("^") :].startswith("nowhere")


def columns(text: str) -> int:
    """How many columns a text takes in a terminal, by its kinds of letters."""
    return sum(2 if mark in "大文字ＡＢ😀" else 0 if mark == "\u0301" else 1 for mark in text)


@pytest.mark.parametrize("label", ["plain", "大文字", "ＡＢ", "e\u0301", "😀", "x\u00a0y", "עברית", "\tq"])
def test_the_caret_stands_under_the_place_whatever_comes_before(said: Said, guide: Path, label: str) -> None:
    put(guide, TROUBLED.replace("label: It is not", f"label: '{label}'"))
    _, source, caret = said("check")[2].splitlines()[:3]
    before = source[: source.index("nowhere")]
    assert columns(before) == caret.index("^")


def test_a_long_line_is_cut_around_its_place(said: Said, guide: Path) -> None:
    put(
        guide,
        TROUBLED.replace("label: It is not", f"label: {'long ' * 500}").replace(
            "nowhere}", f"nowhere, explain: {'x' * 500}}}"
        ),
    )
    _, source, caret = said("check")[2].splitlines()[:3]
    assert len(source) <= 8 + 160
    assert source[caret.index("^") :].startswith("nowhere")


def test_lines_are_counted_as_editors_do(said: Said, guide: Path) -> None:
    """A form feed or a line separator ends no line; carriage returns do."""
    put(guide, "# a\x0cb\u2028c\r# d\r\n" + TROUBLED)
    err = said("check")[2]
    assert "decision_tree.yaml:1:4: the character U+000C" in err
    assert err.splitlines()[1] == "    1 | # a b c"
    put(guide, "# d\r# e\r\n" + TROUBLED)
    assert said("check")[2].splitlines()[1].startswith("   19 |       large: ")


def test_nothing_in_a_message_commands_the_terminal(said: Said, guide: Path) -> None:
    put(guide, SOUND + '"\\e]0;title\\a\\e[2J\\u202e": x\n"\x1b[31m": y\n')
    err = said("check")[2]
    assert all(line.isprintable() for line in err.splitlines())


# A terminal


PROGRAM = (sys.executable, str(ROOT / "build_tree.py"))
# The same, for which nothing is too short to be told.
IMPATIENT = (
    "import sys; from tree_builder.commands import line, progress; progress._QUIET_FOR = 0; sys.exit(line.main())"
)


def at_a_terminal(guide: Path, *arguments: str, program: tuple[str, ...] = PROGRAM, **environment: str) -> str:
    """What the command line prints on a terminal of its own."""
    command = [*program, *arguments]
    ours, theirs = pty.openpty()
    variables = {**os.environ, "TERM": "xterm-256color", **environment}
    variables = {name: value for name, value in variables.items() if value or name == "EMPTY"}
    process = started(command, cwd=guide, stdin=theirs, stdout=theirs, stderr=theirs, env=variables)
    os.close(theirs)
    told = b""
    while select.select([ours], [], [], 120)[0]:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        told += piece
    process.wait()
    os.close(ours)
    return told.decode()


@pytest.mark.slow
def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere(guide: Path) -> None:
    impatient, line = (sys.executable, "-c", IMPATIENT), re.compile(r"^Making pages: 1 of \d+$", re.MULTILINE)
    bar = at_a_terminal(guide, program=impatient)
    assert "Making pages" in bar and "━" in bar and "\x1b[2K" in bar, "it is drawn, and goes when everything is done"
    shutil.rmtree(guide / "docs")
    assert line.search(at_a_terminal(guide, program=impatient, TERM="dumb").replace("\r\n", "\n"))
    shutil.rmtree(guide / "docs")
    piped = subprocess.run(impatient, cwd=guide, capture_output=True, text=True, timeout=120, check=True)
    assert line.search(piped.stderr) and "\x1b" not in piped.stderr and "Making pages" not in piped.stdout


@pytest.mark.slow
@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_that_no_system_has_is_said_in_one_line(guide: Path, port: str) -> None:
    done = run_build_tree(guide, "serve", f"--port={port}")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"port {port} cannot be used (")


@pytest.mark.slow
def test_colour_on_a_terminal_only(guide: Path) -> None:
    put(guide, TROUBLED)
    coloured = at_a_terminal(guide, "check", NO_COLOR="")
    assert COLOUR in coloured
    plain = re.sub(r"\033\[[0-9]+m", "", coloured).replace("\r\n", "\n")
    piped = run_build_tree(guide, "check").stderr
    assert COLOUR not in piped
    assert plain == piped


@pytest.mark.slow
@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_it_is_not_wanted(guide: Path, environment: dict[str, str]) -> None:
    put(guide, TROUBLED)
    told = at_a_terminal(guide, "check", **environment)
    assert "decision_tree.yaml:17:43: " in told
    assert COLOUR not in told


# Files that are no trees


HOPELESS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is empty; it must hold a tree, as `decision-guide new` makes one"),
    "blank": (b"\n\n  \n# only a comment\n", "the file is empty; it must hold a tree, as `decision-guide new` makes one"),
    "binary": (bytes(range(256)) * 9, "the file is not UTF-8 from here on; it must be text, saved as UTF-8"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "the file is not UTF-8 from here on; it must be text, saved as UTF-8"),
    "latin-1": (SOUND.replace("Small?", "Größe?").encode("latin-1"), "the file is not UTF-8 from here on"),
    "utf-16": (SOUND.encode("utf-16"), "the file is UTF-16; it must be saved as UTF-8"),
    "utf-16-be": (b"\xfe\xff" + SOUND.encode("utf-16-be"), "the file is UTF-16; it must be saved as UTF-8"),
    "truncated": (SOUND[: SOUND.index("leads_to: none") + 6].encode(), "this is not YAML"),
    "cut in a letter": (SOUND.replace("fits.", "fits Größe").encode()[:-150].rpartition(b"\xc3")[0] + b"\xc3", "the file is not UTF-8"),
    "brackets": (b"[" * 100_000, "this is nested more than 40 levels deep"),
    "braces": (b"{a: " * 100_000, "this is nested more than 40 levels deep"),
    "indents": ("\n".join(" " * n + "a:" for n in range(1000)).encode(), "this is nested more than 40 levels deep"),
    "a list": (b"- a\n- b\n", "the file holds no mapping; it must begin with keys such as `guide:`"),
    "a text": (b"hello\n", "the file holds no mapping; it must begin with keys such as `guide:`"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOPELESS)
def test_a_file_that_is_no_tree_gets_one_clear_line(said: Said, guide: Path, name: str) -> None:
    raw, what = HOPELESS[name]
    put(guide, raw)
    status, out, err = said()
    assert (status, out) == (1, "")
    told = [line for line in err.splitlines() if not re.match(r" *[0-9]* \| ", line)]
    assert len(told) == 1, err
    assert re.match(rf"decision_tree\.yaml:[0-9]+:[0-9]+: {re.escape(what)}", told[0])
    assert not (guide / "docs").exists()


def test_a_missing_file(said: Said) -> None:
    status, _, err = said("--tree", "no-such.yaml")
    assert status == 1
    assert (
        err == "no-such.yaml:1:1: the file cannot be read (No such file or directory); it must be the file of a tree\n"
    )


def test_a_folder_instead_of_a_file(said: Said) -> None:
    status, _, err = said("--tree", "articles")
    assert status == 1
    assert err == "articles:1:1: the file cannot be read (Is a directory); it must be the file of a tree\n"


def test_a_name_that_no_file_can_have(said: Said) -> None:
    status, _, err = said("--tree", "x" * 5000)
    assert status == 1
    assert "File name too long" in err


@pytest.mark.parametrize("lock", ["", "{", "[" * 100_000, "null", '{"format": 99}', "\0", LOCK.replace("{}", "[]")])
def test_a_damaged_lock_is_one_problem(said: Said, guide: Path, lock: str) -> None:
    (guide / "articles.lock").write_text(lock, encoding="utf-8")
    status, _, err = said()
    assert status == 1
    assert re.match(r"(decision_tree\.yaml:1:1|\S*articles\.lock:[0-9]+:[0-9]+): ", err)
    assert "articles.lock" in err
    assert not (guide / "docs").exists()


@pytest.mark.slow
def test_a_file_without_permission(guide: Path) -> None:
    """Root may read everything, so it is nobody who tries: as a process that gives up its rights first."""
    put(guide, SOUND)
    (guide / "decision_tree.yaml").chmod(0o000)
    program = """
import os, sys
sys.path.insert(0, sys.argv[1])
from tree_builder.commands.line import main
os.chdir(sys.argv[2])
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
sys.exit(main(["--tree", "decision_tree.yaml"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(ROOT), str(guide)], capture_output=True, text=True, check=False
    )
    (guide / "decision_tree.yaml").chmod(0o644)
    assert done.returncode == 1
    assert done.stderr == (
        "decision_tree.yaml:1:1: the file cannot be read (Permission denied); it must be the file of a tree\n"
    )


# Endings that nobody chose


@pytest.mark.slow
def test_a_closed_pipe_gives_no_traceback(guide: Path) -> None:
    put(guide, many(3000))
    for command in ("check --format json", "build"):
        line = f"set -o pipefail; {sys.executable} {ROOT}/build_tree.py {command} 2> >(cat >errors) | head -c 1"
        done = subprocess.run(["bash", "-c", line], cwd=guide, capture_output=True, text=True, timeout=300, check=False)
        assert "Traceback" not in done.stderr + (guide / "errors").read_text(encoding="utf-8")
        both = f"{sys.executable} {ROOT}/build_tree.py {command} 2>&1 | head -1"
        done = subprocess.run(["bash", "-c", both], cwd=guide, capture_output=True, text=True, timeout=300, check=False)
        assert done.stderr == ""
        assert done.stdout.count("\n") == 1
        assert "Traceback" not in done.stdout


@pytest.mark.slow
def test_a_full_disk_behind_the_output_gives_no_traceback(guide: Path) -> None:
    line = f"{sys.executable} {ROOT}/build_tree.py check >/dev/full"
    done = subprocess.run(["bash", "-c", line], cwd=guide, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 1
    assert done.stderr == "python build_tree.py: the output cannot be read or written (No space left on device)\n"


@pytest.mark.slow
def test_a_name_that_the_output_cannot_show(guide: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "build_tree.py"),
        "--docs",
        os.fsdecode(b"gr\xfcn"),
        "--tree",
        "decision_tree.yaml",
    ]
    for encoding in ("ascii", "utf-8"):
        variables = {**os.environ, "PYTHONIOENCODING": encoding}
        done = subprocess.run(command, cwd=guide, capture_output=True, env=variables, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
        assert b"unchanged." in done.stdout


@pytest.mark.parametrize(("small", "large", "mark"), [("0-1", "2", "-"), ("1-2", "0", "?")])
def test_a_step_hangs_on_ticks_only_where_no_ticks_do_not_fit_the_answer(
    said: Said, guide: Path, small: str, large: str, mark: str
) -> None:
    tree = SOUND.replace("{label: It is,", f"{{label: It is, count: {small},")
    tree = tree.replace("{label: It is not,", f"{{label: It is not, count: {large},")
    tree = tree.replace("    answers:", "    checklist: {light: Light, slim: Slim}\n    answers:")
    put(guide, tree.replace("It fits.,", 'It fits., next_steps: [{text: Lift it., when: {size: "~light"}}],'))
    step = "  next_steps: Lift it."
    shown = said("show", "size.small")[1].splitlines()
    assert (f"{step} (hangs on ticks)" in shown, step in shown) == (mark == "?", False)
    assert step in said("show", "size.small~light")[1].splitlines()
    assert f"{mark}  size.small" in said("show", "--verdict", "small")[1].splitlines()


@pytest.mark.slow
def test_ctrl_c_ends_a_build_without_a_traceback(guide: Path, tmp_path: Path) -> None:
    """At moments spread over the whole run; before Python has read our code it is Python that answers."""
    put(guide, SOUND + "".join(f"# {n}\n" for n in range(200_000)))
    command = [sys.executable, str(ROOT / "build_tree.py")]
    begin = time.monotonic()
    assert subprocess.run(command, cwd=guide, capture_output=True, timeout=300, check=False).returncode == 0
    took = time.monotonic() - begin
    statuses = []
    for n in range(60):
        if n >= 8 and 130 in statuses:
            break
        process = started(command, cwd=guide, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(took * (n % 8 + 2) / 10)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=300)
        statuses.append(process.returncode)
        if process.returncode == 0:
            took *= 0.9  # the machine was busier when the whole run was timed: be sooner
        if "build_tree.py" in err:
            assert "Traceback" not in err, err
    assert set(statuses) <= {0, 130, 1, -signal.SIGINT}
    assert 130 in statuses


def test_messages_of_many_files_are_cut_too(capsys: pytest.CaptureFixture[str]) -> None:
    report.print_problems([of_file(f"f{n}", "is in the way") for n in range(150)], Path("tree.yaml"))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "f0:1:1: is in the way"
    assert lines[100:] == ["150 problems in all; the first 100 are shown"]
