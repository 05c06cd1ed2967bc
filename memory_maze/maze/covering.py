"""Covers equal cells with few rectangles of odd sides, in the order that dm_control's mazes use.

The order matters: it numbers the wall boxes, and MuJoCo's contacts, hence the last bits of a trajectory, follow it.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, entry_point
from memory_maze.maze.layout import BLOCKS, NO_BLOCK, block_numbers


class Boxes(NamedTuple):
    """Axis-aligned wall boxes standing on the floor, in covering order."""

    center: NDArray[np.float64]
    """float64 [B, 2]: x and y of each box's centre, in metres."""
    half: NDArray[np.float64]
    """float64 [B, 2]: half the sides of each box along x and y, in metres."""
    block: NDArray[np.uint8]
    """uint8 [B]: which of the texture blocks, 0 to 8, each box is in."""


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
    center, half = np.empty((len(rectangles), 2)), np.empty((len(rectangles), 2))
    height, width = walls.shape
    to_metres(rectangles, height, width, cell_size, center, half)
    return Boxes(center, half, rectangles[:, 4].astype(np.uint8))


def _cover(blocks: NDArray[np.uint8]) -> NDArray[np.int32]:
    """int32 [R, 5]: the rectangles of each block, and the block's number. Uses up `blocks`."""
    found = np.empty((blocks.size, 5), np.int32)
    return found[: cover_blocks(blocks, found)]


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


@entry_point
def to_metres(rectangles: Array, height: int, width: int, cell_size: float, center: Array, half: Array) -> None:
    """Turns rectangles of cells into boxes; the maze's middle is the origin.

    Args:
      rectangles: int32 [R, 5] as `cover_blocks` writes them.
      height: of the grid.
      width: of the grid.
      cell_size: metres.
      center: float64 [R, 2], written: x then y, metres.
      half: float64 [R, 2], written: half the sides, metres.
    """
    for number in range(len(rectangles)):
        top, left = rectangles[number, 0], rectangles[number, 1]
        bottom, right = rectangles[number, 2], rectangles[number, 3]
        middle_x, middle_y = (left + right - 1) / 2, (top + bottom - 1) / 2
        center[number, 0] = (middle_x - (width - 1) / 2) * cell_size
        center[number, 1] = -(middle_y - (height - 1) / 2) * cell_size
        half[number, 0] = (right - middle_x - 0.5) * cell_size
        half[number, 1] = (bottom - middle_y - 0.5) * cell_size
