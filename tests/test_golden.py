"""One golden site of three questions, compared page by page: a change of what readers get is seen before it is made."""

from pathlib import Path

from tree_builder.check.check import check
from tree_builder.pages.render import render
from tree_builder.read.document import load

GOLDEN = Path(__file__).parent / "golden"
SITE = GOLDEN / "docs"


def test_the_golden_site_is_what_a_build_makes(renew: bool) -> None:
    tree, problems = check(load((GOLDEN / "decision_tree.yaml").read_text(encoding="utf-8")))
    assert tree is not None, problems
    made = render(tree)
    kept = {path.relative_to(SITE).as_posix(): path for path in SITE.rglob("*") if path.is_file()}
    if renew:
        for name in set(kept) - set(made):
            kept[name].unlink()
        for name, text in made.items():
            (SITE / name).parent.mkdir(parents=True, exist_ok=True)
            (SITE / name).write_text(text, encoding="utf-8")
        return
    assert sorted(kept) == sorted(made)
    changed = [name for name, path in kept.items() if path.read_text(encoding="utf-8") != made[name]]
    assert not changed, "read what changed, then renew it: pytest --renew"


def test_the_same_tree_gives_the_same_bytes() -> None:
    tree, _ = check(load((GOLDEN / "decision_tree.yaml").read_text(encoding="utf-8")))
    assert tree is not None
    assert render(tree) == render(tree)
