"""Shortest paths over free cells, in four directions."""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

STEPS = ((-1, 0), (1, 0), (0, -1), (0, 1))
"""(dx, dy) in the order that decides between equally short paths (checked against upstream)."""

Cell = tuple[int, int]


def shortest_path(free: NDArray[np.uint8], start: Cell, goal: Cell) -> tuple[Cell, ...]:
    """A shortest path by breadth-first search.

    Args:
      free: uint8 [H, W], not 0 where one can go; indexed [y, x].
      start: (x, y).
      goal: (x, y).

    Returns:
      The cells from start to goal, both included; empty when there is no way.
    """
    height, width = free.shape
    rows = free.tolist()
    came_from: dict[Cell, Cell] = {start: start}
    queue = deque([start])
    while queue and goal not in came_from:
        x, y = queue.popleft()
        for dx, dy in STEPS:
            cell = (x + dx, y + dy)
            inside = 0 <= cell[0] < width and 0 <= cell[1] < height
            if inside and cell not in came_from and rows[cell[1]][cell[0]]:
                came_from[cell] = (x, y)
                queue.append(cell)
    if goal not in came_from:
        return ()
    path = [goal]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return tuple(reversed(path))


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
