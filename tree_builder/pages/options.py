"""The number and the shape of an option: what tells options apart besides colour, the same on every page."""

from ..model import Tree

MARKS = ("◆", "●", "▲", "■", "★", "⬟", "✚", "⬢")


def option_number(tree: Tree, option_id: str) -> int:
    """1 to 8: the place of an option in the order of the file. The ninth option shares the look of the first.

    Raises ValueError where there is no such option.
    """
    return list(tree.options).index(option_id) % len(MARKS) + 1


def mark(tree: Tree, option_id: str) -> str:
    """The shape that stands beside an option's name. Raises ValueError where there is no such option."""
    return MARKS[option_number(tree, option_id) - 1]
