"""Drives along a field: what the planners share."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.planning.lookahead import Goal, Plan
from memory_maze.agents.planning.motion import Walker, piece_of
from memory_maze.agents.planning.terrain import Terrain
from memory_maze.game.body import BALL_HEIGHT, HEAD_PARTS
from memory_maze.game.moments import Moments
from memory_maze.scenario.model.fields import BALL_RADIUS, PHYSICS_STEP
from memory_maze.scenario.schema import Scenario

NOOP = 0
"""The action of who has nowhere to go."""

NOWHERE = Goal(0.0, 0.0, 0.0)
"""A goal that is never reached: exploring ends by seeing, not by touching."""

INSIDE = Goal(0.0, 0.0, -1.0)
"""What objects that cannot be seen are looked for with: exploring ends by coming into a cell."""

LOOKAHEAD = 3
"""Actions. Four score a tenth of a reward more on 9x9 and take four times as long."""

ACTION_SECONDS = 0.25
"""Seconds for which an action of a sequence is held, or a control step if that is longer."""

PIECE_SECONDS = 0.125
"""The longest piece that an action is computed in."""

WALL_SECONDS = 1.0
"""Lost for each metre that a wall keeps the walker from; between 0.5 and 1 it makes no difference."""


class Pilot:
    """Chooses actions in mazes of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        """Takes over how the walker is controlled.

        Args:
          scenario: whose control steps they are.
        """
        step = scenario.physics_steps * PHYSICS_STEP
        seconds = step * max(1, round(ACTION_SECONDS / step))
        pieces = max(2, math.ceil(seconds / PIECE_SECONDS - 1e-9))
        self._plan = Plan(LOOKAHEAD, pieces, piece_of(seconds / pieces), WALL_SECONDS)
        self._stack = np.empty((LOOKAHEAD + 1, 6))
        self._choices = np.empty(LOOKAHEAD, dtype=np.int64)

    def action(self, terrain: Terrain, values: NDArray[np.float32], goal: Goal, walker: Walker) -> int:
        """The number of the action to take.

        Args:
          terrain: the maze.
          values: float32 [K, n] of a field.
          goal: the field's.
          walker: now.
        """
        from memory_maze.agents.planning.kernels import choose

        return int(choose(terrain, values, goal, walker, self._plan, self._stack, self._choices))


def corner_of(now: Moments, row: int) -> NDArray[np.float64]:
    """float64 [2]: where the bottom-left corner of a maze's grid is, outer wall included, metres from its middle."""
    height, width = now.episode(row).layout.shape
    return np.array([-width, -height]) * float(now.cell_size[row]) / 2


def walls_of(now: Moments, row: int) -> NDArray[np.bool_]:
    """bool [H, W]: the walls of a maze, outer wall included, row 0 at the bottom."""
    return now.map(row) == 0


def objects_of(now: Moments, row: int, corner: NDArray[np.float64]) -> NDArray[np.float64]:
    """float64 [n, 2]: where the objects of a maze are, metres from `corner`."""
    return now.centers[row, : now.objects[row], :2] - corner


def cells_of(points: NDArray[np.float64], cell_size: float) -> NDArray[np.int64]:
    """int64 [n, 2]: row and column, from the bottom, of the cells that points are in.

    Args:
      points: float64 [n, 2], x, y in metres from the grid's bottom-left corner.
      cell_size: metres.
    """
    return np.floor(points[:, ::-1] / cell_size).astype(np.int64)


def walker_at(now: Moments, row: int, corner: NDArray[np.float64]) -> Walker:
    """The walker of one maze.

    Args:
      now: of all mazes.
      row: of the maze.
      corner: float64 [2], of `corner_of`: its position is counted from there.
    """
    x, y, _, steer, _ = now.positions[row].tolist()
    forward_x, forward_y, _, turn, _ = now.speeds[row].tolist()
    speed = forward_x * math.cos(steer) - forward_y * math.sin(steer)
    return Walker(x - float(corner[0]), y - float(corner[1]), -steer, speed, -turn)


def touching_distance(now: Moments, row: int) -> float:
    """Metres from an object's centre, on the floor, within which the walker touches it whatever its heading."""
    radius, height = float(now.radius[row]), float(now.centers[row, 0, 2])
    distances = [_flat_reach(BALL_RADIUS + radius, abs(BALL_HEIGHT - height))]
    for part in HEAD_PARTS:
        if not part.along_heading:
            rise = max(abs(part.height - height) - part.half_length, 0.0)
            distances.append(part.radius + _flat_reach(radius, rise) if rise < radius else 0.0)
    return max(distances)


def _flat_reach(reach: float, rise: float) -> float:
    return math.sqrt(max(reach * reach - rise * rise, 0.0))
