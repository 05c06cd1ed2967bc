"""What several keys of an observation need of a moment, worked out once."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, entry_point
from memory_maze.game.compiled import direction
from memory_maze.game.moments import Moments
from memory_maze.maze.paths import marked_layout, measure_ways


class Glance:
    """n rows of moments, and what follows from them. Positions are in cells from the bottom-left inner corner."""

    def __init__(self, now: Moments, marked: NDArray[np.bool_]) -> None:
        """Looks.

        Args:
          now: n rows.
          marked: bool [n], whose maps show the shortest path to the prompted object.
        """
        self.now = now
        self._marked = marked

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """int64 [n]: 0 to n - 1."""
        return np.arange(len(self.now))

    @cached_property
    def _positions(self) -> NDArray[np.float64]:
        """float64 [n, 5], qpos, in one piece."""
        return np.ascontiguousarray(self.now.positions)

    @cached_property
    def agents(self) -> NDArray[np.float64]:
        """float64 [n, 2]: x, y of the walkers."""
        now = self.now
        return now.positions[:, :2] / now.cell_size[:, None] + now.middle

    @cached_property
    def ahead(self) -> NDArray[np.float64]:
        """float64 [n, 2]: the unit vectors that driving forward moves along."""
        ahead = np.empty((len(self.now), 2))
        find_directions(self._positions, ahead)
        return ahead

    @cached_property
    def vectors(self) -> NDArray[np.float64]:
        """float64 [n, K, 2]: each object relative to the agent, (right, forward) in cells."""
        now = self.now
        vectors = np.empty(now.places.shape)
        relate(now.centers, self._positions, self.ahead, now.cell_size, vectors)
        return vectors

    @cached_property
    def paths(self) -> dict[int, NDArray[np.uint8]]:
        """The layouts that are marked, by row: uint8 [h, w], 2 on the shortest path, else as `layout`."""
        return {row: self._with_path(row) for row in np.flatnonzero(self._marked).tolist()}

    @cached_property
    def distances(self) -> NDArray[np.float64]:
        """float64 [n]: metres of the shortest way from each walker to its prompted object; 0 where there is none."""
        now = self.now
        metres = np.empty(len(now))
        cells = now.free[0].size
        measure_ways(now.free, self.agents, now.places, now.target, np.empty((2, cells), np.int64), metres)
        return metres * now.cell_size

    def layout(self, row: int) -> NDArray[np.uint8]:
        """uint8 [h, w], not to be written: 0 wall, 1 free, 2 on the shortest path where marked; no outer wall."""
        marked = self.paths.get(row)
        return self._plain(row) if marked is None else marked

    def _plain(self, row: int) -> NDArray[np.uint8]:
        return self.now.map(row)[1:-1, 1:-1]

    def _with_path(self, row: int) -> NDArray[np.uint8]:
        if self.now.target[row] < 0:
            return self._plain(row)
        here, there = self.agents[row], self.now.places[row, self.now.target[row]]
        return marked_layout(self._plain(row), here, there)


@entry_point
def find_directions(positions: Array, out: Array) -> None:
    """Which way walkers drive.

    Args:
      positions: float64 [n, 5] as qpos.
      out: float64 [n, 2], is written: unit vectors.
    """
    for i in range(len(positions)):
        x, y = direction(positions[i, 3])
        out[i, 0] = x
        out[i, 1] = y


@entry_point
def relate(centers: Array, positions: Array, ahead: Array, cell_size: Array, out: Array) -> None:
    """Where objects are, seen from walkers.

    Args:
      centers: float64 [n, K, 3], metres.
      positions: float64 [n, 5], qpos.
      ahead: float64 [n, 2], unit vectors.
      cell_size: float64 [n], metres.
      out: float64 [n, K, 2], is written: right and forward, in cells.
    """
    for i in range(len(centers)):
        for k in range(centers.shape[1]):
            dx, dy = centers[i, k, 0] - positions[i, 0], centers[i, k, 1] - positions[i, 1]
            out[i, k, 0] = (dx * ahead[i, 1] - dy * ahead[i, 0]) / cell_size[i]
            out[i, k, 1] = (dx * ahead[i, 0] + dy * ahead[i, 1]) / cell_size[i]
