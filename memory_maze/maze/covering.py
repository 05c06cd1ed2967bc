"""Covers equal cells with few rectangles of odd sides, in the order that dm_control's mazes use.

The order matters: it numbers the wall boxes, and MuJoCo's contacts, hence the last bits of a trajectory, follow it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, entry_point
from memory_maze.maze.layout import BLOCKS, NO_BLOCK, block_numbers


class Boxes(NamedTuple):
    """Axis-aligned wall boxes standing on the floor, in covering order."""

    center: NDArray[np.float64]
    """[B, 2] metres."""
    half: NDArray[np.float64]
    """[B, 2] half the sides, metres."""
    block: NDArray[np.uint8]
    """[B] number of the texture block."""


def cover(mask: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Covers the true cells of a grid with rectangles of odd sides, greedily, scanning row by row.

    Args:
      mask: bool [H, W].

    Returns:
      int32 [R, 4]: top, left, bottom, right; the last two exclusive.
    """
    return _cover(np.where(mask, 0, NO_BLOCK).astype(np.uint8))[:, :4]


def wall_boxes(walls: NDArray[np.bool_], cell_size: float) -> Boxes:
    """The boxes of all walls: block by block, each block covered on its own.

    Args:
      walls: bool [H, W], row 0 on top.
      cell_size: metres.
    """
    rectangles = _cover(block_numbers(walls))
    center, half = to_metres(rectangles[:, :4], walls.shape, cell_size)
    return Boxes(center, half, rectangles[:, 4].astype(np.uint8))


def _cover(blocks: NDArray[np.uint8]) -> NDArray[np.int32]:
    """int32 [R, 5]: the rectangles of each block, and the block's number."""
    found = np.empty((blocks.size, 5), np.int32)
    return found[: cover_blocks(blocks.copy(), found)]


@entry_point
def cover_blocks(todo: Array, found: Array) -> int:
    """Covers block after block; returns how many rectangles there are.

    Args:
      todo: uint8 [H, W], numbers of blocks, or `NO_BLOCK`; used up.
      found: int32 [H * W, 5], written: top, left, bottom, right, block.
    """
    height, width = todo.shape
    count = 0
    for block in range(BLOCKS * BLOCKS):
        for top in range(height):
            for left in range(width):
                if todo[top, left] != block:
                    continue
                best, best_bottom, best_right = 0, top, left
                right = width
                for y in range(top, height):
                    x = left
                    while x < right and todo[y, x] == block:
                        x += 1
                    if x == left:
                        break
                    right = x if (x - left) % 2 else x - 1
                    rows = y - top + 1
                    if rows % 2 and (right - left) * rows > best:
                        best, best_bottom, best_right = (right - left) * rows, y + 1, right
                todo[top:best_bottom, left:best_right] = NO_BLOCK
                found[count, 0] = top
                found[count, 1] = left
                found[count, 2] = best_bottom
                found[count, 3] = best_right
                found[count, 4] = block
                count += 1
    return count


def to_metres(
    rectangles: NDArray[np.int32], shape: tuple[int, ...], cell_size: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Turns rectangles of cells into centres and half sides.

    Args:
      rectangles: int32 [R, 4] as `cover` gives them.
      shape: (H, W) of the grid.
      cell_size: metres.

    Returns:
      float64 [R, 2] centres and float64 [R, 2] half sides, x then y, metres; the maze's middle is the origin.
    """
    top, left, bottom, right = rectangles.T
    middle_x = (left + right - 1) / 2
    middle_y = (top + bottom - 1) / 2
    center = np.stack(
        [(middle_x - (shape[1] - 1) / 2) * cell_size, -(middle_y - (shape[0] - 1) / 2) * cell_size], axis=1
    )
    half = np.stack([(right - middle_x - 0.5) * cell_size, (bottom - middle_y - 0.5) * cell_size], axis=1)
    return center, half
