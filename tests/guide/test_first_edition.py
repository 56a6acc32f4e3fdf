"""Every path and every address of the first edition, replayed against today's tree: the outcome is committed and read.

`pytest --renew` writes it anew. No reader is given an answer that was not theirs: what was reworded beyond its meaning is
asked again, and where a path now leads to another verdict, somebody has looked why.
"""

from harness.guide import ROOT

from tree_builder.check.editions import Frozen, read_edition
from tree_builder.check.reading import read_tree
from tree_builder.graph.paths import enumerate_paths
from tree_builder.graph.replay import replay
from tree_builder.model import Tree
from tree_builder.pages.address import trail_text
from tree_builder.pages.site import ARTICLE, QUESTION, VERDICT

OUTCOME = ROOT / "tests" / "data" / "first_edition.txt"


def first_edition() -> Frozen:
    edition = read_edition((ROOT / "editions" / "2026-11.json").read_bytes())
    assert isinstance(edition, Tree)
    return edition


def today() -> Tree:
    tree = read_tree((ROOT / "decision_tree.yaml").read_bytes()).tree
    assert tree is not None
    return tree


def paths_replayed(edition: Frozen, tree: Tree) -> list[str]:
    """What becomes of each path: the same verdict, another, or a question that is asked again."""
    lines = []
    for trail, verdict_id in enumerate_paths(edition, 10_000):
        found = replay(tree, trail_text(trail))
        same = found.here == tree.retired.get(verdict_id, verdict_id)
        outcome = "same" if same else "another" if found.here in tree.verdicts else "asked again"
        lines.append(f"{outcome:12}{trail_text(trail)}: {verdict_id}{'' if same else f' -> {found.here}'}")
    return lines


def addresses(edition: Frozen, tree: Tree) -> list[str]:
    """Where each address of the first edition leads today."""
    lines = []
    for kind, ids in ((QUESTION, edition.questions), (VERDICT, edition.verdicts), (ARTICLE, edition.articles)):
        for id_ in ids:
            live = id_ in getattr(tree, kind.folder)
            lines.append(f"{kind.address(id_)}: {'stands' if live else tree.retired.get(id_, 'is gone')}")
    for article_id, article in edition.articles.items():
        for excerpt_id in article.excerpts:
            reference = f"{article_id}/{excerpt_id}"
            live = excerpt_id in tree.articles[article_id].excerpts
            gone = "the article" if reference in tree.withdrawn else "is gone"
            lines.append(
                f"{ARTICLE.address(article_id)}#{excerpt_id}: {'stands' if live else tree.retired.get(reference, gone)}"
            )
    return lines


def test_every_path_and_address_of_the_first_edition_has_the_outcome_that_was_read(renew: bool) -> None:
    edition, tree = first_edition(), today()
    text = "\n".join(["# paths", *paths_replayed(edition, tree), "", "# addresses", *addresses(edition, tree), ""])
    if renew:
        OUTCOME.write_text(text, encoding="utf-8")
    assert text == OUTCOME.read_text(encoding="utf-8"), "read what changed, then renew it: pytest --renew"
    assert "is gone" not in text
    assert text.count("\nsame ") + text.count("\nanother ") + text.count("\nasked again ") == 80
