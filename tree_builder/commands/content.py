"""What a site is made of: the hash by which a new one is due, whatever the dates of files say.

It covers the pages (which hold the tree, the lock and the editions), the author's own files, the settings with the
files and variables that they name, the commit, and the version of every package that has a say.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path, PurePath
from typing import Any

import yaml

from ..read.plain import UnreadableError, read_plain
from ..text.problems import ProblemError, of_file
from .strays import shown_below, strays

_PACKAGES = ("mkdocs", "mkdocs-material")
_NAME_OF_PACKAGE = re.compile(r"[\w.-]+")
_VARIABLES = re.compile(r"!ENV\s+(?:\[([^\]]*)\]|(\S+))")


class _Settings(yaml.SafeLoader):
    """Reads the settings of the site without what their tags say."""


_Settings.add_multi_constructor("", lambda loader, tag, node: None)


def content_of(docs: Path, settings: Path, commit: str | None) -> str:
    """The hash of everything that a site is made of. Raises ProblemError for what must not be published."""
    problems = list(strays(docs, whole=True))
    if problems:
        raise ProblemError(*problems)
    try:
        text = read_plain(settings).decode(errors="replace")
    except UnreadableError as error:
        raise ProblemError(of_file(settings, f"the file {error}; it must be the settings of the site")) from None
    inherited = list(_inherited(text, settings))
    texts = [text, *(path.read_text(encoding="utf-8", errors="replace") for path in inherited)]
    named = [path for each in texts for path in _named_files(each, settings.parent)]
    files = [*shown_below(docs), *inherited, *named]
    told = {
        "files": {_name(path, docs.parent): _hash(path) for path in files if path.is_file()},
        "links": {_name(path, docs.parent): _target(path, docs) for path in files if path.is_symlink()},
        "settings": text,
        "variables": {name: os.environ.get(name) for name in _variables("\n".join(texts))},
        "versions": {"python": sys.version, **_versions()},
        "commit": commit,
    }
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _name(path: PurePath, folder: PurePath) -> str:
    """How a file is called, on every system: from the folder of the settings, or whole where it lies elsewhere."""
    return (path.relative_to(folder) if path.is_relative_to(folder) else path).as_posix()


def _target(link: Path, docs: Path) -> str:
    """Where a link leads, as seen from the folder of the pages: what is behind several links is hashed under one only."""
    return Path(os.path.relpath(os.path.realpath(link), os.path.realpath(docs))).as_posix()


def commit_of(folder: Path) -> str | None:
    """The commit that a folder is at, with `-changed` where something in it is not committed; None outside of git."""
    return _git(folder, "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty=-changed")


def moment_of(folder: Path) -> int:
    """What files are dated by, in seconds since 1970: SOURCE_DATE_EPOCH, else the last commit, else 1980."""
    told = os.environ.get("SOURCE_DATE_EPOCH") or _git(folder, "log", "-1", "--format=%ct") or ""
    return int(told) if told.isdecimal() else 315532800


def _git(folder: Path, *arguments: str) -> str | None:
    """What git says of a folder; None where it says nothing, or is not there."""
    try:
        told = subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
        )
    except OSError:
        return None
    return told.stdout.strip() or None


def _inherited(text: str, path: Path) -> Iterator[Path]:
    """The files that settings inherit from, from one to the next; the site generator says which is missing.

    Raises ProblemError for a circle.
    """
    seen = {os.path.realpath(path)}
    while (name := _held(text).get("INHERIT")) and "\0" not in str(name):
        path = path.parent / str(name)
        if os.path.realpath(path) in seen:
            raise ProblemError(of_file(path, "these settings inherit from themselves; INHERIT must name another file"))
        if not path.is_file():
            return
        seen.add(os.path.realpath(path))
        yield path
        text = path.read_text(encoding="utf-8", errors="replace")


def _named_files(text: str, folder: Path) -> Iterator[Path]:
    """The files beside the pages that have a say: hooks, and a folder of templates."""
    settings = _held(text)
    theme, hooks = settings.get("theme"), settings.get("hooks")
    names = [
        *(hooks if isinstance(hooks, list) else []),
        theme.get("custom_dir") if isinstance(theme, dict) else None,
    ]
    for name in names:
        if not isinstance(name, str) or not name or "\0" in name:
            continue  # the site generator says what is wrong
        path = folder / name
        yield from [path, *shown_below(path)]


def _held(text: str) -> dict[str, Any]:
    try:
        held: Any = yaml.load(text, Loader=_Settings)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):  # of dates that are none, and of deep nesting
        return {}  # the site generator says what is wrong
    return held if isinstance(held, dict) else {}


def _variables(text: str) -> list[str]:
    """The variables that the settings take, but for the one that says where the site goes."""
    named = {name.strip() for found in _VARIABLES.findall(text) for name in ",".join(found).split(",")}
    return sorted(named - {"", "SITE_DIR"})


@cache
def _versions() -> dict[str, str]:
    """The versions of the packages that make a site, and of all that they take."""
    found: dict[str, str] = {}
    names = list(_PACKAGES)
    for name in names:
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # what only other systems take
            continue
        if name not in found:
            found[name] = package.version
            needed = [line for line in package.requires or [] if "extra ==" not in line]
            names += [match[0] for line in needed if (match := _NAME_OF_PACKAGE.match(line))]
    return found


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
