"""One address for every kind of page of a built site, and the longest trail to each verdict, from its `tree.json`."""

import json
from collections.abc import Callable
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

Tree = dict[str, Any]
KINDS = (
    "home",
    "first question",
    "question",
    "question with a checklist",
    "question without a trail",
    "verdict",
    "verdict with a trail",
    "verdict without a recommendation",
    "trail that does not hold",
    "verdicts",
    "article",
    "articles",
    "map",
    "map with a trail",
    "paths",
    "evidence",
    "about",
    "not found",
)


def tree_of(site: Path) -> Tree:
    """The published data of the guide."""
    return json.loads((site / "tree.json").read_text(encoding="utf-8"))


def longest_trails(tree: Tree) -> dict[str, list[tuple[str, str]]]:
    """For each page the trail with most answers that ends there."""
    leads = {id: {answer["leads_to"] for answer in one["answers"].values()} for id, one in tree["questions"].items()}
    trails: dict[str, list[tuple[str, str]]] = {tree["start"]: []}
    for id in reversed(list(TopologicalSorter(leads).static_order())):
        for answer_id, answer in tree["questions"].get(id, {"answers": {}})["answers"].items():
            longer = [*trails[id], (id, answer_id)]
            if len(longer) > len(trails.get(answer["leads_to"], [])):
                trails[answer["leads_to"]] = longer
    return trails


def address(tree: Tree, page: str, trail: list[tuple[str, str]] | None = None) -> str:
    """The address of a page below the site's root, with a trail where one is given: every item of a checklist ticked."""
    kind = "questions" if page in tree["questions"] else "verdicts"
    steps = [".".join(step) for step in trail or []]
    return f"{kind}/{page}.html" + (f"?trail={','.join(steps)}&edition={tree['guide']['edition']}" if steps else "")


def kinds_of_page(site: Path) -> dict[str, str]:
    """The address of one page of every kind that the guide has."""
    tree = tree_of(site)
    trails = longest_trails(tree)
    questions, verdicts = tree["questions"], tree["verdicts"]

    def first(pages: Tree, fits: Callable[[Tree], object]) -> str:
        return next(id for id, page in pages.items() if id != tree["start"] and fits(page))

    listed = first(questions, lambda page: page.get("checklist"))
    plain = first(questions, lambda page: not page.get("checklist"))
    clear = first(verdicts, lambda page: page.get("recommends"))
    open_ended = first(verdicts, lambda page: not page.get("recommends"))
    article = next(path for path in sorted((site / "articles").glob("*.html")) if path.name != "index.html")
    addresses = (
        "index.html",
        address(tree, tree["start"]),
        address(tree, plain, trails[plain]),
        address(tree, listed, trails[listed]),
        address(tree, listed),
        address(tree, clear),
        address(tree, clear, trails[clear]),
        address(tree, open_ended, trails[open_ended]),
        address(tree, clear, [*trails[open_ended], ("no-such", "answer")]),
        "verdicts/index.html",
        f"articles/{article.name}",
        "articles/index.html",
        "map.html",
        "map.html" + address(tree, clear, trails[clear]).partition(".html")[2],
        "paths.html",
        "evidence.html",
        "about.html",
        "404.html",
    )
    return dict(zip(KINDS, addresses, strict=True))
