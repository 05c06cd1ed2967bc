"""What all tests share."""

import ast
import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

SOME_LACK = ("dm_control", "dm_env", "gym", "isal", "labmaze", "mujoco", "starlette", "torch", "torchrl")
"""Packages that not every Python can have, or that a small installation leaves out."""

OURS = ("memory_maze", "memory_maze_cli", "tests")

# Pygame opens its windows nowhere, so that the tests run without a display.
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")


@pytest.fixture
def run_python():
    """Runs code in a fresh interpreter and returns what it printed."""

    def run(code):
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    return run


class Lacking(pytest.Module):
    """A module that imports what is not installed."""

    def collect(self):
        skip_for(lacks(imported_at_once(self.path.read_bytes())))


def pytest_pycollect_makemodule(module_path, parent):
    """Skips such modules, which could not even be imported; None lets pytest go on."""
    return Lacking.from_parent(parent, path=module_path) if lacks(imported_at_once(module_path.read_bytes())) else None


def pytest_runtest_setup(item):
    """Skips tests marked `needs` where what they need is not installed."""
    needed = [package for marker in item.iter_markers("needs") for package in marker.args]
    if missing := lacks(needed):
        skip_for(missing)


def skip_for(missing):
    pytest.skip(f"needs {' and '.join(missing)}", allow_module_level=True)


def lacks(packages):
    return [package for package in packages if package in SOME_LACK and find_spec(package) is None]


def imported_at_once(source):
    """The packages that a module or a block of a page imports before anything in it runs, directly or not."""
    waiting, seen = list(_imports(source)), set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _imports_of_ours(name)
            yield name.partition(".")[0]


@cache
def _imports_of_ours(name):
    """What a module of the library or of the tests imports at once; nothing of other packages."""
    if name.partition(".")[0] not in OURS:
        return ()
    try:
        found = find_spec(name)
    except (ImportError, ValueError):
        return ()  # A name in a module.
    file = found.origin if found is not None else None
    return tuple(_imports(Path(file).read_bytes())) if file and file.endswith(".py") else ()


def _imports(source):
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module.partition(".")[0] in OURS:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
