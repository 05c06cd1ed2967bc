"""The triangles of MuJoCo's sphere: which of them a ray meets, and how bright it is there."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from memory_maze.compiling import Array, interpreted, kernel
from memory_maze.rendering.planes import AMBIENT, DIFFUSE
from memory_maze.rendering.trig import sine_cosine

SLICES, STACKS = 28, 16
"""MuJoCo's defaults for built-in solids."""


SLICE_SINE_COSINE = np.array([interpreted(sine_cosine)(2 * math.pi * i / SLICES) for i in range(SLICES)])
STACK_SINE_COSINE = np.array([interpreted(sine_cosine)(math.pi * (j / STACKS - 0.5)) for j in range(STACKS + 1)])
"""[slices, 2] and [stacks + 1, 2] sine and cosine of the corners' azimuths and elevations."""

VERTICES = np.stack(
    [
        STACK_SINE_COSINE[:, 1:] * SLICE_SINE_COSINE[:, 1],
        STACK_SINE_COSINE[:, 1:] * SLICE_SINE_COSINE[:, 0],
        np.repeat(STACK_SINE_COSINE[:, :1], SLICES, axis=1),
    ],
    axis=2,
).reshape(-1, 3)
"""[(stacks + 1) * slices, 3] the corners of the polyhedron, stack by stack from below."""

PER_SLICE = 2 * math.pi / SLICES
PER_STACK = math.pi / STACKS

MOST_STEPS = 12
"""Triangles that are tried from the first guess on; two or three do."""


@kernel
def vertex(slice_: int, stack: int) -> tuple[float, float, float]:
    """A corner of the polyhedron."""
    corner = VERTICES[stack * SLICES + (slice_ if slice_ < SLICES else slice_ - SLICES)]
    return corner[0], corner[1], corner[2]


@kernel
def corners(triangle: int) -> tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]:
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
    while j < STACKS - 1 and STACK_SINE_COSINE[j + 1, 0] <= z:
        j += 1
    low, high = 0, SLICES // 2
    flip = y < 0 or (y == 0 and x < 0)
    if flip:
        x, y = -x, -y
    while high - low > 1:
        middle = (low + high) // 2
        if SLICE_SINE_COSINE[middle, 1] * y - SLICE_SINE_COSINE[middle, 0] * x >= 0:
            low = middle
        else:
            high = middle
    i = low + SLICES // 2 if flip else low
    return 2 * (j * SLICES + i) + (j == 0)


@kernel
def cross(a: tuple[float, float, float], b: tuple[float, float, float]) -> tuple[float, float, float]:
    """The vector product."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


@kernel
def dot(a: tuple[float, float, float], b: tuple[float, float, float]) -> float:
    """The scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@kernel
def minus(a: tuple[float, float, float], b: tuple[float, float, float]) -> tuple[float, float, float]:
    """The difference."""
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


@kernel
def barycentric(sphere: Array, ray: tuple[float, float, float], triangle: int) -> tuple[float, float, float, float]:
    """Ray parameter, negative if the triangle shows its back, and the shares of the second and third corner."""
    a, b, c = corners(triangle)
    eye = (sphere[9], sphere[10], sphere[11])
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
def facet_hit(sphere: Array, ray: tuple[float, float, float], guess: int) -> tuple[float, int, float, float]:
    """Where a ray enters the polyhedron: ray parameter, triangle, shares of its second and third corner.

    Args:
      guess: the triangle to try first.

    Returns:
      a triangle of -1 if the ray misses.
    """
    triangle = guess
    for _ in range(MOST_STEPS):
        hit, second, third, facing = barycentric(sphere, ray, triangle)
        if facing <= 0:
            break
        first = 1 - second - third
        if first >= 0 and second >= 0 and third >= 0:
            return hit, triangle, second, third
        edge = 0 if first <= second and first <= third else 1 if second <= third else 2
        triangle = neighbour(triangle, edge)
        if triangle < 0:
            break
    return -1.0, -1, 0.0, 0.0


@kernel
def guess_at(sphere: Array, ray: tuple[float, float, float], outer: float) -> int:
    """A triangle near the point where a ray enters the sphere around the polyhedron, at parameter `outer`."""
    return first_guess(sphere[9] + outer * ray[0], sphere[10] + outer * ray[1], sphere[11] + outer * ray[2])


@kernel
def light_at(triangle: int, second: float, third: float, forward: tuple[float, float, float]) -> np.float32:
    """The light of a triangle, linear between the light of its corners; `forward` is in the sphere's frame."""
    a, b, c = corners(triangle)
    la: Any = min(1.0, AMBIENT + DIFFUSE * max(0.0, -dot(a, forward)))
    lb: Any = min(1.0, AMBIENT + DIFFUSE * max(0.0, -dot(b, forward)))
    lc: Any = min(1.0, AMBIENT + DIFFUSE * max(0.0, -dot(c, forward)))
    return np.float32(max(0.0, la + second * (lb - la) + third * (lc - la)))
