"""What the tool has in the repository of a guide: its own files there, and the list of them that `upgrade` goes by.

Most are files of this package, in `starter/repository`, where `dot-` stands for the `.` at the beginning of a name. Some
are files of the tool's own repository, which are tested there.
"""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PureWindowsPath

from .. import __version__
from ..check.schema import schema_text
from ..read.plain import plain_bytes
from .wheel import INCLUDED, NAME, PACKAGE, own_wheel

STARTER = Path(__file__).parent / "starter"
REPOSITORY = STARTER / "repository"
LIST = ".decision-guide.json"
TREE, SITE = "decision_tree.yaml", "mkdocs.yml"
SCHEMA = "decision_tree.schema.json"
_PLACES = {"tests/guide/test_guide.py": "tests/test_guide.py"}
_HOME = PACKAGE.parent


def tool_files(title: str) -> dict[str, bytes]:
    """The tool's files of a guide by their path in its repository. Raises ProblemError where there is no wheel."""
    wheel = own_wheel()
    files = {_place(path): path.read_bytes() for path in sorted(REPOSITORY.rglob("*")) if path.is_file()}
    files |= {_PLACES.get(name, name): _shared(name) for name in INCLUDED}
    files["README.md"] = files["README.md"].replace(b"GUIDE_TITLE", title.encode())
    files[SITE] = _settings(files[SITE].decode(), title).encode()
    files["requirements.txt"] = _requirements(wheel) + files["requirements.txt"]
    return files | {SCHEMA: schema_text().encode(), f"wheels/{NAME}": wheel}


def _place(path: Path) -> str:
    return "/".join(
        f".{part.removeprefix('dot-')}" if part.startswith("dot-") else part
        for part in path.relative_to(REPOSITORY).parts
    )


def _shared(name: str) -> bytes:
    """A file of the tool's repository: from there, or from the wheel, which holds it under its last name."""
    held = STARTER / name.rpartition("/")[2]
    return (held if held.is_file() else _HOME / name).read_bytes()


def _settings(text: str, title: str) -> str:
    named = f"site_name: {json.dumps(title, ensure_ascii=False)}"
    lines = [named if line.startswith("site_name:") else line for line in text.splitlines()]
    # Pages of the tool's own guide.
    return "\n".join([*(line for line in lines if line not in ("  /measurements.md", "  /packages.md")), ""])


def _requirements(wheel: bytes) -> bytes:
    about = "# The program, from the folder `wheels` or from an index that has it, and below what it takes; see README."
    pinned = f"decision-guide=={__version__} --hash=sha256:{digest(wheel)}"
    return f"{about}\n--find-links wheels\n{pinned}\n".encode()


def digest(raw: bytes) -> str:
    """The hash of a file, as lists and requirements have it."""
    return sha256(raw).hexdigest()


@dataclass(frozen=True, slots=True)
class Listed:
    """What a guide's list says: the version that wrote it, and the hash of each file as it was written."""

    version: str = ""  # of a guide that was begun before there was a list
    files: dict[str, str] = field(default_factory=dict)


def list_text(files: dict[str, bytes]) -> str:
    """The list of the tool's files in a guide."""
    held = {"version": __version__, "files": {name: digest(raw) for name, raw in sorted(files.items())}}
    return json.dumps(held, indent=1) + "\n"


def read_list(folder: Path) -> Listed | None:
    """The list of a guide; an empty one where there is none, and None for what is no list."""
    raw = plain_bytes(folder / LIST)
    if raw is None:
        return Listed()
    try:
        held = json.loads(raw)
        version, files = held["version"], held["files"]
    except (ValueError, KeyError, TypeError):
        return None
    sound = isinstance(version, str) and isinstance(files, dict) and all(isinstance(one, str) for one in files.values())
    return Listed(version, files) if sound and all(map(_is_below, files)) else None


def _is_below(name: str) -> bool:
    """Whether a path stays in the folder of the guide on every system: `upgrade` removes what is listed."""
    path = PureWindowsPath(name)  # it knows both signs between folders
    return not path.anchor and ".." not in path.parts
