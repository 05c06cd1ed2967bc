"""The loops over mazes that run compiled: which walls are near, what is touched, where walkers head.

What touching and heading mean is defined in `mechanics`; here the same functions are compiled.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import hashlib
import inspect
import math
from collections.abc import Callable
from typing import Any

from numba.extending import register_jitable

from memory_maze.mechanics import touch, walker
from memory_maze.mechanics.touch import touches
from memory_maze.mechanics.walker import Pose, direction
from memory_maze.rendering.compiling import Array, entry_point

for _function in (direction, touch.cylinder_touches, touches):
    register_jitable(_function)


def _version() -> int:
    """A number that changes with the compiled modules' sources: the cache on disk knows this file only."""
    text = "".join(inspect.getsource(module) for module in (touch, walker))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "little")


def _make_mark_touches(version: int) -> Callable[..., int]:
    @entry_point
    def mark_touches(members: Array, record: Array, centers: Array, radius: Array, count: Array, touched: Array) -> int:
        for row in range(len(members)):
            member = members[row]
            for k in range(count[member]):
                if touched[member, k]:
                    continue
                center = (centers[member, k, 0], centers[member, k, 1], centers[member, k, 2])
                for step in range(record.shape[1]):
                    q = record[row, step]
                    if touches(Pose(q[0], q[1], q[2], q[3]), center, radius[member]):
                        touched[member, k] = True
                        break
        return version

    return mark_touches


def _make_find_directions(version: int) -> Callable[..., int]:
    @entry_point
    def find_directions(positions: Array, out: Array) -> int:
        for i in range(len(positions)):
            x, y = direction(positions[i, 3])
            out[i, 0] = x
            out[i, 1] = y
        return version

    return find_directions


mark_touches: Any = _make_mark_touches(_version())
"""mark_touches(members, record, centers, radius, count, touched): sets touched[m, k], bool[N, K], for the walkers
m = members[j], int64[n], that touch object k at a moment of record[j], float64[n, steps, 5] of qpos. centers
float64[N, K, 3], radius float64[N], count int64[N]."""

find_directions: Any = _make_find_directions(_version())
"""find_directions(positions, out): out[i], float64[N, 2], becomes the unit vector that walker i drives along;
positions float64[N, 5] as qpos."""


@entry_point
def bring_walls(
    members: Array,
    positions: Array,
    boxes: Array,
    counts: Array,
    height: Array,
    reach: float,
    far_away: float,
    pool: int,
    pool_size: int,
    geom_pos: Array,
    geom_size: Array,
    geom_aabb: Array,
    geom_rbound: Array,
) -> None:
    """Puts the pool's boxes where the walls within reach of each walker are; see `MazeArena.bring_walls`.

    Args:
      members: int64[n], the walkers.
      positions: float64[N, 5] as qpos.
      boxes: float64[N, B, 4]: centre x, y and half sides x, y of each wall, in covering order.
      counts: int64[N], walls.
      height: float64[N], of the walls, metres.
      reach: metres.
      far_away: metres along x, where boxes wait that are not needed.
      pool: number of the first geom of the pool.
      pool_size: boxes in the pool.
      geom_pos: float64[N, geoms, 3], written; likewise the others.
      geom_size: float64[N, geoms, 3].
      geom_aabb: float64[N, geoms, 6].
      geom_rbound: float64[N, geoms].
    """
    for row in range(len(members)):
        member = members[row]
        x, y, half_height = positions[member, 0], positions[member, 1], height[member] / 2
        used = 0
        for k in range(counts[member] + pool_size):
            if k < counts[member]:
                box = boxes[member, k]
                gap_x = max(abs(box[0] - x) - box[2], 0.0)
                gap_y = max(abs(box[1] - y) - box[3], 0.0)
                if gap_x * gap_x + gap_y * gap_y > reach * reach:
                    continue
                center_x, center_y, half_x, half_y = box[0], box[1], box[2], box[3]
            else:
                center_x, center_y, half_x, half_y = far_away, 0.0, half_height, half_height
            if used == pool_size:
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
