"""One golden guide of three questions, compared page by page: a change of what readers get is seen before it is made.

In its tree every part of every kind of page stands once. The styles and scripts of the package are left out.
"""

from datetime import date
from pathlib import Path

from harness.model import every_key, used_keys

from tree_builder.check.reading import EDITIONS, LOCK, Reading, read_guide
from tree_builder.pages.assets import asset_files
from tree_builder.pages.render import render

GOLDEN = Path(__file__).parent / "golden"
SITE = GOLDEN / "docs"


def golden() -> Reading:
    """The golden tree as read, with its lock and its frozen editions."""
    frozen = {path.name: path.read_bytes() for path in sorted((GOLDEN / EDITIONS).iterdir())}
    tree, lock = (GOLDEN / "decision_tree.yaml").read_bytes(), (GOLDEN / LOCK).read_bytes()
    return read_guide(tree, lock, date(2026, 11, 21), frozen)


def made() -> dict[str, str]:
    """The text of every file that a build makes of the golden tree."""
    reading = golden()
    assert reading.tree is not None, reading.problems
    pages = render(reading.tree, reading.lock, reading.editions)
    return {name: pages[name] for name in pages if name not in asset_files()}


def test_the_golden_site_is_what_a_build_makes(renew: bool) -> None:
    kept = {path.relative_to(SITE).as_posix(): path for path in SITE.rglob("*") if path.is_file()}
    files = made()
    if renew:
        for name in kept.keys() - files.keys():
            kept[name].unlink()
        for name, text in files.items():
            (SITE / name).parent.mkdir(parents=True, exist_ok=True)
            (SITE / name).write_text(text, encoding="utf-8")
        return
    assert sorted(kept) == sorted(files)
    changed = [name for name, path in kept.items() if path.read_text(encoding="utf-8") != files[name]]
    assert not changed, f"read what changed, then renew it: pytest {Path(__file__).name} --renew"


def test_every_key_that_pages_could_show_has_a_value_in_the_golden_tree() -> None:
    assert every_key() - used_keys(golden().tree) == set()


def test_the_same_tree_gives_the_same_bytes() -> None:
    assert made() == made()
