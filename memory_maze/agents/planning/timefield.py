"""Seconds to a goal from every place and heading: a field that moves are relaxed over until it no longer changes."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import math

import numpy as np

from memory_maze.agents.planning.terrain import BLOCKED, Moves
from memory_maze.compiling import Array, kernel, stage

NO_WAY = 1e5
"""Seconds; where a field tells nothing."""

_MOST_BLOCKED = 0.5
"""Weight of blocked nodes with which a move still counts."""


@kernel
def spread_distances(node_at: Array, nodes: Array, goal: Array, distances: Array, queue: Array, waiting: Array) -> None:
    """Distances over the eight neighbours, regardless of headings.

    Args:
      node_at: int32 [h, w] of `Terrain`.
      nodes: int32 [K, 2].
      goal: bool [K].
      distances: float64 [K], written: in nodes, `NO_WAY` where there is none.
      queue: int64 [K], scratch.
      waiting: bool [K], scratch.
    """
    size = len(nodes)
    head, count = 0, 0
    for k in range(size):
        waiting[k] = goal[k]
        distances[k] = 0.0 if goal[k] else NO_WAY
        if goal[k]:
            queue[count] = k
            count += 1
    while count > 0:
        k = queue[head]
        head = (head + 1) % size
        count -= 1
        waiting[k] = False
        for dj in range(-1, 2):
            for di in range(-1, 2):
                other = node_at[nodes[k, 0] + dj, nodes[k, 1] + di]
                if other == BLOCKED:
                    continue
                distance = distances[k] + math.sqrt(dj * dj + di * di)
                if distance < distances[other] - 1e-9:
                    distances[other] = distance
                    if not waiting[other]:
                        waiting[other] = True
                        queue[(head + count) % size] = other
                        count += 1


@kernel
def relax(
    node_at: Array, nodes: Array, roomy: Array, order: Array, moves: Moves, values: Array, tolerance: float, most: int
) -> int:
    """Lets every node take the best of its moves, again and again.

    Args:
      node_at: int32 [h, w] of `Terrain`.
      nodes: int32 [K, 2].
      roomy: bool [K] nodes from which no move ends beside a blocked one.
      order: int64 [k] the nodes that change, the goal's neighbours first.
      moves: of the terrain.
      values: float32 [K, n] seconds at each node and heading; holds a guess, and where nothing changes the truth.
      tolerance: seconds; ends when no value changes by more.
      most: sweeps after which it ends anyway.

    Returns:
      The number of sweeps.
    """
    for sweep in range(most):
        change = 0.0
        for k in order:
            if roomy[k]:
                change = max(change, _relax_roomy(node_at, moves, values, k, nodes[k, 0], nodes[k, 1]))
            else:
                change = max(change, _relax_narrow(node_at, moves, values, k, nodes[k, 0], nodes[k, 1]))
            _turn_right(values[k], moves.seconds)
        if change < tolerance:
            return sweep + 1
    return most


@stage
def _relax_roomy(node_at: Array, moves: Moves, values: Array, k: int, j: int, i: int) -> float:
    """Gives all headings of a node their best move; returns the largest change. All nodes around are free."""
    headings = values.shape[1]
    change = 0.0
    before = headings - 1
    for heading in range(headings):
        after = heading + 1 if heading + 1 < headings else 0
        best = min(values[k, after], values[k, before])
        for drive in range(3):
            row, column = j + moves.offsets[heading, drive, 0], i + moves.offsets[heading, drive, 1]
            then = after if drive == 1 else before if drive == 2 else heading
            # Neighbours in a row have consecutive numbers.
            low, high = node_at[row, column], node_at[row + 1, column]
            weights = moves.weights[heading, drive]
            seconds = (
                weights[0] * values[low, then]
                + weights[1] * values[low + 1, then]
                + weights[2] * values[high, then]
                + weights[3] * values[high + 1, then]
            )
            best = min(best, seconds)
        best += moves.seconds
        change = max(change, abs(best - values[k, heading]))
        values[k, heading] = best
        before = heading
    return change


@stage
def _relax_narrow(node_at: Array, moves: Moves, values: Array, k: int, j: int, i: int) -> float:
    """The same beside walls, where moves may be blocked or end partly in a wall."""
    headings = values.shape[1]
    change = 0.0
    before = headings - 1
    for heading in range(headings):
        after = heading + 1 if heading + 1 < headings else 0
        best = min(values[k, after], values[k, before])
        for drive in range(3):
            row, column = j + moves.offsets[heading, drive, 0], i + moves.offsets[heading, drive, 1]
            then = after if drive == 1 else before if drive == 2 else heading
            total, weight = 0.0, 0.0
            for corner in range(4):
                node = node_at[row + (corner >> 1), column + (corner & 1)]
                if node != BLOCKED:
                    weight += moves.weights[heading, drive, corner]
                    total += moves.weights[heading, drive, corner] * values[node, then]
            if weight > _MOST_BLOCKED:
                best = min(best, total / weight)
        best += moves.seconds
        change = max(change, abs(best - values[k, heading]))
        values[k, heading] = best
        before = heading
    return change


@stage
def _turn_right(values: Array, seconds: float) -> None:
    """Lets turns to a lower heading reach over many headings in one sweep, as those to a higher one do."""
    for heading in range(len(values) - 2, -1, -1):
        values[heading] = min(values[heading], values[heading + 1] + seconds)


@kernel
def seconds_at(node_at: Array, nodes_per_metre: float, values: Array, x: float, y: float, heading: float) -> float:
    """A field between its nodes and headings.

    Args:
      node_at: int32 [h, w] of `Terrain`.
      nodes_per_metre: of `Terrain`.
      values: float32 [K, n].
      x: metres.
      y: metres.
      heading: radians.

    Returns:
      Seconds; `NO_WAY` far from all nodes.
    """
    across, up = x * nodes_per_metre, y * nodes_per_metre
    i, j = math.floor(across), math.floor(up)
    if i < 0 or j < 0 or i >= node_at.shape[1] - 1 or j >= node_at.shape[0] - 1:
        return NO_WAY
    across -= i
    up -= j
    headings = values.shape[1]
    turns = heading / (2 * math.pi)
    part = (turns - math.floor(turns)) * headings
    below = min(int(part), headings - 1)
    part -= below
    above = (below + 1) % headings
    total, weight = 0.0, 0.0
    for corner in range(4):
        right, high = corner & 1, corner >> 1
        node = node_at[j + high, i + right]
        if node != BLOCKED:
            share = (across if right else 1.0 - across) * (up if high else 1.0 - up)
            weight += share
            total += share * (values[node, below] * (1.0 - part) + values[node, above] * part)
    return total / weight if weight > 1e-6 else NO_WAY


def ordered(distances: Array) -> Array:
    """int64 [k]: the nodes that lead to the goal without being part of it, the nearest first.

    Args:
      distances: float64 [K] of `spread_distances`.
    """
    order = np.argsort(distances, kind="stable")
    return order[(distances[order] > 0.0) & (distances[order] < NO_WAY)]
