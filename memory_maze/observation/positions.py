"""Where the agent and the objects are, as observations tell it: in cells, from the bottom-left inner corner."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import direction
from memory_maze.game.state import State
from memory_maze.maze.paths import Cell, shortest_path


def agent_position(state: State, cell_size: float) -> NDArray[np.float64]:
    """float64 [2]: x, y in cells."""
    height, width = state.episode.layout.shape
    return np.array([state.pose.x / cell_size + (width - 2) / 2, state.pose.y / cell_size + (height - 2) / 2])


def agent_direction(state: State) -> NDArray[np.float64]:
    """float64 [2]: the unit vector that driving forward moves along."""
    return np.array(direction(state.pose.steer))


def target_vectors(state: State, cell_size: float) -> NDArray[np.float64]:
    """float64 [n, 2]: each object relative to the agent, (right, forward) in cells."""
    return relative_to(state.episode.centers, np.array(state.pose[:2]), agent_direction(state), cell_size)


def relative_to(
    centers: NDArray[np.float64],
    here: NDArray[np.float64],
    ahead: NDArray[np.float64],
    cell_size: float | NDArray[np.float64],
) -> NDArray[np.float64]:
    """Objects relative to walkers.

    Args:
      centers: float64 [..., n, 2 or 3], of the objects, metres.
      here: float64 [..., 2], where the walkers are, metres.
      ahead: float64 [..., 2], the unit vectors that they drive along.
      cell_size: metres; or an array that goes with [..., n, 2].

    Returns:
      float64 [..., n, 2]: right and forward, in cells.
    """
    dx, dy = centers[..., 0] - here[..., 0, None], centers[..., 1] - here[..., 1, None]
    ax, ay = ahead[..., 0, None], ahead[..., 1, None]
    vectors = np.empty((*dx.shape, 2))
    vectors[..., 0] = dx * ay - dy * ax
    vectors[..., 1] = dx * ax + dy * ay
    vectors /= cell_size
    return vectors


def marked_layout(free: NDArray[np.uint8], here: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.uint8]:
    """A layout with a shortest path marked.

    Args:
      free: uint8 [H, W], 1 free, 0 wall.
      here: float64 [2], where the path begins, in cells.
      target: float64 [2], where it ends.

    Returns:
      uint8 [H, W]: 2 on the path, else as `free`.
    """
    layout = free.copy()
    for x, y in shortest_path(free, _cell(here), _cell(target)):
        layout[y, x] = 2
    return layout


def _cell(position: NDArray[np.float64]) -> Cell:
    return int(position[0]), int(position[1])
