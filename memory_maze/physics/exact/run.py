"""The kernels that Python calls: many physics steps of many walkers, as many at a time as there are lanes."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from llvmlite import binding
from numba.core import config
from numpy.typing import NDArray

from memory_maze.compiling import Array, entry_point, kernel
from memory_maze.physics.exact import step
from memory_maze.physics.exact.group import (
    CHANGING_ROWS,
    FLOOR_ALONE,
    NO_CONTACT,
    OBJECT_ROWS,
    OBJECTS,
    START,
    STATE_ROWS,
    any_of,
    open_group,
)
from memory_maze.physics.exact.surroundings import gather_objects, gather_walls
from memory_maze.physics.exact.tables import open_tables
from memory_maze.physics.exact.touching import mark_touches
from memory_maze.physics.exact.tracing import traced

_LANES_BY_FEATURE = (("avx512f", 16), ("avx2", 8))
"""Lanes that pay, by what the processor has: twice as many as a register holds, or four times."""

FEWEST_LANES = 4
"""Lanes that pay on every machine, and for few walkers on all."""

_enter, _have_roamed, _prepare = traced(step.enter), traced(step.have_roamed), traced(step.prepare)
_solve_floor, _solve_walls = traced(step.solve_floor), traced(step.solve_walls)
_finish, _near_object = traced(step.finish), traced(step.near_object)

_HALF_HEIGHT, _KIND = START["half_height"], START["kind"]
_LOST, _RECENT, _EFFORT = START["lost"], START["recent"], START["effort"]

LARGEST_GROUP = 64
"""Walkers in a group, at most. With more of them, more find others that ask for the same work; with fewer, they stay in
the cache."""


def host_lanes() -> int:
    """Lanes for many walkers on this machine, as numba compiles for it."""
    settings: Any = config
    given = settings.CPU_FEATURES
    if given is None and not settings.CPU_NAME:
        given = binding.get_host_cpu_features().flatten()
    found = (given or "").split(",")
    return next((lanes for feature, lanes in _LANES_BY_FEATURE if f"+{feature}" in found), FEWEST_LANES)


def make_scratch(objects: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Memory for one thread, in mazes of at most so many objects."""
    rows = OBJECTS + OBJECT_ROWS * objects
    return np.zeros((rows, LARGEST_GROUP)), np.zeros((3, LARGEST_GROUP), np.int64)


@cache
def make_run(lanes: int) -> Any:
    """Makes the kernel for so many lanes; it is compiled when it is first called, and kept on disk.

    run(members, first, stride, size, steps, places, group, picks) takes `steps` physics steps of every `stride`th group
    of `size` walkers, from the `first` on, and returns how many of them are lost: must be stepped otherwise. Their rows
    stay as they were.

    Args of `run`:
      members: int64[n], the walkers.
      size: a multiple of the lanes, `LARGEST_GROUP` at most.
      places: `tables.addresses` of the mazes.
      group, picks: what `make_scratch` made.
    """
    return _compile_run(lanes)


def _compile_run(lanes: int) -> Any:
    @entry_point
    def run(
        members: Array, first: int, stride: int, size: int, steps: int, places: Array, group: Array, picks: Array
    ) -> int:
        tables, opened, side = open_tables(places), open_group(group, lanes), group.shape[1]
        rank, floors, walls = picks[0], picks[1], picks[2]
        lost = 0
        for start in range(first * size, len(members), stride * size):
            here = members[start : start + size]
            used = -(-len(here) // lanes) * lanes
            _gather(group, used, rank, here, tables)
            wall_slots, object_slots = 0, 0
            for column in range(0, used, lanes):
                _enter(opened, side, column)
                found = _look_around(group, column, lanes, here, tables)
                wall_slots, object_slots = max(wall_slots, found[0]), max(object_slots, found[1])
            for _ in range(steps):
                for column in range(0, used, lanes):
                    _prepare(opened, side, column, wall_slots)
                floor_count, wall_count = _sort_by_work(group, lanes, rank[: len(here)], floors, walls)
                for place in range(0, floor_count, lanes):
                    _solve_floor(opened, side, floors, place)
                for place in range(0, wall_count, lanes):
                    _solve_walls(opened, side, walls, place)
                for column in range(0, used, lanes):
                    walker = _finish(opened, side, column)
                    if _have_roamed(opened, side, column):
                        found = _look_around(group, column, lanes, here, tables)
                        wall_slots, object_slots = max(wall_slots, found[0]), max(object_slots, found[1])
                    for slot in range(object_slots):
                        near, ball = _near_object(opened, side, column, slot, walker)
                        if any_of(near):
                            mark_touches(group, column, lanes, slot, walker, near, ball, here, tables.touched)
            lost += _scatter(group, here, tables)
        return lost

    return run


@kernel
def _gather(group: Array, used: int, rank: Array, here: Array, tables: Any) -> None:
    """Fills the group's columns; those beyond the last walker have copies of it."""
    for column in range(used):
        member = here[min(column, len(here) - 1)]
        for k in range(STATE_ROWS):
            group[k, column] = tables.rows[member, k]
        group[_HALF_HEIGHT, column] = tables.height[member] / 2
        rank[column] = column


@kernel
def _look_around(group: Array, first: int, lanes: int, here: Array, tables: Any) -> tuple[int, int]:
    """Gathers the surroundings of as many columns as there are lanes; returns the slots of walls and of objects."""
    walls, objects = 0, 0
    for column in range(first, first + lanes):
        m = here[min(column, len(here) - 1)]
        found = gather_walls(group, column, tables.boxes[m], tables.box_counts[m])
        tables.lost[m] |= found < 0
        walls = max(walls, found)
        found = gather_objects(group, column, tables.centers[m], tables.radius[m], tables.counts[m], tables.touched[m])
        objects = max(objects, found)
    return walls, objects


@kernel
def _scatter(group: Array, here: Array, tables: Any) -> int:
    """Writes the walkers back that are not lost; returns how many are."""
    lost = 0
    for column in range(len(here)):
        member = here[column]
        tables.effort[member] = group[_EFFORT, column]
        tables.lost[member] |= group[_LOST, column] > 0.0
        if tables.lost[member]:
            lost += 1
        else:
            for k in range(CHANGING_ROWS):
                tables.rows[member, k] = group[k, column]
    return lost


@kernel
def _sort_by_work(group: Array, lanes: int, rank: Array, floors: Array, walls: Array) -> tuple[int, int]:
    """Lists the walkers that touch the floor alone, and those that touch walls, each by their recent effort.

    Args:
      group: float64[rows, columns].
      lanes: how many there are.
      rank: int64[n], columns by their effort in the last step, brought up to date.
      floors: int64[columns], written; what is left of the last lanes is filled.
      walls: likewise.

    Returns:
      How many there are in each list.
    """
    for i in range(1, len(rank)):
        column = rank[i]
        recent = group[_RECENT, column]
        place = i
        while place > 0 and group[_RECENT, rank[place - 1]] > recent:
            rank[place] = rank[place - 1]
            place -= 1
        rank[place] = column
    floor_count, wall_count = 0, 0
    for i in range(len(rank)):
        column = rank[i]
        kind = group[_KIND, column]
        if kind == FLOOR_ALONE:
            floors[floor_count] = column
            floor_count += 1
        elif kind != NO_CONTACT:
            walls[wall_count] = column
            wall_count += 1
    for i in range(floor_count, -(-floor_count // lanes) * lanes):
        floors[i] = floors[floor_count - 1]
    for i in range(wall_count, -(-wall_count // lanes) * lanes):
        walls[i] = walls[wall_count - 1]
    return floor_count, wall_count
