"""Which walkers touch which objects: `game.touch`, compiled over many mazes and physics steps."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import math

from memory_maze.compiling import Array, entry_point
from memory_maze.game.compiled import Pose, touches
from memory_maze.physics.wall_pool import STEP_REACH
from memory_maze.scenario.model.fields import BALL_RADIUS


@entry_point
def mark_touches(rows: Array, record: Array, centers: Array, radius: Array, objects: Array, touched: Array) -> None:
    """Marks the objects that walkers touch.

    Args:
      rows: int64 [n], the walkers' mazes.
      record: float64 [n, steps, 5], where the walkers were: qpos.
      centers: float64 [N, K, 3], of the objects.
      radius: float64 [N], of the objects.
      objects: int64 [N], how many.
      touched: bool [N, K], is set.
    """
    for j in range(len(rows)):
        row = rows[j]
        for k in range(objects[row]):
            if touched[row, k]:
                continue
            center = (centers[row, k, 0], centers[row, k, 1], centers[row, k, 2])
            for step in range(record.shape[1]):
                q = record[j, step]
                if touches(Pose(q[0], q[1], q[2], q[3]), center, radius[row]):
                    touched[row, k] = True
                    break


@entry_point
def steps_apart(position: Array, centers: Array, radius: float, objects: int, touched: Array) -> int:
    """Physics steps in which one walker cannot come to touch anything that it has not touched yet.

    Args:
      position: float64 [5], qpos.
      centers: float64 [K, 3], of the objects.
      radius: of the objects.
      objects: how many.
      touched: bool [K].
    """
    nearest = 1e6
    for k in range(objects):
        if not touched[k]:
            dx, dy = position[0] - centers[k, 0], position[1] - centers[k, 1]
            nearest = min(nearest, math.sqrt(dx * dx + dy * dy) - (radius + BALL_RADIUS))
    return int(nearest / STEP_REACH)
