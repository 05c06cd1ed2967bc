"""Drives to the prompted object: pure pursuit of the farthest point of the shortest way within a straight line."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.driving import Driver
from memory_maze.agents.routes import Cell, clear, distances_to, route
from memory_maze.maze.coordinates import cells_to_metres
from memory_maze.mechanics.episode import Episode
from memory_maze.mechanics.state import State
from memory_maze.scenario.fields import BALL_RADIUS
from memory_maze.scenario.schema import Scenario

MARGINS = (BALL_RADIUS + 0.1, BALL_RADIUS)
"""Metres that the walker's axis keeps from walls; the second where the first finds no way, as when it rubs on one."""

LOOKAHEAD = 12
"""Cells of the way ahead that are considered."""


class OraclePolicy:
    """Knows the whole maze, and always heads for the prompted object."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        """Starts without an episode.

        Args:
          scenario: whose actions it chooses.
          seed: of no consequence; it draws nothing.
        """
        self._cell_size = scenario.maze.cell_size
        self._driver = Driver(scenario)
        self._episode: Episode | None = None
        self._distances: dict[int, NDArray[np.float64]] = {}
        self._routes: dict[tuple[int, Cell], NDArray[np.float64]] = {}

    def __call__(self, state: State) -> int | NDArray[np.float64]:
        if state.episode is not self._episode:
            self._episode = state.episode
            self._distances.clear()
            self._routes.clear()
            self._driver.forget()
        aim = self._aim(state)
        return self._driver.towards(state.pose, aim[0], aim[1])

    def _aim(self, state: State) -> tuple[float, float]:
        """x, y in metres of where to head now."""
        points = self._way(state)
        here = np.array([state.pose.x, state.pose.y])
        for margin in MARGINS:
            reached = np.flatnonzero(clear(here, points, state.episode.boxes, margin))
            if reached.size:
                break
        else:
            reached = np.zeros(1, dtype=np.int64)
        x, y = points[reached[-1]].tolist()
        return x, y

    def _way(self, state: State) -> NDArray[np.float64]:
        """float64 [k, 2]: the next points of the way, metres, two a cell."""
        cell = self._cell(state)
        key = (state.target, cell)
        if key not in self._routes:
            layout = state.episode.layout
            if state.target not in self._distances:
                goal = state.episode.object_cells[state.target]
                self._distances[state.target] = distances_to(layout.walls, goal)
            cells = route(layout.walls, self._distances[state.target], cell)[: LOOKAHEAD + 1]
            centres = cells_to_metres(cells, layout.shape, self._cell_size)
            self._routes[key] = _with_midpoints(centres)
        return self._routes[key]

    def _cell(self, state: State) -> Cell:
        height, width = state.episode.layout.shape
        row = math.floor(height / 2 - state.pose.y / self._cell_size)
        column = math.floor(width / 2 + state.pose.x / self._cell_size)
        return row, column


def _with_midpoints(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """float64 [2 n - 2, 2]: n points but the first, and the middles between all; the one point if there is but one."""
    if len(points) == 1:
        return points
    dense = np.empty((2 * len(points) - 2, 2))
    dense[0::2] = (points[:-1] + points[1:]) / 2
    dense[1::2] = points[1:]
    return dense
