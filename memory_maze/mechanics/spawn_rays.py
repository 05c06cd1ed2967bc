"""Where the first look goes: ten rays from the spawn, and the direction of the longest (PHYSICS, section 3, step 5).

The operations follow MuJoCo's ray casting one for one: about one episode in five has near ties that rounding decides.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.maze.covering import Boxes
from memory_maze.mechanics.walker import BALL_HEIGHT, BALL_RADIUS

RAYS = 10
RAY_HEIGHT = 0.1
"""Metres."""

_TINY = 1e-15
"""mjMINVAL: a component of a direction below it is treated as 0."""


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
    # The walker itself stands in the way, at the origin: it has not been moved to its spawn yet.
    walker = np.array([[0.0, 0.0, BALL_HEIGHT]])
    spheres = np.concatenate([centers, walker])
    radii = np.append(np.full(len(centers), radius), BALL_RADIUS)
    distances = []
    for k in range(RAYS):
        theta = 2 * np.pi * k / RAYS
        ray = (float(np.cos(theta)), float(np.sin(theta)))
        hits = np.concatenate([_box_hits(spawn, ray, boxes, wall_height), _sphere_hits(spawn, ray, spheres, radii)])
        hits = hits[hits >= 0]
        distances.append(float(hits.min()) if hits.size else -1.0)
    return int(np.argmax(distances))


def _box_hits(
    spawn: tuple[float, float], ray: tuple[float, float], boxes: Boxes, wall_height: float
) -> NDArray[np.float64]:
    if wall_height < RAY_HEIGHT:
        return np.empty(0)
    local = np.array(spawn) - boxes.center
    hits = []
    for axis, other in ((0, 1), (1, 0)):
        if abs(ray[axis]) <= _TINY:
            continue
        for side in (-1, 1):
            t = (side * boxes.half[:, axis] - local[:, axis]) / ray[axis]
            across = local[:, other] + t * ray[other]
            hits.append(np.where(np.abs(across) <= boxes.half[:, other], t, -1.0))
    return np.concatenate(hits)


def _sphere_hits(
    spawn: tuple[float, float],
    ray: tuple[float, float],
    centers: NDArray[np.float64],
    radii: NDArray[np.float64],
) -> NDArray[np.float64]:
    dx, dy, dz = (np.array([*spawn, RAY_HEIGHT]) - centers).T
    a = ray[0] * ray[0] + ray[1] * ray[1]
    b = ray[0] * dx + ray[1] * dy
    c = dx * dx + dy * dy + dz * dz - radii * radii
    under_root = b * b - a * c
    hit = under_root >= _TINY
    root = np.sqrt(np.where(hit, under_root, 0.0))
    near, far = (-b - root) / a, (-b + root) / a
    return np.where(hit, np.where(near >= 0, near, far), -1.0)
