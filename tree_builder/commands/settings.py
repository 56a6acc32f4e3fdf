"""What the settings of a site must have for a guide, and what those of an older guide lack."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..read.document import load
from ..read.plain import plain_bytes

_LISTS = ("hooks", "watch", "extra_css", "extra.polyfills", "plugins", "markdown_extensions")
_VALUES = ("use_directory_urls", "strict")


def missing_settings(path: Path, ours: str) -> Iterator[str]:
    """What the settings in a file lack of ours, a line each."""
    wanted, held = _settings(ours), _settings((plain_bytes(path) or b"").decode(errors="replace"))
    for key in _VALUES:
        if held.get(key) != wanted[key]:
            yield f"set `{key}: {wanted[key]}`"
    for key in _LISTS:
        theirs = _at(held, key)
        for entry in _at(wanted, key):
            if not isinstance(theirs, list) or entry not in theirs:
                yield f"add `{entry}` to `{key}`"


def _at(settings: Any, key: str) -> Any:
    """What stands under a key such as `extra.polyfills`; None where there is none."""
    for name in key.split("."):
        settings = settings.get(name) if isinstance(settings, dict) else None
    return settings


def _settings(text: str) -> Mapping[str, Any]:
    data = load(text).data
    return data if isinstance(data, dict) else {}
