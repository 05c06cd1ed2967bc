"""What the picture's columns show of a maze: a ray for each, from the camera to the first wall.

Positions are in metres from the grid's bottom-left corner, outer wall included; wall grids have row 0 at the bottom.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import math
from typing import NamedTuple

from memory_maze.compiling import Array, kernel
from memory_maze.compiling.trig import sine_cosine

SEARCHED = 0.3
"""Cells from its middle at which a ray has to pass for a cell to be searched: no object there can have been missed."""


class Eye(NamedTuple):
    """How a camera looks."""

    ahead: float
    """Metres from the walker's axis, along the heading."""
    half_width: float
    """Tangent of half the angle that it sees."""
    rays: int
    over_walls: bool
    """Whether walls are too low to hide what is behind them."""


@kernel
def look(
    walls: Array, cell_size: float, x: float, y: float, heading: float, eye: Eye, known: Array, searched: Array
) -> None:
    """Notes what can be seen.

    Args:
      walls: bool [H, W].
      cell_size: metres.
      x: of the walker's axis, metres.
      y: the same.
      heading: radians.
      eye: the camera.
      known: bool [H, W], set for cells of which anything is seen: whether they are walls is known.
      searched: bool [H, W], set for free cells whose middle is seen.
    """
    dy, dx = sine_cosine(heading)
    left, up = (x + eye.ahead * dx) / cell_size, (y + eye.ahead * dy) / cell_size
    for ray in range(eye.rays):
        aside = eye.half_width * (2.0 * (ray + 0.5) / eye.rays - 1.0)
        _follow(walls, left, up, dx - aside * dy, dy + aside * dx, eye.over_walls, known, searched)


@kernel
def _follow(
    walls: Array, x: float, y: float, dx: float, dy: float, over_walls: bool, known: Array, searched: Array
) -> None:
    """Notes the cells along one ray, from cell border to cell border; everything in cells."""
    length = math.sqrt(dx * dx + dy * dy)
    column, row = math.floor(x), math.floor(y)
    step_x, step_y = (1 if dx > 0 else -1), (1 if dy > 0 else -1)
    next_x = ((column + (dx > 0)) - x) / dx if dx != 0.0 else math.inf
    next_y = ((row + (dy > 0)) - y) / dy if dy != 0.0 else math.inf
    while 0 <= row < walls.shape[0] and 0 <= column < walls.shape[1]:
        known[row, column] = True
        if walls[row, column]:
            if not over_walls:
                return
        else:
            to_x, to_y = column + 0.5 - x, row + 0.5 - y
            ahead = to_x * dx + to_y * dy
            if ahead >= 0.0 and abs(to_x * dy - to_y * dx) < SEARCHED * length:
                searched[row, column] = True
        if next_x < next_y:
            column += step_x
            next_x += step_x / dx
        else:
            row += step_y
            next_y += step_y / dy
