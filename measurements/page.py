"""The page `docs/measurements.md`, written from the results. All its figures and outcomes come from there; its prose is
in `page.md`, a template.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .building import SOURCES
from .claims import ARTICLES, CLAIMS, CORE, EXTENDED, TABLE, Claim, by_condition, flask_less
from .drawing import bars
from .outcome import CONFIRM, CONTRADICT, IN_PART, NOT, Pair, outcome_of
from .results import Figures, Results
from .subjects import APPLICATIONS, MEASURES, UNITS, Measure

# The columns of the table in short, and what it says where Flask has less, has more, or neither.
CONDITIONS = (CORE, TABLE, EXTENDED)
IN_SHORT = ("start", "memory", "request", "query", "installed", "lines-loaded", "packages")
WHO = {
    CONFIRM: '<span class="side option-2">Flask</span>',
    CONTRADICT: '<span class="side option-1">Django</span>',
    IN_PART: "mixed",
    NOT: "mixed",
}

QUERYING = [key for key, application in APPLICATIONS.items() if "/products" in application.paths]
RUNNING = [key for key, application in APPLICATIONS.items() if application.runs]
PACKAGED = ["flask-core", "flask-table", "flask-extended", "django-project"]
SMALL = [key for key, application in APPLICATIONS.items() if application.needs and key != "django-project-kept"]


@dataclass(frozen=True)
class Section:
    """A part of the page about some measures of some applications; its words are in the template, under its id."""

    id: str
    measures: Sequence[str]
    applications: Sequence[str]


SECTIONS = (
    Section("process", ["start", "memory", "server-memory", "lines-loaded"], RUNNING),
    Section("requests", ["request", "server-request"], RUNNING),
    Section("queries", ["query", "server-query"], QUERYING),
    Section("size", ["files", "lines", "written"], SMALL),
    Section("parts", ["packages", "installed", "lines-installed", "settings"], PACKAGED),
)


def page(results: Results) -> str:
    """The whole page as Markdown."""
    template = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    ).get_template("page.md")
    return template.render(
        results=results,
        day=_day(results.measured),
        in_short=_in_short(results.figures),
        claims=[_claim(key, claim, results) for key, claim in CLAIMS.items()],
        articles=ARTICLES,
        applications={key: APPLICATIONS[key] for key in APPLICATIONS},
        sections={section.id: _section(section, results.figures) for section in SECTIONS},
        sources={
            key: escape((SOURCES / APPLICATIONS[key].source / "app.py").read_text(encoding="utf-8"), quote=False)
            for key in ("flask-thumbnails", "django-thumbnails")
        },
    )


def tables(figures: Figures) -> str:
    """All figures as tables, without drawings: what a trial prints."""
    return "\n\n".join(_table(section, figures) for section in SECTIONS)


def _section(section: Section, figures: Figures) -> str:
    """Measure by measure what was taken and a drawing, then the figures of all of them in a table."""
    parts = []
    for measure in section.measures:
        row = {key: figures[measure][key] for key in section.applications if key in figures[measure]}
        parts += [f"### {MEASURES[measure].title} {{ #{measure} }}", MEASURES[measure].taken, bars(measure, row)]
    return "\n\n".join([*parts, "### The same in figures", _table(section, figures)])


def _table(section: Section, figures: Figures) -> str:
    heads = [_head(MEASURES[measure]) for measure in section.measures]
    rows = [
        [APPLICATIONS[key].name, *(_cell(figures, measure, key) for measure in section.measures)]
        for key in section.applications
    ]
    return _markdown_table(['<span class="side">Application</span>', *heads], rows)


def _head(measure: Measure) -> str:
    """A measure's title, with its unit where the title does not say what is counted."""
    return f"{measure.title}, {measure.unit}" if measure.unit in UNITS else measure.title


def _cell(figures: Figures, measure: str, key: str) -> str:
    return figures[measure][key].shown(measure, unit=False) if key in figures[measure] else "–"


def _in_short(figures: Figures) -> str:
    """Who has less, measure by measure and condition by condition, by the same rule as the claims."""
    rows = []
    for measure in IN_SHORT:
        pairs = by_condition(flask_less([measure]))
        rows.append(
            [f"[{MEASURES[measure].title}](#{measure})"]
            + [WHO[outcome_of(pairs[condition], figures)] if condition in pairs else "–" for condition in CONDITIONS]
        )
    return _markdown_table(
        ["Who takes less?", "Without a database", "With one table", 'With five <span class="side">extensions</span>'],
        rows,
    )


def _claim(key: str, claim: Claim, results: Results) -> dict[str, str | list[str]]:
    """A claim for the template: what it says and where, and what the figures do with it under each condition."""
    places = [f"“{_words(reference)}”" for reference in claim.excerpts]
    conditions: dict[str, list[str]] = {}
    for condition, pairs in by_condition(claim.pairs).items():
        conditions.setdefault(_by_measure(pairs, results.figures), []).append(condition)
    return {
        "article": claim.article,
        "says": claim.says,
        "outcome": results.outcomes[key],
        "places": ", ".join(places),
        "parts": [f"{_upper(', '.join(those))} they {said}." for said, those in conditions.items()],
    }


def _by_measure(pairs: Iterable[Pair], figures: Figures) -> str:
    """What the figures do with a claim, and by which measures: *confirm it (memory), contradict it (time to start)*."""
    measures: dict[str, list[Pair]] = {}
    for pair in pairs:
        measures.setdefault(pair.measure, []).append(pair)
    said: dict[str, list[str]] = {}
    for measure, own in measures.items():
        said.setdefault(outcome_of(own, figures), []).append(MEASURES[measure].title.lower())
    return ", ".join(f"{outcome} ({', '.join(titles)})" for outcome, titles in said.items())


def _words(reference: str) -> str:
    return reference.partition("/")[2].replace("-", " ")


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"


def _markdown_table(head: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
