"""Which of the places that word a message are reached: found in the code itself, so that no list of them is kept."""

import ast
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from tree_builder.text import problems

_MESSAGES = {"Problem", "PydanticCustomError"}

Place = tuple[str, int]  # file, line


def modules_of(*packages: ModuleType) -> list[ModuleType]:
    """The modules of some packages."""
    names = [
        found.name for package in packages for found in pkgutil.iter_modules(package.__path__, package.__name__ + ".")
    ]
    return [importlib.import_module(name) for name in names]


def unsaid(modules: Iterable[ModuleType], run: Callable[[], object]) -> list[str]:
    """The places in some modules that word a message and are not reached by `run`, each as `file:line: code`."""
    parsed = {inspect.getfile(module): _parsed(module) for module in modules}
    makers = _MESSAGES | {name for tree in (*parsed.values(), _parsed(problems)) for name in _makers(tree)}
    places = {(file, line): code for file, tree in parsed.items() for line, code in _worded(tree, makers)}
    reached = _lines(run, {file for file, _ in places})
    return [f"{Path(file).name}:{line}: {code}" for (file, line), code in places.items() if (file, line) not in reached]


def _parsed(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def _makers(parsed: ast.Module) -> Iterator[str]:
    """The functions that return a problem."""
    for node in ast.walk(parsed):
        if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns).strip("'") in _MESSAGES:
            yield node.name


def _worded(parsed: ast.Module, makers: Container[str]) -> Iterator[tuple[int, str]]:
    """Where a problem is made, and each case of what is worded case by case: its line and its code."""
    for node in ast.walk(parsed):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in makers
            or isinstance(node, ast.Raise)
            and isinstance(node.exc, ast.Call)
        ):
            yield node.lineno, ast.unparse(node)[:100]
        elif isinstance(node, ast.match_case):
            yield node.body[0].lineno, f"case {ast.unparse(node.pattern)}"


def _lines(run: Callable[[], object], files: set[str]) -> set[Place]:
    """The lines of some files that are executed while `run` runs."""
    reached: set[Place] = set()

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        file = frame.f_code.co_filename
        if file not in files:
            return None
        reached.add((file, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return reached
