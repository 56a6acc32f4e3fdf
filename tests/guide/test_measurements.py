"""The measurements: page and outcomes follow from the data, and so does every figure in a note of the guide.

Nothing is measured here: the frameworks are not installed where tests run. That each application answers right is
looked at by `make measure` itself.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from measurements.claims import CLAIMS, by_condition, outcomes
from measurements.counting import code_lines
from measurements.drawing import bars
from measurements.notes import faults_of, figures_in, note_on
from measurements.outcome import CONFIRM, CONTRADICT, IN_PART, NOT, Pair, Side, compare, outcome, outcome_of
from measurements.page import page
from measurements.renewal import renewed
from measurements.results import Range, Results, range_of, read, write
from measurements.smoke import expect

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "measurements.md"
LEAST_PROCESSES = 20
RESULTS = read()

ranges = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda ends: Range(min(ends), max(ends)))
signs = st.lists(st.sampled_from([1, 0, -1]), min_size=1, max_size=6)


def excerpts() -> dict[str, dict[str, Any]]:
    """Every excerpt of the guide by `article/excerpt`, as it stands in the YAML."""
    tree = yaml.safe_load((ROOT / "decision_tree.yaml").read_text(encoding="utf-8"))
    return {
        f"{article_id}/{excerpt_id}": excerpt
        for article_id, article in tree["articles"].items()
        for excerpt_id, excerpt in article["excerpts"].items()
    }


# What is committed agrees with itself


def test_the_page_is_what_the_program_writes_from_the_results() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(RESULTS), "write it anew: python -m measurements --page"


def test_the_outcomes_are_those_that_the_rule_gives() -> None:
    assert RESULTS.outcomes == outcomes(RESULTS.figures), "work them out anew: python -m measurements --page"


def test_the_ranges_come_from_enough_processes() -> None:
    assert RESULTS.processes >= LEAST_PROCESSES
    assert all(range_.low <= range_.high for row in RESULTS.figures.values() for range_ in row.values())


def test_the_versions_measured_are_those_that_are_pinned() -> None:
    pinned = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "measurements" / "requirements.txt").read_text(), re.M))
    assert RESULTS.versions
    assert {name.lower(): version for name, version in RESULTS.versions.items()}.items() <= pinned.items()


def versions_named(packages_page: str) -> dict[str, str]:
    """The version of each package in a table that has the package first, and what begins with its version third."""
    rows = [[cell.strip(" `*") for cell in line.split("|")[1:]] for line in packages_page.splitlines() if "|" in line]
    return {row[0]: version[0] for row in rows if len(row) > 2 and (version := re.match(r"\d[\w.]*", row[2]))}


def test_a_table_of_packages_is_read() -> None:
    table = "| package | what for | release |\n|---|---|---|\n| Flask | web | 3.1.3, 2026-02-19 |\n| `Quart` | web | not stated |"
    assert versions_named(table) == {"Flask": "3.1.3"}


def test_the_versions_measured_are_those_that_the_page_of_packages_names() -> None:
    named = versions_named((ROOT / "docs" / "packages.md").read_text(encoding="utf-8"))
    assert {"Flask", "Django"} <= named.keys()
    assert {name: named.get(name, version) for name, version in RESULTS.versions.items()} == RESULTS.versions


def test_the_requirements_name_no_address() -> None:
    assert "://" not in (ROOT / "measurements" / "requirements.txt").read_text()


def test_the_results_name_no_folder_of_the_machine() -> None:
    assert all("/" not in words for words in RESULTS.machine.values())


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    write(RESULTS, tmp_path / "results.json")
    assert read(tmp_path / "results.json") == RESULTS
    assert (tmp_path / "results.json").read_bytes() == (ROOT / "measurements" / "results.json").read_bytes()


# The rule


@given(signs)
def test_the_rule_is_all_some_none_or_all_the_other_way(found: list[int]) -> None:
    expected = {
        CONFIRM: all(sign == 1 for sign in found),
        CONTRADICT: all(sign == -1 for sign in found),
        IN_PART: 1 in found and set(found) != {1},
        NOT: 1 not in found and set(found) != {-1},
    }
    assert [name for name, holds in expected.items() if holds] == [outcome(found)]


def test_a_claim_without_pairs_has_no_outcome() -> None:
    with pytest.raises(ValueError, match="without pairs"):
        outcome([])


@given(ranges, ranges)
def test_ranges_lie_apart_when_no_value_of_one_reaches_the_other(less: Range, more: Range) -> None:
    apart = all(a < b for a in range(int(less.low), int(less.high) + 1) for b in (int(more.low), int(more.high)))
    assert (compare(less, more) == 1) == apart
    assert compare(less, more) == -compare(more, less)


@given(st.lists(st.tuples(ranges, ranges), min_size=1, max_size=4))
def test_what_confirms_a_claim_contradicts_its_opposite(rows: list[tuple[Range, Range]]) -> None:
    figures = {"start": {f"{side}-{n}": row[side] for n, row in enumerate(rows) for side in (0, 1)}}
    pairs = [Pair("always", "start", Side(f"0-{n}"), Side(f"1-{n}")) for n in range(len(rows))]
    turned = [replace(pair, less=pair.more, more=pair.less) for pair in pairs]
    assert (outcome_of(pairs, figures) == CONFIRM) == (outcome_of(turned, figures) == CONTRADICT)


def test_a_difference_is_as_wide_as_both_ranges_allow() -> None:
    figures = {"memory": {"a": Range(45.0, 46.0), "b": Range(43.5, 44.0)}}
    assert Side("a", "b").range(figures, "memory") == Range(1.0, 2.5)


def test_a_range_leaves_out_a_tenth_at_either_end() -> None:
    assert range_of("memory", [*range(1, 22)]) == Range(3.0, 19.0)


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_a_condition_stands_for_its_pairs_only(claim: Any) -> None:
    parts = by_condition(claim.pairs)
    assert sorted(pair for pairs in parts.values() for pair in map(repr, pairs)) == sorted(map(repr, claim.pairs))
    assert all({pair.condition for pair in pairs} == {condition} for condition, pairs in parts.items())


# Notes


def test_claims_name_excerpts_of_the_guide() -> None:
    named = {reference for claim in CLAIMS.values() for reference in claim.excerpts}
    assert named and named <= set(excerpts())


def test_every_figure_in_a_note_of_the_guide_is_a_result() -> None:
    notes = [
        (since["note"], reference)
        for reference, excerpt in excerpts().items()
        for since in excerpt.get("since", [])
        if "page:measurements.md" in since["url"] + since["note"]
    ]
    assert [fault for note, reference in notes for fault in faults_of(note, reference, RESULTS)] == []


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_the_note_that_the_program_writes_holds(claim: Any) -> None:
    note = note_on(claim, RESULTS.figures)
    assert figures_in(note)
    assert [fault for reference in claim.excerpts for fault in faults_of(note, reference, RESULTS)] == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("takes 31.7 to 31.8 MiB", ["31.7 to 31.8 MiB"]),
        ("46–55\u00a0µs and 46\n   to 55 µs", ["46 to 55 µs", "46 to 55 µs"]),
        ("1 file of 11 lines.", ["1 file", "11 lines"]),
        ("loads 107,594 lines", ["107,594 lines"]),
        ("Flask 3.1.3 in 2026", []),
        ("6 filesystems, 5 msec", []),
        ("one file", []),
    ],
)
def test_figures_are_numbers_with_a_unit(text: str, figures: list[str]) -> None:
    assert figures_in(text) == figures


def small_results() -> Results:
    """Results in which everything is the same, but for the start of Flask's core."""
    same = {measure: {key: Range(5, 5) for key in row} for measure, row in RESULTS.figures.items()}
    same["start"] = {**same["start"], "flask-core": Range(3, 4)}
    return replace(RESULTS, figures=same, outcomes=outcomes(same))


@pytest.mark.parametrize(
    ("note", "fault"),
    [
        ("The figures confirm it in part: 3 to 4 ms, not 5 ms.", None),
        ("With Flask 3.1.3 the figures confirm it in part.", None),
        ("The figures confirm it in part: 3 to 5 ms.", "3 to 5 ms is no result"),
        ("The figures confirm it in part: 5 MiB.", "5 MiB is no result"),
        ("The figures confirm it in part, by 12 per cent.", "no unit"),
        ("The figures confirm it: 3 to 4 ms.", "must say first that the figures confirm it in part"),
        ("It takes 3 to 4 ms.", "must say first"),
    ],
)
def test_a_note_that_the_results_do_not_bear_out_is_found(note: str, fault: str | None) -> None:
    faults = faults_of(note, "zaid/performance", small_results())
    assert (faults == []) if fault is None else (len(faults) == 1 and fault in faults[0])


def test_a_note_on_an_excerpt_without_a_claim_is_found() -> None:
    assert faults_of("The figures confirm it.", "zaid/complex-queries", RESULTS) == [
        "no claim in measurements/claims.py names the excerpt zaid/complex-queries"
    ]


NOTE = """\
articles:
  zaid:
    excerpts:
      performance:
        since:
          - note: >-
              The figures confirm it in part: Flask's core takes 3
              to 4 ms, Django 5 ms, and 7 MiB.
            url: page:measurements.md
          - note: It takes 3 to 4 ms.
            url: https://elsewhere.example
"""


def test_a_new_run_renews_the_figures_of_notes_and_nothing_else() -> None:
    old = small_results()
    start = {**old.figures["start"], "flask-core": Range(2, 9), "django-project": Range(6, 6)}
    text, unclear = renewed(NOTE, old, replace(old, figures={**old.figures, "start": start}))
    assert text == NOTE.replace("takes 3\n              to 4 ms,", "takes 2\n              to 9 ms,")
    assert unclear == ["zaid/performance: 5 ms", "zaid/performance: 7 MiB"]


# What is counted and drawn


@pytest.mark.parametrize("answer", [(500, b"Hello, world"), (200, b"Hello"), (404, b"")])
def test_a_wrong_answer_stops_the_measurements(answer: tuple[int, bytes]) -> None:
    expect(Path("flask-core"), "GET /", (200, b"Hello, world"), 200, b"Hello, world")
    with pytest.raises(RuntimeError, match=r"^flask-core: GET / was answered with"):
        expect(Path("flask-core"), "GET /", answer, 200, b"Hello, world")


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('"""Docstring\nof two lines."""\n\nx = 1  # why\n', ["x = 1  # why"]),
        ("# only a comment\n\n", []),
        ('def f():\n    """Doc."""\n    return """a\nb"""\n', ["def f():", 'return """a', 'b"""']),
        ("x = [\n    1,\n    # no code\n    2,\n]\n", ["x = [", "1,", "2,", "]"]),
    ],
)
def test_lines_of_code_are_neither_empty_nor_comments_nor_docstrings(source: str, lines: list[str]) -> None:
    assert code_lines(source) == lines


def test_bars_are_as_long_as_their_figures_and_say_them() -> None:
    svg = bars("start", {"flask-core": Range(50, 100), "django-project": Range(200, 200)})
    solid = [float(width) for width in re.findall(r'width="([\d.]+)%" height="8" fill="[^"]*"/>', svg)]
    assert solid[1] == pytest.approx(4 * solid[0], abs=0.02)
    assert "<desc" in svg and "Flask&#x27;s core: 50 to 100 ms; Django&#x27;s startproject: 200 ms</desc>" in svg


def test_drawings_need_no_style_and_no_script_and_their_names_are_unique() -> None:
    text = PAGE.read_text(encoding="utf-8")
    ids = re.findall(r'\bid="([^"]+)"', text) + re.findall(r"\{ #([a-z-]+)", text)
    assert len(ids) == len(set(ids)) > len(RESULTS.figures)
    assert not re.search(r"<script|<style|\bstyle=|\bon[a-z]+=", text)
