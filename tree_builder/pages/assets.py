"""The styles and scripts of the package, as a build writes them: one behaviour a file here, few files for a browser.

The parts in a folder are joined in the order of their names; single files are written as they are.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from .marker import marked
from .site import ASSETS

FOLDER = Path(__file__).parent / "assets"
# The name of the script in the head is the one that the theme's offline plugin looks for.
JOINED = {"guide.css": "styles/*.css", "iframe-worker.js": "head/*.js", "guide.js": "scripts/*.js"}
SINGLE = ("favicon.svg", "forward.js")


def asset_files() -> dict[str, Callable[[], str]]:
    """What makes each of them, by path."""
    parts = {name: sorted(FOLDER.glob(pattern)) for name, pattern in JOINED.items()}
    parts |= {name: [FOLDER / name] for name in SINGLE}
    return {ASSETS.source(name): partial(_asset, name, files) for name, files in parts.items()}


def _asset(name: str, files: list[Path]) -> str:
    return marked(name, "\n".join(file.read_text(encoding="utf-8") for file in files))
