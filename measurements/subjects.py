"""The applications that are measured, and the measures: each is declared here and nowhere else.

The sources are in the folder `applications`; `building.py` makes an application of them. Of one that begins with
`startproject` only what is written by hand is there.
"""

from dataclasses import dataclass
from typing import Any

THUMBNAILS = "/thumbnails"


@dataclass(frozen=True)
class Application:
    """One application: its name in tables, and what it is in a sentence.

    `needs` are the distributions that it imports by itself; `side` is the option that it speaks for, in the order of the
    guide's options (1 or 2, 0 for neither); `source` is the folder of its files; `settings` are lines put at the end of
    the settings that startproject makes; `startapp` is the Django app added to that project; `runs` says whether it is
    started and measured over and over, or only tried once and counted.
    """

    name: str
    what: str
    side: int
    needs: tuple[str, ...]
    source: str
    module: str = "app"
    paths: tuple[str, ...] = ("/",)
    startproject: bool = False
    startapp: str = ""
    settings: tuple[str, ...] = ()
    runs: bool = True


@dataclass(frozen=True)
class Measure:
    """One measure: its title, the unit of its figures, their decimals, and what exactly was taken."""

    title: str
    unit: str
    decimals: int
    taken: str


FIVE_EXTENSIONS = ("Flask-SQLAlchemy", "Flask-Migrate", "Flask-Login", "Flask-WTF", "Flask-Admin")
FLASK, DJANGO = ("Flask",), ("Django",)
TABLE = ("/", "/products")
PRODUCTION = ("DEBUG = False", 'ALLOWED_HOSTS = ["localhost"]')
PRODUCTS = (*PRODUCTION, 'INSTALLED_APPS += ["products"]')
KEPT = 'DATABASES["default"]["CONN_MAX_AGE"] = None'


def _project(name: str, what: str, source: str, **others: Any) -> Application:
    """An application of Django that begins with startproject."""
    needs = others.pop("needs", DJANGO)
    return Application(name, what, 1, needs, source, "mysite.wsgi", startproject=True, **others)


APPLICATIONS = {
    "no-framework": Application(
        "Python alone", "A WSGI function of three lines. What it takes, everything takes.", 0, (), "no_framework"
    ),
    "flask-core": Application("Flask's core", "The five lines of Flask's own first page.", 2, FLASK, "flask_core"),
    "django-one-file": Application(
        "Django in one file",
        "Settings, address and view in nine lines; nothing switched on.",
        1,
        DJANGO,
        "django_one_file",
    ),
    "django-project": _project(
        "Django's startproject",
        "What `startproject` makes, with accounts, sessions, admin and seven middlewares, and one view. `DEBUG` is off.",
        "django_project",
        settings=PRODUCTION,
    ),
    "flask-table": Application(
        "Flask with Flask-SQLAlchemy",
        "Flask, the extension, one table, one query.",
        2,
        (*FLASK, "Flask-SQLAlchemy"),
        "flask_table",
        paths=TABLE,
    ),
    "django-table": Application(
        "Django with its ORM alone",
        "Django in one file with one table and one query; nothing else switched on.",
        1,
        DJANGO,
        "django_table",
        paths=TABLE,
    ),
    "django-project-table": _project(
        "startproject with one table",
        "What `startproject` and `startapp` make, with one table, one query, and the table in the admin.",
        "django_project_table",
        paths=TABLE,
        startapp="products",
        settings=PRODUCTS,
    ),
    "django-project-kept": _project(
        "The same, connection kept",
        "The same with `CONN_MAX_AGE = None`: without it Django opens a new connection to the database for each request.",
        "django_project_table",
        paths=TABLE,
        startapp="products",
        settings=(*PRODUCTS, KEPT),
    ),
    "flask-extended": Application(
        "Flask with five extensions",
        "Flask with Flask-SQLAlchemy, Flask-Migrate, Flask-Login, Flask-WTF and Flask-Admin, and the table in the admin.",
        2,
        (*FLASK, *FIVE_EXTENSIONS),
        "flask_extended",
        paths=TABLE,
    ),
    "flask-thumbnails": Application(
        "Thumbnails in Flask",
        "Takes a picture, answers with one of at most 128 pixels a side.",
        2,
        (*FLASK, "pillow"),
        "flask_thumbnails",
        paths=(THUMBNAILS,),
        runs=False,
    ),
    "django-thumbnails": Application(
        "Thumbnails in Django, one file",
        "The same in one file; nothing else switched on.",
        1,
        (*DJANGO, "pillow"),
        "django_thumbnails",
        paths=(THUMBNAILS,),
        runs=False,
    ),
    "django-project-thumbnails": _project(
        "Thumbnails in startproject",
        "The same as one view in what `startproject` makes.",
        "django_project_thumbnails",
        paths=(THUMBNAILS,),
        needs=(*DJANGO, "pillow"),
        settings=PRODUCTION,
        runs=False,
    ),
}

UNITS = {"ms": 1e3, "µs": 1e6, "MiB": 2**-20, "MB": 1e-6}  # how many of them are in a second or a byte
MEASURES = {
    "start": Measure(
        "Time to start",
        "ms",
        0,
        "Processor time of the whole process, Python included, from its beginning to its first answer.",
    ),
    "memory": Measure(
        "Memory of one process",
        "MiB",
        1,
        "Resident memory (RSS) after all requests, Python included (1 MiB is 1,048,576 bytes).",
    ),
    "request": Measure(
        "A plain request",
        "µs",
        0,
        "Processor time for `Hello, world`, called through WSGI inside the process, without a server.",
    ),
    "query": Measure(
        "A request with a query",
        "µs",
        0,
        "The same for ten rows of one table, ordered by name, from a SQLite file, each through the ORM.",
    ),
    "server-memory": Measure(
        "Memory of a gunicorn worker", "MiB", 1, "Resident memory (RSS) of the one worker process."
    ),
    "server-request": Measure(
        "A plain request under gunicorn",
        "µs",
        0,
        "Processor time of the one sync worker for a request over a socket, a connection each.",
    ),
    "server-query": Measure("A request with a query under gunicorn", "µs", 0, "The same for the request with a query."),
    "files": Measure(
        "Files of the application",
        "files",
        0,
        "Python files, those that startproject, startapp and makemigrations write included.",
    ),
    "lines": Measure(
        "Lines of the application", "lines", 0, "Lines of code in them: no empty lines, comments or docstrings."
    ),
    "written": Measure(
        "Lines written by hand", "lines", 0, "The same without what startproject, startapp and makemigrations write."
    ),
    "packages": Measure(
        "Packages installed", "packages", 0, "The framework, the extensions, and everything that they require."
    ),
    "installed": Measure(
        "Space on the disk", "MB", 1, "The files of these packages, without compiled copies (1 MB is a million bytes)."
    ),
    "lines-installed": Measure("Code installed", "lines", 0, "All lines of the Python files in these packages."),
    "lines-loaded": Measure(
        "Code loaded",
        "lines",
        0,
        "All lines of those Python files of packages that the process has imported in the end.",
    ),
    "settings": Measure("Settings", "settings", 0, "Settings that the framework itself gives a default."),
}
