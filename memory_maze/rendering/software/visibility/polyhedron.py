"""Where a ray enters MuJoCo's sphere, which is a polyhedron; see facets.py.

Places and directions are in the sphere's own frame: from its centre, turned with it, in units of its radius.
"""

from __future__ import annotations

import math

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.software.records.frame_types import AWAY_X, AWAY_Y, AWAY_Z, COS, RADIUS, SIN
from memory_maze.rendering.software.visibility.facets import SLICE_COS, SLICE_SIN, SLICES, STACK_COS, STACK_SIN, STACKS

Point = tuple[float, float, float]

MOST_STEPS = 12
"""Triangles that are tried from the first guess on; two or three do."""


@kernel
def own_ray(sphere: Array, ray: Point) -> Point:
    """A direction in the sphere's frame; ray parameters stay as they are."""
    scale = 1 / sphere[RADIUS]
    x, y = ray[0] * scale, ray[1] * scale
    return x * sphere[COS] + y * sphere[SIN], y * sphere[COS] - x * sphere[SIN], ray[2] * scale


@kernel
def own_eye(sphere: Array) -> Point:
    """The camera's place in the sphere's frame."""
    return own_ray(sphere, (-sphere[AWAY_X], -sphere[AWAY_Y], -sphere[AWAY_Z]))


@kernel
def sphere_hit(eye: Point, ray: Point) -> float:
    """Where a ray enters the sphere around the polyhedron; negative if it does not."""
    square, towards = dot(ray, ray), dot(eye, ray)
    inside = towards * towards - square * (dot(eye, eye) - 1)
    if inside <= 0 or towards >= 0:
        return -1.0
    return (-towards - math.sqrt(inside)) / square


@kernel
def vertex(slice_: int, stack: int) -> Point:
    """A corner of the polyhedron."""
    wide = STACK_COS[stack]
    return wide * SLICE_COS[slice_], wide * SLICE_SIN[slice_], STACK_SIN[stack]


@kernel
def corners(triangle: int) -> tuple[Point, Point, Point]:
    """The corners of triangle 2 (stack * 28 + slice) + half, anticlockwise from outside."""
    facet = triangle >> 1
    i, j = facet % SLICES, facet // SLICES
    if triangle & 1:
        return vertex(i + 1, j), vertex(i + 1, j + 1), vertex(i, j + 1)
    return vertex(i, j), vertex(i + 1, j), vertex(i, j + 1)


@kernel
def first_guess(x: float, y: float, z: float) -> int:
    """A triangle near a point of the unit sphere."""
    j = 0
    while j < STACKS - 1 and STACK_SIN[j + 1] <= z:
        j += 1
    low, high = 0, SLICES // 2
    flip = y < 0 or (y == 0 and x < 0)
    if flip:
        x, y = -x, -y
    while high - low > 1:
        middle = (low + high) // 2
        if SLICE_COS[middle] * y - SLICE_SIN[middle] * x >= 0:
            low = middle
        else:
            high = middle
    i = low + SLICES // 2 if flip else low
    return 2 * (j * SLICES + i) + (j == 0)


@kernel
def cross(a: Point, b: Point) -> Point:
    """The vector product."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


@kernel
def dot(a: Point, b: Point) -> float:
    """The scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@kernel
def minus(a: Point, b: Point) -> Point:
    """The difference."""
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


@kernel
def barycentric(eye: Point, ray: Point, triangle: int) -> tuple[float, float, float, float]:
    """Ray parameter, negative if the triangle shows its back, and the shares of the second and third corner."""
    a, b, c = corners(triangle)
    ab, ac = minus(b, a), minus(c, a)
    normal = cross(ab, ac)
    facing = -dot(normal, ray)
    if facing <= 0:
        return -1.0, 0.0, 0.0, 0.0
    start = minus(eye, a)
    moment = cross(start, ray)
    return dot(start, normal) / facing, dot(ac, moment) / facing, -dot(ab, moment) / facing, facing


@kernel
def neighbour(triangle: int, edge: int) -> int:
    """The triangle beyond an edge: 0 opposite the first corner, 1 the second, 2 the third. -1 at a pole."""
    facet = triangle >> 1
    i, j = facet % SLICES, facet // SLICES
    if triangle & 1 == 0:
        if edge == 0:
            return triangle + 1 if j < STACKS - 1 else 2 * (j * SLICES + (i + 1) % SLICES)
        if edge == 1:
            left = j * SLICES + (i + SLICES - 1) % SLICES
            return 2 * left + 1 if j < STACKS - 1 else 2 * left
        return 2 * (facet - SLICES) + 1 if j > 0 else -1
    if edge == 0:
        return 2 * (facet + SLICES) if j < STACKS - 1 else -1
    if edge == 1:
        return triangle - 1 if j > 0 else 2 * (j * SLICES + (i + SLICES - 1) % SLICES) + 1
    right = j * SLICES + (i + 1) % SLICES
    return 2 * right if j > 0 else 2 * right + 1


@kernel
def facet_hit(eye: Point, ray: Point, outer: float) -> float:
    """Where a ray enters the polyhedron, negative if it misses; `outer` is where it enters the sphere around it."""
    triangle = first_guess(eye[0] + outer * ray[0], eye[1] + outer * ray[1], eye[2] + outer * ray[2])
    for _ in range(MOST_STEPS):
        hit, second, third, facing = barycentric(eye, ray, triangle)
        if facing <= 0:
            break
        first = 1 - second - third
        if first >= 0 and second >= 0 and third >= 0:
            return hit
        edge = 0 if first <= second and first <= third else 1 if second <= third else 2
        triangle = neighbour(triangle, edge)
        if triangle < 0:
            break
    return -1.0
