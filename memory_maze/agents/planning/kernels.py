"""The planner's compiled entry points, with everything else compiled into them."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from memory_maze.agents.planning.ground import is_clear
from memory_maze.agents.planning.lookahead import Goal, Plan, best_action
from memory_maze.agents.planning.motion import Walker
from memory_maze.agents.planning.terrain import BLOCKED, Moves, Terrain
from memory_maze.agents.planning.timefield import relax, spread_distances
from memory_maze.compiling import Array, entry_point


@entry_point
def number_nodes(walls: Array, cell_size: float, nodes_per_cell: int, radius: float, node_at: Array) -> int:
    """Numbers the nodes where a disc is clear of walls, row by row; returns how many there are.

    Args:
      walls: as `ground.is_clear` takes them.
      cell_size: metres.
      nodes_per_cell: along one axis.
      radius: of the disc, metres.
      node_at: int [rows, columns], written: the node's number, or `BLOCKED`.
    """
    count = 0
    for j in range(node_at.shape[0]):
        for i in range(node_at.shape[1]):
            clear = is_clear(walls, cell_size, i * cell_size / nodes_per_cell, j * cell_size / nodes_per_cell, radius)
            node_at[j, i] = count if clear else BLOCKED
            count += clear
    return count


@entry_point
def distances_over_nodes(place: Terrain, goal: Array, distances: Array, queue: Array, waiting: Array) -> None:
    """Writes how far each node is from a goal; see `timefield.spread_distances`."""
    spread_distances(place.node_at, place.nodes, goal, distances, queue, waiting)


@entry_point
def relax_field(
    place: Terrain, roomy: Array, order: Array, moves: Moves, values: Array, tolerance: float, most: int
) -> int:
    """Improves a field until it hardly changes; returns the sweeps that it took. See `timefield.relax`."""
    return relax(place.node_at, place.nodes, roomy, order, moves, values, tolerance, most)


@entry_point
def choose(place: Terrain, values: Array, goal: Goal, walker: Walker, plan: Plan, stack: Array, choices: Array) -> int:
    """The best action now; see `lookahead.best_action`."""
    return best_action(place, values, goal, walker, plan, stack, choices)
