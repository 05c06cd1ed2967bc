"""A maze as the planner sees it: nodes of a fine grid on which the walker can stand, and short moves between them."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.planning.motion import SPEED, TURN_RATE

BLOCKED = -1
"""What `Terrain.node_at` says of places where the walker cannot stand."""


class Terrain(NamedTuple):
    """Walls, and K nodes between them. Positions: metres from the grid's bottom-left corner, outer wall included."""

    walls: NDArray[np.bool_]
    """bool [H, W]: where walls are, row 0 at the bottom."""
    cell_size: float
    """Metres along a side of a cell."""
    nodes_per_metre: float
    node_at: NDArray[np.int32]
    """int32 [h, w]: the number of each node, or `BLOCKED`; node (j, i) is at (i, j) / `nodes_per_metre`."""
    nodes: NDArray[np.int32]
    """int32 [K, 2]: the (j, i) of each node, row by row."""


class Moves(NamedTuple):
    """What the walker can do from a node in a short time: drive straight on or in an arc, or turn where it is.

    A move ends between four nodes, each of which counts by its weight. Turns are always by one of n headings.
    """

    offsets: NDArray[np.int64]
    """int64 [n, 3, 3]: for each heading and drive (straight, left, right), rows and columns to the lower left one of
    the four nodes, and headings turned."""
    weights: NDArray[np.float64]
    """float [n, 3, 4]: weights of the nodes at (0, 0), (0, 1), (1, 0), (1, 1) from `offsets`."""
    seconds: float
    """Seconds that each move takes."""


def moves_of(headings: int, nodes_per_metre: float) -> Moves:
    """The moves at so many headings and on such a grid."""
    angle = 2 * math.pi / headings
    seconds = angle / TURN_RATE
    offsets = np.zeros((headings, 3, 3), dtype=np.int64)
    weights = np.zeros((headings, 3, 4))
    for heading in range(headings):
        for drive, turn in enumerate((0, 1, -1)):
            chord = SPEED * seconds * (math.sin(angle / 2) / (angle / 2) if turn else 1.0)
            bearing = (heading + turn / 2) * angle
            # Rounded, so that the last bits of a machine's sine do not matter.
            x = round(chord * math.cos(bearing) * nodes_per_metre, 9)
            y = round(chord * math.sin(bearing) * nodes_per_metre, 9)
            column, row = math.floor(x), math.floor(y)
            right, up = x - column, y - row
            offsets[heading, drive] = row, column, turn
            weights[heading, drive] = (1 - right) * (1 - up), right * (1 - up), (1 - right) * up, right * up
    return Moves(offsets, weights, seconds)


def roomy_nodes(terrain: Terrain, moves: Moves) -> NDArray[np.bool_]:
    """bool [K]: the nodes from which no move ends beside a blocked node.

    Args:
      terrain: the maze.
      moves: what can be done in it.
    """
    reach = int(max(-moves.offsets[..., :2].min(), moves.offsets[..., :2].max() + 1))
    free = np.pad(terrain.node_at != BLOCKED, reach)
    window = np.lib.stride_tricks.sliding_window_view(free, (2 * reach + 1, 2 * reach + 1))
    roomy = np.asarray(window.all(axis=(2, 3)))
    return roomy[terrain.nodes[:, 0], terrain.nodes[:, 1]]
