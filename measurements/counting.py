"""What can be counted once: lines of code, packages, space on the disk, settings. No clock is needed for any of it."""

import io
import tokenize
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

SPACE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


def code_lines(source: str) -> list[str]:
    """The lines of Python source that hold code: neither empty, nor only comment, nor part of a docstring."""
    numbers: set[int] = set()
    statement: list[tokenize.TokenInfo] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in SPACE:
            statement.append(token)
        elif token.type in (tokenize.NEWLINE, tokenize.ENDMARKER):
            if any(part.type != tokenize.STRING for part in statement):
                numbers.update(line for part in statement for line in range(part.start[0], part.end[0] + 1))
            statement = []
    lines = source.splitlines()
    return [lines[number - 1].strip() for number in sorted(numbers)]


def closure(names: Iterable[str]) -> list[str]:
    """The distributions of these names and all that they require, without extras, sorted by normalised name."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    found: set[str] = set()
    waiting = [canonicalize_name(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for line in metadata.requires(name) or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(canonicalize_name(requirement.name))
    return sorted(found)


def size_of(names: Iterable[str]) -> Mapping[str, float]:
    """The packages of these distributions and all that they require: how many, bytes on the disk, lines of Python."""
    packages = closure(names)
    files = [path for name in packages for path in metadata.files(name) or () if path.suffix != ".pyc"]
    located = [Path(str(path.locate())) for path in files]
    lines = sum(path.read_bytes().count(b"\n") for path in located if path.suffix == ".py")
    size = sum(path.stat().st_size for path in located)
    return {"packages": len(packages), "installed": size, "lines-installed": lines}


def number_of_settings(framework: str) -> int:
    """How many settings of its own a framework gives a default."""
    if framework == "Flask":
        from flask import Flask

        return len(Flask.default_config)
    from django.conf import global_settings

    return sum(name.isupper() for name in dir(global_settings))
