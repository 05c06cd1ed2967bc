"""Offline datasets: making, checking and reading trajectories in the published dataset's format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory_maze.lazy import face as _face

if TYPE_CHECKING:
    from memory_maze.dataset.errors import DatasetError as DatasetError
    from memory_maze.dataset.inspecting.checking import Finding as Finding
    from memory_maze.dataset.inspecting.checking import Report as Report
    from memory_maze.dataset.inspecting.checking import check as check
    from memory_maze.dataset.inspecting.info import Overview as Overview
    from memory_maze.dataset.inspecting.info import look_at as look_at
    from memory_maze.dataset.inspecting.tallies import Tally as Tally
    from memory_maze.dataset.inspecting.tallies import tallies as tallies
    from memory_maze.dataset.making.engines import local_engine as local_engine
    from memory_maze.dataset.making.games import GameRecorder as GameRecorder
    from memory_maze.dataset.making.generating import Outcome as Outcome
    from memory_maze.dataset.making.generating import Progress as Progress
    from memory_maze.dataset.making.generating import generate as generate
    from memory_maze.dataset.making.recording import Trajectory as Trajectory
    from memory_maze.dataset.making.recording import record as record
    from memory_maze.dataset.place.games import Game as Game
    from memory_maze.dataset.place.games import list_games as list_games
    from memory_maze.dataset.place.recipe import Recipe as Recipe
    from memory_maze.dataset.place.recipe import make_recipe as make_recipe
    from memory_maze.dataset.reading.dataset import Dataset as Dataset
    from memory_maze.dataset.reading.dataset import Recording as Recording
    from memory_maze.dataset.reading.dataset import Split as Split
    from memory_maze.dataset.reading.dataset import open as open
    from memory_maze.dataset.reading.windows import Windows as Windows

# Those who only read need no simulator: it is imported when something is played.
__getattr__, __dir__, __all__ = _face(
    __name__,
    {
        "inspecting.checking": ("Finding", "Report", "check"),
        "making.engines": ("local_engine",),
        "errors": ("DatasetError",),
        "making.games": ("GameRecorder",),
        "making.generating": ("Outcome", "Progress", "generate"),
        "inspecting.tallies": ("Tally", "tallies"),
        "inspecting.info": ("Overview", "look_at"),
        "reading.dataset": ("Dataset", "Recording", "Split", "open"),
        "place.games": ("Game", "list_games"),
        "place.recipe": ("Recipe", "make_recipe"),
        "making.recording": ("Trajectory", "record"),
        "reading.windows": ("Windows",),
    },
)
