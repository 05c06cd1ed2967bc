"""One maze as JSON that pages draw: walls and objects, and one moment of it. Lengths are cells, from the bottom-left
inner corner; headings are radians, anticlockwise from +x."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import direction
from memory_maze.game.colors import color_name
from memory_maze.game.moments import Moments
from memory_maze.maze.coordinates import metres_to_position
from memory_maze.maze.paths import shortest_path
from memory_maze.pictures.lettering import color_bytes

Json = dict[str, Any]

DIGITS = 4
"""Digits behind the point: a ten thousandth of a cell is beyond what anybody sees."""


def rows_of(free: NDArray[np.uint8]) -> list[str]:
    """A map as texts of 0 (wall) and 1 (free), the bottom row first.

    Args:
      free: uint8 [H, W], not 0 where one can go.
    """
    return ["".join("1" if cell else "0" for cell in row) for row in free.tolist()]


def swatch(color: NDArray[np.float64]) -> Json:
    """A colour as pages show and name it.

    Args:
      color: float64 [3], RGB in [0, 1].
    """
    red, green, blue = color_bytes(color)
    return {"color": f"#{red:02x}{green:02x}{blue:02x}", "name": color_name(color)}


def chart(now: Moments) -> Json:
    """What does not change in an episode: the walls, and how large an object is."""
    episode = now.episode()
    height, width = episode.layout.shape
    return {
        "width": width - 2,
        "height": height - 2,
        "free": rows_of(episode.layout.free),
        "radius": round(episode.radius / episode.cell_size, DIGITS),
        "objects": [swatch(color) for color in episode.colors],
    }


def moment(now: Moments) -> Json:
    """One moment of one maze: where everything is, what is prompted, and how it goes."""
    target = int(now.target[0])
    x, y = position(now).tolist()
    count = int(now.objects[0])
    return {
        "step": int(now.steps[0]),
        "x": round(x, DIGITS),
        "y": round(y, DIGITS),
        "heading": heading(now),
        "places": [[round(part, DIGITS) for part in place] for place in now.places[0, :count].tolist()],
        "gone": np.flatnonzero(now.gone[0, :count]).tolist(),
        "target": target,
        "prompted": bool(now.prompted[0]),
        "total": float(now.total[0]),
        "found": int(now.found[0]),
        "wrong": int(now.wrong[0]),
        "over": bool(now.over[0]),
        "succeeded": bool(now.succeeded[0]),
    }


def position(now: Moments) -> NDArray[np.float64]:
    """float64 [2]: x, y of the walker in cells."""
    episode = now.episode()
    return metres_to_position(now.positions[0, :2], episode.layout.shape, episode.cell_size)


def heading(now: Moments) -> float:
    """Where the walker looks."""
    dx, dy = direction(float(now.positions[0, 3]))
    return round(float(np.arctan2(dy, dx)), DIGITS)


def path(now: Moments) -> list[list[float]]:
    """The middles of the cells on a shortest way to the prompted object; empty where nothing is prompted."""
    if now.target[0] < 0:
        return []
    free = now.episode().layout.free
    limit = np.array(free.shape[::-1]) - 1
    here = np.clip(position(now).astype(int), 0, limit).tolist()
    there = np.clip(now.places[0, now.target[0]].astype(int), 0, limit).tolist()
    return [[x + 0.5, y + 0.5] for x, y in shortest_path(free, (here[0], here[1]), (there[0], there[1]))]
