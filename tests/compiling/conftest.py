from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from memory_maze.compiling import trouble

Run = Callable[..., str]

HITS = """
def hits(function):
    return sum(function.stats.cache_hits.values())
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for compiled code, in a process that has not warned yet."""
    monkeypatch.setenv("MEMORY_MAZE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(trouble, "_told", [])
    return tmp_path / "cache" / "memory-maze"


@pytest.fixture
def run(cache: Path) -> Run:
    """Runs code in another process that keeps code in `cache`; returns what it printed, errors and warnings too."""

    def run_code(code: str, *paths: Path, **variables: str) -> str:
        found = os.pathsep.join([*map(str, paths), os.environ.get("PYTHONPATH", "")]).strip(os.pathsep)
        done = subprocess.run(
            [sys.executable, "-c", HITS + code],
            cwd=cache.parent.parent,
            env={**os.environ, "PYTHONPATH": found, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout.strip()

    return run_code
