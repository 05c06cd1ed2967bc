"""Objects that move to other places when something was found."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.moments import Moments
from memory_maze.game.touch import touches
from memory_maze.maze.coordinates import cells_to_metres, metres_to_position


def move_objects(now: Moments, row: int, moved: NDArray[np.intp], stream: np.random.RandomState) -> None:
    """Moves objects of one maze to object places that are free: where no other object is, and nobody touches them.

    An object for which there is no such place stays where it is.

    Args:
      now: of all mazes; centres and places are written.
      row: of the maze.
      moved: numbers of the objects.
      stream: the places are drawn from it.
    """
    layout, cell_size = now.episode(row).layout, float(now.cell_size[row])
    middles = cells_to_metres(layout.places, layout.shape, cell_size)
    centers, count = now.centers[row], int(now.objects[row])
    left = [number for number in range(count) if number not in moved and not now.gone[row, number]]
    pose, height, radius = now.pose(row), float(centers[0, 2]), float(now.radius[row])
    free = [
        place
        for place, (x, y) in enumerate(middles.tolist())
        if not _stands_there(centers[left, :2], middles[place], cell_size) and not touches(pose, (x, y, height), radius)
    ]
    stream.shuffle(free)
    for number, place in zip(moved.tolist(), free, strict=False):
        centers[number, :2] = middles[place]
        now.places[row, number] = metres_to_position(middles[place], layout.shape, cell_size)


def _stands_there(others: NDArray[np.float64], middle: NDArray[np.float64], cell_size: float) -> bool:
    return bool((np.abs(others - middle) < cell_size / 2).all(axis=1).any())
