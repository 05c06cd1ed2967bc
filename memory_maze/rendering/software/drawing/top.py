"""The view from above: all that stands still is drawn once an episode, then only the walker is drawn over it."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import math

from memory_maze.compiling import Array, kernel
from memory_maze.compiling.trig import sine_cosine
from memory_maze.rendering.software.records.frame_types import Camera, Maze, Region
from memory_maze.rendering.software.visibility.spheres import set_sphere
from memory_maze.rendering.walker import EAR_COLORS, EAR_HEIGHT, EAR_OFFSET, EAR_RADIUS, SHELL_COLOR, SHELL_RADIUS

WALKER_SPHERES = 3
"""How many spheres of the walker a top view shows: two ears and, between them, what shows of the ball. They hide the
head."""


def _bytes(color: tuple[float, float, float]) -> tuple[int, int, int]:
    red, green, blue = (int(255 * value + 0.5) for value in color)
    return red, green, blue


RIGHT_EAR, LEFT_EAR, SHELL = _bytes(EAR_COLORS[0]), _bytes(EAR_COLORS[1]), _bytes(SHELL_COLOR)


@kernel
def walker_region(camera: Camera, whole: Region, x: float, y: float, reach: float) -> Region:
    """The pixels, in whole quads, that things within `reach` of a point of the ground plan can touch."""
    height = camera.z - 4 * reach
    scale_x = camera.width / (2 * camera.tangent_x * height)
    scale_y = camera.height / (2 * camera.tangent_y * height)
    across, up = 0.5 * camera.width + (x - camera.x) * scale_x, 0.5 * camera.height + (y - camera.y) * scale_y
    right, top = float(whole.x1), float(whole.y1)
    x0 = int(max(0.0, min(math.floor(across - reach * scale_x) - 2, right))) & ~1
    x1 = int(max(0.0, min(math.ceil(across + reach * scale_x) + 3, right))) & ~1
    y0 = int(max(0.0, min(math.floor(up - reach * scale_y) - 2, top))) & ~1
    y1 = int(max(0.0, min(math.ceil(up + reach * scale_y) + 3, top))) & ~1
    return Region(x0, y0, x1, y1)


@kernel
def copy_frame(source: Array, target: Array) -> None:
    """Copies uint8[height, width, 3]."""
    old, new = source.reshape(-1), target.reshape(-1)
    for i in range(len(new)):
        new[i] = old[i]


@kernel
def set_walker(
    spheres: Array,
    first: int,
    camera: Camera,
    maze: Maze,
    pose: Array,
    whole: Region,
) -> Region:
    """Writes the walker's spheres from number `first` on; returns the part of the frame that they can touch.

    Args:
      pose: x, y, z of the walker in metres and its heading in radians.
    """
    cell = maze.cell
    x, y = pose[0] / cell + 0.5 * maze.width, pose[1] / cell + 0.5 * maze.height
    z = (pose[2] + EAR_HEIGHT) / cell
    sin, cos = sine_cosine(pose[3])
    heading = (cos, sin)
    side, radius = EAR_OFFSET / cell, EAR_RADIUS / cell
    set_sphere(spheres[first], camera, (x + side * sin, y - side * cos, z), radius, heading, RIGHT_EAR)
    set_sphere(spheres[first + 1], camera, (x - side * sin, y + side * cos, z), radius, heading, LEFT_EAR)
    shell = (x, y, (pose[2] + SHELL_RADIUS) / cell)
    set_sphere(spheres[first + 2], camera, shell, SHELL_RADIUS / cell, heading, SHELL)
    return walker_region(camera, whole, x, y, side + radius)
