"""Covers equal cells with few rectangles of odd sides, in the order that dm_control's mazes use.

The order matters: it numbers the wall boxes, and MuJoCo's contacts, hence the last bits of a trajectory, follow it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.maze.layout import BLOCKS, block_numbers


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
    todo = mask.tolist()
    rectangles = []
    for top, row in enumerate(todo):
        for left in range(len(row)):
            if row[left]:
                bottom, right = _largest(todo, top, left)
                rectangles.append((top, left, bottom, right))
                for covered in todo[top:bottom]:
                    covered[left:right] = [False] * (right - left)
    return np.array(rectangles, dtype=np.int32).reshape(-1, 4)


def _largest(todo: list[list[bool]], top: int, left: int) -> tuple[int, int]:
    """The (bottom, right) of the first largest rectangle with this corner whose sides are odd."""
    best, bottom, best_right = 0, top, left
    right = len(todo[0])
    for y in range(top, len(todo)):
        row = todo[y]
        x = left
        while x < right and row[x]:
            x += 1
        if x == left:
            break
        right = x if (x - left) % 2 else x - 1
        rows = y - top + 1
        if rows % 2 and (right - left) * rows > best:
            best, bottom, best_right = (right - left) * rows, y + 1, right
    return bottom, best_right


def wall_boxes(walls: NDArray[np.bool_], cell_size: float) -> Boxes:
    """The boxes of all walls: block by block, each block covered on its own.

    Args:
      walls: bool [H, W], row 0 on top.
      cell_size: metres.
    """
    blocks = block_numbers(walls)
    covers = [_cover_block(blocks == block) for block in range(BLOCKS * BLOCKS)]
    center, half = to_metres(np.concatenate(covers), walls.shape, cell_size)
    numbers = np.repeat(np.arange(len(covers), dtype=np.uint8), [len(rectangles) for rectangles in covers])
    return Boxes(center, half, numbers)


def _cover_block(mask: NDArray[np.bool_]) -> NDArray[np.int32]:
    """`cover`, looking only where something is to be covered."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return np.empty((0, 4), dtype=np.int32)
    top, left = int(rows[0]), int(columns[0])
    inside = cover(mask[top : rows[-1] + 1, left : columns[-1] + 1])
    return inside + np.array([top, left, top, left], dtype=np.int32)


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
