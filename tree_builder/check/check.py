"""Check a document: its shape against the model, then the rules; the problems in the order of the file.

One mistake is one problem. What would only follow from another problem is not looked for, and problems of one cause are
told once, with the lines of the others.
"""

from collections.abc import Iterable, Iterator

from ..graph.paths import graph_of
from ..model import Tree
from ..read.document import Document
from ..text.problems import Problem, at_place, in_order, one_a_cause
from ..text.program import program
from .conditions import CONDITION_RULES
from .data import Data
from .graph_rules import REACH_RULES
from .limits import passed_limits
from .rules import EXAMPLE_RULES, NAME_RULES, PAGE_RULES
from .shape import validate
from .unseen import seen


def check(document: Document) -> tuple[Tree | None, list[Problem]]:
    """The tree that `document` holds and no problem, or None and every problem."""
    if not isinstance(document.data, dict):
        return None, in_order(document.problems) or [_no_tree(document)]
    typed, unseen = seen(document)
    data = Data(typed)
    beyond = [document.located(problem) for problem in passed_limits(data)]
    if beyond:
        return None, in_order([*document.problems, *beyond])
    tree, problems, hides = validate(typed)
    if not document.problems and not hides:
        problems += _of_rules(data)
    if tree and not document.problems and not problems:
        graph = graph_of(tree)
        problems.extend(problem for rule in CONDITION_RULES for problem in rule(tree, graph))
    problems = one_a_cause([*document.problems, *unseen, *_beside(document, problems)])
    return (None, problems) if problems else (tree, [])


def _of_rules(data: Data) -> list[Problem]:
    """What the rules find; those of a later stage look only where no earlier one found anything, from which it follows."""
    for stage in (NAME_RULES, PAGE_RULES, REACH_RULES, EXAMPLE_RULES):
        found = [problem for rule in stage for problem in rule(data)]
        if found:
            return found
    return []


def _no_tree(document: Document) -> Problem:
    if document.data is None:
        return at_place((1, 1), f"the file is empty; it must hold a tree, as `{program()} new` makes one")
    return at_place((1, 1), "the file holds no mapping; it must begin with keys such as `guide:`")


def _beside(document: Document, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems with their places, but for those where the YAML itself is at fault: what stands there is unknown."""
    reported = {(problem.line, problem.column) for problem in document.problems}
    for problem in map(document.located, problems):
        if (problem.line, problem.column) not in reported:
            yield problem
