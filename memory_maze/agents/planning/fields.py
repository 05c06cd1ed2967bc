"""Fields of one maze: seconds to a goal, and seconds to an object with an eye on what comes after it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.planning.goals import Followers
from memory_maze.agents.planning.motion import SPEED, TURN_RATE
from memory_maze.agents.planning.terrain import Moves, Terrain, moves_of, roomy_nodes
from memory_maze.agents.planning.timefield import NO_WAY, ordered
from memory_maze.scenario.model.fields import BALL_RADIUS

AROUND_START = 3.0
"""Metres by which a node may be farther from the goal than the start is; fields are not computed beyond."""

Values = NDArray[np.float32]
"""float32 [K, n]: seconds to the goal from each node and heading."""


@dataclass(frozen=True)
class Detail:
    """How finely a field is computed."""

    nodes_per_cell: int = 8
    """Nodes along a side of a cell."""
    headings: int = 24
    tolerance: float = 0.2
    """Seconds that a sweep may still change when the field counts as done."""
    most_sweeps: int = 60


FINE = Detail()
"""The detail of policies that know the maze; finer fields score no better."""

COARSE = Detail(nodes_per_cell=4, headings=16)
"""Detail that takes a tenth of the time of `FINE`."""


@dataclass(frozen=True)
class Field:
    """Seconds to a goal."""

    values: Values
    goal: NDArray[np.bool_]
    """bool [K]: the nodes that the goal consists of."""
    order: NDArray[np.int64]
    """The other nodes that lead to it, the nearest first."""


class Ground:
    """One maze's nodes and moves, and the fields over them."""

    def __init__(self, walls: NDArray[np.bool_], cell_size: float, detail: Detail) -> None:
        """Finds the nodes.

        Args:
          walls: bool [H, W], row 0 at the bottom, the border all walls.
          cell_size: metres.
          detail: how finely.
        """
        from memory_maze.agents.planning.kernels import number_nodes

        self._detail = detail
        per_cell = detail.nodes_per_cell
        walls = np.ascontiguousarray(walls)
        node_at = np.empty((walls.shape[0] * per_cell + 1, walls.shape[1] * per_cell + 1), dtype=np.int32)
        number_nodes(walls, float(cell_size), per_cell, BALL_RADIUS, node_at)
        nodes = np.argwhere(node_at >= 0).astype(np.int32)
        self.terrain = Terrain(walls, float(cell_size), per_cell / cell_size, node_at, nodes)
        self._points = nodes[:, ::-1] / self.terrain.nodes_per_metre
        self._moves: Moves = moves_of(detail.headings, self.terrain.nodes_per_metre)
        self._roomy = roomy_nodes(self.terrain, self._moves)

    def near(self, point: NDArray[np.float64], reach: float) -> NDArray[np.bool_]:
        """bool [K]: the nodes within reach of a point, the nearest one at least.

        Args:
          point: float64 [2], metres from the grid's bottom-left corner.
          reach: metres.
        """
        squares = ((self._points - point) ** 2).sum(axis=1)
        return squares <= max(reach**2, squares.min())

    def seconds(self, values: Values, point: tuple[float, float]) -> float:
        """Seconds to a field's goal from the node nearest to a point, by the best heading."""
        node = int(((self._points - np.array(point)) ** 2).sum(axis=1).argmin())
        return float(values[node].min())

    def inside(self, cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """bool [K]: the nodes inside some cells.

        Args:
          cells: bool [H, W], row 0 at the bottom.
        """
        columns, rows = np.floor(self._points / self.terrain.cell_size).astype(np.int64).T
        return cells[rows, columns]

    def field(self, goal: NDArray[np.bool_], start: tuple[float, float] | None = None) -> Field:
        """Seconds to any of the goal's nodes.

        Args:
          goal: bool [K].
          start: x, y in metres from the grid's bottom-left corner; what is much farther from the goal is guessed only.
            By default nothing is.
        """
        from memory_maze.agents.planning.kernels import distances_over_nodes

        size = len(goal)
        distances = np.empty(size)
        distances_over_nodes(self.terrain, goal, distances, np.empty(size, np.int64), np.empty(size, np.bool_))
        order = ordered(distances)
        if start is not None:
            nearest = int(((self._points - np.array(start)) ** 2).sum(axis=1).argmin())
            most = distances[nearest] + AROUND_START * self.terrain.nodes_per_metre
            order = order[: np.searchsorted(distances[order], most)]
        guess = distances / (self.terrain.nodes_per_metre * SPEED) + math.pi / TURN_RATE
        guess[distances >= NO_WAY] = NO_WAY
        guess[goal] = 0.0
        values = np.repeat(guess.astype(np.float32)[:, None], self._detail.headings, axis=1)
        self._relax(order, values)
        return Field(values, goal, order)

    def followed(self, field: Field, after: Values) -> Field:
        """A field that also counts what comes after its goal.

        Args:
          field: seconds to the goal.
          after: [g, n] seconds from the goal's g nodes on.
        """
        values = field.values + after.mean(dtype=np.float64).astype(np.float32)
        values[field.goal] = after
        self._relax(field.order, values)
        return Field(values, field.goal, field.order)

    def _relax(self, order: NDArray[np.int64], values: Values) -> None:
        from memory_maze.agents.planning.kernels import relax_field

        detail = self._detail
        relax_field(self.terrain, self._roomy, order, self._moves, values, detail.tolerance, detail.most_sweeps)


class Legs:
    """Seconds to each of some objects and on to the next one. Computed when first asked for."""

    def __init__(
        self,
        ground: Ground,
        points: Mapping[int, NDArray[np.float64]],
        reach: float,
        followers: Followers | None = None,
        earlier: Legs | None = None,
    ) -> None:
        """Takes over where the objects are.

        Args:
          ground: of their maze.
          points: number to float64 [2], metres from the grid's bottom-left corner.
          reach: metres at which an object is touched.
          followers: what may come after each object; by default any other.
          earlier: legs in the same maze with the same reach, whose fields to the same places are taken over.
        """
        self._ground = ground
        self._points = points
        self._reach = reach
        self._followers = followers or {i: [j for j in points if j != i] for i in points}
        self._earlier = earlier
        self._alone: dict[int, Field] = {}
        self._fields: dict[int, Field] = {}
        self._after: dict[int, Values] = {}

    def to(self, target: int) -> Values:
        """Seconds to an object and, on average, on to the next.

        Args:
          target: its number.
        """
        if not self._fields:
            self._compute()
        if target in self._after:
            self._fields[target] = self._ground.followed(self._fields[target], self._after.pop(target))
        return self._fields[target].values

    def _compute(self) -> None:
        ground = self._ground
        known = {} if self._earlier is None else self._earlier._by_place()
        self._earlier = None
        fields: dict[int, Field] = {}
        for i, point in self._points.items():
            field = known.get(point.tobytes())
            fields[i] = ground.field(ground.near(point, self._reach)) if field is None else field
        for i, field in fields.items():
            others = [fields[j].values[field.goal] for j in self._followers.get(i, ()) if j in fields]
            if others:
                self._after[i] = np.asarray(np.mean(others, axis=0, dtype=np.float64), dtype=np.float32)
        self._alone, self._fields = fields, dict(fields)

    def _by_place(self) -> dict[bytes, Field]:
        """Seconds to each place alone, as far as they have been computed."""
        return {self._points[number].tobytes(): field for number, field in self._alone.items()}
