"""What the world asks of a physics engine, and what it tells one about the mazes."""

from __future__ import annotations

from copy import copy
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import Pose
from memory_maze.game.episode import Episode

Rows = NDArray[np.int64]
"""int64 [n]: numbers of mazes, ascending."""


class Ground:
    """What walkers run into and touch in N mazes, a row a maze. Metres; the origin is each maze's middle."""

    def __init__(self, count: int, objects: int, counted: NDArray[np.int64] | None = None) -> None:
        """Empty mazes.

        Args:
          count: mazes.
          objects: room for so many in each maze.
          counted: int64 [N], becomes `objects`; made when None.
        """
        self.boxes = np.zeros((count, 64, 4))
        """float64 [N, B, 4]: centre x, y and half sides x, y of each wall box, in covering order."""
        self.walls = np.zeros(count, np.int64)
        """int64 [N]: boxes that count, the first ones."""
        self.wall_height = np.ones(count)
        """float64 [N]"""
        self.objects = np.zeros(count, np.int64) if counted is None else counted
        """int64 [N]: objects that count, the first ones."""
        self.centers = np.zeros((count, objects, 3))
        """float64 [N, K, 3]: of the objects."""
        self.radius = np.ones(count)
        """float64 [N]: of the objects."""

    def put(self, row: int, episode: Episode) -> None:
        """Takes over a new episode. The array of boxes is another one when it had to grow."""
        boxes = episode.boxes
        count, objects = len(boxes.center), len(episode.centers)
        if count > self.boxes.shape[1]:
            grown = np.zeros((len(self.boxes), 2 * count, 4))
            grown[:, : self.boxes.shape[1]] = self.boxes
            self.boxes = grown
        self.boxes[row, :count, :2] = boxes.center
        self.boxes[row, :count, 2:] = boxes.half
        self.walls[row] = count
        self.wall_height[row] = episode.wall_height
        self.objects[row] = objects
        self.centers[row, :objects] = episode.centers
        self.radius[row] = episode.radius

    def of_row(self, row: int) -> Ground:
        """One maze, as views of this one's arrays."""
        one = copy(self)
        for name, array in vars(self).items():
            setattr(one, name, array[row : row + 1])
        return one


class Physics(Protocol):
    """N walkers that roll about. A row of an engine knows nothing of the other rows."""

    positions: NDArray[np.float64]
    """float64 [N, 5]: x, y, z, steer and roll of each walker (metres and radians), in place."""
    speeds: NDArray[np.float64]
    """float64 [N, 5]: how fast those change, a second, in place."""
    state_size: int
    """Numbers in one walker's state, as `get_state` gives it."""

    def put(self, row: int, pose: Pose) -> None:
        """Puts a walker at a pose, at rest, at time 0."""
        ...

    def control(self, rows: Rows, controls: NDArray[np.float64]) -> None:
        """Sets float64 [n, 2], roll and steer in [-1, 1], of some walkers; they last until they are set again."""
        ...

    def run(self, rows: Rows, steps: int, ground: Ground, touched: NDArray[np.bool_]) -> None:
        """Takes physics steps.

        Args:
          rows: which walkers.
          steps: of 5 ms.
          ground: of all mazes.
          touched: bool [N, K], set where a walker touches an object after any of these steps; nothing is cleared.
        """
        ...

    def get_state(self, row: int) -> NDArray[np.float64]:
        """All that decides what one walker does next: MuJoCo's integration state (`mjSTATE_INTEGRATION`)."""
        ...

    def set_state(self, row: int, state: NDArray[np.float64]) -> None:
        """Restores what `get_state` gave."""
        ...
