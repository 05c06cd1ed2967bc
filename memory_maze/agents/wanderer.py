"""Wanders about as the published dataset's policy does: from one random cell to the next, under action noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.fields import COARSE, Detail, Ground, Values
from memory_maze.agents.lookahead import Goal
from memory_maze.agents.pilot import Pilot, corner_of, walker_at
from memory_maze.agents.situation import Situation
from memory_maze.game.actions import ACTIONS
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

    episode: int
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


class Wanderer:
    """Drives to uniformly random free cells; now and then it takes a few uniformly random actions."""

    sees = "situation"

    def __init__(self, scenario: Scenario, seed: int = 0, wandering: Wandering | None = None) -> None:
        """Starts without an episode.

        Args:
          scenario: whose actions it chooses.
          seed: not negative; of goals and noise. Each maze of a batch has its own stream.
          wandering: how; as the dataset by default.
        """
        self._cell_size = scenario.maze.cell_size
        self._seed = seed
        self._wandering = wandering or Wandering()
        self._pilot = Pilot(scenario)
        self._trips: dict[int, _Trip] = {}

    def __call__(self, situation: Situation) -> NDArray[np.int64]:
        corner = corner_of(situation, self._cell_size)
        actions = [self._action(situation, index, corner) for index in range(len(situation.episode))]
        return np.array(actions, dtype=np.int64)

    def _action(self, situation: Situation, index: int, corner: NDArray[np.float64]) -> int:
        trip = self._trips.get(index)
        if trip is None or trip.episode != situation.episode[index]:
            trip = self._trips[index] = self._begin(situation, index, trip)
        walker = walker_at(situation, index, corner)
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

    def _begin(self, situation: Situation, index: int, last: _Trip | None) -> _Trip:
        walls = situation.walls[index, ::-1]
        random = last.random if last is not None else np.random.default_rng((self._seed, index))
        ground = Ground(walls, self._cell_size, self._wandering.detail)
        cells = (np.argwhere(~walls)[:, ::-1].astype(np.float64) + 0.5) * self._cell_size
        trip = _Trip(
            int(situation.episode[index]), random, ground, cells, Goal(0.0, 0.0, 0.0), np.empty((0, 0), np.float32)
        )
        self._choose_goal(trip)
        return trip

    def _choose_goal(self, trip: _Trip) -> None:
        x, y = trip.cells[trip.random.integers(len(trip.cells))].tolist()
        trip.goal = Goal(x, y, self._wandering.arrival * self._cell_size)
        trip.values = trip.ground.field(trip.ground.near(np.array([x, y]), trip.goal.reach)).values
        trip.steps = 0
