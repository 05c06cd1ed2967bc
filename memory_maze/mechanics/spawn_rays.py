"""Where the first look goes: ten rays from the spawn, and the direction of the longest (PHYSICS, section 3, step 5).

The operations follow MuJoCo's ray casting one for one: about one episode in five has near ties that rounding decides.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.maze.covering import Boxes
from memory_maze.mechanics.walker import BALL_HEIGHT
from memory_maze.scenario.fields import BALL_RADIUS

RAYS = 10
RAY_HEIGHT = 0.1
"""Metres."""

_TINY = 1e-15
"""mjMINVAL: a component of a direction below it is treated as 0."""

_ANGLES = 2 * np.pi * np.arange(RAYS) / RAYS

_DIRECTIONS = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)


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
    hits = np.concatenate([_box_hits(spawn, boxes, wall_height), _sphere_hits(spawn, spheres, radii)], axis=1)
    nearest = np.where(hits >= 0, hits, np.inf).min(axis=1)
    return int(np.argmax(np.where(np.isfinite(nearest), nearest, -1.0)))


def _box_hits(spawn: tuple[float, float], boxes: Boxes, wall_height: float) -> NDArray[np.float64]:
    """float64 [RAYS, 4 B]: how far each ray goes to each side of each box, -1 where it misses."""
    if wall_height < RAY_HEIGHT:
        return np.empty((RAYS, 0))
    local = np.array(spawn) - boxes.center
    hits = []
    for axis, other in ((0, 1), (1, 0)):
        along, aside = _DIRECTIONS[:, axis, None], _DIRECTIONS[:, other, None]
        crosses = np.abs(along) > _TINY
        for side in (-1, 1):
            t = (side * boxes.half[:, axis] - local[:, axis]) / np.where(crosses, along, 1.0)
            across = local[:, other] + t * aside
            hits.append(np.where(crosses & (np.abs(across) <= boxes.half[:, other]), t, -1.0))
    return np.concatenate(hits, axis=1)


def _sphere_hits(
    spawn: tuple[float, float], centers: NDArray[np.float64], radii: NDArray[np.float64]
) -> NDArray[np.float64]:
    """float64 [RAYS, n]: how far each ray goes to each sphere, -1 where it misses."""
    dx, dy, dz = (np.array([*spawn, RAY_HEIGHT]) - centers).T
    vx, vy = _DIRECTIONS[:, 0, None], _DIRECTIONS[:, 1, None]
    a = vx * vx + vy * vy
    b = vx * dx + vy * dy
    c = dx * dx + dy * dy + dz * dz - radii * radii
    under_root = b * b - a * c
    hit = under_root >= _TINY
    root = np.sqrt(np.where(hit, under_root, 0.0))
    near, far = (-b - root) / a, (-b + root) / a
    return np.where(hit, np.where(near >= 0, near, far), -1.0)
