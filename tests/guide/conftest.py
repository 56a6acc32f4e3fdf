"""Tests of a guide: `test_guide.py` holds for any tree, the others for the tree that they were written about.

Who replaces the tree replaces those too. Until then they are skipped, and say why.
"""

from pathlib import Path

import pytest
from harness.guide import ABOUT, is_ours


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is about another tree than the one that is there."""
    ours = is_ours()
    for item in items:
        if item.path.parent == Path(__file__).parent:
            if item.path.name == "test_guide.py":
                item.add_marker("slow")
            elif not ours:
                item.add_marker(pytest.mark.skip(reason=f"is about the tree “{ABOUT}”"))
