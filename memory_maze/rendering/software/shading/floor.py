"""Which floor image lies where: the floor is one plane, so samples first only know that they show it."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from typing import Any

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.software.records.frame_types import (
    FIRST_FLOOR,
    FLOOR_SURFACE,
    SAMPLE_X,
    SAMPLE_Y,
    SKY_SURFACE,
    Camera,
    Maze,
)

NOWHERE = -1
"""The code of the cell under a pixel corner whose ray does not fall or falls outside the maze."""

SHIFT, MASK = 16, 65535
"""A cell's code is iy << SHIFT | ix."""

WIDEST = 3
"""Cells that a quad may span for them to be looked at one by one."""


@kernel
def cells_under_row(camera: Camera, maze: Maze, y: float, first: int, count: int, codes: Array) -> None:
    """The codes of the floor cells under the points (2 (first + i), y) of the frame, i < count."""
    height = (2 * y / camera.height - 1) * camera.tangent_y
    fall = camera.forward_z + height * camera.up_z
    if fall > -1e-6:
        for i in range(count):
            codes[i] = NOWHERE
        return
    reach = -camera.z / fall
    step = 4 * camera.tangent_x / camera.width
    across = first * step - camera.tangent_x
    x0 = camera.x + reach * (camera.forward_x + height * camera.up_x + across * camera.right_x)
    y0 = camera.y + reach * (camera.forward_y + height * camera.up_y + across * camera.right_y)
    step_x, step_y = reach * step * camera.right_x, reach * step * camera.right_y
    wide, tall = float(maze.width), float(maze.height)
    for i in range(count):
        gx, gy = x0 + i * step_x, y0 + i * step_y
        inside = gx >= 0 and gy >= 0 and gx < wide and gy < tall
        code = np.int32(gy if inside else 0.0) << SHIFT | np.int32(gx if inside else 0.0)
        codes[i] = code if inside else NOWHERE


@kernel
def surface_of_cell(maze: Maze, ix: int, iy: int) -> int:
    """The surface of a floor cell; there is no floor outside the maze."""
    if ix < 0 or iy < 0 or ix >= maze.width or iy >= maze.height:
        return SKY_SURFACE
    return FIRST_FLOOR + maze.floor[iy, ix]


@kernel
def floor_of_quad(maze: Maze, below: Array, above: Array, i: int) -> int:
    """The surface of a quad's floor if it is all one, else FLOOR_SURFACE, by the codes of its corners."""
    a: Any = np.int64(below[i])
    b: Any = np.int64(below[i + 1])
    c: Any = np.int64(above[i])
    d: Any = np.int64(above[i + 1])
    if (a ^ b) | (a ^ c) | (a ^ d) == 0:
        return FLOOR_SURFACE if a == NOWHERE else FIRST_FLOOR + maze.floor[a >> SHIFT, a & MASK]
    low, high = min(a, b, c, d), max(a, b, c, d)
    if low == NOWHERE:
        return FLOOR_SURFACE
    low_x = min(a & MASK, b & MASK, c & MASK, d & MASK)
    high_x = max(a & MASK, b & MASK, c & MASK, d & MASK)
    low_y, high_y = low >> SHIFT, high >> SHIFT
    if high_x - low_x > WIDEST or high_y - low_y > WIDEST:
        return FLOOR_SURFACE
    found = surface_of_cell(maze, low_x, low_y)
    for iy in range(low_y, high_y + 1):
        for ix in range(low_x, high_x + 1):
            if surface_of_cell(maze, ix, iy) != found:
                return FLOOR_SURFACE
    return found


@kernel
def floor_of_sample(camera: Camera, maze: Maze, x: int, row: int) -> int:
    """The surface that a floor sample of pixel column x and sample row `row` shows."""
    height = (2 * ((row >> 2) + SAMPLE_Y[row & 3]) / camera.height - 1) * camera.tangent_y
    fall = camera.forward_z + height * camera.up_z
    if fall >= 0:
        return SKY_SURFACE
    across = (2 * (x + SAMPLE_X[row & 3]) / camera.width - 1) * camera.tangent_x
    reach = -camera.z / fall
    gx = camera.x + reach * (camera.forward_x + height * camera.up_x + across * camera.right_x)
    gy = camera.y + reach * (camera.forward_y + height * camera.up_y + across * camera.right_y)
    if not (abs(gx) < 1e6 and abs(gy) < 1e6):
        return SKY_SURFACE
    return surface_of_cell(maze, int(np.floor(gx)), int(np.floor(gy)))
