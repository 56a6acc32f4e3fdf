#!/usr/bin/env python3
"""A thin door: `python build_tree.py …` is `decision-guide …`, with the packages of `.venv` where this Python lacks them."""

import os
import subprocess
import sys
from pathlib import Path

VENV = Path(__file__).resolve().parent / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def elsewhere(missing: str | None) -> int:
    """Run with the Python of `.venv`, where there is one and this is not it. Returns the exit status."""
    if Path(sys.prefix).resolve() == VENV.resolve() or not PYTHON.exists():
        what = f"the package {missing} is not installed; `make site` installs what is needed"
        print(f"build_tree.py: {what}", file=sys.stderr)
        return 1
    command = [str(PYTHON), __file__, *sys.argv[1:]]
    if os.name != "nt":
        os.execv(PYTHON, command)
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    try:
        from tree_builder.commands.line import main

        sys.exit(main())
    except ModuleNotFoundError as error:
        sys.exit(elsewhere(error.name))
    except KeyboardInterrupt:  # while the package is imported
        sys.exit(130)
