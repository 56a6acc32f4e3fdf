"""The points of the paths: how many excerpts stand at the answers of each, by the option that they favour.

A path shares most of its answers with the one before it. Only those in which they differ are counted, so that what all
paths cost grows with their number and not with their lengths.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ..model import Tree
from .evidence import Side
from .paths import MOST_SHOWN, Step, Trail, walk

LONGEST_LINK = 50  # answers: the address of a longer path would not survive every mail program

Points = tuple[tuple[Side, int], ...]  # how many excerpts favour each option, and none


@dataclass(frozen=True, slots=True)
class Path:
    """A path as a table shows it: its last answers, and its points in all and by article."""

    trail: Trail  # empty where it is too long for a link
    last: Trail
    length: int
    verdict: str
    weights: dict[Side, int]
    points: list[Points]  # of the first articles of the tree


def paths_of(tree: Tree, most: int) -> Iterator[Path]:
    """The first `most` paths in the order of the file."""
    tally = _Tally(tree)
    for trail, shared, verdict_id in islice(walk(tree), most):
        tally.go_to(trail, shared)
        link = tuple(trail) if len(trail) <= LONGEST_LINK else ()
        yield Path(link, tuple(trail[-MOST_SHOWN:]), len(trail), verdict_id, dict(tally.weights), tally.points())


class _Tally:
    """The excerpts at the answers of a trail, each counted once."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.given: list[Step] = []
        self.held: dict[str, int] = {}  # reference: at how many of the answers it stands
        self.weights: dict[Side, int] = dict.fromkeys((*tree.options, None), 0)
        self.by_article = {article_id: dict(self.weights) for article_id in tree.articles}

    def go_to(self, trail: list[Step], shared: int) -> None:
        """Count a trail that shares its first answers with the one counted before."""
        for step in self.given[shared:]:
            self._count(step, -1)
        self.given[shared:] = trail[shared:]
        for step in self.given[shared:]:
            self._count(step, 1)

    def _count(self, step: Step, change: int) -> None:
        for reference in self.tree.questions[step.question].answers[step.answer].excerpts:
            before = self.held.get(reference, 0)
            self.held[reference] = before + change
            if not before or not before + change:
                favours = self.tree.excerpt(reference).favours
                side = favours[0] if favours else None
                self.weights[side] += change
                self.by_article[reference.partition("/")[0]][side] += change

    def points(self) -> list[Points]:
        """What each of the first articles gives."""
        return [
            tuple((side, count) for side, count in weights.items() if count)
            for weights in islice(self.by_article.values(), MOST_SHOWN)
        ]
