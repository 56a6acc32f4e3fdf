"""An application made ready to run in a folder of its own: startproject, our files over it, the table with its rows.

Nothing of it is timed. What startproject and startapp write is counted here, for afterwards nobody can tell it apart.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from .counting import code_lines
from .subjects import Application

SOURCES = Path(__file__).parent / "applications"
ROWS = [f"Product {number:02}" for number in range(1, 11)]
HELLO = "Hello, world"
ANSWERS = {"/": HELLO, "/products": "\n".join(ROWS)}
CREATE_TABLES = {
    "Flask": "import app\nwith app.application.app_context(): app.db.create_all()",
    "Django": "import app\nfrom django.db import connection\n"
    "with connection.schema_editor() as editor: editor.create_model(app.Product)",
}


def environment_for(folder: Path) -> dict[str, str]:
    """The variables of a process that runs the application in `folder`: few, and the same on every machine."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(folder)}


def run(folder: Path, *arguments: str) -> str:
    """What a Python process prints in `folder`. Raises RuntimeError with its last words when it fails."""
    command = [sys.executable, "-P", *arguments]
    made = subprocess.run(command, cwd=folder, env=environment_for(folder), capture_output=True, text=True, check=False)
    if made.returncode:
        raise RuntimeError(f"{folder.name}: {' '.join(arguments)} failed:\n{made.stderr.strip()}")
    return made.stdout


def build(application: Application, folder: Path) -> Mapping[str, int]:
    """Make `folder` with the application ready to run. Returns its files, its lines of code, and those written by hand."""
    folder.mkdir()
    if application.startproject:
        run(folder, "-m", "django", "startproject", "mysite", ".")
    if application.startapp:
        run(folder, "manage.py", "startapp", application.startapp)
    generated = _code_of(folder)
    shutil.copytree(SOURCES / application.source, folder, dirs_exist_ok=True)
    if application.settings:
        with (folder / "mysite" / "settings.py").open("a", encoding="utf-8") as settings:
            settings.write("\n" + "\n".join(application.settings) + "\n")
    written = (_code_of(folder) - generated).total()
    if application.startapp:
        run(folder, "manage.py", "makemigrations", application.startapp)
    files = len(list(folder.rglob("*.py")))
    lines = _code_of(folder).total()
    if "/products" in application.paths:
        _make_table(application, folder)
    return {"files": files, "lines": lines, "written": written}


def _code_of(folder: Path) -> Counter[str]:
    """The lines of code of all Python files in a folder, with how often each is there."""
    return Counter(
        line for path in sorted(folder.rglob("*.py")) for line in code_lines(path.read_text(encoding="utf-8"))
    )


def _make_table(application: Application, folder: Path) -> None:
    """Let the framework create its tables, and put the rows into the one of the products."""
    if application.startproject:
        run(folder, "manage.py", "migrate")
    else:
        run(folder, "-c", CREATE_TABLES[application.needs[0]])
    database = next(path for path in folder.rglob("*") if path.suffix in (".db", ".sqlite3"))
    with sqlite3.connect(database) as connection:
        names = connection.execute("select name from sqlite_master where type = 'table' and name like '%product'")
        table = names.fetchone()[0]
        connection.executemany(f'insert into "{table}" (name) values (?)', [(name,) for name in reversed(ROWS)])
    connection.close()
