"""The hashes by which a web server's policy names the inline scripts of the theme.

    python -m tree_builder.commands.policy          for a site at the root of its server, and for one under /guide/
    python -m tree_builder.commands.policy ADDRESS  for a site at another address

They are taken from the theme as it is installed: from a site of empty pages, made by the settings of this guide. A script
that found its way into a page of the guide is in none of them.
"""

import logging
import os
import re
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from .options import SITE

CONFIGURATION = Path("deploy", "nginx.conf")
ADDRESS = "https://guide.example/guide/"
_INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script", re.DOTALL | re.IGNORECASE)
_NAMED = re.compile(r"'sha256-[^']*'")
_DEPTHS = ("index.md", "1/index.md", "1/2/index.md")


def script_hashes(site: Path) -> list[str]:
    """The hash of every inline script that runs on some page of `site`, each once, sorted."""
    pages = (path.read_text(encoding="utf-8", errors="replace") for path in site.rglob("*.html") if path.is_file())
    scripts = {script for page in pages for script in _INLINE.findall(page)}
    return sorted(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)


def theme_hashes(settings: Path, address: str = ADDRESS) -> list[str]:
    """The hashes of the theme's own inline scripts, for a site with its address and for one without."""
    logging.disable(logging.WARNING)  # nothing is said of pages that are none
    hashes: set[str] = set()
    for site_url in (address, ""):
        with TemporaryDirectory() as name:
            docs = Path(name, "docs")
            for path in _DEPTHS:
                (docs / path).parent.mkdir(parents=True, exist_ok=True)
                (docs / path).write_text("# Empty\n", encoding="utf-8")
            kept: dict[str, Any] = {
                "docs_dir": str(docs),
                "site_dir": f"{name}/site",
                "site_url": site_url,
                "hooks": [],
            }
            build(load_config(str(settings), **kept))
            hashes |= set(script_hashes(Path(name, "site")))
    return sorted(hashes)


def unnamed_scripts(configuration: Path, site: Path) -> list[str]:
    """The hashes of a site's inline scripts that a configuration does not name; none where there is no configuration."""
    if not configuration.is_file():
        return []
    named = _NAMED.findall(configuration.read_text(encoding="utf-8"))
    return [hashed for hashed in script_hashes(site) if hashed not in named]


if __name__ == "__main__":
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    print(" ".join(theme_hashes(Path(SITE), *sys.argv[1:2])))
