"""The planner's compiled entry points, with everything else compiled into them.

Numba keeps compiled code on disk, keyed by the file of the function. Changes in the other modules must count too, so
their digest is a constant of the compiled functions.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Callable
from typing import Any

from memory_maze.agents import ground, lookahead, motion, sight, terrain, timefield
from memory_maze.agents.ground import is_clear
from memory_maze.agents.lookahead import Goal, Plan, best_action
from memory_maze.agents.motion import Walker
from memory_maze.agents.sight import Eye, look
from memory_maze.agents.terrain import BLOCKED, Moves, Terrain
from memory_maze.agents.timefield import relax, spread_distances
from memory_maze.compiling import Array, entry_point
from memory_maze.rendering import trig

_COMPILED = (sys.modules[__name__], ground, lookahead, motion, sight, terrain, timefield, trig)


def _sources_digest() -> int:
    """A number that changes with any source that is compiled here."""
    digest = hashlib.sha256()
    for module in _COMPILED:
        digest.update(inspect.getsource(module).encode())
    return int.from_bytes(digest.digest()[:6], "little")


def _make_number_nodes(version: int) -> Callable[..., int]:
    @entry_point
    def number_nodes(walls: Array, cell_size: float, nodes_per_cell: int, radius: float, node_at: Array) -> int:
        count = 0
        for j in range(node_at.shape[0]):
            for i in range(node_at.shape[1]):
                clear = is_clear(
                    walls, cell_size, i * cell_size / nodes_per_cell, j * cell_size / nodes_per_cell, radius
                )
                node_at[j, i] = count if clear else BLOCKED
                count += clear
        return count + 0 * version

    return number_nodes


def _make_distances(version: int) -> Callable[..., int]:
    @entry_point
    def distances_over_nodes(place: Terrain, goal: Array, distances: Array, queue: Array, waiting: Array) -> int:
        spread_distances(place.node_at, place.nodes, goal, distances, queue, waiting)
        return version

    return distances_over_nodes


def _make_relax_field(version: int) -> Callable[..., int]:
    @entry_point
    def relax_field(
        place: Terrain, roomy: Array, order: Array, moves: Moves, values: Array, tolerance: float, most: int
    ) -> int:
        sweeps = relax(place.node_at, place.nodes, roomy, order, moves, values, tolerance, most)
        return sweeps + 0 * version

    return relax_field


def _make_choose(version: int) -> Callable[..., int]:
    @entry_point
    def choose(
        place: Terrain, values: Array, goal: Goal, walker: Walker, plan: Plan, stack: Array, choices: Array
    ) -> int:
        return best_action(place, values, goal, walker, plan, stack, choices) + 0 * version

    return choose


def _make_see(version: int) -> Callable[..., int]:
    @entry_point
    def see(walls: Array, cell_size: float, walker: Walker, eye: Eye, known: Array, searched: Array) -> int:
        look(walls, cell_size, walker.x, walker.y, walker.heading, eye, known, searched)
        return version

    return see


_VERSION = _sources_digest()

number_nodes: Any = _make_number_nodes(_VERSION)
"""number_nodes(walls, cell_size, nodes_per_cell, radius, node_at) numbers the nodes where a disc is clear of walls, row
by row, writes `BLOCKED` for the others, and returns how many there are."""

distances_over_nodes: Any = _make_distances(_VERSION)
"""distances_over_nodes(place, goal, distances, queue, waiting): see `timefield.spread_distances`."""

relax_field: Any = _make_relax_field(_VERSION)
"""relax_field(place, moves, order, values, tolerance, most_sweeps) returns the sweeps: see `timefield.relax`."""

choose: Any = _make_choose(_VERSION)
"""choose(place, values, goal, walker, plan, stack, choices) returns an action: see `lookahead.best_action`."""

see: Any = _make_see(_VERSION)
"""see(walls, cell_size, walker, eye, known, searched): see `sight.look`."""
