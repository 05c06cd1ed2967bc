"""Where the walker can stand: its ball against the walls of the grid.

Positions are in metres from the grid's bottom-left corner, outer wall included; wall grids have row 0 at the bottom.
"""

from __future__ import annotations

import math

from memory_maze.compiling import Array, kernel

_BARELY = 1e-6
"""Cells by which a point that is pushed out is clear."""


@kernel
def is_clear(walls: Array, cell_size: float, x: float, y: float, radius: float) -> bool:
    """Whether a disc touches no wall.

    Args:
      walls: bool [H, W].
      cell_size: metres.
      x: of the disc's centre, metres.
      y: the same.
      radius: metres, less than half a cell.
    """
    across, up = x / cell_size, y / cell_size
    column, row = math.floor(across), math.floor(up)
    if column < 1 or row < 1 or column >= walls.shape[1] - 1 or row >= walls.shape[0] - 1 or walls[row, column]:
        return False
    across -= column
    up -= row
    reach = radius / cell_size
    side = _side(across, reach)
    level = _side(up, reach)
    if (side != 0 and walls[row, column + side]) or (level != 0 and walls[row + level, column]):
        return False
    if side == 0 or level == 0 or not walls[row + level, column + side]:
        return True
    dx = across - (1.0 if side > 0 else 0.0)
    dy = up - (1.0 if level > 0 else 0.0)
    return dx * dx + dy * dy >= reach * reach


@kernel
def pushed_out(walls: Array, cell_size: float, x: float, y: float, radius: float) -> tuple[float, float]:
    """The nearest place where a disc touches no wall, if its centre is in a free cell; else the place itself.

    Args:
      walls: bool [H, W].
      cell_size: metres.
      x: of the disc's centre, metres.
      y: the same.
      radius: metres, less than half a cell.
    """
    column, row = math.floor(x / cell_size), math.floor(y / cell_size)
    if column < 1 or row < 1 or column >= walls.shape[1] - 1 or row >= walls.shape[0] - 1 or walls[row, column]:
        return x, y
    across, up = x / cell_size - column, y / cell_size - row
    reach = radius / cell_size + _BARELY
    side = _side(across, reach)
    if side != 0 and walls[row, column + side]:
        across = 1.0 - reach if side > 0 else reach
        side = 0
    level = _side(up, reach)
    if level != 0 and walls[row + level, column]:
        up = 1.0 - reach if level > 0 else reach
        level = 0
    if side != 0 and level != 0 and walls[row + level, column + side]:
        corner_x, corner_y = (1.0 if side > 0 else 0.0), (1.0 if level > 0 else 0.0)
        dx, dy = across - corner_x, up - corner_y
        distance = math.sqrt(dx * dx + dy * dy)
        if 0.0 < distance < reach:
            across, up = corner_x + dx / distance * reach, corner_y + dy / distance * reach
    return (column + across) * cell_size, (row + up) * cell_size


@kernel
def _side(part: float, reach: float) -> int:
    """-1 or 1 where a part of a cell in [0, 1) is within reach of the lower or upper border, else 0."""
    if part < reach:
        return -1
    return 1 if part > 1.0 - reach else 0
