"""labmaze's mazes: on every system those that labmaze 1.0.6 makes on Linux from the same seed."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, entry_point, kernel
from memory_maze.maze.generators.carving import (
    FREE,
    PLACE,
    SPAWN,
    WALL,
    Draft,
    Plan,
    clear,
    make_corridors,
    make_doors,
    make_rooms,
    new_draft,
    room_rows,
    row_cells,
)
from memory_maze.maze.generators.trimming import fill_dead_ends, straighten_bends
from memory_maze.maze.generators.twister import new_twister, shuffle
from memory_maze.maze.layout import Layout
from memory_maze.scenario.schema import Maze

VARIATIONS = 26
"""Floor areas that labmaze tells apart, one letter each; further rooms take them in turn. The benchmark's setting."""


class LabmazeGenerator:
    """One stream of mazes; each goes on where the one before left the random numbers."""

    def __init__(self, maze: Maze, seed: int) -> None:
        """Begins the stream. Its first maze is never used, as upstream never uses it.

        Args:
          maze: a scenario's section with `size`, or with `width` and `height`.
          seed: in [0, 2**31).
        """
        self._plan = plan_of(maze)
        self._draft = new_draft(self._plan)
        self._twister = new_twister(seed)
        self.skip(1)

    def next(self) -> Layout:
        """The stream's next maze."""
        self.skip(1)
        shape = 2 * self._plan.height + 1, 2 * self._plan.width + 1
        cells = self._draft.cells
        return Layout(
            walls=(cells == WALL).reshape(shape),
            areas=self._draft.floors.reshape(shape).copy(),
            spawns=_marked(cells, SPAWN, shape[1]),
            places=_marked(cells, PLACE, shape[1]),
        )

    def skip(self, count: int) -> None:
        """Passes over the next `count` mazes."""
        make_mazes(self._draft, self._plan, self._twister, count)


def plan_of(maze: Maze) -> Plan:
    """What labmaze is told for a scenario's maze."""
    width, height = maze.sides
    rooms = maze.rooms
    longest = max(min(rooms.max_side, width, height), rooms.min_side)
    return Plan(
        height=(height + 1) // 2,
        width=(width + 1) // 2,
        most_rooms=rooms.max,
        shortest=(rooms.min_side - 1) // 2,
        longest=(longest - 1) // 2,
        spawns=rooms.spawns,
        places=rooms.objects,
    )


def _marked(cells: NDArray[np.uint8], mark: int, width: int) -> tuple[tuple[int, int], ...]:
    return tuple(divmod(cell, width) for cell in (cells == mark).nonzero()[0].tolist())


@entry_point
def make_mazes(draft: Draft, plan: Plan, twister: Array, count: int) -> None:
    """Makes one maze after the other; the last one stays in the draft."""
    width = 2 * plan.width + 1
    for _ in range(count):
        clear(draft, width)
        rooms = make_rooms(draft, plan, twister)
        areas = make_corridors(draft, plan, rooms, twister)
        doors = make_doors(draft, plan, areas, twister)
        fill_dead_ends(draft.cells, width)
        straighten_bends(draft.cells, width)
        mark_cells(draft, plan, rooms, plan.spawns, SPAWN, twister)
        mark_cells(draft, plan, rooms, plan.places, PLACE, twister)
        close_doors(draft, doors)
        tell_floors(draft, rooms)


@kernel
def mark_cells(draft: Draft, plan: Plan, rooms: int, wanted: int, mark: int, twister: Array) -> None:
    """Marks some free cells of each room."""
    for number in range(rooms):
        count = 0
        for row in room_rows(draft, number):
            for cell in row_cells(draft, plan, number, row):
                if draft.cells[cell] == FREE:
                    draft.list[count] = cell
                    count += 1
        shuffle(twister, draft.list, count)
        for chosen in range(min(wanted, count)):
            draft.cells[draft.list[chosen]] = mark


@kernel
def close_doors(draft: Draft, doors: int) -> None:
    """Turns doors into free cells, or into walls where nothing is left behind them."""
    for number in range(doors):
        door, step = draft.doors[number, 0], draft.doors[number, 1]
        draft.cells[door] = WALL if draft.cells[door + step] == WALL else FREE


@kernel
def tell_floors(draft: Draft, rooms: int) -> None:
    """Writes which floor each cell has: 0 outside rooms."""
    for cell in range(len(draft.areas)):
        area = draft.areas[cell]
        draft.floors[cell] = (area - 1) % VARIATIONS + 1 if 1 <= area <= rooms else 0
