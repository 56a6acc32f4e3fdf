"""The styles and scripts of the package, as a build writes them: one behaviour a file here, few files for a browser.

The parts in a folder are joined in the order of their names, without their comments and indentation, which would be a
fifth of what a browser fetches; single files are written as they are.
"""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from .marker import marked
from .site import ASSETS

FOLDER = Path(__file__).parent / "assets"
JOINED = {"guide.css": "styles/*.css", "guide.js": "scripts/*.js", "verdict.js": "verdict/*.js"}
# A comment has lines of its own.
_LEFT_OUT = re.compile(r"^[ \t]*(//[^\n]*\n|/\*.*?\*/\n)?[ \t]*", re.MULTILINE | re.DOTALL)
SINGLE = ("favicon.svg", "forward.js")


def asset_files() -> dict[str, Callable[[], str]]:
    """What makes each of them, by path."""
    parts = {name: sorted(FOLDER.glob(pattern)) for name, pattern in JOINED.items()}
    parts |= {name: [FOLDER / name] for name in SINGLE}
    return {ASSETS.source(name): partial(_asset, name, files) for name, files in parts.items()}


def _asset(name: str, files: list[Path]) -> str:
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return marked(name, _LEFT_OUT.sub("", text) if name in JOINED else text)
