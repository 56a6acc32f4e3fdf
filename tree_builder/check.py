"""Check a document: its shape against the model, then the rules; all problems in one run, in the order of the file."""

from collections.abc import Iterable, Iterator

from .faults import Fault
from .graph_rules import GRAPH_RULES
from .load import Document
from .model import Tree
from .problems import Problem, in_order
from .raw import Raw
from .rules import RULES
from .shape import validate


def check(document: Document) -> tuple[Tree | None, list[Problem]]:
    """The tree that `document` holds and no problem, or None and every problem."""
    if not isinstance(document.data, dict):
        return None, in_order(document.problems) or [_no_tree(document)]
    tree, faults = validate(document.data)
    raw = Raw(document.data)
    for rule in (*RULES, *GRAPH_RULES):
        faults.extend(rule(raw))
    problems = in_order([*document.problems, *_news(document, faults)])
    return (None, problems) if problems else (tree, [])


def _no_tree(document: Document) -> Problem:
    if document.data is None:
        return Problem(1, 1, "the file is empty; it must hold a tree, as `build_tree.py new` makes one")
    return Problem(1, 1, "the file holds no mapping; it must begin with keys such as `guide:`")


def _news(document: Document, faults: Iterable[Fault]) -> Iterator[Problem]:
    """The faults as problems, but for those where the YAML itself is at fault: nothing that stands there is known."""
    said = {(problem.line, problem.column) for problem in document.problems}
    for fault in faults:
        problem = fault.problem(document)
        if (problem.line, problem.column) not in said:
            yield problem
