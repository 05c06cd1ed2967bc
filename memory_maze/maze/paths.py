"""Shortest paths over free cells, in four directions."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, entry_point, kernel

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


@entry_point
def measure_ways(free: Array, heres: Array, places: Array, target: Array, scratch: Array, out: Array) -> None:
    """How long the shortest ways from walkers to objects are, in cells.

    A way leads straight to the middle of the next cell, and on from middle to middle.

    Args:
      free: uint8 [n, H, W], 1 free, outer wall included, row 0 at the bottom.
      heres: float64 [n, 2], x, y of the walkers in cells from the bottom-left inner corner.
      places: float64 [n, K, 2], of the objects, likewise.
      target: int64 [n], the objects to go to; a negative number for none.
      scratch: int64 [2, H * W].
      out: float64 [n], is written; 0 for none.
    """
    steps, queue = scratch[0], scratch[1]
    width = free.shape[2]
    for i in range(len(out)):
        out[i] = 0.0
        if target[i] < 0:
            continue
        x, y = heres[i, 0] + 1, heres[i, 1] + 1
        goal_x, goal_y = places[i, target[i], 0] + 1, places[i, target[i], 1] + 1
        here, goal = int(y) * width + int(x), int(goal_y) * width + int(goal_x)
        if here == goal:
            out[i] = math.hypot(goal_x - x, goal_y - y)
            continue
        _count_steps(free[i], goal, steps, queue)
        best = math.inf
        for dx, dy in STEPS:
            cell = here + dy * width + dx
            if steps[cell] >= 0 and steps[cell] < steps[here]:
                middle_x, middle_y = int(x) + dx + 0.5, int(y) + dy + 0.5
                best = min(best, steps[cell] + math.hypot(middle_x - x, middle_y - y))
        out[i] = best


@kernel
def _count_steps(free: Array, goal: int, steps: Array, queue: Array) -> None:
    """Writes for each cell, row by row, how many steps it is from the goal; -1 where no way leads."""
    height, width = free.shape
    for cell in range(len(steps)):
        steps[cell] = -1
    steps[goal] = 0
    queue[0] = goal
    begin, end = 0, 1
    while begin < end:
        here = queue[begin]
        begin += 1
        for dx, dy in STEPS:
            x, y = here % width + dx, here // width + dy
            cell = y * width + x
            if 0 <= x < width and 0 <= y < height and free[y, x] and steps[cell] < 0:
                steps[cell] = steps[here] + 1
                queue[end] = cell
                end += 1
