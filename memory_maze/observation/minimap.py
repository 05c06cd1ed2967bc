"""The minimap: a small map in the picture's corner, centred on the agent, its heading pointing up.

Upstream draws it with Pillow: each cell enlarged, shifted by nearest neighbour, then turned by nearest neighbour in
fixed point with 16 bits of fraction. The same arithmetic is done here for each pixel of the map at once.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, entry_point

MAP_SCALE = 2
"""Pixels a cell at the camera's own resolution."""

_COLORS = np.array([(0, 0, 0), (255, 255, 255), (0, 255, 0), (255, 0, 0)], np.uint8)
"""Wall, free, path, agent."""

_ONE = 65536.0
"""1 in fixed point."""


def draw_minimaps(
    images: NDArray[np.uint8],
    layouts: Sequence[NDArray[np.uint8]],
    positions: NDArray[np.float64],
    headings: NDArray[np.float64],
    scale: int = MAP_SCALE,
) -> None:
    """Blends maps into the top-right corners of pictures, in place.

    Args:
      images: uint8 [n, H, W, 3].
      layouts: n of uint8 [h, w] as the `maze_layout` observation: 0 wall, 1 free, 2 path.
      positions: float64 [n, 2], the agents', in cells.
      headings: float64 [n, 2], unit vectors.
      scale: pixels a cell.
    """
    sides = np.array([max(layout.shape) for layout in layouts])
    squares = np.zeros((len(layouts), sides.max(), sides.max()), np.uint8)
    for square, layout in zip(squares, layouts, strict=True):
        square[: layout.shape[0], : layout.shape[1]] = layout
    turns = np.arctan2(headings[:, 0], headings[:, 1]) / np.pi * 180
    pixels = (sides * scale).tolist()
    turned = np.array([_turn(turn, size) for turn, size in zip(turns.tolist(), pixels, strict=True)])
    table = np.empty((2, max(pixels)), np.int64)
    _draw(images, squares, sides, positions, turned, scale, _COLORS, table)


def _turn(degrees: float, size: int) -> tuple[int, ...]:
    """Where a turned square's pixels come from, in fixed point: x = a0 column + a1 row + a2, then y likewise."""
    angle = -math.radians(degrees % 360.0)
    c, s = round(math.cos(angle), 15), round(math.sin(angle), 15)
    middle = size / 2
    shift_x = c * -middle + s * -middle + 0.0 + middle
    shift_y = -s * -middle + c * -middle + 0.0 + middle
    first = (shift_x + c * 0.5 + s * 0.5, shift_y - s * 0.5 + c * 0.5)
    return tuple(math.floor(value * _ONE + 0.5) for value in (c, s, first[0], -s, c, first[1]))


@entry_point
def _draw(
    images: Array,
    layouts: Array,
    sides: Array,
    positions: Array,
    turned: Array,
    scale: int,
    colors: Array,
    table: Array,
) -> None:
    for n in range(len(images)):
        side = sides[n]
        size = side * scale
        agent_x, agent_y = int(positions[n, 0]), int(positions[n, 1])
        for axis in range(2):
            # Upwards is towards smaller rows.
            sign = 1.0 if axis == 0 else -1.0
            place = sign * ((positions[n, axis] - side / 2) / side * size) + 0.5
            for i in range(size):
                inside = 0.0 <= place < size
                table[axis, i] = int(place) // scale if inside else -1
                place += 1.0
        a0, a1, a2, a3, a4, a5 = turned[n]
        left = images.shape[2] - size
        for row in range(size):
            for column in range(size):
                x = (a0 * column + a1 * row + a2) >> 16
                y = (a3 * column + a4 * row + a5) >> 16
                color = 0
                if 0 <= x < size and 0 <= y < size and table[0, x] >= 0 and table[1, y] >= 0:
                    cell_x, cell_y = table[0, x], side - 1 - table[1, y]
                    color = 3 if cell_x == agent_x and cell_y == agent_y else layouts[n, cell_y, cell_x]
                for channel in range(3):
                    old = images[n, row, left + column, channel]
                    images[n, row, left + column, channel] = old // 2 + colors[color, channel] // 2
