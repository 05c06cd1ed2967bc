"""Textured planes: how far a pixel's ray goes until it meets one, and which image coordinates it finds there."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from typing import Any

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.software.records.frame_types import FIRST_FLOOR, Camera, Maze

FACE_MINUS_X, FACE_PLUS_X, FACE_MINUS_Y, FACE_PLUS_Y, FLOOR_UP, TOP_UP = range(6)
"""The directions that a surface can face, upwards once for the floor and once for wall tops."""

IMAGE, LIGHT, COPIED = 12, 13, 14
"""Fields of a surface after those of `set_plane`: its image, walls before floors, and its light. So many fields are
needed to colour it."""

FACE = 14
"""Field of a surface that is not a sphere's: the direction that it faces."""

AMBIENT, DIFFUSE = np.float32(0.3), np.float32(0.6)
"""The headlight (dm_control's arena)."""


@kernel
def to_byte(value: np.float32) -> Any:
    """A colour from 0 to 1 as Mesa's rasteriser rounds it: half to even, in float32."""
    return np.int32(np.rint(np.float32(np.float32(value * np.float32(255 / 256)) * np.float32(256))))


@kernel
def light_of(camera: Camera, maze: Maze, face: int) -> np.float32:
    """The light on surfaces that face a direction: a headlight along the camera's forward direction."""
    if face == FACE_MINUS_X:
        facing = camera.forward_x
    elif face == FACE_PLUS_X:
        facing = -camera.forward_x
    elif face == FACE_MINUS_Y:
        facing = camera.forward_y
    elif face == FACE_PLUS_Y:
        facing = -camera.forward_y
    else:
        facing = -camera.forward_z
    lit = min(np.float32(1), AMBIENT + DIFFUSE * np.float32(max(0.0, facing)))
    if facing == 1:
        # A camera that looks straight down sees level surfaces in one depth. llvmpipe divides a corner's light by
        # it and multiplies again; at exactly 0.9 the last bit decides the ties that every tenth byte is.
        depth = camera.z - (maze.wall_height if face == TOP_UP else 0.0)
        inverse = np.float32(np.float32(1) / np.float32(depth * maze.cell))
        lit = np.float32(np.float32(lit * inverse) * np.float32(np.float32(1) / inverse))
    return lit


@kernel
def set_surface(plane: Array, camera: Camera, maze: Maze, face: int, place: float, image: int) -> None:
    """Writes all fields of a surface, float32[16]."""
    set_plane(plane, camera, face, place, maze.side_v)
    plane[IMAGE] = image
    plane[LIGHT] = light_of(camera, maze, face)
    plane[FACE] = face


@kernel
def set_plane(plane: Array, camera: Camera, face: int, place: float, side_v: float) -> None:
    """Writes the first 12 fields of a surface: the plane at `place` on the axis that it faces, seen by this camera.

    With d(x, y) the ray direction of pixel (x, y) and D the distance to the plane along its axis, a ray meets the
    plane after D / d_axis and finds there u = pu + D d_u / d_axis: three linear functions of the pixel and a division.
    """
    step_x, step_y = 2 * camera.tangent_x / camera.width, 2 * camera.tangent_y / camera.height
    first_x, first_y = 0.5 * step_x - camera.tangent_x, 0.5 * step_y - camera.tangent_y
    along_x0 = camera.forward_x + first_x * camera.right_x + first_y * camera.up_x
    along_y0 = camera.forward_y + first_x * camera.right_y + first_y * camera.up_y
    along_z0 = camera.forward_z + first_y * camera.up_z
    xx, xy, zy = step_x * camera.right_x, step_y * camera.up_x, step_y * camera.up_z
    yx, yy = step_x * camera.right_y, step_y * camera.up_y
    if face >= FLOOR_UP:
        distance = place - camera.z
        plane[0] = along_z0
        plane[1] = 0.0
        plane[2] = zy
        plane[3] = distance * along_x0
        plane[4] = distance * xx
        plane[5] = distance * xy
        plane[6] = -distance * along_y0
        plane[7] = -distance * yx
        plane[8] = -distance * yy
        plane[9] = camera.x
        plane[10] = -camera.y
    else:
        if face <= FACE_PLUS_X:
            distance = place - camera.x
            sign = -1.0 if face == FACE_MINUS_X else 1.0
            plane[0] = along_x0
            plane[1] = xx
            plane[2] = xy
            scale = sign * distance
            plane[3] = scale * along_y0
            plane[4] = scale * yx
            plane[5] = scale * yy
            plane[9] = sign * camera.y
        else:
            distance = place - camera.y
            sign = 1.0 if face == FACE_MINUS_Y else -1.0
            plane[0] = along_y0
            plane[1] = yx
            plane[2] = yy
            scale = sign * distance
            plane[3] = scale * along_x0
            plane[4] = scale * xx
            plane[5] = scale * xy
            plane[9] = sign * camera.x
        plane[6] = -distance * along_z0
        plane[7] = 0.0
        plane[8] = -distance * zy
        plane[10] = side_v - camera.z
    plane[11] = distance


@kernel
def set_level_planes(planes: Array, camera: Camera, maze: Maze, walls: int, floors: int) -> int:
    """Writes the surfaces of the floor images and of the wall tops; returns the number of the first free surface."""
    for number in range(floors + walls):
        is_floor = number < floors
        face = FLOOR_UP if is_floor else TOP_UP
        image = walls + number if is_floor else number - floors
        place = 0.0 if is_floor else maze.wall_height
        set_surface(planes[FIRST_FLOOR + number], camera, maze, face, place, image)
    return FIRST_FLOOR + floors + walls
