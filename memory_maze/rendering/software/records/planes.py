"""Textured planes: how far a pixel's ray goes until it meets one, and which image coordinates it finds there."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from typing import Any

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.camera import HEADLIGHT_AMBIENT, HEADLIGHT_DIFFUSE
from memory_maze.rendering.software.records.frame_types import (
    DISTANCE,
    FACE,
    FIRST_FLOOR,
    IMAGE,
    LIGHT,
    SPEED,
    SPEED_X,
    SPEED_Y,
    U_BEGIN,
    U_X,
    U_Y,
    V_BEGIN,
    V_X,
    V_Y,
    Camera,
    Maze,
    U,
    V,
)

FACE_MINUS_X, FACE_PLUS_X, FACE_MINUS_Y, FACE_PLUS_Y, FLOOR_UP, TOP_UP = range(6)
"""The directions that a surface can face, upwards once for the floor and once for wall tops."""

AMBIENT, DIFFUSE = np.float32(HEADLIGHT_AMBIENT), np.float32(HEADLIGHT_DIFFUSE)
"""The light at the camera, as llvmpipe calculates with it."""


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
    """Writes the fields of a surface up to DISTANCE: the plane at `place` on the axis that it faces.

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
        plane[SPEED] = along_z0
        plane[SPEED_X] = 0.0
        plane[SPEED_Y] = zy
        plane[U] = distance * along_x0
        plane[U_X] = distance * xx
        plane[U_Y] = distance * xy
        plane[V] = -distance * along_y0
        plane[V_X] = -distance * yx
        plane[V_Y] = -distance * yy
        plane[U_BEGIN] = camera.x
        plane[V_BEGIN] = -camera.y
    else:
        if face <= FACE_PLUS_X:
            distance = place - camera.x
            sign = -1.0 if face == FACE_MINUS_X else 1.0
            plane[SPEED] = along_x0
            plane[SPEED_X] = xx
            plane[SPEED_Y] = xy
            scale = sign * distance
            plane[U] = scale * along_y0
            plane[U_X] = scale * yx
            plane[U_Y] = scale * yy
            plane[U_BEGIN] = sign * camera.y
        else:
            distance = place - camera.y
            sign = 1.0 if face == FACE_MINUS_Y else -1.0
            plane[SPEED] = along_y0
            plane[SPEED_X] = yx
            plane[SPEED_Y] = yy
            scale = sign * distance
            plane[U] = scale * along_x0
            plane[U_X] = scale * xx
            plane[U_Y] = scale * xy
            plane[U_BEGIN] = sign * camera.x
        plane[V] = -distance * along_z0
        plane[V_X] = 0.0
        plane[V_Y] = -distance * zy
        plane[V_BEGIN] = side_v - camera.z
    plane[DISTANCE] = distance


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
