"""The rectangles that MuJoCo draws: one box for a run of wall cells, one tile for a run of floor cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.maze.covering import cover


def wall_rectangles(wall_block: NDArray[np.uint8]) -> list[tuple[int, int, int, int]]:
    """The wall boxes of a maze as (ix0, iy0, ix1, iy1), in MuJoCo's drawing order: block by block, top row first."""
    return _upright(wall_block, [int(block) for block in np.unique(wall_block) if block])


def floor_rectangles(floor_area: NDArray[np.uint8]) -> list[tuple[int, int, int, int]]:
    """The floor tiles of a maze as (ix0, iy0, ix1, iy1), in MuJoCo's drawing order: corridors, then room by room."""
    return _upright(floor_area, [int(area) for area in np.unique(floor_area)])


def _upright(kinds: NDArray[np.uint8], wanted: list[int]) -> list[tuple[int, int, int, int]]:
    rows = len(kinds)
    from_top = kinds[::-1]
    return [
        (int(left), int(rows - bottom), int(right), int(rows - top))
        for kind in wanted
        for top, left, bottom, right in cover(from_top == kind)
    ]
