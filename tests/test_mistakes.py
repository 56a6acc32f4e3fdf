"""One slip is one problem, or two: every kind of mistake, at thirty places of the real tree and at ten of the starter."""

import re

import pytest
from harness.guide import ROOT
from harness.mistakes import MISTAKES, spread

from tree_builder.check.reading import read_tree

PLACES = 30
LINES = (ROOT / "decision_tree.yaml").read_text(encoding="utf-8").split("\n")
_STARTER = (ROOT / "tree_builder/commands/starter/decision_tree.yaml").read_text(encoding="utf-8")
STARTER = re.sub(" +# .*", "", _STARTER).split("\n")  # a slip in a comment is none

# Some are no mistakes at some places: a text without its dash goes on the text before it, a line may be left out.
MAY_BE_SOUND = {
    "a lost line",
    "a line commented out",
    "a lost dash",
    "a wrong target",
    "indented by two more",
    "indented by one more",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake_is_at_most_two_problems(name: str) -> None:
    made = spread(list(MISTAKES[name](LINES)), PLACES)
    assert made
    for lines in (*made, *spread(list(MISTAKES[name](STARTER)), PLACES // 3)):
        found = [problem for problem in read_tree("\n".join(lines).encode()).problems if not problem.advice]
        assert len(found) <= 2, [problem.message for problem in found]
        assert found or name in MAY_BE_SOUND, next(line for line in lines if line not in (*LINES, *STARTER))
