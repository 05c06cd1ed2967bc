"""Shortest paths over free cells, in four directions."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, entry_point

STEPS = ((-1, 0), (1, 0), (0, -1), (0, 1))
"""(dx, dy) in the order that decides between equally short paths (checked against upstream)."""

Cell = tuple[int, int]
"""(x, y) of a cell, as the second and first index of a map of free cells."""


def shortest_path(free: NDArray[np.uint8], start: Cell, goal: Cell) -> tuple[Cell, ...]:
    """A shortest path by breadth-first search.

    Args:
      free: uint8 [H, W], not 0 where one can go; indexed [y, x].
      start: (x, y).
      goal: (x, y).

    Returns:
      The cells from start to goal, both included; empty when there is no way.
    """
    came_from = np.full(free.size, -1, np.int64)
    if not _search(free, start[0], start[1], goal[0], goal[1], came_from, np.empty(free.size, np.int64)):
        return ()
    width = free.shape[1]
    first, cell = start[1] * width + start[0], goal[1] * width + goal[0]
    path = [cell]
    while cell != first:
        cell = int(came_from[cell])
        path.append(cell)
    return tuple((number % width, number // width) for number in reversed(path))


def marked_layout(free: NDArray[np.uint8], here: NDArray[np.float64], there: NDArray[np.float64]) -> NDArray[np.uint8]:
    """A layout with a shortest path marked.

    Args:
      free: uint8 [H, W], 1 free, 0 wall.
      here: float64 [2], where the path begins, in cells.
      there: float64 [2], where it ends.

    Returns:
      uint8 [H, W], new: 2 on the path, else as `free`.
    """
    layout = np.array(free, order="C")
    for x, y in shortest_path(layout, (int(here[0]), int(here[1])), (int(there[0]), int(there[1]))):
        layout[y, x] = 2
    return layout


@entry_point
def _search(free: Array, start_x: int, start_y: int, goal_x: int, goal_y: int, came_from: Array, queue: Array) -> bool:
    """Breadth first; cells are numbered row by row. Writes, for each cell found, the one before it."""
    height, width = free.shape
    start, goal = start_y * width + start_x, goal_y * width + goal_x
    came_from[start] = start
    queue[0] = start
    begin, end = 0, 1
    while begin < end and came_from[goal] < 0:
        here = queue[begin]
        begin += 1
        for dx, dy in STEPS:
            x, y = here % width + dx, here // width + dy
            cell = y * width + x
            if 0 <= x < width and 0 <= y < height and free[y, x] and came_from[cell] < 0:
                came_from[cell] = here
                queue[end] = cell
                end += 1
    return bool(came_from[goal] >= 0)


def reachable(free: NDArray[np.uint8], start: Cell) -> NDArray[np.bool_]:
    """Which cells can be reached from a cell.

    Args:
      free: uint8 [H, W], not 0 where one can go; indexed [y, x].
      start: (x, y).

    Returns:
      bool [H, W].
    """
    height, width = free.shape
    reached = np.zeros((height, width), dtype=bool)
    reached[start[1], start[0]] = True
    stack = [start]
    while stack:
        x, y = stack.pop()
        for dx, dy in STEPS:
            cx, cy = x + dx, y + dy
            if 0 <= cx < width and 0 <= cy < height and free[cy, cx] and not reached[cy, cx]:
                reached[cy, cx] = True
                stack.append((cx, cy))
    return reached
