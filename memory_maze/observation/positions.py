"""Where the agent and the objects are, as observations tell it: in cells, from the bottom-left inner corner."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.maze.paths import Cell, shortest_path
from memory_maze.mechanics.state import State
from memory_maze.mechanics.walker import direction


def agent_position(state: State, cell_size: float) -> NDArray[np.float64]:
    """float64 [2]: x, y in cells."""
    height, width = state.episode.layout.shape
    return np.array([state.pose.x / cell_size + (width - 2) / 2, state.pose.y / cell_size + (height - 2) / 2])


def agent_direction(state: State) -> NDArray[np.float64]:
    """float64 [2]: the unit vector that driving forward moves along."""
    return np.array(direction(state.pose.steer))


def target_vectors(state: State, cell_size: float) -> NDArray[np.float64]:
    """float64 [n, 2]: each object relative to the agent, (right, forward) in cells."""
    ax, ay = direction(state.pose.steer)
    dx = state.episode.centers[:, 0] - state.pose.x
    dy = state.episode.centers[:, 1] - state.pose.y
    vectors = np.empty((len(dx), 2))
    vectors[:, 0] = dx * ay - dy * ax
    vectors[:, 1] = dx * ax + dy * ay
    return vectors / cell_size


def target_vector(state: State, cell_size: float) -> NDArray[np.float64]:
    """float64 [2]: the prompted object's row of `target_vectors`."""
    ax, ay = direction(state.pose.steer)
    x, y, _ = state.episode.centers[state.target].tolist()
    dx, dy = x - state.pose.x, y - state.pose.y
    return np.array([(dx * ay - dy * ax) / cell_size, (dx * ax + dy * ay) / cell_size])


def marked_layout(state: State, cell_size: float, path: bool) -> NDArray[np.uint8]:
    """uint8 [H, W]: the `maze_layout` observation: 1 free, 0 wall; with `path`, 2 on the way to the prompted object."""
    free = state.episode.layout.free
    layout = free.copy()
    if path:
        start = _cell(agent_position(state, cell_size))
        for x, y in shortest_path(free, start, _cell(state.episode.positions[state.target])):
            layout[y, x] = 2
    return layout


def _cell(position: NDArray[np.float64]) -> Cell:
    return int(position[0]), int(position[1])
