"""A maze as data: which cells are walls, what areas the floor has, where things may be placed."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from memory_maze.notebooks import html_of

BLOCKS = 3
"""The walls are textured in BLOCKS x BLOCKS blocks (docs/physics.md, section "The grid and the world")."""

NO_BLOCK = 255
"""What stands for a cell that is in no block, because it is free."""


@dataclass(frozen=True)
class Layout:
    """One maze, outer wall included. Grids are indexed [row, column], row 0 on top as in a text map."""

    walls: NDArray[np.bool_]
    """bool [H, W]: where the walls are."""
    areas: NDArray[np.uint8]
    """uint8 [H, W]: which area of the floor each cell is in, 0 for corridors (and under walls outside rooms),
    1 and more for the rooms."""
    spawns: tuple[tuple[int, int], ...]
    """The cells that an episode may begin in, each as (row, column), row by row."""
    places: tuple[tuple[int, int], ...]
    """The cells that an object may stand in, each as (row, column), row by row."""
    certain: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """The cells, none of them among the others, that certain objects stand in, by the object's number."""

    @property
    def shape(self) -> tuple[int, int]:
        """(H, W) in cells, outer wall included."""
        return self.walls.shape

    @property
    def text(self) -> str:
        """The map as a scenario draws one, one row a line. Starts, or starts and places, that may be in every free cell
        have no marks."""
        grid = np.where(self.walls, "*", " ")
        free = np.count_nonzero(~self.walls) - len(self.certain)
        begins_anywhere = len(self.spawns) == free and len(self.places) > 0
        stands_anywhere = begins_anywhere and len(self.places) == free
        for cells, mark, anywhere in ((self.spawns, "P", begins_anywhere), (self.places, "G", stands_anywhere)):
            for cell in () if anywhere else cells:
                grid[cell] = mark
        for number, cell in self.certain.items():
            grid[cell] = str(number)
        return "\n".join("".join(row) for row in grid)

    @functools.cached_property
    def free(self) -> NDArray[np.uint8]:
        """uint8 [H - 2, W - 2], not to be written: the `maze_layout` observation. Row 0 is at the bottom; 1 is free."""
        free = np.ascontiguousarray(~self.walls[1:-1, 1:-1][::-1]).astype(np.uint8)
        free.flags.writeable = False
        return free

    def _repr_html_(self) -> str:
        return html_of("layout", self)


def marked_nowhere(walls: NDArray[np.bool_]) -> Layout:
    """A maze without rooms, in which every free cell may be a start and hold an object.

    Args:
      walls: bool [H, W], outer wall included.
    """
    rows, columns = np.nonzero(~walls)
    cells = tuple(zip(rows.tolist(), columns.tolist(), strict=True))
    return Layout(walls, np.zeros(walls.shape, np.uint8), spawns=cells, places=cells)


def block_numbers(walls: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Numbers each wall cell by the block it is in.

    Args:
      walls: bool [H, W].

    Returns:
      uint8 [H, W]: 0..8, row by row of blocks, or `NO_BLOCK` where the cell is free.
    """
    return np.where(walls, _blocks(walls.shape), np.uint8(NO_BLOCK))


@functools.lru_cache(maxsize=64)
def _blocks(shape: tuple[int, int]) -> NDArray[np.uint8]:
    """uint8 [H, W], not to be written: the block that each cell is in."""
    height, width = shape
    rows = np.arange(BLOCKS + 1) * height // BLOCKS
    columns = np.arange(BLOCKS + 1) * width // BLOCKS
    row_block = np.repeat(np.arange(BLOCKS), np.diff(rows))
    column_block = np.repeat(np.arange(BLOCKS), np.diff(columns))
    blocks = (BLOCKS * row_block[:, None] + column_block[None, :]).astype(np.uint8)
    blocks.setflags(write=False)
    return blocks
