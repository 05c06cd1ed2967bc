"""What a camera between the walls sees: a walk from cell to cell through the sides that no wall closes.

Walls are upright and the camera does not roll, so what hides what is a matter of the ground plan. A direction in it
is the tangent of its angle to the heading, positive to the right. Each portal passes on the window of tangents that
it lets through; a wall shows just the part of its side that the window frees. Nothing is searched, sorted or marched.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import math
from typing import Any

import numpy as np

from memory_maze.compiling import Array, kept_kernel, kernel
from memory_maze.rendering.software.records.frame_types import FIRST_SPHERE, Camera, Maze, Scratch
from memory_maze.rendering.software.records.planes import (
    FACE_MINUS_X,
    FACE_MINUS_Y,
    FACE_PLUS_X,
    FACE_PLUS_Y,
    set_surface,
)
from memory_maze.rendering.software.visibility.spans import fill_wall

BEYOND = 1e30
"""The tangent of a corner at or behind the camera's right angle."""

NUDGE = 1e-9
"""Cells by which a camera on a grid line is moved off it; a millionth of a pixel."""


@kernel
def off_grid_line(position: float) -> float:
    """The position, moved by less than can be seen if it lies on a grid line."""
    if abs(position - np.rint(position)) < NUDGE:
        return np.rint(position) + NUDGE
    return position


@kernel
def tangent_of(corner_x: float, corner_y: float, cos: float, sin: float, behind: float) -> float:
    """The tangent of a corner's direction, relative to the camera; `behind` if it is not ahead."""
    ahead = corner_x * cos + corner_y * sin
    if ahead <= 1e-12:
        return behind
    return (corner_x * sin - corner_y * cos) / ahead


@kernel
def push_side(
    stack: Array,
    depth: int,
    cell: tuple[int, int],
    way: int,
    window: tuple[float, float],
    eye: tuple[float, float, float, float],
) -> int:
    """Pushes the cell behind side `way` (0 +x, 1 +y, 2 -x, 3 -y) of a cell if the window reaches it."""
    x, y, cos, sin = eye
    ix, iy = cell
    if way == 0:
        if x > ix + 1:
            return depth
        left_x, left_y, right_x, right_y = ix + 1, iy + 1, ix + 1, iy
    elif way == 1:
        if y > iy + 1:
            return depth
        left_x, left_y, right_x, right_y = ix, iy + 1, ix + 1, iy + 1
    elif way == 2:
        if x < ix:
            return depth
        left_x, left_y, right_x, right_y = ix, iy, ix, iy + 1
    else:
        if y < iy:
            return depth
        left_x, left_y, right_x, right_y = ix + 1, iy, ix, iy
    left = tangent_of(left_x - x, left_y - y, cos, sin, -BEYOND)
    right = tangent_of(right_x - x, right_y - y, cos, sin, BEYOND)
    behind = left == -BEYOND and right == BEYOND
    left, right = max(window[0], left), min(window[1], right)
    if behind or left >= right or depth >= len(stack):
        return depth
    entry = stack[depth]
    entry[0] = ix + (way == 0) - (way == 2)
    entry[1] = iy + (way == 1) - (way == 3)
    entry[2], entry[3], entry[4] = way, left, right
    return depth + 1


@kept_kernel
def draw_visible_walls(
    scratch: Scratch, camera: Camera, maze: Maze, heading: tuple[float, float], reach: float, surface: int
) -> int:
    """Fills the samples that show walls.

    Args:
      heading: cosine and sine.
      reach: the greatest tangent that the frame shows.
      surface: number of the first surface that is free.

    Returns:
      the number of the first surface that is still free.
    """
    x, y = off_grid_line(camera.x), off_grid_line(camera.y)
    eye = (x, y, heading[0], heading[1])
    stack = scratch.stack
    depth: Any = np.int64(0)
    start = (math.floor(x), math.floor(y))
    for way in range(4):
        depth = push_side(stack, depth, start, way, (-reach, reach), eye)
    last_way, last_place, last_image, last_right = -1, -1, -1, 0.0
    while depth > 0:
        depth -= 1
        entry = stack[depth]
        ix, iy, way, left, right = int(entry[0]), int(entry[1]), int(entry[2]), entry[3], entry[4]
        if ix < 0 or iy < 0 or ix >= maze.width or iy >= maze.height:
            continue
        image = int(maze.wall[iy, ix])
        if image == 0:
            window = (left, right)
            depth = push_side(stack, depth, (ix, iy), (way + 3) & 3, window, eye)
            depth = push_side(stack, depth, (ix, iy), way, window, eye)
            depth = push_side(stack, depth, (ix, iy), (way + 1) & 3, window, eye)
            continue
        place = ix + (way == 2) if way & 1 == 0 else iy + (way == 3)
        if way != last_way or place != last_place or image != last_image or left != last_right:
            if surface >= FIRST_SPHERE:
                break
            face = FACE_MINUS_X if way == 0 else FACE_MINUS_Y if way == 1 else FACE_PLUS_X if way == 2 else FACE_PLUS_Y
            set_surface(scratch.planes[surface], camera, maze, face, float(place), image - 1)
            surface += 1
            last_way, last_place, last_image = way, place, image
        last_right = right
        fill_wall(scratch.samples, scratch.reals, camera, maze, heading, (way, float(place), left, right), surface - 1)
    return surface
