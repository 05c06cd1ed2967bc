"""One frame: the camera, what it sees, and its colours."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, kernel, stage
from memory_maze.compiling.trig import sine_cosine
from memory_maze.game.body import CAMERA_AHEAD, CAMERA_DOWN, CAMERA_FLAT
from memory_maze.rendering.camera import (
    TOP_CAMERA_DISTANCE,
    TOP_CAMERA_MARGIN,
)
from memory_maze.rendering.software.images.texture_store import Textures
from memory_maze.rendering.software.records.frame_types import FIRST_FLOOR, Camera, Maze, Region, Scratch
from memory_maze.rendering.software.records.planes import set_level_planes
from memory_maze.rendering.software.shading.quads import draw_quads
from memory_maze.rendering.software.visibility.painter import draw_all_walls, fill_horizon, visible_bounds
from memory_maze.rendering.software.visibility.portals import draw_visible_walls
from memory_maze.rendering.software.visibility.spans import fill_background
from memory_maze.rendering.software.visibility.spheres import set_sphere
from memory_maze.rendering.software.visibility.triangles import draw_spheres

NEAR = 0.001
"""How near the camera things are cut off, as a share of how far the maze reaches (dm_control)."""

STEEPEST = 0.05
"""The least speed along the heading, of a frame's rays, at which the ground plan still decides what is seen."""


class Batch(NamedTuple):
    """The arrays of N mazes; see scene.py."""

    width: NDArray[np.int32]
    height: NDArray[np.int32]
    wall_texture: NDArray[np.uint8]
    floor_texture: NDArray[np.uint8]
    cell_size: NDArray[np.float64]
    wall_height: NDArray[np.float64]
    object_position: NDArray[np.float64]
    object_radius: NDArray[np.float64]
    object_color: NDArray[np.uint8]
    object_visible: NDArray[np.bool_]


class Lens(NamedTuple):
    """What the frames of a view have in common."""

    half_angle: float
    """Half the vertical field of view, radians; 0 in a top view: as wide as the maze needs."""
    camera_height: float
    """Metres from the floor to the first-person camera."""
    legacy: bool
    top: bool


@stage
def maze_of(batch: Batch, index: int, legacy: bool) -> Maze:
    """Maze `index` of a batch, in cells."""
    height = batch.wall_height[index] / batch.cell_size[index]
    side_v = 0.5 * height - 0.5 if legacy else height
    return Maze(
        batch.wall_texture[index],
        batch.floor_texture[index],
        int(batch.width[index]),
        int(batch.height[index]),
        height,
        batch.cell_size[index],
        side_v,
    )


@stage
def look_down(lens: Lens, maze: Maze, size: tuple[int, int]) -> Camera:
    """The top camera."""
    cell = maze.cell
    if lens.half_angle > 0:
        sine, cosine = sine_cosine(lens.half_angle)
        tangent = sine / cosine
    else:
        tangent = TOP_CAMERA_MARGIN * max(maze.width, maze.height) * cell / 2 / TOP_CAMERA_DISTANCE
    wide = tangent * size[0] / size[1]
    middle_x, middle_y = 0.5 * maze.width, 0.5 * maze.height
    height = TOP_CAMERA_DISTANCE / cell
    return Camera(middle_x, middle_y, height, 0.0, 0.0, -1.0, 1.0, 0.0, 0.0, 1.0, 0.0, wide, tangent, size[0], size[1])


@stage
def look_ahead(lens: Lens, maze: Maze, pose: Array, heading: tuple[float, float], size: tuple[int, int]) -> Camera:
    """The walker's camera; `heading` is its cosine and sine."""
    cell = maze.cell
    cos, sin = heading
    sine, cosine = sine_cosine(lens.half_angle)
    tangent = sine / cosine
    return Camera(
        (pose[0] + CAMERA_AHEAD * cos) / cell + 0.5 * maze.width,
        (pose[1] + CAMERA_AHEAD * sin) / cell + 0.5 * maze.height,
        (pose[2] + lens.camera_height) / cell,
        CAMERA_FLAT * cos,
        CAMERA_FLAT * sin,
        -CAMERA_DOWN,
        sin,
        -cos,
        CAMERA_DOWN * cos,
        CAMERA_DOWN * sin,
        CAMERA_FLAT,
        tangent * size[0] / size[1],
        tangent,
        size[0],
        size[1],
    )


@stage
def aim(lens: Lens, maze: Maze, pose: Array, size: tuple[int, int]) -> tuple[tuple[float, float], Camera]:
    """The walker's heading as its cosine and sine, and the camera of the view."""
    sine, cosine = sine_cosine(pose[3])
    heading = (cosine, sine)
    camera = look_down(lens, maze, size) if lens.top else look_ahead(lens, maze, pose, heading, size)
    return heading, camera


@stage
def whole_frame(size: tuple[int, int]) -> Region:
    """All of a frame, in blocks of 2 x 2 samples."""
    return Region(0, 0, size[0] + (size[0] & 1), size[1] + (size[1] & 1))


@stage
def set_objects(spheres: Array, batch: Batch, index: int, camera: Camera, maze: Maze) -> int:
    """Writes the visible objects of a maze as spheres; returns how many."""
    cell = batch.cell_size[index]
    count: Any = np.int64(0)
    for k in range(batch.object_radius.shape[1]):
        if batch.object_visible[index, k] and batch.object_radius[index, k] > 0:
            place = batch.object_position[index, k]
            color = batch.object_color[index, k]
            center = (place[0] / cell + 0.5 * maze.width, place[1] / cell + 0.5 * maze.height, place[2] / cell)
            rgb = (int(color[0]), int(color[1]), int(color[2]))
            set_sphere(spheres[count], camera, center, batch.object_radius[index, k] / cell, (1.0, 0.0), rgb)
            count += 1
    return count


@stage
def stands_between_walls(camera: Camera, maze: Maze) -> bool:
    """Whether the ground plan alone decides what a walker's camera sees."""
    inside = 0 <= camera.x < maze.width and 0 <= camera.y < maze.height
    below = 1e-6 < camera.z < maze.wall_height - 1e-6
    return inside and below and CAMERA_FLAT - CAMERA_DOWN * camera.tangent_y > STEEPEST


@stage
def fill_between_walls(
    scratch: Scratch, textures: Textures, camera: Camera, maze: Maze, heading: tuple[float, float]
) -> None:
    """Fills the samples of a frame whose camera stands between the walls. `heading` is its cosine and sine."""
    surface = set_level_planes(scratch.planes, camera, maze, textures.walls, textures.floors)
    fill_background(scratch.samples, scratch.reals, camera, maze.wall_height, CAMERA_FLAT, CAMERA_DOWN)
    reach = camera.tangent_x / (CAMERA_FLAT - CAMERA_DOWN * camera.tangent_y)
    draw_visible_walls(scratch, camera, maze, heading, reach, surface)


@stage
def fill_from_anywhere(scratch: Scratch, textures: Textures, camera: Camera, maze: Maze, region: Region) -> None:
    """Fills the region's samples for any camera."""
    surface = set_level_planes(scratch.planes, camera, maze, textures.walls, textures.floors)
    fill_horizon(scratch.samples, camera, region)
    bounds = visible_bounds(camera, maze, region)
    draw_all_walls(scratch, camera, maze, region, bounds, FIRST_FLOOR + textures.floors, surface)


@kernel
def near_plane(maze: Maze) -> float:
    """How far ahead of the camera, in cells, things are cut off.

    What reaches furthest is an outer wall's longest box: an odd number of cells, within a third of the maze.
    """
    size = max(maze.width, maze.height)
    longest = (((size + 2) // 3 + 1) & ~1) - 1
    height = maze.wall_height
    return NEAR * 0.5 * (size - 1 + math.sqrt(longest * longest + 1 + height * height))


@stage
def finish(
    scratch: Scratch,
    textures: Textures,
    camera: Camera,
    maze: Maze,
    region: Region,
    spheres: int,
    out: Array,
) -> None:
    """Draws the spheres into the region's samples, then its pixels."""
    draw_spheres(scratch, camera, region, spheres, near_plane(maze))
    draw_quads(scratch, textures, camera, maze, region, out)
