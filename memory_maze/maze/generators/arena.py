"""Open arenas: no inner walls, but pillars of one cell each, between which one can go everywhere.

A pillar touches neither the outer wall nor another pillar, not even at a corner. So the eight cells around it are free,
one can walk round it, and whatever stands in a straight way can be passed.
"""

from __future__ import annotations

import numpy as np

from memory_maze.compiling import Array, entry_point, kernel
from memory_maze.maze.generators.twister import new_twister, pick
from memory_maze.maze.layout import Layout, marked_nowhere
from memory_maze.scenario.schema import Maze


class ArenaGenerator:
    """One stream of arenas, alike but for where the pillars stand."""

    def __init__(self, maze: Maze, seed: int) -> None:
        """Begins the stream.

        Args:
          maze: a scenario's section with `size`, or with `width` and `height`; it says how many pillars there are.
          seed: in [0, 2**31).
        """
        width, height = maze.sides
        self._pillars = maze.pillars
        self._walls = np.ones((height + 2, width + 2), np.bool_)
        self._left = np.empty((width - 2) * (height - 2), np.int32)
        self._twister = new_twister(seed)

    def next(self) -> Layout:
        """The stream's next arena."""
        self.skip(1)
        return marked_nowhere(self._walls.copy())

    def skip(self, count: int) -> None:
        """Passes over the next `count` arenas."""
        raise_pillars(self._walls, self._left, self._pillars, self._twister, count)


@entry_point
def raise_pillars(walls: Array, left: Array, pillars: int, twister: Array, count: int) -> None:
    """Makes one arena after the other; the last one stays.

    A pillar takes at most nine cells from those that are left, so that a ninth of them, rounded up, can be had.

    Args:
      walls: bool [H, W], the outer wall included, which is there; the rest is written.
      left: int32 [(H - 4) (W - 4)], room for the cells that a pillar may still stand in.
      pillars: in each arena.
      twister: the stream.
      count: arenas.
    """
    height, width = walls.shape
    for _ in range(count):
        walls[1 : height - 1, 1 : width - 1] = False
        most = 0
        for row in range(2, height - 2):
            for column in range(2, width - 2):
                left[most] = row * width + column
                most += 1
        for _ in range(pillars):
            cell = -1
            while cell < 0 or touches_pillar(walls, cell // width, cell % width):
                chosen = pick(twister, 0, most - 1)
                cell = left[chosen]
                most -= 1
                left[chosen] = left[most]
            walls[cell // width, cell % width] = True


@kernel
def touches_pillar(walls: Array, row: int, column: int) -> bool:
    """Whether one of the cells around one that is not at the outer wall's side has a pillar."""
    found = False
    for y in range(row - 1, row + 2):
        for x in range(column - 1, column + 2):
            found |= walls[y, x]
    return found
