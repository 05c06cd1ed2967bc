"""The pool of wall boxes in the physics model: they stand where the walker could touch a wall next."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import math

from memory_maze.compiling import Array, entry_point
from memory_maze.scenario.model.fields import BALL_RADIUS

POOL = 8
"""How many wall boxes the physics model has."""

REACH = 0.95
"""Metres from the ball's centre to a wall that 50 physics steps could bring it to: it travels 0.5 m and has a radius of
0.2 m. With cells of a metre or more, at most `POOL` boxes are as near (docs/physics.md, section "Dynamics")."""

REACH_STEPS = 50
"""Physics steps for which `REACH` holds."""

STEP_REACH = (REACH - BALL_RADIUS) / REACH_STEPS
"""Metres that the walker moves in a physics step at most, with the same margin; it drives 0.01 m at its fastest."""

FAR_AWAY = 1000.0
"""Metres along x; where boxes wait that are not needed."""


@entry_point
def bring_walls(
    members: Array,
    positions: Array,
    boxes: Array,
    counts: Array,
    height: Array,
    pool: int,
    geom_pos: Array,
    geom_size: Array,
    geom_aabb: Array,
    geom_rbound: Array,
) -> None:
    """Puts the pools' boxes where the walls within `REACH` of each walker are.

    Boxes keep the order of the covering, because the order of contacts decides the last bits.

    Args:
      members: int64[n], the walkers.
      positions: float64[N, 2] or more columns, the first two x and y of all walkers.
      boxes: float64[N, B, 4]: centre x, y and half sides x, y of each wall, in covering order.
      counts: int64[N], walls.
      height: float64[N], of the walls, metres.
      pool: number of the first geom of the pool.
      geom_pos: float64[N, geoms, 3], written; likewise the others.
      geom_size: float64[N, geoms, 3].
      geom_aabb: float64[N, geoms, 6].
      geom_rbound: float64[N, geoms].
    """
    for row in range(len(members)):
        member = members[row]
        x, y, half_height = positions[member, 0], positions[member, 1], height[member] / 2
        used = 0
        for k in range(counts[member] + POOL):
            if k < counts[member]:
                box = boxes[member, k]
                gap_x = max(abs(box[0] - x) - box[2], 0.0)
                gap_y = max(abs(box[1] - y) - box[3], 0.0)
                if gap_x * gap_x + gap_y * gap_y > REACH * REACH:
                    continue
                center_x, center_y, half_x, half_y = box[0], box[1], box[2], box[3]
            else:
                center_x, center_y, half_x, half_y = FAR_AWAY, 0.0, half_height, half_height
            if used == POOL:
                break
            geom = pool + used
            used += 1
            geom_pos[member, geom, 0] = center_x
            geom_pos[member, geom, 1] = center_y
            geom_pos[member, geom, 2] = half_height
            geom_size[member, geom, 0] = half_x
            geom_size[member, geom, 1] = half_y
            geom_size[member, geom, 2] = half_height
            geom_aabb[member, geom, 3] = half_x
            geom_aabb[member, geom, 4] = half_y
            geom_aabb[member, geom, 5] = half_height
            geom_rbound[member, geom] = math.sqrt(half_x * half_x + half_y * half_y + half_height * half_height)
