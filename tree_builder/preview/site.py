"""The site in memory: MkDocs with its theme in this process, which converts a page when somebody asks for it.

MkDocs builds everything again after every edit; its configuration, navigation and theme are kept here, and a page
whose Markdown is as before is not converted again. The steps are those of `mkdocs.commands.build.build`, but for
`on_pre_build`, at which the hook of a guide would build its pages into `docs/`.
"""

import mimetypes
import os
import tempfile
import threading
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from ..pages.marker import is_marked
from ..pages.site import PAGES
from ..read.document import decode
from ..read.plain import plain_bytes
from ..text.problems import Problem, ProblemError, of_file
from .raised import NO_SETTINGS, NO_SITE, as_problem

_SINGLE = {kind.source() for kind in PAGES if kind.is_single}
_INDEX = "search/search_index.json"  # what the theme's search reads


class Body(NamedTuple):
    """What is served at an address."""

    kind: str  # as in the header `Content-Type`
    raw: bytes
    is_page: bool = False


class Site:
    """The site of one `mkdocs.yml`. Its pages may be asked for by several threads."""

    def __init__(self, settings: Path) -> None:
        """Read the settings of a site. Raises ProblemError for settings that MkDocs refuses."""
        self._settings = settings
        self._folder = tempfile.TemporaryDirectory(prefix="preview-")
        self._config = _read(settings, self._folder.name)
        self._environment = self._config.theme.get_env()
        themes = Files([])
        themes.add_files_from_theme(self._environment, self._config)
        self._themes = list(themes)
        self._listed = self._config.nav  # the navigation as the settings have it
        self._lock = threading.Lock()
        self._pages: Mapping[str, str] = {}
        self._files = Files([])
        self._by_address: dict[str, File] = {}
        self._converted: dict[str, tuple[str, bytes]] = {}  # by path: its Markdown and its page

    def show(self, pages: Mapping[str, str]) -> None:
        """Have these generated files from now on, beside the author's own pages. Raises ProblemError."""
        config = self._config
        with as_problem(self._settings, NO_SITE), self._lock:
            own = [file for file in get_files(config) if file.src_uri not in pages and not _is_generated(file)]
            made = [File.generated(config, path, content="") for path in pages]
            files = config.plugins.on_files(Files([*own, *made, *self._themes]), config=config)
            set_exclusions(files, config)
            config.nav = _existing(self._listed, pages)
            nav = get_navigation(files, config)
            self._nav = config.plugins.on_nav(nav, config=config, files=files)
            self._environment = config.plugins.on_env(self._environment, config=config, files=files)
            self._pages, self._files = pages, files
            self._by_address = {file.dest_uri: file for file in files if file.inclusion.is_included()}  # type: ignore[no-untyped-call]
            self._documents = files.documentation_pages()
            self._forget_what_is_gone()

    @property
    def addresses(self) -> Collection[str]:
        """What can be asked for, from the root."""
        return self._by_address.keys()

    def body(self, address: str) -> Body | None:
        """What stands at an address below the root, or None: nothing but the files of the site can be asked for.

        Raises ProblemError where a file is such that nothing can be shown of it.
        """
        if address == _INDEX:
            return self._search_index()
        with self._lock:
            file = self._by_address.get(address)
            return self._body(file) if file else None

    def _body(self, file: File) -> Body | None:
        path = file.abs_src_path or file.src_uri
        with as_problem(path, "MkDocs cannot show this file"):
            raw = self._raw(file)
            if raw is None:
                return None
            if not file.is_documentation_page():
                return Body(mimetypes.guess_type(file.dest_uri)[0] or "application/octet-stream", raw)
            text = decode(raw)
            if isinstance(text, Problem):
                raise ProblemError(replace(text, file=path))
            return Body("text/html; charset=utf-8", self._page(file, text), is_page=True)

    def converted(self, path: str) -> bytes | None:
        """The page that was last made of a Markdown file, or None."""
        return self._converted.get(path, ("", None))[1]

    def _raw(self, file: File) -> bytes | None:
        """What is in a file now. None for one of the author's that is gone, or is a link out of the folder by now."""
        if file.src_uri in self._pages:
            return self._pages[file.src_uri].encode()
        folder = self._config.docs_dir
        if file.abs_src_path is None or file.src_dir != folder:  # of a plugin, or of the theme
            return file.content_bytes
        place = Path(os.path.realpath(file.abs_src_path))
        return plain_bytes(place) if place.is_relative_to(os.path.realpath(folder)) else None

    def _page(self, file: File, source: str) -> bytes:
        """A page as the theme shows it; converted only where its Markdown is new."""
        before = self._converted.get(file.src_uri)
        if before and before[0] == source:
            return before[1]
        if file.src_uri in self._pages:
            file.content_string = source
        page = Page(None, file, self._config) if file.page is None else file.page
        self._forget_in_search({page.url})
        build._populate_page(page, self._config, self._files)
        raw = self._printed(page)
        self._converted[file.src_uri] = source, raw
        return raw

    def _printed(self, page: Page) -> bytes:
        config, page.active = self._config, True
        try:
            context = build.get_context(self._nav, self._documents, config, page)
            template = self._environment.get_template(page.meta.get("template", "main.html"))
            context = config.plugins.on_page_context(context, page=page, config=config, nav=self._nav)
            printed = config.plugins.on_post_page(template.render(context), page=page, config=config)
        finally:
            page.active = False
        return (printed or "").encode(errors="xmlcharrefreplace")

    def _search_index(self) -> Body | None:
        """The words of all pages, for which all must be converted; meanwhile single pages may be asked for."""
        shown = self._pages
        for file in self._documents:
            with self._lock, suppress(ProblemError):  # whoever looks at that page is told
                if self._pages is shown and self._by_address.get(file.dest_uri) is file:
                    self._body(file)
        with as_problem(self._settings, NO_SITE), self._lock:
            self._config.plugins.on_post_build(config=self._config)
            path = Path(self._config.site_dir, _INDEX)
            return Body("application/json", path.read_bytes()) if path.is_file() else None

    def _forget_what_is_gone(self) -> None:
        here = {file.src_uri for file in self._documents}
        for path in self._converted.keys() - here:
            del self._converted[path]
        entries = self._entries()
        self._forget_in_search(
            {entry["location"].partition("#")[0] for entry in entries} - {f.url for f in self._documents}
        )

    def _forget_in_search(self, addresses: set[str]) -> None:
        entries = self._entries()
        entries[:] = [entry for entry in entries if entry["location"].partition("#")[0] not in addresses]

    def _entries(self) -> list[Any]:
        """What the plugin for search has found on pages so far; of a site without one, nothing."""
        indexes = (getattr(plugin, "search_index", None) for plugin in self._config.plugins.values())
        return next((entries for index in indexes if (entries := getattr(index, "entries", None)) is not None), [])


def _existing(nav: Any, pages: Mapping[str, str]) -> Any:
    """A navigation without the pages that this guide does not have, as the hook of a guide makes it."""
    if isinstance(nav, list):
        return [kept for entry in nav if (kept := _existing(entry, pages)) is not None]
    if isinstance(nav, dict):
        return {name: kept for name, entry in nav.items() if (kept := _existing(entry, pages)) is not None} or None
    return None if nav in _SINGLE and nav not in pages else nav


def _is_generated(file: File) -> bool:
    """Whether a build once wrote a file below `docs/`."""
    if file.abs_src_path is None:
        return False
    with open(file.abs_src_path, encoding="utf-8", errors="replace") as text:
        return is_marked(text.read(300))


def _read(settings: Path, folder: str) -> MkDocsConfig:
    if not settings.is_file():
        right = "it must lie beside the folder of pages; a guide within a larger site is shown by `mkdocs serve`"
        raise ProblemError(of_file(settings, f"there is no such file; {right}"))
    with as_problem(settings, NO_SETTINGS):
        config = load_config(str(settings), site_dir=folder, site_url="", strict=False)
        config.plugins.on_startup(command="serve", dirty=False)
        return config.plugins.on_config(config)
