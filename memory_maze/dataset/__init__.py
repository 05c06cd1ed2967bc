"""Offline datasets: making, checking and reading trajectories in the published dataset's format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory_maze.lazy import face as _face

if TYPE_CHECKING:
    from memory_maze.dataset.checking import Finding as Finding
    from memory_maze.dataset.checking import Report as Report
    from memory_maze.dataset.checking import check as check
    from memory_maze.dataset.engines import local_engine as local_engine
    from memory_maze.dataset.errors import DatasetError as DatasetError
    from memory_maze.dataset.generating import Outcome as Outcome
    from memory_maze.dataset.generating import Progress as Progress
    from memory_maze.dataset.generating import generate as generate
    from memory_maze.dataset.glance import Overview as Overview
    from memory_maze.dataset.glance import look_at as look_at
    from memory_maze.dataset.reading import Dataset as Dataset
    from memory_maze.dataset.reading import Recording as Recording
    from memory_maze.dataset.reading import Split as Split
    from memory_maze.dataset.reading import open as open
    from memory_maze.dataset.recipe import Recipe as Recipe
    from memory_maze.dataset.recipe import make_recipe as make_recipe
    from memory_maze.dataset.recording import Trajectory as Trajectory
    from memory_maze.dataset.recording import record as record
    from memory_maze.dataset.windows import Windows as Windows

# Those who only read need no simulator: it is imported when something is played.
__getattr__, __dir__, __all__ = _face(
    __name__,
    {
        "checking": ("Finding", "Report", "check"),
        "engines": ("local_engine",),
        "errors": ("DatasetError",),
        "generating": ("Outcome", "Progress", "generate"),
        "glance": ("Overview", "look_at"),
        "reading": ("Dataset", "Recording", "Split", "open"),
        "recipe": ("Recipe", "make_recipe"),
        "recording": ("Trajectory", "record"),
        "windows": ("Windows",),
    },
)
