"""The number and the shape of an option: what tells options apart besides colour, the same on every page."""

from ..model import Tree

MARKS = ("◆", "●", "▲", "■", "★", "⬟", "✚", "⬢")


def option_number(tree: Tree, option_id: str) -> int:
    """1 to 8: the place of an option in the order of the file. The ninth option shares the look of the first.

    Raises ValueError where there is no such option.
    """
    return list(tree.options).index(option_id) % len(MARKS) + 1


def option_class(tree: Tree, option_id: str | None) -> str:
    """The class that gives an option its colour and its shape; that of no option for None."""
    return f"option-{option_number(tree, option_id)}" if option_id else "no-option"


def mark(tree: Tree, option_id: str) -> str:
    """The shape that stands beside an option's name. Raises ValueError where there is no such option."""
    return MARKS[option_number(tree, option_id) - 1]
