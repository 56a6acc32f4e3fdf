"""What tests share. No test module imports another."""

from pathlib import Path

import pytest

# A failing assertion shows its values here too, as it does in a test module.
pytest.register_assert_rewrite(*(f"harness.{path.stem}" for path in Path(__file__).parent.glob("[!_]*.py")))
