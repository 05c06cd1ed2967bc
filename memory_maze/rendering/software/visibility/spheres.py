"""Objects and the walker's parts are spheres: what is known of one, what hides it, and its colours."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import math
from typing import Any

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.software.records.frame_types import (
    AWAY_X,
    AWAY_Y,
    AWAY_Z,
    BLUE,
    COLOR,
    COS,
    DISTANCE,
    FACE,
    FIRST_SPHERE,
    FLOOR_SURFACE,
    GREEN,
    IMAGE,
    JOB_QUAD,
    JOB_ROW,
    JOB_SURFACE,
    NEVER,
    RADIUS,
    RED,
    SAMPLE_X,
    SAMPLE_Y,
    SIN,
    SKY_SURFACE,
    SPEED,
    SPEED_X,
    SPEED_Y,
    SPHERE_JOBS,
    U_X,
    U_Y,
    Camera,
    Region,
    Scratch,
    U,
)
from memory_maze.rendering.software.records.planes import FACE_PLUS_X, FACE_PLUS_Y, to_byte

BEHIND, BEFORE, CROSSING = range(3)
"""Where a sphere is as seen past a surface: all of it behind the surface, all before it, or some of it either way."""


@kernel
def set_sphere(
    sphere: Array,
    camera: Camera,
    center: tuple[float, float, float],
    radius: float,
    turn: tuple[float, float],
    color: tuple[int, int, int],
) -> None:
    """Writes the fields of a sphere, float64[9]. Lengths are cells, `turn` a cosine and a sine."""
    sphere[AWAY_X], sphere[AWAY_Y], sphere[AWAY_Z] = center[0] - camera.x, center[1] - camera.y, center[2] - camera.z
    sphere[RADIUS], sphere[COS], sphere[SIN] = radius, turn[0], turn[1]
    sphere[RED], sphere[GREEN], sphere[BLUE] = color


@kernel
def extent(center: float, ahead: float, radius: float) -> tuple[float, float]:
    """The least and greatest tangent at which a sphere shows, to one side of the camera's axis."""
    if ahead <= radius * 1.0001:
        return -NEVER, NEVER
    root = radius * math.sqrt(center * center + ahead * ahead - radius * radius)
    over = ahead * ahead - radius * radius
    return (center * ahead - root) / over, (center * ahead + root) / over


@kernel
def bounds_of(sphere: Array, camera: Camera, region: Region) -> Region:
    """The pixels of the region that a sphere can touch: none if it is behind the camera."""
    x, y, z, radius = sphere[AWAY_X], sphere[AWAY_Y], sphere[AWAY_Z], sphere[RADIUS]
    ahead = x * camera.forward_x + y * camera.forward_y + z * camera.forward_z
    if ahead <= -radius:
        return Region(0, 0, 0, 0)
    left, right = extent(x * camera.right_x + y * camera.right_y, ahead, radius)
    low, high = extent(x * camera.up_x + y * camera.up_y + z * camera.up_z, ahead, radius)
    half_width, half_height = 0.5 * camera.width, 0.5 * camera.height
    return Region(
        int(max(float(region.x0), np.floor((left / camera.tangent_x + 1) * half_width))),
        int(max(float(region.y0), np.floor((low / camera.tangent_y + 1) * half_height))),
        int(min(float(region.x1), np.ceil((right / camera.tangent_x + 1) * half_width))),
        int(min(float(region.y1), np.ceil((high / camera.tangent_y + 1) * half_height))),
    )


@kernel
def place_to(planes: Array, sphere: Array, surface: int, below_floor: bool) -> int:
    """Where a sphere, or the part of it that may be below the floor or not, is as seen past a surface."""
    if surface == SKY_SURFACE or (surface == FLOOR_SURFACE and not below_floor):
        return BEFORE
    if surface == FLOOR_SURFACE or surface >= FIRST_SPHERE:
        return CROSSING
    face = planes[surface, FACE]
    away = sphere[AWAY_X] if face <= FACE_PLUS_X else sphere[AWAY_Y] if face <= FACE_PLUS_Y else sphere[AWAY_Z]
    distance = planes[surface, DISTANCE]
    if distance < 0:
        away, distance = -away, -distance
    if away + sphere[RADIUS] <= distance:
        return BEFORE
    return BEHIND if away - sphere[RADIUS] >= distance else CROSSING


@kernel
def scene_distance(planes: Array, camera: Camera, surface: int, x: int, row: int) -> float:
    """The ray parameter at which a sample's ray meets the surface that it shows."""
    if surface == SKY_SURFACE:
        return NEVER
    px, py = x + SAMPLE_X[row & 3], (row >> 2) + SAMPLE_Y[row & 3]
    if surface == FLOOR_SURFACE:
        height = (2 * py / camera.height - 1) * camera.tangent_y
        return -camera.z / (camera.forward_z + height * camera.up_z)
    plane = planes[surface]
    return plane[DISTANCE] / (plane[SPEED] + (px - 0.5) * plane[SPEED_X] + (py - 0.5) * plane[SPEED_Y])


@kernel
def may_show(scratch: Scratch, sphere: Array, camera: Camera, bounds: Region) -> bool:
    """Whether any sample within the bounds shows something that need not hide the sphere."""
    x, y, z = sphere[AWAY_X], sphere[AWAY_Y], sphere[AWAY_Z]
    nearest = x * camera.forward_x + y * camera.forward_y + z * camera.forward_z - sphere[RADIUS]
    hiding: Any = np.int64(-1)
    for row in range(4 * bounds.y0, 4 * bounds.y1):
        line = scratch.samples[row]
        height = (2 * ((row >> 2) + SAMPLE_Y[row & 3]) / camera.height - 1) * camera.tangent_y
        floor_hides = -camera.z >= nearest * (camera.forward_z + height * camera.up_z)
        for x in range(bounds.x0, bounds.x1):
            there: Any = np.int64(line[x])
            if there == hiding or (there == FLOOR_SURFACE and floor_hides):
                continue
            if place_to(scratch.planes, sphere, there, True) != BEHIND:
                return True
            hiding = there
    return False


@kernel
def color_spheres(scratch: Scratch, camera: Camera, jobs: int) -> None:
    """The colours of all sphere jobs, each of them one triangle in one quad, into the last four rows of COLOR."""
    colors, ints = scratch.words[COLOR + 4 * SPHERE_JOBS : COLOR + 4 * SPHERE_JOBS + 4], scratch.ints
    unit, tiny = np.float32(1 / 255), np.float32(1e-20)
    for job in range(jobs):
        surface = ints[JOB_SURFACE + SPHERE_JOBS, job]
        sphere = scratch.spheres[int(scratch.planes[surface, IMAGE])]
        red, green, blue = (
            np.float32(sphere[RED]) * unit,
            np.float32(sphere[GREEN]) * unit,
            np.float32(sphere[BLUE]) * unit,
        )
        plane = scratch.planes[surface]
        for pixel in range(4):
            x = np.float32(2 * ints[JOB_QUAD + SPHERE_JOBS, job] + (pixel & 1))
            y = np.float32(2 * ints[JOB_ROW + SPHERE_JOBS, job] + (pixel >> 1))
            speed = plane[SPEED] + x * plane[SPEED_X] + y * plane[SPEED_Y]
            light = (plane[U] + x * plane[U_X] + y * plane[U_Y]) / (speed if abs(speed) > tiny else tiny)
            light = max(np.float32(0), min(light, np.float32(1000)))
            colors[pixel, job] = np.uint32(
                min(to_byte(red * light), 255)
                | min(to_byte(green * light), 255) << 8
                | min(to_byte(blue * light), 255) << 16
            )
