"""Ways through a maze for something that has a width: over cells to the goal, and straight on where it is free."""

from __future__ import annotations

import heapq
import math

import numpy as np
from numpy.typing import NDArray

from memory_maze.maze.covering import Boxes

Cell = tuple[int, int]

_STEPS = tuple((dr, dc) for dr in (-1, 0, 1) for dc in (-1, 0, 1) if dr or dc)


def distances_to(walls: NDArray[np.bool_], goal: Cell) -> NDArray[np.float64]:
    """How far each cell is from the goal, in steps to any of the eight neighbours, none of them past a wall's corner.

    Args:
      walls: bool [H, W], its border all walls.
      goal: (row, column), free.

    Returns:
      float64 [H, W] in cells; infinite where there is no way.
    """
    distances = np.full(walls.shape, np.inf)
    distances[goal] = 0.0
    queue = [(0.0, goal)]
    while queue:
        distance, cell = heapq.heappop(queue)
        if distance > distances[cell]:
            continue
        for neighbour in neighbours(walls, cell):
            longer = distance + math.dist(cell, neighbour)
            if longer < distances[neighbour]:
                distances[neighbour] = longer
                heapq.heappush(queue, (longer, neighbour))
    return distances


def neighbours(walls: NDArray[np.bool_], cell: Cell) -> list[Cell]:
    """The cells that one straight step leads to.

    Args:
      walls: bool [H, W], its border all walls.
      cell: (row, column), not on the border.
    """
    row, column = cell
    return [
        (row + dr, column + dc)
        for dr, dc in _STEPS
        if not (walls[row + dr, column + dc] or walls[row + dr, column] or walls[row, column + dc])
    ]


def route(walls: NDArray[np.bool_], distances: NDArray[np.float64], start: Cell) -> list[Cell]:
    """A shortest way from a cell to the goal, both included; the start alone where there is none.

    Args:
      walls: bool [H, W].
      distances: float64 [H, W] of `distances_to`.
      start: (row, column), free.
    """
    cells = [start]
    while 0.0 < distances[cells[-1]] < np.inf:
        here = cells[-1]
        cells.append(min(neighbours(walls, here), key=lambda cell: float(distances[cell]) + math.dist(here, cell)))
    return cells


def clear(here: NDArray[np.float64], points: NDArray[np.float64], boxes: Boxes, margin: float) -> NDArray[np.bool_]:
    """Which points a straight line reaches without coming closer than a margin to a wall (in x or in y).

    Args:
      here: float64 [2], metres.
      points: float64 [n, 2], metres.
      boxes: the walls.
      margin: metres.

    Returns:
      bool [n].
    """
    way = points - here
    low = boxes.center - boxes.half - margin - here
    high = boxes.center + boxes.half + margin - here
    with np.errstate(divide="ignore", invalid="ignore"):
        one = low[None] / way[:, None]
        other = high[None] / way[:, None]
    # Along an axis without movement 0 / 0 may appear, exactly on a box's border: that counts as outside.
    enter = np.fmax.reduce(np.minimum(one, other), axis=2)
    leave = np.fmin.reduce(np.maximum(one, other), axis=2)
    hit = (enter < leave) & (leave > 0.0) & (enter < 1.0)
    return ~hit.any(axis=1)
