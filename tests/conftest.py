"""What all tests share."""

import ast
import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

SOME_LACK = ("dm_control", "dm_env", "gym", "isal", "labmaze")
"""Packages that not every Python can have, or that a small installation leaves out."""

# Pygame opens its windows nowhere, so that the tests run without a display.
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")


@pytest.fixture
def run_python():
    """Runs code in a fresh interpreter and returns what it printed."""

    def run(code):
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    return run


@pytest.hookimpl(tryfirst=True)
def pytest_ignore_collect(collection_path):
    """Leaves out modules that import what is not installed; None lets pytest go on."""
    if collection_path.suffix == ".py" and lacks(imported_at_once(collection_path)):
        return True
    return None


def pytest_runtest_setup(item):
    """Skips tests marked `needs` where what they need is not installed."""
    needed = [package for marker in item.iter_markers("needs") for package in marker.args]
    if missing := lacks(needed):
        pytest.skip(f"{' and '.join(missing)} cannot be imported")


def lacks(packages):
    return [package for package in packages if package in SOME_LACK and find_spec(package) is None]


def imported_at_once(module):
    """The packages that a module imports before anything in it runs."""
    for node in ast.parse(module.read_bytes()).body:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
