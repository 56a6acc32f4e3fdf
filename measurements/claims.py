"""The claims of the articles that a figure bears on: one table. What the figures say of each is worked out, never written.

Which applications stand against each other under which condition is decided here once, for all claims alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .outcome import Pair, Side, outcome_of
from .results import Figures

CORE, TABLE, EXTENDED = "without a database", "with one table", "with five extensions"
# Under each condition every application of Flask stands against every one of Django.
FLASK = {CORE: ("flask-core",), TABLE: ("flask-table",), EXTENDED: ("flask-extended",)}
DJANGO = {
    CORE: ("django-one-file", "django-project"),
    TABLE: ("django-table", "django-project-table"),
    EXTENDED: ("django-project-table",),
}
QUERY = ("query", "server-query")
THUMBNAILS = "for the thumbnail API"


@dataclass(frozen=True)
class Claim:
    """What an article claims, in our own words, and the pairs of ranges that it is held against.

    `excerpts` are where the guide quotes it (`article/excerpt`). `note` is the text for a note there; `{claim}`, or a
    condition, stands for what the figures do with the claim, and `{measure:application}` for a figure.
    """

    article: str
    says: str
    excerpts: tuple[str, ...]
    pairs: tuple[Pair, ...]
    note: str


def flask_less(measures: Iterable[str], conditions: Iterable[str] = (CORE, TABLE, EXTENDED)) -> tuple[Pair, ...]:
    """Flask has less of each measure. Queries exist only with a table, and there Django may keep its connection too."""
    return tuple(
        Pair(condition, measure, Side(flask), Side(django))
        for condition in conditions
        for measure in measures
        if condition != CORE or measure not in QUERY
        for flask in FLASK[condition]
        for django in (*DJANGO[condition], *(("django-project-kept",) if measure in QUERY else ()))
    )


def django_less(measures: Iterable[str], conditions: Iterable[str]) -> tuple[Pair, ...]:
    """Django has less of each measure."""
    return tuple(Pair(pair.condition, pair.measure, pair.more, pair.less) for pair in flask_less(measures, conditions))


def thumbnails(measures: Iterable[str]) -> tuple[Pair, ...]:
    """Flask's thumbnail API has less of each measure than either of Django's."""
    return tuple(
        Pair(THUMBNAILS, measure, Side("flask-thumbnails"), Side(django))
        for measure in measures
        for django in ("django-thumbnails", "django-project-thumbnails")
    )


ARTICLES = {
    "tang-2020": "Roy Tang",
    "when-to-use": "When to use",
    "riba-2020": "Austin Riba",
    "zaid": "zaid.sh",
    "cletro-2023": "cletro.net",
}
WEIGHT = ("start", "memory", "installed", "lines-loaded")
IS_LIGHTWEIGHT = (
    "Measured, the figures {claim}. Without a database they {without a database}: Flask's core takes {memory:flask-core} "
    "and loads {lines-loaded:flask-core} of code, Django's startproject {memory:django-project} and "
    "{lines-loaded:django-project}. With five extensions they {with five extensions}: Flask takes "
    "{memory:flask-extended} and {lines-loaded:flask-extended}, Django with one table {memory:django-project-table} and "
    "{lines-loaded:django-project-table}."
)
CLAIMS = {
    "T1": Claim(
        "tang-2020",
        "A small Flask application saves resources when it moves into a Django application that already runs.",
        ("tang-2020/fewer-apps",),
        tuple(
            Pair("for one table", measure, Side("django-project-table", "django-project"), Side("flask-table"))
            for measure in ("memory", "server-memory")
        ),
        "Measured, the figures {claim}: one more table with its page adds "
        "{memory:django-project-table beyond django-project} to a Django process that runs; as a Flask application of its "
        "own it takes {memory:flask-table}.",
    ),
    "T4": Claim(
        "tang-2020",
        "Flask is the more lightweight, as is usually said.",
        (),
        flask_less(WEIGHT),
        IS_LIGHTWEIGHT,
    ),
    "T6": Claim(
        "tang-2020",
        "With Flask even common tasks such as a database take extensions, where Django has them built in.",
        ("tang-2020/out-of-the-box",),
        django_less(["packages"], (TABLE, EXTENDED)),
        "Counted, the figures {claim}: an application with one table takes {packages:flask-table} with Flask and "
        "{packages:django-table} with Django; with accounts, migrations, forms and an admin {packages:flask-extended} and "
        "{packages:django-project-table}.",
    ),
    "W3": Claim(
        "when-to-use",
        "You are faster off the starting line with Flask.",
        (),
        flask_less(["files", "written"], (CORE,)),
        "Counted, the figures {claim}: a first page takes {written:flask-core} in Flask, {written:django-one-file} in one "
        "file of Django, and {written:django-project} of one's own among the {files:django-project} of startproject. "
        "Nobody's hours were measured.",
    ),
    "W18": Claim(
        "when-to-use",
        "Extensions are installed separately, each with releases of its own.",
        ("when-to-use/separate-extensions",),
        django_less(["packages"], (TABLE, EXTENDED)),
        "Counted, the figures {claim}: Flask with five extensions is {packages:flask-extended}, and Django, which has the "
        "same built in, {packages:django-project-table}.",
    ),
    "W19, W20, W21": Claim(
        "when-to-use",
        "Core Flask is smaller, with less surface for attack and less code to understand; not so with a lot of extensions.",
        ("when-to-use/smaller-core",),
        flask_less(["packages", "settings", "lines-installed", "lines-loaded"], (CORE,))
        + django_less(["packages", "lines-installed", "lines-loaded"], (EXTENDED,)),
        "Measured, the figures {claim}. Flask's core loads {lines-loaded:flask-core} of code, has {settings:flask-core} and "
        "comes in {packages:flask-core}; Django's startproject loads {lines-loaded:django-project}, has "
        "{settings:django-project} and comes in {packages:django-project}. With five extensions Flask loads "
        "{lines-loaded:flask-extended} from {packages:flask-extended}. None of this measures security.",
    ),
    "R9": Claim(
        "riba-2020",
        "For an API that returns thumbnails Django takes far more boilerplate and setup.",
        ("riba-2020/overkill",),
        thumbnails(["files", "lines", "written"]),
        "Counted, the figures {claim}: the thumbnail API takes {lines:flask-thumbnails} in Flask, {lines:django-thumbnails} "
        "in one file of Django, and {lines:django-project-thumbnails} in {files:django-project-thumbnails} when it begins "
        "with startproject.",
    ),
    "R11": Claim(
        "riba-2020",
        "A whole Flask application fits into a single file, said as a difference from Django.",
        ("riba-2020/single-file",),
        flask_less(["files"]) + thumbnails(["files"]),
        "Counted, the figures {claim}: with one table Flask takes {files:flask-table}, Django at its smallest "
        "{files:django-table}, and {files:django-project-table} as startproject and startapp make it.",
    ),
    "Z7, Z23": Claim(
        "zaid",
        "Flask is lightweight: for microservices, for lightweight applications.",
        ("zaid/microservices", "zaid/choose-flask-if"),
        flask_less(WEIGHT),
        IS_LIGHTWEIGHT,
    ),
    "Z11": Claim(
        "zaid",
        "Django starts slower, because it loads its features.",
        ("zaid/performance",),
        flask_less(["start"]),
        "Measured, the figures {claim}. Without a database they {without a database}: the first answer takes "
        "{start:flask-core} of processor time in Flask's core, {start:django-project} in Django's startproject. With one "
        "table they {with one table}: {start:flask-table} with Flask-SQLAlchemy, {start:django-project-table} with Django.",
    ),
    "Z14": Claim(
        "zaid",
        "Flask starts faster and has the leaner memory footprint.",
        ("zaid/performance",),
        flask_less(["start", "memory", "server-memory"]),
        "Measured, the figures {claim}. Without a database they {without a database}: Flask's core takes "
        "{memory:flask-core}, Django's startproject {memory:django-project}. With one table they {with one table}: Flask "
        "with Flask-SQLAlchemy takes {memory:flask-table}, Django {memory:django-project-table}.",
    ),
    "C3": Claim(
        "cletro-2023",
        "Every Flask project has to be supplemented with libraries that must be found, read and integrated.",
        ("cletro-2023/time-for-libraries",),
        django_less(["packages"], (TABLE, EXTENDED)),
        "Counted, the figures {claim}: an application with one table takes {packages:flask-table} with Flask and "
        "{packages:django-table} with Django. The time to find and read them was not measured.",
    ),
    "C20": Claim(
        "cletro-2023",
        "Flask takes less memory and is faster than Django.",
        ("cletro-2023/less-memory",),
        flask_less(["memory", "request", "query", "server-memory", "server-request", "server-query"]),
        "Measured, the figures {claim}. A plain request takes {request:flask-core} of processor time in Flask's core, "
        "{request:django-one-file} in one file of Django and {request:django-project} in its startproject. With one table "
        "Flask takes {memory:flask-table} and {query:flask-table} for a query, Django's startproject "
        "{memory:django-project-table} and {query:django-project-table}, or {query:django-project-kept} when it keeps its "
        "connection.",
    ),
    "C21": Claim(
        "cletro-2023",
        "That makes Flask the more interesting option for small microservices.",
        (),
        flask_less(["server-memory", "server-request", "server-query"], (CORE, TABLE)),
        "Measured, the figures {claim}. A gunicorn worker takes {server-memory:flask-core} with Flask's core and "
        "{server-memory:django-project} with Django's startproject; with one table {server-memory:flask-table} and "
        "{server-memory:django-project-table}. How a system scales is more than what one worker takes.",
    ),
}


def outcomes(figures: Figures) -> dict[str, str]:
    """What the figures say of each claim, by the rule."""
    return {key: outcome_of(claim.pairs, figures) for key, claim in CLAIMS.items()}


def by_condition(pairs: Iterable[Pair]) -> dict[str, tuple[Pair, ...]]:
    """The same pairs, condition by condition."""
    found: dict[str, tuple[Pair, ...]] = {}
    for pair in pairs:
        found[pair.condition] = (*found.get(pair.condition, ()), pair)
    return found
