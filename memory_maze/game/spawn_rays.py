"""Where the first look goes: ten rays from the spawn, and the direction of the longest.

See docs/physics.md, section "The order of random numbers", step 5. The operations follow MuJoCo's ray casting one for
one: about one episode in five has near ties that rounding decides.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, entry_point, kernel
from memory_maze.game.body import BALL_HEIGHT
from memory_maze.maze.covering import Boxes
from memory_maze.scenario.model.fields import BALL_RADIUS

RAYS = 10
RAY_HEIGHT = 0.1
"""Metres above the floor at which the rays run."""

_TINY = 1e-15
"""mjMINVAL: a component of a direction below it is treated as 0."""

_ANGLES = 2 * np.pi * np.arange(RAYS) / RAYS

_DIRECTIONS = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)


_WALKER = np.array([0.0, 0.0, BALL_HEIGHT])
"""The walker itself stands in the way, at the origin: it has not been moved to its spawn yet."""


def longest_ray(
    spawn: tuple[float, float], boxes: Boxes, wall_height: float, centers: NDArray[np.float64], radius: float
) -> int:
    """The number of the first of the longest rays; ray k points 2 pi k / 10 anticlockwise from +x.

    Args:
      spawn: x, y, metres.
      boxes: the walls.
      wall_height: metres.
      centers: float64 [n, 3], the objects' centres.
      radius: the objects' radius, metres.
    """
    walls = len(boxes.center) if wall_height >= RAY_HEIGHT else 0
    reach = np.empty(RAYS)
    cast_rays(spawn, boxes.center[:walls], boxes.half[:walls], centers, radius, reach)
    return int(np.argmax(reach))


@entry_point
def cast_rays(
    spawn: tuple[float, float], box_center: Array, box_half: Array, centers: Array, radius: float, reach: Array
) -> None:
    """Writes how far each ray goes; -1 for one that hits nothing.

    Args:
      spawn: x, y, metres.
      box_center: float64 [B, 2].
      box_half: float64 [B, 2].
      centers: float64 [n, 3], the objects' centres.
      radius: the objects' radius.
      reach: float64 [RAYS], written.
    """
    for ray in range(RAYS):
        vx, vy = _DIRECTIONS[ray, 0], _DIRECTIONS[ray, 1]
        nearest = _sphere_hit(spawn, _WALKER, BALL_RADIUS, vx, vy)
        for number in range(len(centers)):
            nearest = _nearer(nearest, _sphere_hit(spawn, centers[number], radius, vx, vy))
        for number in range(len(box_center)):
            x, y = spawn[0] - box_center[number, 0], spawn[1] - box_center[number, 1]
            half_x, half_y = box_half[number, 0], box_half[number, 1]
            for side in (-1, 1):
                nearest = _nearer(nearest, _side_hit(x, y, half_x, half_y, vx, vy, side))
                nearest = _nearer(nearest, _side_hit(y, x, half_y, half_x, vy, vx, side))
        reach[ray] = max(nearest, -1.0)


@kernel
def _nearer(one: float, other: float) -> float:
    """The shorter of two distances, of which negative ones are misses."""
    if one < 0 or other < 0:
        return max(one, other)
    return min(one, other)


@kernel
def _side_hit(
    along: float, aside: float, half_along: float, half_aside: float, v_along: float, v_aside: float, side: int
) -> float:
    """How far a ray from a point relative to a box goes to one of its sides, -1 where it misses."""
    if abs(v_along) <= _TINY:
        return -1.0
    t = (side * half_along - along) / v_along
    return t if abs(aside + t * v_aside) <= half_aside else -1.0


@kernel
def _sphere_hit(spawn: tuple[float, float], center: Array, radius: float, vx: float, vy: float) -> float:
    """How far a ray goes to a sphere, -1 where it misses."""
    dx, dy, dz = spawn[0] - center[0], spawn[1] - center[1], RAY_HEIGHT - center[2]
    a = vx * vx + vy * vy
    b = vx * dx + vy * dy
    c = dx * dx + dy * dy + dz * dz - radius * radius
    under_root = b * b - a * c
    if under_root < _TINY:
        return -1.0
    root = math.sqrt(under_root)
    near, far = (-b - root) / a, (-b + root) / a
    return near if near >= 0 else far
