"""What this program is called, for messages that name a command: as whoever reads them has called it."""

import sys
from pathlib import Path

DOOR = "build_tree.py"


def program() -> str:
    """The command as it is typed, before its arguments: `decision-guide`, or `python build_tree.py` in a checkout."""
    return f"python {DOOR}" if Path(sys.argv[0]).name == DOOR else "decision-guide"
