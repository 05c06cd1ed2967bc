"""Where numbers stand on a map: beside what they mark, and over nothing that is to be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]


class Obstacle(NamedTuple):
    """A round thing that is not to be covered."""

    x: float
    y: float
    radius: float
    weight: float
    """How bad it is to cover it."""


ANGLES = 24
"""Directions in which a place is looked for."""

DISTANCES = (1.9, 2.4, 3.0, 3.8, 4.8, 6.0, 7.5)
"""How far away, in radii of a number's disc."""

OUTSIDE = 1e6
"""What it costs to leave the map."""

NEARER = 0.08
"""What each radius of distance costs: of two free places, the nearer one is taken."""

LABEL = 20.0
"""How bad it is to cover another number."""

_ALONG = 5
"""Points of a leader that are held to cover nothing either."""


def place_labels(
    spots: Sequence[Point], radius: float, size: Point, obstacles: Sequence[Obstacle]
) -> tuple[Point, ...]:
    """Places for the discs of numbers, one after the other.

    Args:
      spots: what each number marks.
      radius: of a disc.
      size: width and height of the map that discs stay on.
      obstacles: what they avoid, beside one another.

    Returns:
      A disc's middle for each spot.
    """
    taken = list(obstacles)
    placed: list[Point] = []
    for spot in spots:
        places = _around(spot, radius)
        costs = _costs(places, spot, radius, size, np.array(taken).reshape(-1, 4))
        x, y = places[int(costs.argmin())].tolist()
        placed.append((x, y))
        taken.append(Obstacle(x, y, radius, LABEL))
    return tuple(placed)


def _around(spot: Point, radius: float) -> NDArray[np.float64]:
    """float64 [k, 2]: where the disc of a spot may be."""
    angles = 2 * math.pi * np.arange(ANGLES) / ANGLES
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    ring = np.array(DISTANCES)[:, None, None] * radius * directions
    places: NDArray[np.float64] = np.array(spot) + ring.reshape(-1, 2)
    return places


def _costs(
    places: NDArray[np.float64], spot: Point, radius: float, size: Point, taken: NDArray[np.float64]
) -> NDArray[np.float64]:
    """float64 [k]: how bad each place is."""
    away = np.linalg.norm(places - spot, axis=1) / radius
    outside = ((places < radius) | (places > np.array(size) - radius)).any(axis=1)
    costs = NEARER * away + OUTSIDE * outside + _covered(places, radius, taken)
    for share in np.linspace(0.35, 0.85, _ALONG):
        costs += _covered(np.array(spot) + share * (places - spot), 0.0, taken) / _ALONG
    return costs


def _covered(places: NDArray[np.float64], radius: float, taken: NDArray[np.float64]) -> NDArray[np.float64]:
    """float64 [k]: what discs of a radius cover, each thing by its weight and by how deep they lie in it."""
    gaps = np.linalg.norm(places[:, None] - taken[None, :, :2], axis=2)
    reach = radius + taken[:, 2]
    depth = np.clip((1.1 * reach - gaps) / np.maximum(reach, 1e-9), 0.0, 1.0)
    costs: NDArray[np.float64] = (depth * taken[:, 3]).sum(axis=1)
    return costs
