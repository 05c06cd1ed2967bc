"""From samples to depth and labels: what each pixel's centre shows, and how far away it is.

Where the four samples of a pixel agree, its centre shows what they show. Where they do not, a ray decides.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import numpy as np

from memory_maze.compiling import Array, kernel, stage
from memory_maze.rendering.segmentation import FIRST_OBJECT, FLOOR, SKY, WALKER, WALL, WALL_TOP
from memory_maze.rendering.software.drawing.frame import Batch
from memory_maze.rendering.software.layers.casting import cast_at_maze, cast_at_spheres, ray_of
from memory_maze.rendering.software.records.frame_types import (
    DISTANCE,
    FACE,
    FILLING,
    FIRST_SPHERE,
    FLOOR_SURFACE,
    NEVER,
    SKY_SURFACE,
    SPEED,
    SPEED_X,
    SPEED_Y,
    Camera,
    Maze,
    Scratch,
)
from memory_maze.rendering.software.records.planes import TOP_UP

SPHERE_LABEL = FILLING
"""Row of `ints`: the label of each sphere. Once the image is drawn, the row's first use is over."""


@stage
def label_spheres(labels: Array, batch: Batch, index: int, spheres: int) -> None:
    """Writes the labels of a frame's spheres: the visible objects of its maze, then the walker's parts."""
    count = 0
    for k in range(batch.object_radius.shape[1]):
        if batch.object_visible[index, k] and batch.object_radius[index, k] > 0:
            labels[count] = FIRST_OBJECT + k
            count += 1
    for number in range(count, spheres):
        labels[number] = WALKER


@kernel
def plane_at(planes: Array, surface: int, x: int, y: int) -> tuple[float, int]:
    """Where the centre of pixel (x, y), y from the bottom, shows a wall: ray parameter and label."""
    plane = planes[surface]
    # A camera on a grid line is moved off it for the image, which may leave a wall a hair's breadth behind it.
    speed = np.float64(plane[SPEED]) + x * np.float64(plane[SPEED_X]) + y * np.float64(plane[SPEED_Y])
    reach = max(0.0, np.float64(plane[DISTANCE]) / speed)
    return reach, WALL_TOP if plane[FACE] == TOP_UP else WALL


@kernel
def floor_at(camera: Camera, maze: Maze, x: int, y: int) -> tuple[float, int]:
    """Where the centre of a pixel shows the floor; there is none outside the maze."""
    ray = ray_of(camera, x + 0.5, y + 0.5)
    reach = -camera.z / ray[2]
    gx, gy = camera.x + reach * ray[0], camera.y + reach * ray[1]
    inside = 0 <= gx < maze.width and 0 <= gy < maze.height
    return (reach, FLOOR) if inside else (NEVER, SKY)


@kernel
def anything_at(
    camera: Camera, maze: Maze, spheres: Array, count: int, labels: Array, x: int, y: int
) -> tuple[float, int]:
    """What the centre of a pixel shows, be it maze or one of `count` spheres."""
    ray = ray_of(camera, x + 0.5, y + 0.5)
    reach, label = cast_at_maze(camera, maze, ray)
    reach, number = cast_at_spheres(spheres, count, ray, reach)
    return reach, label if number < 0 else int(labels[number])


@stage
def fill_layers(scratch: Scratch, camera: Camera, maze: Maze, spheres: int, depth: Array, labels: Array) -> None:
    """Fills depth, float32[height, width] in metres, and labels, uint8[height, width]; row 0 on top."""
    planes, own_labels = scratch.planes, scratch.ints[SPHERE_LABEL]
    for y in range(camera.height):
        row = camera.height - 1 - y
        s0, s1 = scratch.samples[4 * y], scratch.samples[4 * y + 1]
        s2, s3 = scratch.samples[4 * y + 2], scratch.samples[4 * y + 3]
        for x in range(camera.width):
            surface = s0[x]
            agree = s1[x] == surface and s2[x] == surface and s3[x] == surface
            if agree and surface == SKY_SURFACE:
                reach, label = NEVER, SKY
            elif agree and surface == FLOOR_SURFACE:
                reach, label = floor_at(camera, maze, x, y)
            elif agree and surface < FIRST_SPHERE:
                reach, label = plane_at(planes, surface, x, y)
            else:
                reach, label = anything_at(camera, maze, scratch.spheres, spheres, own_labels, x, y)
            depth[row, x] = reach * maze.cell
            labels[row, x] = label
