"""What any camera sees: every run of wall cells, drawn from the far ones to the near ones.

Slower than the walk through portals, but it needs nothing of the camera: it may stand above the walls, look straight
down, or see half the world. Rows of cells are drawn from both ends towards the row that the camera is in, and within
a row likewise, so that what is nearer always comes later.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.software.records.frame_types import (
    FIRST_SPHERE,
    FLOOR_SURFACE,
    SAMPLE_Y,
    SKY_SURFACE,
    Camera,
    Maze,
    Region,
    Scratch,
)
from memory_maze.rendering.software.records.planes import (
    FACE_MINUS_X,
    FACE_MINUS_Y,
    FACE_PLUS_X,
    FACE_PLUS_Y,
    set_surface,
)
from memory_maze.rendering.software.visibility.polygons import fill_rectangle


@kernel
def fill_horizon(samples: Array, camera: Camera, region: Region) -> None:
    """Fills the region with floor where rays fall, with sky where they rise."""
    for row in range(4 * region.y0, 4 * region.y1):
        height = (2 * ((row >> 2) + SAMPLE_Y[row & 3]) / camera.height - 1) * camera.tangent_y
        falls = camera.forward_z + height * camera.up_z < 0 and camera.z > 0
        background = FLOOR_SURFACE if falls else SKY_SURFACE
        line = samples[row]
        for x in range(region.x0, region.x1):
            line[x] = background


@kernel
def order_of(position: int, nearest: int, count: int) -> int:
    """The index that comes at `position` when 0..count-1 are visited from both ends towards `nearest`."""
    if position < nearest:
        return position
    return count - 1 - (position - nearest)


@kernel
def draw_all_walls(
    scratch: Scratch,
    camera: Camera,
    maze: Maze,
    region: Region,
    bounds: tuple[int, int, int, int],
    first_top: int,
    surface: int,
) -> int:
    """Fills the samples of the region that show walls.

    Args:
      bounds: the cells that matter: first column, first row, last column + 1, last row + 1.
      first_top: the surface of the first wall image's tops.
      surface: number of the first surface that is free.

    Returns:
      the number of the first surface that is still free.
    """
    columns, rows = bounds[2] - bounds[0], bounds[3] - bounds[1]
    middle_x = min(max(int(np.floor(camera.x)) - bounds[0], 0), columns - 1)
    middle_y = min(max(int(np.floor(camera.y)) - bounds[1], 0), rows - 1)
    for row in range(rows):
        iy = bounds[1] + order_of(row, middle_y, rows)
        position = 0
        while position < columns:
            ix = bounds[0] + order_of(position, middle_x, columns)
            image = maze.wall[iy, ix]
            position += 1
            if image == 0:
                continue
            other = ix
            while position < columns and position != middle_x and position != columns - 1:
                following = bounds[0] + order_of(position, middle_x, columns)
                if abs(following - other) != 1 or maze.wall[iy, following] != image:
                    break
                other = following
                position += 1
            run = (min(ix, other), max(ix, other) + 1, iy)
            surface = draw_run(scratch, camera, maze, region, run, first_top, surface)
    return surface


@kernel
def is_wall(maze: Maze, ix: int, iy: int) -> bool:
    """Whether a cell is wall; cells outside are not."""
    return 0 <= ix < maze.width and 0 <= iy < maze.height and maze.wall[iy, ix] != 0


@kernel
def draw_run(
    scratch: Scratch,
    camera: Camera,
    maze: Maze,
    region: Region,
    run: tuple[int, int, int],
    first_top: int,
    surface: int,
) -> int:
    """Draws what the camera can see of a run of equal wall cells: (first column, last column + 1, row)."""
    x0, x1, iy = run
    top, image = maze.wall_height, maze.wall[iy, x0] - 1
    if surface >= FIRST_SPHERE - 4:
        return surface
    if camera.x < x0 and not is_wall(maze, x0 - 1, iy):
        low, high = (float(x0), float(iy), 0.0), (float(x0), iy + 1.0, top)
        if fill_rectangle(scratch, camera, region, low, high, surface):
            surface = new_side(scratch, camera, maze, FACE_MINUS_X, x0, image, surface)
    if camera.x > x1 and not is_wall(maze, x1, iy):
        low, high = (float(x1), float(iy), 0.0), (float(x1), iy + 1.0, top)
        if fill_rectangle(scratch, camera, region, low, high, surface):
            surface = new_side(scratch, camera, maze, FACE_PLUS_X, x1, image, surface)
    if camera.y < iy or camera.y > iy + 1:
        place = iy if camera.y < iy else iy + 1
        beside = iy - 1 if camera.y < iy else iy + 1
        shown = False
        ix = x0
        while ix < x1:
            start = ix
            while ix < x1 and not is_wall(maze, ix, beside):
                ix += 1
            if ix > start:
                low, high = (float(start), float(place), 0.0), (float(ix), float(place), top)
                shown |= fill_rectangle(scratch, camera, region, low, high, surface)
            ix += 1
        if shown:
            face = FACE_MINUS_Y if camera.y < iy else FACE_PLUS_Y
            surface = new_side(scratch, camera, maze, face, place, image, surface)
    if camera.z > top:
        low, high = (float(x0), float(iy), top), (float(x1), iy + 1.0, top)
        fill_rectangle(scratch, camera, region, low, high, first_top + image)
    return surface


@kernel
def new_side(scratch: Scratch, camera: Camera, maze: Maze, face: int, place: int, image: int, surface: int) -> int:
    """Writes a wall side's surface and returns the next free number."""
    set_surface(scratch.planes[surface], camera, maze, face, float(place), image)
    return surface + 1


@kernel
def visible_bounds(camera: Camera, maze: Maze, region: Region) -> tuple[int, int, int, int]:
    """The cells that can show up in the region, for a camera that looks straight down; otherwise all."""
    if camera.forward_z > -0.999999 or camera.z <= maze.wall_height:
        return 0, 0, maze.width, maze.height
    low_x = (2 * region.x0 / camera.width - 1) * camera.tangent_x
    high_x = (2 * region.x1 / camera.width - 1) * camera.tangent_x
    low_y = (2 * region.y0 / camera.height - 1) * camera.tangent_y
    high_y = (2 * region.y1 / camera.height - 1) * camera.tangent_y
    near, far = camera.z - maze.wall_height, camera.z
    return (
        max(0, int(np.floor(camera.x + min(low_x * near, low_x * far))) - 1),
        max(0, int(np.floor(camera.y + min(low_y * near, low_y * far))) - 1),
        min(maze.width, int(np.floor(camera.x + max(high_x * near, high_x * far))) + 2),
        min(maze.height, int(np.floor(camera.y + max(high_y * near, high_y * far))) + 2),
    )
