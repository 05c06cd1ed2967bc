"""Offline datasets: making, checking and reading trajectories in the published dataset's format."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from memory_maze.dataset.checking import Finding, Report, check
    from memory_maze.dataset.engines import local_engine
    from memory_maze.dataset.errors import DatasetError
    from memory_maze.dataset.generating import Outcome, Progress, generate
    from memory_maze.dataset.glance import Overview, look_at
    from memory_maze.dataset.reading import Dataset, Recording, Split
    from memory_maze.dataset.reading import open_dataset as open
    from memory_maze.dataset.recipe import Recipe, make_recipe
    from memory_maze.dataset.recording import Trajectory, record
    from memory_maze.dataset.windows import Windows

__all__ = [
    "Dataset",
    "DatasetError",
    "Finding",
    "Outcome",
    "Overview",
    "Progress",
    "Recipe",
    "Recording",
    "Report",
    "Split",
    "Trajectory",
    "Windows",
    "check",
    "generate",
    "local_engine",
    "look_at",
    "make_recipe",
    "open",
    "record",
]

_HOMES = {
    "Dataset": "reading",
    "Recording": "reading",
    "Split": "reading",
    "Windows": "windows",
    "open": "reading",
    "DatasetError": "errors",
    "Finding": "checking",
    "Outcome": "generating",
    "Overview": "glance",
    "Progress": "generating",
    "Recipe": "recipe",
    "Report": "checking",
    "Trajectory": "recording",
    "check": "checking",
    "generate": "generating",
    "local_engine": "engines",
    "make_recipe": "recipe",
    "look_at": "glance",
    "record": "recording",
}

_NAMES = {"open": "open_dataset"}
"""Names that are others where they are defined."""


def __getattr__(name: str) -> Any:
    """Imports what the name needs when it is first used: those who only read need no simulator."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), _NAMES.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
