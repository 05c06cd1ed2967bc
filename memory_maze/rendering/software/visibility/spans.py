"""From the ground plan to the samples: which samples of a row a piece of wall covers, in the first-person view.

In a row of samples the ray's slope is constant, so a direction of the ground plan is one place in the row, and the
upper or lower edge of a wall crosses the row at one place too.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.software.records.frame_types import (
    FLAT,
    FLOOR_SURFACE,
    ORIGIN,
    PER_HEIGHT,
    SAMPLE_X,
    SAMPLE_Y,
    SCALED,
    SKY_SURFACE,
    Camera,
    Maze,
)

BOTTOMLESS = 1e9
"""A height beyond any frame, in pixels."""


@kernel
def fill_background(samples: Array, reals: Array, camera: Camera, wall_height: float, flat: float, down: float) -> None:
    """Fills all samples with sky or floor, and tabulates what `fill_wall` needs of every row."""
    columns = camera.width + (camera.width & 1)
    rows = 4 * (camera.height + (camera.height & 1))
    for row in range(rows):
        k = row & 3
        height = (2 * ((row >> 2) + SAMPLE_Y[k]) / camera.height - 1) * camera.tangent_y
        speed = flat + down * height
        climb = flat * height - down
        reals[FLAT, row] = speed
        reals[SCALED, row] = speed * camera.width / (2 * camera.tangent_x)
        reals[PER_HEIGHT, row] = climb / (wall_height - camera.z) if climb > 0 else -climb / camera.z
        reals[ORIGIN, row] = 0.5 * camera.width - SAMPLE_X[k]
        background = SKY_SURFACE if climb >= 0 else FLOOR_SURFACE
        line = samples[row]
        for x in range(columns):
            line[x] = background


@kernel
def row_of_slope(slope: float, camera: Camera, flat: float, down: float) -> float:
    """The height in pixels at which rays climb `slope` per unit along the heading."""
    fall = flat - slope * down
    if fall < 1e-6:
        return BOTTOMLESS
    return ((down + slope * flat) / fall / camera.tangent_y + 1) * 0.5 * camera.height


@kernel
def fill_wall(
    samples: Array,
    reals: Array,
    camera: Camera,
    maze: Maze,
    heading: tuple[float, float],
    piece: tuple[int, float, float, float],
    surface: int,
) -> None:
    """Fills the samples of a piece of wall.

    Args:
      piece: the way that one looks at it (0 +x, 1 +y, 2 -x, 3 -y), its place on that axis, and the tangents of its
        left and right end.
      surface: what to fill in.
    """
    way, place, left, right = piece
    cos, sin = heading
    if way & 1 == 0:
        ahead, across, distance = cos, sin, place - camera.x
    else:
        ahead, across, distance = sin, -cos, place - camera.y
    if way >= 2:
        ahead, across, distance = -ahead, -across, -distance
    distance = max(distance, 1e-9)
    near = max(ahead + left * across, ahead + right * across)
    flat = cos * camera.forward_x + sin * camera.forward_y
    top = row_of_slope((maze.wall_height - camera.z) * near / distance, camera, flat, -camera.forward_z)
    bottom = -row_of_slope(camera.z * near / distance, camera, flat, camera.forward_z) + camera.height
    rows = 4 * (camera.height + (camera.height & 1))
    first = 4 * int(max(0.0, min(bottom, 1e6)))
    last = min(rows, 4 * int(max(0.0, min(top + 1, 1e6))))
    columns = camera.width + (camera.width & 1)
    scale = camera.width / (2 * camera.tangent_x)
    if abs(across) < 1e-12:
        across = 1e-12 if across >= 0 else -1e-12
    per_climb = scale * distance / across
    per_speed = -ahead / across
    for row in range(first, last):
        scaled = reals[SCALED, row]
        origin = reals[ORIGIN, row]
        begin = origin + scaled * left
        end = origin + scaled * right
        edge = origin + reals[PER_HEIGHT, row] * per_climb + scaled * per_speed
        if across > 0:
            begin = max(begin, edge)
        else:
            end = min(end, edge)
        x0 = int(np.ceil(max(begin, 0.0)))
        x1 = int(np.ceil(min(end, float(columns))))
        line = samples[row]
        for x in range(x0, x1):
            line[x] = surface
