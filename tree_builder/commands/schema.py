"""The command `schema`: print the JSON Schema of the format, or with the ids of a tree, for an editor to complete them."""

import sys
from dataclasses import replace
from pathlib import Path

from ..check.schema import schema_text
from ..model import Tree
from ..read.plain import plain_bytes
from ..write import files
from . import report
from .options import Options, examine

OF_THIS_TREE = "decision_tree.ids.schema.json"  # beside the tree; ignored by git


def schema(options: Options, of: Path | None) -> int:
    """Print the schema; with a tree, ids must be those of that tree. Returns the exit status."""
    if of is None:
        sys.stdout.write(schema_text())
        return 0
    reading = examine(replace(options, tree=of))
    if reading.tree is None:
        report.print_problems(reading.problems, of, reading.text)
        return 1
    sys.stdout.write(schema_text(reading.tree))
    return 0


def keep_schema(path: Path, tree: Tree) -> None:
    """Keep the schema with the ids of a tree in a file beside it. Raises ProblemError where it cannot be written."""
    place, raw = path.with_name(OF_THIS_TREE), schema_text(tree).encode()
    if plain_bytes(place) != raw:
        files.replace(place, raw)
