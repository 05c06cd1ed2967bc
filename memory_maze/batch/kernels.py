"""The loops over mazes that run compiled: what is touched, where walkers head.

What touching and heading mean is defined in `mechanics`; here the same functions are compiled.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from typing import Any

from numba.extending import register_jitable

from memory_maze.compiling import Array, entry_point
from memory_maze.game import body, touch
from memory_maze.game.body import Pose, direction
from memory_maze.game.touch import touches

for _function in (direction, touch.cylinder_touches, touch.head_touches, touches):
    register_jitable(_function)


def _version() -> int:
    """A number that changes with the compiled modules' sources: the cache on disk knows this file only."""
    text = "".join(inspect.getsource(module) for module in (touch, body))
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
