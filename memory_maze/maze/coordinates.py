"""Three ways to say where: grid cells [row, column] from the top, metres, and cells from the bottom left."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def cells_to_metres(cells: Sequence[tuple[int, int]], shape: tuple[int, int], cell_size: float) -> NDArray[np.float64]:
    """The centres of grid cells.

    Args:
      cells: n (row, column), outer wall included, row 0 on top.
      shape: (H, W) of the grid.
      cell_size: metres.

    Returns:
      float64 [n, 2]: x, y in metres.
    """
    middle_row, middle_column = (shape[0] - 1) / 2, (shape[1] - 1) / 2
    metres = [((column - middle_column) * cell_size, -(row - middle_row) * cell_size) for row, column in cells]
    return np.array(metres, dtype=np.float64).reshape(-1, 2)


def metres_to_position(metres: NDArray[np.float64], shape: tuple[int, int], cell_size: float) -> NDArray[np.float64]:
    """Positions as observations give them: cells from the bottom-left inner corner; cell centres at k + 0.5.

    Args:
      metres: float64 [..., 2].
      shape: (H, W) of the grid, outer wall included.
      cell_size: metres.

    Returns:
      float64 [..., 2].
    """
    position: NDArray[np.float64] = metres / cell_size + inner_middle(shape)
    return position


def inner_middle(shape: tuple[int, int]) -> NDArray[np.float64]:
    """float64 [2]: cells from the bottom-left inner corner to the middle of a grid of (H, W), along x and y."""
    return np.array([shape[1] - 2.0, shape[0] - 2.0]) / 2.0


def inner_to_grid(cell: tuple[int, int], shape: tuple[int, int]) -> tuple[int, int]:
    """Turns [x, y] counted from the bottom-left inner cell into the grid's (row, column)."""
    return shape[0] - 2 - cell[1], cell[0] + 1


def grid_to_inner(cell: tuple[int, int], shape: tuple[int, int]) -> tuple[int, int]:
    """Turns the grid's (row, column) into (x, y) counted from the bottom-left inner cell."""
    return cell[1] - 1, shape[0] - 2 - cell[0]
