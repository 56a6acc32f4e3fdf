"""What MkDocs calls, so that plain `mkdocs build`, `serve` and `gh-deploy` publish whole guides or fail.

The file `hooks.py` beside a `mkdocs.yml` names the guides and takes the events from here. A guide is the whole site, or
one of several in folders of a larger one; there each of its pages loads the guide's own style and scripts, and other
pages load nothing of it. A site that is a guide as a whole gets the mark of this program, so that `publish` may replace it.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority

from ..check.reading import EDITIONS, LOCK
from ..pages.site import PAGES
from ..write.manifest import BUILD, MANIFEST, Manifest, manifest_of, paths_in, read
from ..write.site import mark
from .build import build
from .content import commit_of, moment_of
from .options import Options

BUILT = "DECISION_GUIDE_BUILT"  # in the environment of a program that builds the pages itself
_HEAD = """<link rel="stylesheet" href="{root}assets/guide.css">
<script src="{root}assets/guide.js"></script>
<script src="{root}assets/tree.js"></script>
</head>"""

Events = tuple[Callable[..., Any], ...]


def guides(trees: Mapping[str, str]) -> Events:
    """The events `on_config`, `on_pre_build`, `on_post_page` and `on_serve` for these guides.

    `trees` maps the folder of a guide's pages to its tree, both as seen from the folder of `mkdocs.yml`.
    """

    def on_config(config: Any) -> None:
        if config.use_directory_urls:
            what = "`use_directory_urls` is on; with a guide it must be false, for the links of a guide name files"
            raise Abort(f"{_shown(_home(config) / 'mkdocs.yml')}:1:1: {what}")
        for guide in _guides(config, trees):
            if not _absolute(guide.docs).is_relative_to(_absolute(Path(config.docs_dir))):
                what = f"{guide.docs} is not below `docs_dir`; hooks.py must name a folder that is"
                raise Abort(f"{_shown(_home(config) / 'hooks.py')}:1:1: {what}")
            if _absolute(guide.docs) == _absolute(Path(config.docs_dir)) and not os.environ.get(BUILT):
                _refuse_others(Path(config.site_dir))
                config.plugins["mark"] = _Mark()
        os.environ["SOURCE_DATE_EPOCH"] = str(moment_of(_home(config)))  # so that the same commit gives the same site

    def on_pre_build(config: Any) -> None:
        for guide in _guides(config, trees):
            if not os.environ.get(BUILT) and build(guide):
                raise Abort(f"{guide.docs}: the pages were not built, so nothing is published")
            config.nav = _existing(config.nav, Path(config.docs_dir), guide.docs)

    def on_post_page(output: str, page: Any, config: Any) -> str:
        for guide in _guides(config, trees):
            if _absolute(guide.docs) != _absolute(Path(config.docs_dir)):
                root = _way_to_root(_absolute(Path(config.docs_dir, page.file.src_uri)), _absolute(guide.docs))
                output = output.replace("</head>", _HEAD.format(root=root), 1) if root else output
        return output

    def on_serve(server: Any, config: Any, **_: Any) -> None:
        for guide in _guides(config, trees):
            beside = (guide.tree, guide.tree.with_name(LOCK), guide.tree.with_name(EDITIONS))
            for path in filter(Path.exists, beside):
                server.watch(str(path))

    return on_config, on_pre_build, on_post_page, on_serve


class _Mark(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Leaves the mark of this program in a site that MkDocs made, on all but what was in the folder before."""

    def on_files(self, files: Any, config: Any) -> None:
        """Note what is there already: hidden files, which MkDocs leaves; with `--dirty` all files.

        Until the site is done its mark lists nothing: what a build left that was killed is no neighbour's.
        """
        site = Path(config.site_dir)
        held = read(site)
        self.before = set(paths_in(site)) - _ours(held)
        site.mkdir(parents=True, exist_ok=True)
        mark(site, replace(held or Manifest("", "", None, {}), files={}))

    @event_priority(-200)  # the theme's plugin `offline` writes at -100
    def on_post_build(self, config: Any) -> None:
        """Write the mark. It names no content, so that the next `publish` makes the site anew, with compressed copies."""
        site = Path(config.site_dir)
        without = self.before | {BUILD, MANIFEST}
        mark(site, manifest_of(site, content="", edition="", commit=commit_of(_home(config)), without=without))


def _ours(held: Manifest | None) -> set[str]:
    return {MANIFEST, BUILD, *held.files} if held else set()


def _refuse_others(site: Path) -> None:
    """Abort where MkDocs would remove what is not ours: all that is in the folder, but for what is hidden."""
    held = read(site)
    if held and not held.files:
        return  # a build was killed
    foreign = (path for path in paths_in(site) if not path.startswith(".") and path not in _ours(held))
    first = min(foreign, default=None) if held else next(foreign, None)
    if first is not None:
        named = _shown(site / first if held else site)
        what = "this was not made by this program, and nothing was touched"
        right = "it must be moved away, or SITE_DIR name another folder"
        raise Abort(f"{named}:1:1: {what}; {right}")


def _existing(nav: Any, root: Path, docs: Path) -> Any:
    """A navigation without the pages that this guide does not have: one without articles has no evidence."""
    if isinstance(nav, list):
        return [kept for entry in nav if (kept := _existing(entry, root, docs)) is not None]
    if isinstance(nav, dict):
        return {name: kept for name, entry in nav.items() if (kept := _existing(entry, root, docs)) is not None} or None
    path = root / nav if isinstance(nav, str) else root
    ours = any(_absolute(path) == _absolute(docs / kind.source()) for kind in PAGES if kind.is_single)
    return None if ours and not path.exists() else nav


def _home(config: Any) -> Path:
    return Path(config.config_file_path).parent


def _guides(config: Any, trees: Mapping[str, str]) -> list[Options]:
    return [Options(_shown(_home(config) / tree), _shown(_home(config) / docs)) for docs, tree in trees.items()]


def _shown(path: Path) -> Path:
    """A path as messages name it: from the current folder, where it is on the same drive."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:
        return path


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))


def _way_to_root(page: PurePath, root: PurePath) -> str:
    """The way from a page to the root of a guide, as in a link; empty for a page that is none of that guide."""
    if not page.is_relative_to(root):
        return ""
    return "../" * len(page.parent.relative_to(root).parts) or "./"
