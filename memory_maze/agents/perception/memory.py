"""What an agent that forgets nothing knows of a maze: cells it has seen, and objects."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.perception.sight import Eye
from memory_maze.agents.planning.motion import Walker
from memory_maze.game.body import CAMERA_AHEAD, FIELD_OF_VIEW
from memory_maze.game.episode import Episode
from memory_maze.scenario.model.schema import Scenario


class Memory:
    """Of one episode. Grids have row 0 at the bottom."""

    def __init__(self, walls: NDArray[np.bool_], cells: NDArray[np.int64], eye: Eye, everything: bool) -> None:
        """Begins with the outer wall alone.

        Args:
          walls: bool [H, W], the truth.
          cells: int64 [n, 2] row and column of each object.
          eye: the camera.
          everything: know all at once.
        """
        self._walls = np.ascontiguousarray(walls)
        self._cells = cells
        self._eye = eye
        self.known = np.full(walls.shape, everything)
        """bool [H, W] of which it is known whether they are walls."""
        self.searched = self.known & ~walls
        """bool [H, W] free cells in which no object can have been missed."""
        for border in (self.known[0], self.known[-1], self.known[:, 0], self.known[:, -1]):
            border[:] = True

    def look(self, walker: Walker, cell_size: float) -> None:
        """Takes in what is to be seen.

        Args:
          walker: in metres from the grid's bottom-left corner.
          cell_size: metres.
        """
        from memory_maze.agents.perception.kernels import see

        see(self._walls, float(cell_size), walker, self._eye, self.known, self.searched)
        here = math.floor(walker.y / cell_size), math.floor(walker.x / cell_size)
        self.known[here] = self.searched[here] = True

    @property
    def found(self) -> NDArray[np.bool_]:
        """bool [n]: the objects whose places are known."""
        return self.searched[self._cells[:, 0], self._cells[:, 1]]

    @property
    def closed(self) -> NDArray[np.bool_]:
        """bool [H, W]: cells that are not known to be free."""
        return self._walls | ~self.known

    @property
    def barred(self) -> NDArray[np.bool_]:
        """bool [H, W]: cells that are known to be walls."""
        return self._walls & self.known

    @property
    def unexplored(self) -> NDArray[np.bool_]:
        """bool [H, W]: cells that may hold an object for all that is known."""
        return ~self.searched & ~self.barred


def eye_of(scenario: Scenario, episode: Episode) -> Eye:
    """The first-person camera in an episode, a ray for each column of its picture."""
    angle = episode.field_of_view or FIELD_OF_VIEW
    over_walls = episode.wall_height < episode.camera_height
    return Eye(CAMERA_AHEAD, round(math.tan(math.radians(angle) / 2), 9), scenario.camera.resolution, over_walls)
