"""One ray through a maze, cell by cell: what it meets first, for the pixels whose samples do not agree."""

from __future__ import annotations

from typing import Any

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.segmentation import FLOOR, SKY, WALL, WALL_TOP
from memory_maze.rendering.software.records.frame_types import NEVER, Camera, Maze
from memory_maze.rendering.software.visibility.polyhedron import facet_hit, own_eye, own_ray, sphere_hit


@kernel
def ray_of(camera: Camera, x: float, y: float) -> tuple[float, float, float]:
    """The direction of the ray through a point of the frame, in pixels from its lower left corner."""
    across = (2 * x / camera.width - 1) * camera.tangent_x
    height = (2 * y / camera.height - 1) * camera.tangent_y
    return (
        camera.forward_x + across * camera.right_x + height * camera.up_x,
        camera.forward_y + across * camera.right_y + height * camera.up_y,
        camera.forward_z + height * camera.up_z,
    )


@kernel
def between_borders(place: float, speed: float, size: float) -> tuple[float, float]:
    """The ray parameters at which one coordinate of a ray is between 0 and `size`; empty if never."""
    if speed == 0:
        return (-NEVER, NEVER) if 0 <= place <= size else (NEVER, -NEVER)
    low, high = -place / speed, (size - place) / speed
    return min(low, high), max(low, high)


@kernel
def cast_at_maze(camera: Camera, maze: Maze, ray: tuple[float, float, float]) -> tuple[float, int]:
    """Where a ray meets floor or walls: ray parameter and label; infinity for the sky.

    A camera inside a wall sees the walls around it as free space.
    """
    enter_x, leave_x = between_borders(camera.x, ray[0], float(maze.width))
    enter_y, leave_y = between_borders(camera.y, ray[1], float(maze.height))
    sink = 0.0
    if camera.z > maze.wall_height:
        if ray[2] >= 0:
            return NEVER, SKY
        sink = (maze.wall_height - camera.z) / ray[2]
    begin = max(0.0, enter_x, enter_y, sink)
    if begin >= min(leave_x, leave_y):
        return NEVER, SKY
    ix: Any = max(np.int64(0), min(np.int64(np.floor(camera.x + begin * ray[0])), np.int64(maze.width - 1)))
    iy: Any = max(np.int64(0), min(np.int64(np.floor(camera.y + begin * ray[1])), np.int64(maze.height - 1)))
    if maze.wall[iy, ix] != 0 and begin > 0:
        return begin, WALL_TOP if begin == sink else WALL
    return walk(camera, maze, ray, ix, iy)


@kernel
def walk(camera: Camera, maze: Maze, ray: tuple[float, float, float], ix: int, iy: int) -> tuple[float, int]:
    """Follows a ray, no higher than the walls, from cell to cell: what `cast_at_maze` returns."""
    speed_x, speed_y, speed_z = ray
    inside = maze.wall[iy, ix] != 0
    ground = -camera.z / speed_z if speed_z < 0 else NEVER
    while True:
        next_x = (ix + (speed_x > 0) - camera.x) / speed_x if speed_x != 0 else NEVER
        next_y = (iy + (speed_y > 0) - camera.y) / speed_y if speed_y != 0 else NEVER
        leave = min(next_x, next_y)
        if ground <= leave:
            return ground, FLOOR
        if next_x <= next_y:
            ix += 1 if speed_x > 0 else -1
        else:
            iy += 1 if speed_y > 0 else -1
        beyond = ix < 0 or iy < 0 or ix >= maze.width or iy >= maze.height
        if beyond or (speed_z > 0 and camera.z + leave * speed_z > maze.wall_height):
            return NEVER, SKY
        wall = maze.wall[iy, ix] != 0
        if wall and not inside:
            return leave, WALL
        inside = inside and wall


@kernel
def cast_at_spheres(spheres: Array, count: int, ray: tuple[float, float, float], limit: float) -> tuple[float, int]:
    """The nearest of the first `count` spheres that a ray meets before `limit`: ray parameter and number, or -1."""
    found: Any = np.int64(-1)
    for number in range(count):
        sphere = spheres[number]
        eye, own = own_eye(sphere), own_ray(sphere, ray)
        outer = sphere_hit(eye, own)
        if outer < 0 or outer >= limit:
            continue
        hit = facet_hit(eye, own, outer)
        if 0 <= hit < limit:
            limit, found = hit, number
    return limit, found
