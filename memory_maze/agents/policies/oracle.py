"""Drives to the prompted object in nearly the least time there is, with an eye on where the next one may be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.planning.fields import FINE, Detail, Ground, Legs
from memory_maze.agents.planning.lookahead import Goal
from memory_maze.agents.planning.pilot import Pilot, corner_of, objects_of, touching_distance, walker_at, walls_of
from memory_maze.agents.policies.by_episode import ByEpisode
from memory_maze.agents.streams import Seeds
from memory_maze.game.moments import Moments
from memory_maze.scenario.model.schema import Scenario


@dataclass(frozen=True)
class _Plan:
    """What it has worked out for one episode. Metres from the grid's bottom-left corner."""

    corner: NDArray[np.float64]
    ground: Ground
    points: NDArray[np.float64]
    """float64 [n, 2]: x, y of the objects."""
    legs: Legs
    reach: float


class Oracle(ByEpisode[_Plan]):
    """Knows the whole maze.

    For every object it computes the seconds that a walker of full speed needs from each place and heading, and then on
    to the next object, which may be any other. It follows all sequences of a few actions through the walker's motion
    and takes the first action of the one that leaves the fewest seconds.
    """

    def __init__(self, scenario: Scenario, seeds: Seeds = 0, detail: Detail = FINE) -> None:
        """Starts without an episode.

        Args:
          scenario: whose actions it chooses.
          seeds: of no consequence; it draws nothing.
          detail: of its fields.
        """
        super().__init__()
        self._pilot = Pilot(scenario)
        self._detail = detail

    def action(self, now: Moments, row: int, plan: _Plan, /) -> int:
        target = int(now.target[row])
        x, y = plan.points[target].tolist()
        walker = walker_at(now, row, plan.corner)
        return self._pilot.action(plan.ground.terrain, plan.legs.to(target), Goal(x, y, plan.reach), walker)

    def begin(self, now: Moments, row: int, last: _Plan | None, /) -> _Plan:
        corner, reach = corner_of(now, row), touching_distance(now, row)
        ground = Ground(walls_of(now, row), float(now.cell_size[row]), self._detail)
        points = objects_of(now, row, corner)
        return _Plan(corner, ground, points, Legs(ground, dict(enumerate(points)), reach), reach)
