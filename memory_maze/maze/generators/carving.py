"""The first half of labmaze's algorithm: rooms, corridors between them, and doors that connect all.

A cell is a number, row * width + column, so that a direction is one number too.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, kernel
from memory_maze.maze.generators.twister import between, draw, pick, shuffle

WALL, FREE, DOOR, SPAWN, PLACE = range(5)
"""What a cell can be. A door counts as neither wall nor free until all else is done."""

EDGE = -1
"""The area of the outermost cells, which are never carved."""

RETRIES = 1000
"""Rooms that do not fit, before no more are tried (labmaze's default)."""


class Plan(NamedTuple):
    """What is to be made. Sides in halves: h stands for a maze's or a room's 2 h + 1 cells."""

    height: int
    width: int
    most_rooms: int
    shortest: int
    """Side of a room."""
    longest: int
    """Side of a room."""
    spawns: int
    """A room."""
    places: int
    """A room, for objects."""


class Draft(NamedTuple):
    """Working memory for a maze of n cells, of which m can be nodes of corridors."""

    cells: NDArray[np.uint8]
    """uint8 [n]: `WALL`, `FREE`, `DOOR`, `SPAWN` or `PLACE`."""
    areas: NDArray[np.int32]
    """int32 [n]: 0 for what was never carved, else the number of a room or, above them, of a corridor; or `EDGE`."""
    floors: NDArray[np.uint8]
    """uint8 [n]: 0 outside rooms, else the room's number in a cycle of 26."""
    rooms: NDArray[np.int32]
    """int32 [rooms, 4]: row, column, height, width of each room, in halves, in the order they were found."""
    order: NDArray[np.int32]
    """int32 [rooms]: the rooms' order after the shuffle."""
    list: NDArray[np.int32]
    """int32 [n]: room for a list of cells."""
    entries: NDArray[np.int32]
    """int32 [2, 2 m, 4]: neighbouring areas a < b, the cell between them, the step from a to b; twice, for sorting."""
    counts: NDArray[np.int32]
    """int32 [m + 2]: room for counts in sorting."""
    doors: NDArray[np.int32]
    """int32 [2 m, 2]: the cell of a door and the step through it."""


def new_draft(plan: Plan) -> Draft:
    """Working memory for mazes of a plan."""
    cells, nodes = (2 * plan.height + 1) * (2 * plan.width + 1), plan.height * plan.width
    return Draft(
        cells=np.empty(cells, np.uint8),
        areas=np.empty(cells, np.int32),
        floors=np.empty(cells, np.uint8),
        rooms=np.empty((plan.most_rooms, 4), np.int32),
        order=np.empty(plan.most_rooms, np.int32),
        list=np.empty(cells, np.int32),
        entries=np.empty((2, 2 * nodes, 4), np.int32),
        counts=np.empty(nodes + 2, np.int32),
        doors=np.empty((2 * nodes, 2), np.int32),
    )


@kernel
def steps(width: int) -> tuple[int, int, int, int]:
    """From a cell to its neighbours: below, above, to the right, to the left. labmaze always takes this order."""
    return width, -width, 1, -1


@kernel
def clear(draft: Draft, width: int) -> None:
    """Begins with walls only."""
    draft.cells[:] = WALL
    draft.areas[:] = 0
    draft.areas[:width] = EDGE
    draft.areas[-width:] = EDGE
    draft.areas[::width] = EDGE
    draft.areas[width - 1 :: width] = EDGE


@kernel
def make_rooms(draft: Draft, plan: Plan, twister: Array) -> int:
    """Finds places for rooms, shuffles and carves them; returns how many there are.

    Rooms begin at odd cells and have odd sides, so that a wall is always between them.
    """
    rooms, count, rejected = draft.rooms, 0, 0
    middle = (plan.shortest + plan.longest) // 2
    while rejected < RETRIES and count < plan.most_rooms:
        wide = between(twister, plan.shortest, middle)
        high = between(twister, plan.shortest, middle)
        if between(twister, 0, 1) == 0:
            wide += between(twister, middle, plan.longest) - middle
        else:
            high += between(twister, middle, plan.longest) - middle
        row = between(twister, 0, plan.height - high - 1)
        column = between(twister, 0, plan.width - wide - 1)
        if _is_separate(rooms, count, row, column, high, wide):
            rooms[count, 0], rooms[count, 1], rooms[count, 2], rooms[count, 3] = row, column, high, wide
            draft.order[count] = count
            count += 1
        else:
            rejected += 1
    shuffle(twister, draft.order, count)
    for number in range(count):
        for row in room_rows(draft, number):
            for cell in row_cells(draft, plan, number, row):
                draft.cells[cell] = FREE
                draft.areas[cell] = number + 1
    return count


@kernel
def _is_separate(rooms: Array, count: int, row: int, column: int, high: int, wide: int) -> bool:
    """Whether a room, in halves, shares no cell with the first `count` rooms."""
    shares = False
    for number in range(count):
        room = rooms[number]
        beside = (row <= room[0] + room[2]) & (room[0] <= row + high)
        shares |= beside & (column <= room[1] + room[3]) & (room[1] <= column + wide)
    return not shares


@kernel
def room_rows(draft: Draft, number: int) -> range:
    """The rows of the shuffled rooms' number so and so."""
    room = draft.rooms[draft.order[number]]
    return range(2 * room[0] + 1, 2 * (room[0] + room[2]) + 2)


@kernel
def row_cells(draft: Draft, plan: Plan, number: int, row: int) -> range:
    """The cells of one row of a room."""
    room = draft.rooms[draft.order[number]]
    begin = row * (2 * plan.width + 1) + 2 * room[1] + 1
    return range(begin, begin + 2 * room[3] + 1)


@kernel
def make_corridors(draft: Draft, plan: Plan, rooms: int, twister: Array) -> int:
    """Fills what is between the rooms with corridors, each a tree; returns how many areas there are with the rooms."""
    areas = rooms
    for node in range(plan.height * plan.width):
        cell = node_cell(plan, node)
        if draft.areas[cell] == 0:
            areas += 1
            _grow_corridor(draft, plan, cell, areas, twister)
    return areas


@kernel
def node_cell(plan: Plan, node: int) -> int:
    """The cell of a node: those in odd rows and columns, row by row."""
    row, column = divmod(node, plan.width)
    return (2 * row + 1) * (2 * plan.width + 1) + 2 * column + 1


@kernel
def _grow_corridor(draft: Draft, plan: Plan, cell: int, area: int, twister: Array) -> None:
    cells, areas, stack = draft.cells, draft.areas, draft.list
    cells[cell], areas[cell] = FREE, area
    stack[0] = cell
    depth = 1
    while depth > 0:
        cell = stack[depth - 1]
        ways = 0
        for step in steps(2 * plan.width + 1):
            ways += areas[cell + step] == 0 and areas[cell + 2 * step] == 0
        if ways == 0:
            depth -= 1
            continue
        passed = pick(twister, 0, ways - 1)
        for step in steps(2 * plan.width + 1):
            if areas[cell + step] == 0 and areas[cell + 2 * step] == 0:
                if passed == 0:
                    cells[cell + step], areas[cell + step] = FREE, area
                    cells[cell + 2 * step], areas[cell + 2 * step] = FREE, area
                    stack[depth] = cell + 2 * step
                    depth += 1
                    break
                passed -= 1


@kernel
def make_doors(draft: Draft, plan: Plan, areas: int, twister: Array) -> int:
    """Opens one door between any two areas that are neighbours; returns how many there are."""
    count = _list_neighbours(draft, plan)
    # Sorting by the second area and then, keeping that order, by the first sorts by both.
    _sort_entries(draft.entries[0], draft.entries[1], count, 1, draft.counts, areas)
    _sort_entries(draft.entries[1], draft.entries[0], count, 0, draft.counts, areas)
    entries, doors, begin = draft.entries[0], 0, 0
    while begin < count:
        end = begin + 1
        while end < count and entries[end, 0] == entries[begin, 0] and entries[end, 1] == entries[begin, 1]:
            end += 1
        chosen = begin + pick(twister, 0, end - begin - 1)
        draft.doors[doors, 0], draft.doors[doors, 1] = entries[chosen, 2], entries[chosen, 3]
        draft.cells[entries[chosen, 2]] = DOOR
        doors += 1
        begin = end
    # labmaze asks of each entry whether to open a second door there, which no Memory Maze has.
    for _ in range(count):
        draw(twister)
    return doors


@kernel
def _list_neighbours(draft: Draft, plan: Plan) -> int:
    """Lists where a wall of one cell divides two areas."""
    areas, entries, count = draft.areas, draft.entries[0], 0
    for node in range(plan.height * plan.width):
        cell = node_cell(plan, node)
        for step in steps(2 * plan.width + 1):
            if areas[cell + step] != EDGE and areas[cell + 2 * step] > areas[cell]:
                entries[count, 0], entries[count, 1] = areas[cell], areas[cell + 2 * step]
                entries[count, 2], entries[count, 3] = cell + step, step
                count += 1
    return count


@kernel
def _sort_entries(entries: Array, out: Array, count: int, key: int, counts: Array, largest: int) -> None:
    """Writes entries ordered by one of their columns; equal ones keep their order."""
    counts[: largest + 2] = 0
    for number in range(count):
        counts[entries[number, key] + 1] += 1
    for value in range(largest + 1):
        counts[value + 1] += counts[value]
    for number in range(count):
        place = counts[entries[number, key]]
        counts[entries[number, key]] += 1
        for column in range(4):
            out[place, column] = entries[number, column]
