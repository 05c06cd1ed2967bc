"""Drives along a field: what the planners share."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.lookahead import Goal, Plan
from memory_maze.agents.motion import Walker, piece_of
from memory_maze.agents.situation import Situation
from memory_maze.agents.terrain import Terrain
from memory_maze.game.body import BALL_HEIGHT, HEAD_PARTS
from memory_maze.scenario.fields import BALL_RADIUS, PHYSICS_STEP
from memory_maze.scenario.schema import Scenario

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
        from memory_maze.agents.kernels import choose

        return int(choose(terrain, values, goal, walker, self._plan, self._stack, self._choices))


def corner_of(situation: Situation, cell_size: float) -> NDArray[np.float64]:
    """float64 [2]: where the bottom-left corner of the grids is, metres from their middle."""
    height, width = situation.walls.shape[1:]
    return np.array([-width, -height]) * cell_size / 2


def walker_at(situation: Situation, index: int, corner: NDArray[np.float64]) -> Walker:
    """The walker of one maze, its position counted from the grid's bottom-left corner.

    Args:
      situation: of all mazes.
      index: of the maze.
      corner: float64 [2], of `corner_of`.
    """
    x, y, _, steer = situation.pose[index].tolist()
    speed, turn_rate = float(situation.speed[index]), float(situation.turn_rate[index])
    return Walker(x - float(corner[0]), y - float(corner[1]), -steer, speed, turn_rate)


def touching_distance(scenario: Scenario) -> float:
    """Metres from an object's centre, on the floor, within which the walker touches it whatever its heading.

    Args:
      scenario: whose objects they are.
    """
    radius, height = scenario.objects.radius, scenario.objects.height
    distances = [_flat_reach(BALL_RADIUS + radius, abs(BALL_HEIGHT - height))]
    for part in HEAD_PARTS:
        if not part.along_heading:
            rise = max(abs(part.height - height) - part.half_length, 0.0)
            distances.append(part.radius + _flat_reach(radius, rise) if rise < radius else 0.0)
    return max(distances)


def _flat_reach(reach: float, rise: float) -> float:
    return math.sqrt(max(reach * reach - rise * rise, 0.0))
