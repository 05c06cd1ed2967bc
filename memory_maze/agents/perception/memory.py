"""What an agent that forgets nothing knows of a maze: cells it has seen, and objects."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.perception.sight import Eye
from memory_maze.agents.planning.motion import Walker
from memory_maze.game.body import CAMERA_AHEAD, FIELD_OF_VIEW
from memory_maze.game.episode import Episode
from memory_maze.scenario.schema import Scenario


class Memory:
    """Of one episode. Grids have row 0 at the bottom."""

    def __init__(self, walls: NDArray[np.bool_], objects: int, eye: Eye, everything: bool) -> None:
        """Begins with the outer wall alone.

        Args:
          walls: bool [H, W], the truth.
          objects: how many there are.
          eye: the camera.
          everything: the camera shows all cells at once.
        """
        self._walls = np.ascontiguousarray(walls)
        self._eye = eye
        self._everything = everything
        self._unseen = np.zeros_like(self._walls)
        self.found = np.zeros(objects, np.bool_)
        """bool [n]: the objects whose places are known."""
        self.known = np.full(walls.shape, everything)
        """bool [H, W] of which it is known whether they are walls."""
        self.searched = np.zeros_like(self._walls)
        """bool [H, W] free cells in which no object can have been missed."""
        for border in (self.known[0], self.known[-1], self.known[:, 0], self.known[:, -1]):
            border[:] = True

    def look(
        self, walker: Walker, cell_size: float, cells: NDArray[np.int64], shown: NDArray[np.bool_] | bool = True
    ) -> None:
        """Takes in what is to be seen.

        Args:
          walker: in metres from the grid's bottom-left corner.
          cell_size: metres.
          cells: int64 [n, 2] row and column of each object.
          shown: whether cameras show the objects: if not, they are found by walking into their cells alone.
        """
        from memory_maze.agents.perception.kernels import see

        is_shown = bool(np.any(shown))
        searched = self.searched if is_shown else self._unseen
        see(self._walls, float(cell_size), walker, self._eye, self.known, searched)
        if self._everything and is_shown:
            self.searched[~self._walls] = True
        here = math.floor(walker.y / cell_size), math.floor(walker.x / cell_size)
        self.known[here] = self.searched[here] = True
        self.found |= self.searched[cells[:, 0], cells[:, 1]]

    def forget(self, moved: NDArray[np.bool_]) -> None:
        """Begins to look for objects anew that have moved: they may be in any cell.

        Args:
          moved: bool [n].
        """
        self.found[moved] = False
        self.searched[:] = False

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
