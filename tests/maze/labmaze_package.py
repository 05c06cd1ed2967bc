"""The package labmaze, asked for what our generator gives. Its Linux wheel, for Python up to 3.12, is the judge."""

from __future__ import annotations

from collections.abc import Iterator

import labmaze
import numpy as np
from numpy.typing import NDArray

from memory_maze.maze.layout import Layout
from memory_maze.scenario.schema import Maze


def _cells(where: NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
    """(row, column) of each cell of a mask [H, W], row by row."""
    return tuple((row, column) for row, column in np.argwhere(where).tolist())


def package_layouts(maze: Maze, seed: int) -> Iterator[Layout]:
    """The stream that a scenario's maze section and a seed mean, without the first maze."""
    assert maze.height is not None
    assert maze.width is not None
    made = labmaze.RandomMaze(
        height=maze.height + 2,
        width=maze.width + 2,
        max_rooms=maze.rooms.max,
        room_min_size=maze.rooms.min_side,
        room_max_size=max(min(maze.rooms.max_side, maze.width, maze.height), maze.rooms.min_side),
        max_variations=26,
        spawns_per_room=maze.rooms.spawns,
        objects_per_room=maze.rooms.objects,
        simplify=True,
        random_seed=seed,
    )
    while True:
        made.regenerate()
        entities, letters = np.asarray(made.entity_layer), np.asarray(made.variations_layer)
        codes = letters.view(np.uint32).reshape(letters.shape)
        yield Layout(
            walls=entities == "*",
            areas=np.where(letters == ".", 0, codes - (ord("A") - 1)).astype(np.uint8),
            spawns=_cells(entities == "P"),
            places=_cells(entities == "G"),
        )
