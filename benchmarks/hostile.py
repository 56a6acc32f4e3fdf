"""Measure trees as large as the limits allow, and trees beyond them: none may take over a minute or 600 MB.

    python benchmarks/hostile.py                every tree, pages and site
    python benchmarks/hostile.py emphasis fan   some of them
    python benchmarks/hostile.py --no-site      without MkDocs

Prints, for each: exit status, seconds and MiB of `build_tree.py`, megabytes of pages, then seconds and MiB of the site.
"""

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from run import BUILD, ROOT, SITE, Cost, attempt

Tree = dict[str, Any]


def tree(**changes: Any) -> Tree:
    """The least tree, with some sections in place of its own."""
    guide = {
        "title": "A or B?",
        "summary": "Which.",
        "edition": "1",
        "reviewed": "2026-01-01",
        "review_due": "2099-01-01",
    }
    whole = {
        "guide": guide,
        "options": {"a": "A", "b": "B"},
        "start": "q0",
        "questions": {"q0": question({"yes": "v0", "no": "v1"})},
        "verdicts": {"v0": {"title": "Take A", "summary": "Do."}, "v1": {"title": "Take B", "summary": "Do."}},
    }
    return {**whole, **changes}


def question(ways: dict[str, str], label: str = "An answer", **more: Any) -> Tree:
    """A question whose answers lead to some pages."""
    return {
        "title": "Which way?",
        "answers": {key: {"label": f"{label} {key}", "leads_to": to} for key, to in ways.items()},
        **more,
    }


def explained(text: str) -> Tree:
    """A tree with one long Markdown field."""
    return tree(questions={"q0": question({"yes": "v0", "no": "v1"}, explain=text)})


def verdict(**more: Any) -> Tree:
    """A tree whose first verdict has more."""
    held = tree()
    held["verdicts"]["v0"] |= more
    return held


def paths(ranks: int, label: str) -> Tree:
    """Two questions a rank, either of which may follow either: 2^ranks paths."""
    questions = {"q0": question({"x": "q1x", "y": "q1y"}, label)}
    for rank in range(1, ranks):
        last = rank == ranks - 1
        ways = {"x": "v0" if last else f"q{rank + 1}x", "y": "v1" if last else f"q{rank + 1}y"}
        questions |= {f"q{rank}{side}": question(ways, label) for side in "xy"}
    return tree(questions=questions)


def fan(size: int) -> Tree:
    """One question with as many answers as there are verdicts."""
    ways = {f"a{n}": f"v{n}" for n in range(size)}
    verdicts = {f"v{n}": {"title": f"Take {n}", "summary": "Do."} for n in range(size)}
    return tree(questions={"q0": question(ways)}, verdicts=verdicts)


def checklist(items: int) -> Tree:
    """A question with a long checklist."""
    held = question({"few": "v0", "many": "v1"}, checklist={f"i{n}": f"Item {n}" for n in range(items)})
    held["answers"]["few"]["count"], held["answers"]["many"]["count"] = "0", f"1-{items}"
    return tree(questions={"q0": held})


def quoted(questions: int, articles: int) -> Tree:
    """A chain of questions and as many articles, each quoted at one."""
    chain = {
        f"q{n}": question(
            {"on": f"q{n + 1}" if n < questions - 1 else "v0", "off": "v1"}, excerpts=[f"w{n % articles}/e"]
        )
        for n in range(questions)
    }
    texts = {
        f"w{n}": {"title": f"Article {n}", "excerpts": {"e": {"quote": f"these are words {n}", "favours": "ab"[n % 2]}}}
        for n in range(articles)
    }
    return tree(questions=chain, articles=texts)


def examples(size: int) -> Tree:
    """As many examples."""
    return tree(
        examples={f"x{n}": {"title": f"Project {n}", "answers": {"q0": "yes"}, "verdict": "v0"} for n in range(size)}
    )


HOSTILE: dict[str, Callable[[], Tree]] = {
    "emphasis": lambda: explained("*a " * 90 + "b* " * 90),
    "emphasis, many": lambda: explained("*a* **b** " * 600),
    "emphasis, beyond": lambda: explained("*a " * 35_000 + "b* " * 35_000),
    "brackets": lambda: explained("[" * 1_900 + "x" + "]" * 1_900),
    "brackets, beyond": lambda: explained("[" * 100_000),
    "images": lambda: explained("![a](https://e.org/x) " * 1_000),
    "images, beyond": lambda: explained("![" * 50_000),
    "lists": lambda: explained("".join("  " * n + "- x\n" for n in range(90))),
    "long fields": lambda: tree(questions={"q0": question({"yes": "v0", "no": "v1"}, "x" * 19_000, explain="words " * 16_000)}),
    "options": lambda: tree(options={f"o{n}": f"Option {n}" for n in range(100)}),
    "options, beyond": lambda: tree(options={f"o{n}": f"Option {n}" for n in range(100_000)}),
    "retired": lambda: tree(retired={f"old-{n}": "q0" for n in range(10_000)}),
    "retired, beyond": lambda: tree(retired={f"old-{n}": "q0" for n in range(100_000)}),
    "checklist": lambda: checklist(500),
    "examples": lambda: examples(10_000),
    "conditions": lambda: verdict(unless=[{"text": f"Reason {n}.", "when": {"q0": "yes"}} for n in range(500)]),
    "see also": lambda: {**fan(500), "verdicts": {f"v{n}": {"title": f"Take {n}", "summary": "Do.", "see_also": [f"v{m}" for m in range(500) if m != n]} for n in range(500)}},
    "paths": lambda: paths(199, "x"),
    "paths, 10 KB labels": lambda: paths(199, "words " * 1_600),
    "fan": lambda: fan(5_000),
    "questions by articles": lambda: quoted(1_500, 1_500),
}  # fmt: skip


def measure(name: str, folder: Path, with_site: bool) -> None:
    """Print a row about one tree."""
    text = yaml.dump(HOSTILE[name](), Dumper=yaml.CSafeDumper, sort_keys=False, width=1000, default_style=None)
    (folder / "decision_tree.yaml").write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    status, pages = attempt(BUILD, folder)
    written = sum(path.stat().st_size for path in (folder / "docs").rglob("*") if path.is_file()) / 1e6
    site = attempt(SITE, folder)[1] if with_site and status == 0 else Cost(0, 0)
    print(
        f"{name:24} {status:>6} {pages.seconds:>8.1f} {pages.memory:>6.0f} {written:>8.1f} {site.seconds:>8.1f} {site.memory:>6.0f}",
        flush=True,
    )


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=list(HOSTILE), metavar="NAME", help=", ".join(HOSTILE))
    parser.add_argument("--no-site", action="store_true", help="leave MkDocs out")
    wanted = parser.parse_args()
    print(f"{'tree':24} {'status':>6} {'seconds':>8} {'MiB':>6} {'MB':>8} {'site s':>8} {'MiB':>6}")
    for name in wanted.names:
        with tempfile.TemporaryDirectory() as folder:
            measure(name, Path(folder), not wanted.no_site)


if __name__ == "__main__":
    main()
