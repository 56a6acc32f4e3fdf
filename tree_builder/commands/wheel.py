"""The wheel of this very program, for the `wheels` folder of a new guide, which then needs no index that has it.

An installed program is packed again from its own files: the same bytes as the wheel that it was installed from. From a
checkout the wheel is built as `make wheel` does.
"""

import os
import subprocess
import sys
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .. import __version__
from ..text.problems import ProblemError, of_file

PACKAGE = Path(__file__).parent.parent
NAME = f"decision_guide-{__version__}-py3-none-any.whl"
# Files of the tool's repository that a guide begins with; the wheel holds them too, as pyproject.toml says.
INCLUDED = ("hooks.py", "mkdocs.yml", "requirements.txt", "tests/guide/test_guide.py")
_INFO = ("METADATA", "WHEEL", "entry_points.txt", "licenses/LICENSE")
_MOMENT = (2020, 2, 2, 0, 0, 0)  # what hatchling dates files by
_UNIX, _PLAIN_FILE, _READABLE = 3, 0o100644, 0o644


def own_wheel() -> bytes:
    """The wheel of the program that runs. Raises ProblemError where none can be made."""
    try:
        installed = distribution("decision-guide")
    except PackageNotFoundError:
        return _built()
    is_this = Path(str(installed.locate_file(PACKAGE.name))).resolve() == PACKAGE.resolve()
    return _packed(installed) if is_this and not _is_checkout() else _built()


def _is_checkout() -> bool:
    return (PACKAGE.parent / "pyproject.toml").is_file()


def _built() -> bytes:
    isolation = ["--no-build-isolation"] if find_spec("hatchling") else []
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", *isolation, "--wheel-dir", folder]
        command.append(str(PACKAGE.parent))
        undated = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
        done = subprocess.run(command, env=undated, capture_output=True, text=True, check=False)
        wheel = Path(folder, NAME)
        if done.returncode or not wheel.exists():
            last = (done.stderr.strip() or "pip said nothing").splitlines()[-1]
            raise ProblemError(of_file(PACKAGE.parent, f"the wheel of this program cannot be built: {last}"))
        return wheel.read_bytes()


def _packed(installed: Distribution) -> bytes:
    info = f"decision_guide-{__version__}.dist-info"
    files = [(f"{PACKAGE.name}/{name}", PACKAGE / name) for name in _names()]
    files += [(f"{info}/{name}", Path(str(installed.locate_file(f"{info}/{name}")))) for name in _INFO]
    held = {name: path.read_bytes() for name, path in files}
    lines = [f"{name},sha256={_digest(raw)},{len(raw)}\n" for name, raw in held.items()]
    held[f"{info}/RECORD"] = "".join([*lines, f"{info}/RECORD,,\n"]).encode()
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as wheel:
        for name, raw in held.items():
            entry = ZipInfo(name, _MOMENT)
            mode = _READABLE if name.startswith(info) else _PLAIN_FILE
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, _UNIX, mode << 16
            wheel.writestr(entry, raw)
    return packed.getvalue()


def _names() -> Iterator[str]:
    """The files of the package in the order of the wheel: those of a folder before its folders, what is included last."""
    included = [f"commands/starter/{name.rpartition('/')[2]}" for name in INCLUDED]
    found = [path.relative_to(PACKAGE) for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    ordered = sorted(found, key=lambda path: [*((1, part) for part in path.parts[:-1]), (0, path.name)])
    yield from (path.as_posix() for path in ordered if path.as_posix() not in included)
    yield from included


def _digest(raw: bytes) -> str:
    return urlsafe_b64encode(sha256(raw).digest()).decode().rstrip("=")
