"""Tests of a guide: `test_guide.py` holds for any tree, the others for the tree that they were written about.

Who replaces the tree replaces those too. Until then they are skipped, and say why.
"""

from pathlib import Path

import pytest
from harness.guide import ROOT

from tree_builder.read.document import load

ABOUT = "Flask or Django?"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is about another tree than the one that is there."""
    guide = load((ROOT / "decision_tree.yaml").read_text(encoding="utf-8")).data["guide"]
    for item in items:
        if item.path.parent == Path(__file__).parent:
            if item.path.name == "test_guide.py":
                item.add_marker("slow")
            elif guide["title"] != ABOUT:
                item.add_marker(pytest.mark.skip(reason=f"is about the tree “{ABOUT}”"))
