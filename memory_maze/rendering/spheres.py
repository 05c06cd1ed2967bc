"""Objects: MuJoCo's spheres are polyhedra, and the light is interpolated inside their triangles.

28 slices around the z axis and 16 stacks. Each four-cornered facet is cut from its lower right to its upper left
corner. Positions here are relative to the sphere's centre, turned with it, and in units of its radius.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import math
from typing import Any

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.facets import barycentric, dot, facet_hit, guess_at, light_at
from memory_maze.rendering.frame_types import (
    COLOR,
    FIRST_SPHERE,
    FLOOR,
    JOB_QUAD,
    JOB_ROW,
    JOB_SURFACE,
    SAMPLE_X,
    SAMPLE_Y,
    SKY,
    Camera,
    Region,
    Scratch,
)
from memory_maze.rendering.planes import to_byte

CENTER_X, CENTER_Y, CENTER_Z, RADIUS, COS, SIN, RED, GREEN, BLUE, EYE_X, EYE_Y, EYE_Z = range(12)
"""Columns of `Scratch.spheres`: centre and radius in cells, the turn about z, the colour's bytes, and the camera's
place in the sphere's own units."""

INNER = 0.984
"""A sphere of this radius fits into the polyhedron: cos(pi / 28) cos(pi / 32) = 0.9889, less for the cut facets."""

NEVER = math.inf


@kernel
def set_sphere(
    sphere: Array,
    camera: Camera,
    center: tuple[float, float, float],
    radius: float,
    turn: tuple[float, float],
    color: tuple[int, int, int],
) -> None:
    """Writes the fields of a sphere, float64[12]. Lengths are cells, `turn` a cosine and a sine."""
    sphere[CENTER_X], sphere[CENTER_Y], sphere[CENTER_Z] = center
    sphere[RADIUS], sphere[COS], sphere[SIN] = radius, turn[0], turn[1]
    sphere[RED], sphere[GREEN], sphere[BLUE] = color
    x, y = (camera.x - center[0]) / radius, (camera.y - center[1]) / radius
    sphere[EYE_X], sphere[EYE_Y] = x * turn[0] + y * turn[1], y * turn[0] - x * turn[1]
    sphere[EYE_Z] = (camera.z - center[2]) / radius


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
def own_ray(sphere: Array, ray: tuple[float, float, float]) -> tuple[float, float, float]:
    """A ray's direction in the sphere's frame; ray parameters stay as they are."""
    scale = 1 / sphere[RADIUS]
    x, y = ray[0] * scale, ray[1] * scale
    return x * sphere[COS] + y * sphere[SIN], y * sphere[COS] - x * sphere[SIN], ray[2] * scale


@kernel
def extent(center: float, ahead: float, radius: float) -> tuple[float, float]:
    """The least and greatest tangent at which a sphere shows, to one side of the camera's axis."""
    if ahead <= radius * 1.0001:
        return -NEVER, NEVER
    root = radius * math.sqrt(center * center + ahead * ahead - radius * radius)
    over = ahead * ahead - radius * radius
    return (center * ahead - root) / over, (center * ahead + root) / over


@kernel
def scene_distance(scratch: Scratch, camera: Camera, surface: int, x: int, row: int) -> float:
    """The ray parameter at which a sample's ray meets the surface that it shows."""
    if surface == SKY:
        return NEVER
    px, py = x + SAMPLE_X[row & 3], (row >> 2) + SAMPLE_Y[row & 3]
    if surface >= FIRST_SPHERE:
        sphere = scratch.spheres[surface - FIRST_SPHERE]
        hit = sphere_hit(sphere, own_ray(sphere, ray_of(camera, px, py)), 1.0)
        return hit if hit >= 0 else NEVER
    if surface == FLOOR:
        height = (2 * py / camera.height - 1) * camera.tangent_y
        return -camera.z / (camera.forward_z + height * camera.up_z)
    plane = scratch.planes[surface]
    speed = plane[0] + (px - 0.5) * plane[1] + (py - 0.5) * plane[2]
    return plane[11] / speed


@kernel
def sphere_hit(sphere: Array, ray: tuple[float, float, float], radius: float) -> float:
    """Where a ray enters the sphere of `radius` around the origin; negative if it does not."""
    x, y, z = sphere[EYE_X], sphere[EYE_Y], sphere[EYE_Z]
    square = ray[0] * ray[0] + ray[1] * ray[1] + ray[2] * ray[2]
    towards = x * ray[0] + y * ray[1] + z * ray[2]
    inside = towards * towards - square * (x * x + y * y + z * z - radius * radius)
    if inside <= 0 or towards >= 0:
        return -1.0
    return (-towards - math.sqrt(inside)) / square


@kernel
def draw_sphere(scratch: Scratch, camera: Camera, region: Region, number: int) -> None:
    """Fills the region's samples in which a sphere is the nearest thing. Seen from inside it does not show."""
    sphere = scratch.spheres[number]
    x, y, z = sphere[CENTER_X] - camera.x, sphere[CENTER_Y] - camera.y, sphere[CENTER_Z] - camera.z
    radius = sphere[RADIUS]
    ahead = x * camera.forward_x + y * camera.forward_y + z * camera.forward_z
    if ahead <= -radius or x * x + y * y + z * z <= radius * radius:
        return
    left, right = extent(x * camera.right_x + y * camera.right_y, ahead, radius)
    low, high = extent(x * camera.up_x + y * camera.up_y + z * camera.up_z, ahead, radius)
    half_width, half_height = 0.5 * camera.width, 0.5 * camera.height
    x0 = int(max(float(region.x0), np.floor((left / camera.tangent_x + 1) * half_width)))
    x1 = int(min(float(region.x1), np.ceil((right / camera.tangent_x + 1) * half_width)))
    y0 = int(max(float(region.y0), np.floor((low / camera.tangent_y + 1) * half_height)))
    y1 = int(min(float(region.y1), np.ceil((high / camera.tangent_y + 1) * half_height)))
    depths = (ahead - radius, ahead + radius)
    for row in range(4 * y0, 4 * y1):
        draw_sphere_row(scratch, camera, number, row, depths, (x0, x1))


@kernel
def crossings(
    sphere: Array,
    ray: tuple[float, float, float],
    step: tuple[float, float, float],
    radius: float,
    unbounded: tuple[float, float],
) -> tuple[float, float]:
    """Between which multiples of `step` added to `ray` a ray meets the sphere of `radius` around the origin.

    Args:
      unbounded: the answer if the sphere reaches behind the camera.
    """
    eye = (sphere[EYE_X], sphere[EYE_Y], sphere[EYE_Z])
    beyond = dot(eye, eye) - radius * radius
    to_ray, to_step = dot(eye, ray), dot(eye, step)
    a = to_step * to_step - beyond * dot(step, step)
    b = to_ray * to_step - beyond * dot(ray, step)
    c = to_ray * to_ray - beyond * dot(ray, ray)
    inside = b * b - a * c
    if a >= 0:
        return unbounded
    if inside <= 0:
        return 0.0, -1.0
    if to_ray - b / a * to_step >= 0:
        return 0.0, -1.0
    root = math.sqrt(inside)
    return (-b + root) / a, (-b - root) / a


@kernel
def draw_sphere_row(
    scratch: Scratch,
    camera: Camera,
    number: int,
    row: int,
    depths: tuple[float, float],
    columns: tuple[int, int],
) -> None:
    """Fills the samples of one row in which a sphere is the nearest thing.

    Args:
      depths: least and greatest ray parameter at which a ray can be in the sphere.
      columns: first pixel column, and one past the last, that the sphere can touch.
    """
    sphere = scratch.spheres[number]
    line = scratch.samples[row]
    x0, x1 = columns
    while x0 < x1 and scene_distance(scratch, camera, int(line[x0]), x0, row) <= depths[0]:
        x0 += 1
    if x0 >= x1:
        return
    place, height = SAMPLE_X[row & 3], (row >> 2) + SAMPLE_Y[row & 3]
    start = own_ray(sphere, ray_of(camera, place, height))
    scale = 2 * camera.tangent_x / camera.width
    step = own_ray(sphere, (scale * camera.right_x, scale * camera.right_y, 0.0))
    begin, end = crossings(sphere, start, step, 1.0, (-1e9, 1e9))
    sure_begin, sure_end = crossings(sphere, start, step, INNER, (0.0, -1.0))
    first = max(x0, int(np.ceil(max(begin, -1.0))))
    last = min(x1, int(np.floor(min(end, 1e6))) + 1)
    guess: Any = np.int64(-1)
    for x in range(first, last):
        behind = scene_distance(scratch, camera, int(line[x]), x, row)
        if behind <= depths[0]:
            continue
        sure = sure_begin < x < sure_end
        if sure and behind > depths[1]:
            line[x] = FIRST_SPHERE + number
            continue
        ray = (start[0] + x * step[0], start[1] + x * step[1], start[2] + x * step[2])
        outer = sphere_hit(sphere, ray, 1.0)
        if outer < 0 or behind <= outer:
            continue
        inner = sphere_hit(sphere, ray, INNER) if sure else -1.0
        if inner < 0 or behind < inner:
            hit, triangle, _, _ = facet_hit(sphere, ray, guess if guess >= 0 else guess_at(sphere, ray, outer))
            if triangle < 0 and guess >= 0:
                hit, triangle, _, _ = facet_hit(sphere, ray, guess_at(sphere, ray, outer))
            guess = triangle
            if triangle < 0 or behind <= hit:
                continue
        line[x] = FIRST_SPHERE + number


@kernel
def color_spheres(scratch: Scratch, camera: Camera, jobs: int) -> None:
    """The colours of all sphere jobs, into the last four rows of COLOR."""
    colors, ints = scratch.words[COLOR + 8 : COLOR + 12], scratch.ints
    unit = np.float32(1 / 255)
    for job in range(jobs):
        surface = ints[JOB_SURFACE + 2, job]
        sphere = scratch.spheres[surface - FIRST_SPHERE]
        cos, sin = sphere[COS], sphere[SIN]
        x, y = camera.forward_x, camera.forward_y
        forward = (x * cos + y * sin, y * cos - x * sin, camera.forward_z)
        for pixel in range(4):
            column = 2 * ints[JOB_QUAD + 2, job] + (pixel & 1)
            row = 2 * ints[JOB_ROW + 2, job] + (pixel >> 1)
            ray = own_ray(sphere, ray_of(camera, column + 0.5, row + 0.5))
            triangle: Any = np.int64(-1)
            second, third = 0.0, 0.0
            outer = sphere_hit(sphere, ray, 1.0)
            if outer >= 0:
                _, triangle, second, third = facet_hit(sphere, ray, guess_at(sphere, ray, outer))
            if triangle < 0:
                triangle = triangle_of_sample(scratch, camera, column, row, surface)
                if triangle < 0:
                    continue
                _, second, third, _ = barycentric(sphere, ray, triangle)
            light = light_at(triangle, second, third, forward)
            red = to_byte(np.float32(np.float32(sphere[RED]) * unit) * light)
            green = to_byte(np.float32(np.float32(sphere[GREEN]) * unit) * light)
            blue = to_byte(np.float32(np.float32(sphere[BLUE]) * unit) * light)
            colors[pixel, job] = np.uint32(min(red, 255) | min(green, 255) << 8 | min(blue, 255) << 16)


@kernel
def triangle_of_sample(scratch: Scratch, camera: Camera, x: int, y: int, surface: int) -> int:
    """The triangle that the first of a pixel's samples on a sphere shows, or -1."""
    sphere = scratch.spheres[surface - FIRST_SPHERE]
    if x >= scratch.samples.shape[1] or 4 * y + 3 >= scratch.samples.shape[0]:
        return -1
    for k in range(4):
        if scratch.samples[4 * y + k, x] == surface:
            ray = own_ray(sphere, ray_of(camera, x + SAMPLE_X[k], y + SAMPLE_Y[k]))
            outer = sphere_hit(sphere, ray, 1.0)
            if outer >= 0:
                triangle = facet_hit(sphere, ray, guess_at(sphere, ray, outer))[1]
                if triangle >= 0:
                    return triangle
    return -1
