"""Real processes of the command line that begin at once: forks of a process that has imported everything, one a worker.

That process has published once, and so compiled most templates, which is half of the work of a small guide. A fork may be
told to kill itself at the n-th change that it makes to the disk.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .guide import ROOT, guide_of
from .trees import SMALL_TREE

SETTINGS = ("SITE_DIR", "SITE_URL", "SOURCE_DATE_EPOCH")  # of whoever runs the tests
_NURSERY = """
import contextlib, io, json, os, signal, sys
sys.path.insert(0, sys.argv[1])
from jinja2 import Environment
from tree_builder.commands import archive, line, publish

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.utime", "os.symlink", "ctypes.set_errno"}
ours = os.fdopen(os.dup(1), "w")
compiled, compile_template = {}, Environment.compile

def compile_once(environment, source, name=None, filename=None, *more):
    key = source, name, filename, more
    if filename is None or key not in compiled:
        compiled[key] = compile_template(environment, source, name, filename, *more)
    return compiled[key]

Environment.compile = compile_once

def run(told, number, folder, arguments):
    os.chdir(folder)
    os.environ.update(told["environment"])
    os.umask(told["umask"])
    for target in (1, 2):
        os.dup2(os.open(f"{told['out']}{number}-{target}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), target)
    made = 0
    def count(event, given):
        nonlocal made
        if event in CHANGES or (event == "open" and isinstance(given[2], int) and given[2] & WRITING):
            made += 1
            if made == told["kill"]:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)
    status = line.main(arguments)
    with open(f"{told['out']}{number}-changes", "w") as file:
        print(made, file=file)
    sys.stderr.flush()
    os._exit(status)

variables = dict(os.environ)
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    assert line.main(["publish"]) == 0
os.environ.clear()
os.environ.update(variables)
for asked in sys.stdin:
    told = json.loads(asked)
    children = []
    for number, (folder, arguments) in enumerate(told["runs"]):
        child = os.fork()
        if not child:
            try:
                run(told, number, folder, arguments)
            finally:
                os._exit(99)
        children.append(child)
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]), file=ours, flush=True)
"""


@dataclass(frozen=True)
class Done:
    """How a process ended: what it printed, and how many changes to the disk it made (0 where it was killed)."""

    returncode: int
    stdout: str
    stderr: str
    changes: int


class Nursery:
    """Starts processes of the command line; keeps what they print in a folder."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = guide_of(SMALL_TREE, scratch)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _NURSERY, str(ROOT)],
            env={key: value for key, value in os.environ.items() if key not in SETTINGS} | {"NO_MKDOCS_2_WARNING": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=scratch,
            text=True,
        )

    def run(self, folder: Path, *arguments: str, **environment: str) -> Done:
        """Run one to its end."""
        return self.together([(folder, arguments)], environment=environment)[0]

    def together(self, runs: Sequence[tuple[Path, Sequence[str]]], **told: Any) -> list[Done]:
        """Run some at once, each in a folder, to their ends, perhaps with a `umask`, or a change at which to `kill` them."""
        asked = {"environment": {}, "umask": 0o022, "kill": 0, "out": str(self.scratch / "run-"), **told}
        asked["runs"] = [(str(folder), list(arguments)) for folder, arguments in runs]
        assert self.process.stdin and self.process.stdout
        print(json.dumps(asked), file=self.process.stdin, flush=True)
        statuses = json.loads(self.process.stdout.readline())
        return [self._done(number, status) for number, status in enumerate(statuses)]

    def _done(self, number: int, status: int) -> Done:
        out, err = ((self.scratch / f"run-{number}-{n}").read_text(encoding="utf-8") for n in (1, 2))
        changes = self.scratch / f"run-{number}-changes"
        made = int(changes.read_text()) if changes.exists() else 0
        changes.unlink(missing_ok=True)
        return Done(status, out, err, made)


@cache
def nursery() -> Nursery:
    """The nursery of this worker; it ends with it."""
    scratch = tempfile.TemporaryDirectory()
    atexit.register(scratch.cleanup)
    started = Nursery(Path(scratch.name))
    atexit.register(started.process.communicate)
    return started


def build_site(folder: Path, **environment: str) -> Path:
    """Publish the guide in `folder`. Returns the folder of the site."""
    done = nursery().run(folder, "publish", "--site", str(folder / "site"), **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"
