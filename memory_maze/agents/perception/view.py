"""What one maze's walker has in view at one moment."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.perception.memory import Memory, eye_of
from memory_maze.agents.planning.motion import Walker
from memory_maze.agents.planning.pilot import cells_of, corner_of, objects_of, walker_at, walls_of
from memory_maze.game.moments import Moments
from memory_maze.scenario.schema import Scenario


class View(NamedTuple):
    """What is in view at one moment."""

    walker: Walker
    """Where the walker is, metres from the grid's bottom-left corner."""
    points: NDArray[np.float64]
    """float64 [n, 2]: x, y of the objects, from the same corner."""
    sight: Memory
    """The cells and objects in view, as a memory that began with this moment."""


def view_of(scenario: Scenario, now: Moments, row: int = 0) -> View:
    """What a walker sees, and what it stands upon.

    Args:
      scenario: whose camera it is.
      now: the moment.
      row: of the maze.
    """
    corner, cell_size, episode = corner_of(now, row), float(now.cell_size[row]), now.episode(row)
    walker, points = walker_at(now, row, corner), objects_of(now, row, corner)
    sight = Memory(walls_of(now, row), len(points), eye_of(scenario, episode), scenario.camera.view == "top")
    sight.look(walker, cell_size, cells_of(points, cell_size), are_shown(now, row))
    return View(walker, points, sight)


def are_shown(now: Moments, row: int = 0) -> bool:
    """Whether objects can be seen at this moment of a maze at all."""
    seen_until = now.episode(row).terms.seen_until
    return seen_until is None or bool(now.steps[row] < seen_until)
