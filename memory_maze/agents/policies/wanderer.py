"""Wanders about as the published dataset's policy does: from one random cell to the next, under action noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.planning.fields import COARSE, Detail, Ground, Values
from memory_maze.agents.planning.lookahead import Goal
from memory_maze.agents.planning.pilot import Pilot, corner_of, walker_at, walls_of
from memory_maze.agents.policies.by_episode import ByEpisode
from memory_maze.agents.streams import Seeds, row_seed
from memory_maze.game.actions import ACTIONS
from memory_maze.game.moments import Moments
from memory_maze.scenario.schema import Scenario


@dataclass(frozen=True)
class Wandering:
    """How it wanders. The dataset's own constants are unknown; `docs/agents.md` tells what these lead to."""

    burst_probability: float = 0.08
    """Probability of each step outside a burst to begin one: some uniformly random actions."""
    burst_steps: int = 5
    """Random actions in a burst."""
    arrival: float = 0.5
    """Cells from its middle at which a goal counts as reached."""
    patience: int = 200
    """Steps after which it gives a goal up."""
    detail: Detail = COARSE
    """How finely the fields that it drives along are computed."""


@dataclass
class _Trip:
    """What it is up to in one maze."""

    corner: NDArray[np.float64]
    random: np.random.Generator
    ground: Ground
    cells: NDArray[np.float64]
    """float64 [c, 2]: the middles of the free cells, metres from the grid's bottom-left corner."""
    goal: Goal
    values: Values
    steps: int = 0
    """Control steps since the goal was chosen."""
    burst: int = 0
    """Random actions that are still to come."""


class Wanderer(ByEpisode[_Trip]):
    """Drives to uniformly random free cells; now and then it takes a few uniformly random actions."""

    def __init__(self, scenario: Scenario, seeds: Seeds = 0, wandering: Wandering | None = None) -> None:
        """Starts without an episode.

        Args:
          scenario: whose actions it chooses.
          seeds: of goals and noise; each maze has a stream of its own.
          wandering: how; as the dataset by default.
        """
        super().__init__()
        self._seeds = seeds
        self._wandering = wandering or Wandering()
        self._pilot = Pilot(scenario)

    def action(self, now: Moments, row: int, trip: _Trip, /) -> int:
        walker = walker_at(now, row, trip.corner)
        goal = trip.goal
        arrived = (walker.x - goal.x) ** 2 + (walker.y - goal.y) ** 2 < goal.reach**2
        if arrived or trip.steps >= self._wandering.patience:
            self._choose_goal(trip)
        trip.steps += 1
        if trip.burst == 0 and trip.random.random() < self._wandering.burst_probability:
            trip.burst = self._wandering.burst_steps
        if trip.burst > 0:
            trip.burst -= 1
            return int(trip.random.integers(len(ACTIONS)))
        return self._pilot.action(trip.ground.terrain, trip.values, trip.goal, walker)

    def begin(self, now: Moments, row: int, last: _Trip | None, /) -> _Trip:
        walls, cell_size = walls_of(now, row), float(now.cell_size[row])
        random = last.random if last is not None else np.random.default_rng(row_seed(self._seeds, row))
        ground = Ground(walls, cell_size, self._wandering.detail)
        cells = (np.argwhere(~walls)[:, ::-1].astype(np.float64) + 0.5) * cell_size
        nowhere, nothing = Goal(0.0, 0.0, 0.0), np.empty((0, 0), np.float32)
        trip = _Trip(corner_of(now, row), random, ground, cells, nowhere, nothing)
        self._choose_goal(trip)
        return trip

    def _choose_goal(self, trip: _Trip) -> None:
        x, y = trip.cells[trip.random.integers(len(trip.cells))].tolist()
        trip.goal = Goal(x, y, self._wandering.arrival * trip.ground.terrain.cell_size)
        trip.values = trip.ground.field(trip.ground.near(np.array([x, y]), trip.goal.reach)).values
        trip.steps = 0
