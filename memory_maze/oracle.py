"""Upstream's help for a player: the shortest path in the layout, and a map in the picture. By dm_env wrappers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.dm import dm_env, specs
from memory_maze.maze.paths import Cell, marked_layout, shortest_path
from memory_maze.observation.minimap import draw_minimaps
from memory_maze.wrappers import ObservationWrapper


class PathToTargetWrapper(ObservationWrapper):
    """Marks the shortest path from `agent_pos` to `target_pos` in `maze_layout`, by 2."""

    def __init__(self, env: dm_env.Environment) -> None:
        super().__init__(env)
        self.require("maze_layout", "agent_pos", "target_pos")

    def observation_spec(self) -> dict[str, Any]:
        spec = dict(self.env.observation_spec())
        shape = spec["maze_layout"].shape
        return {**spec, "maze_layout": specs.BoundedArray(shape, np.uint8, 0, 2, "maze_layout")}

    def observation(self, obs: Any) -> dict[str, Any]:
        free = np.asarray(obs["maze_layout"], np.uint8)
        return {**obs, "maze_layout": marked_layout(free, obs["agent_pos"], obs["target_pos"])}


class DrawMinimapWrapper(ObservationWrapper):
    """Blends a map of `maze_layout` into the top-right corner of `image`, turned so that the heading points up."""

    def __init__(self, env: dm_env.Environment) -> None:
        super().__init__(env)
        self.require("image", "maze_layout", "agent_pos", "agent_dir")

    def observation(self, obs: Any) -> dict[str, Any]:
        image = obs["image"].copy()
        draw_minimaps(image[None], [obs["maze_layout"]], obs["agent_pos"][None], obs["agent_dir"][None])
        return {**obs, "image": image}


def breadth_first_search(maze: NDArray[Any], start: Cell, finish: Cell) -> list[Cell] | None:
    """A shortest path over free cells, in four directions.

    Args:
      maze: [H, W], indexed [y, x], not 0 where one can go.
      start: (x, y).
      finish: (x, y).

    Returns:
      The cells (x, y) from start to finish, both included; None when there is no way.

    Raises:
      IndexError: a cell is outside the maze.
    """
    height, width = maze.shape
    cells = [(int(x), int(y)) for x, y in (start, finish)]
    for x, y in cells:
        if not (0 <= x < width and 0 <= y < height):
            raise IndexError(f"the cell ({x}, {y}) is outside a maze of {width} x {height} cells")
    return list(shortest_path(np.ascontiguousarray(maze != 0, np.uint8), *cells)) or None
