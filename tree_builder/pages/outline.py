"""The whole tree as nested lists: the map in words."""

from collections.abc import Callable

from ..model import Tree
from ..text.catalogue import plain
from ..text.escape import html

# Browsers stop nesting at some depth, and readers long before: what lies deeper goes on in a list of its own.
DEEPEST = 10


def nested_list(tree: Tree, address: Callable[[str], str]) -> str:
    """HTML lists in which every page appears once, under the first answer that leads to it, and is a link after that.

    `address` gives the `href` of a page by its id.
    """
    lines: list[str] = []
    seen: set[str] = set()
    roots = [tree.start]
    for root in roots:  # grows while it is read
        lines.append("<ul>")
        _list_from(tree, address, root, lines, seen, roots)
        lines.append("</ul>")
    return "\n".join(lines)


def _list_from(
    tree: Tree, address: Callable[[str], str], root: str, lines: list[str], seen: set[str], roots: list[str]
) -> None:
    seen.add(root)
    lines.append(f"<li>{_link(tree, address, root)}<ul>")
    open_answers = [iter(tree.questions[root].answers.values())]
    while open_answers:
        answer = next(open_answers[-1], None)
        if answer is None:
            open_answers.pop()
            lines.append("</ul></li>")
            continue
        target = answer.leads_to
        item = f"<li>“{html(answer.label)}” → {_link(tree, address, target)}"
        if target in tree.verdicts or target in seen:
            lines.append(f"{item}</li>")
        elif len(open_answers) == DEEPEST:
            seen.add(target)
            roots.append(target)
            lines.append(f"{item}{plain('map.below')}</li>")
        else:
            seen.add(target)
            lines.append(f"{item}<ul>")
            open_answers.append(iter(tree.questions[target].answers.values()))


def _link(tree: Tree, address: Callable[[str], str], page_id: str) -> str:
    kind = "question" if page_id in tree.questions else "verdict"
    return f'<a class="{kind}" href="{address(page_id)}">{html(tree.page(page_id).title)}</a>'
