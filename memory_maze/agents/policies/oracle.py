"""Drives to the prompted object in nearly the least time there is, with an eye on where the next one may be."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.planning.fields import FINE, Detail, Ground, Legs
from memory_maze.agents.planning.goals import followers, left_to_find, require_goals, shuns_others
from memory_maze.agents.planning.lookahead import Goal
from memory_maze.agents.planning.motion import Walker
from memory_maze.agents.planning.pilot import (
    NOOP,
    Pilot,
    cells_of,
    corner_of,
    objects_of,
    touching_distance,
    walker_at,
    walls_of,
)
from memory_maze.agents.policies.by_episode import ByEpisode
from memory_maze.agents.streams import Seeds
from memory_maze.game.moments import Moments
from memory_maze.maze.paths import reachable
from memory_maze.scenario.schema import Scenario

Way = tuple[Ground, Legs]


@dataclass
class _Plan:
    """What it has worked out for one episode. Metres from the grid's bottom-left corner."""

    corner: NDArray[np.float64]
    ground: Ground
    reach: float
    arrangement: bytes = b""
    """Where the objects were, and which were left, when `legs` was made."""
    points: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))
    """float64 [n, 2]: x, y of the objects."""
    legs: Legs | None = None
    ways_round: dict[int, Way | None] = field(default_factory=dict)
    """A way for each object that leads past the other objects' cells; None where there is none."""


class Oracle(ByEpisode[_Plan]):
    """Knows the whole maze.

    For every object it computes the seconds that a walker of full speed needs from each place and heading, and then on
    to the next object, which may be any that the task may prompt then. It follows all sequences of a few actions
    through the walker's motion and takes the first action of the one that leaves the fewest seconds.

    Where nothing is prompted, it drives to the nearest object. Where a touch of another object costs something, it
    drives round their cells if a way leads there.
    """

    def __init__(self, scenario: Scenario, seeds: Seeds = 0, detail: Detail = FINE) -> None:
        """Starts without an episode.

        Args:
          scenario: whose actions it chooses.
          seeds: of no consequence; it draws nothing.
          detail: of its fields.

        Raises:
          AgentError: the task leaves it without a next object to drive to.
        """
        super().__init__()
        require_goals(scenario, "oracle")
        self._scenario = scenario
        self._shuns = shuns_others(scenario)
        self._pilot = Pilot(scenario)
        self._detail = detail

    def action(self, now: Moments, row: int, plan: _Plan, /) -> int:
        self._follow(now, row, plan)
        walker = walker_at(now, row, plan.corner)
        target = self._target(now, row, plan, walker)
        if target is None:
            return NOOP
        ground, legs = self._way(now, row, plan, target, walker)
        x, y = plan.points[target].tolist()
        return self._pilot.action(ground.terrain, legs.to(target), Goal(x, y, plan.reach), walker)

    def begin(self, now: Moments, row: int, last: _Plan | None, /) -> _Plan:
        ground = Ground(walls_of(now, row), float(now.cell_size[row]), self._detail)
        return _Plan(corner_of(now, row), ground, touching_distance(now, row))

    def _follow(self, now: Moments, row: int, plan: _Plan) -> None:
        """Makes new legs where objects have moved or vanished."""
        points, left = objects_of(now, row, plan.corner), left_to_find(now, row)
        arrangement = points.tobytes() + left.tobytes()
        if arrangement == plan.arrangement:
            return
        plan.arrangement, plan.points = arrangement, points
        plan.legs = self._legs(plan, plan.ground, left)
        plan.ways_round.clear()

    def _legs(self, plan: _Plan, ground: Ground, left: NDArray[np.intp]) -> Legs:
        numbers = left.tolist()
        places = {number: plan.points[number] for number in numbers}
        return Legs(ground, places, plan.reach, followers(self._scenario, numbers), plan.legs)

    def _target(self, now: Moments, row: int, plan: _Plan, walker: Walker) -> int | None:
        """The prompted object, or the nearest where nothing is prompted; None where nothing is left to be found."""
        if now.target[row] >= 0:
            return int(now.target[row])
        assert plan.legs is not None
        here = walker.x, walker.y
        far = [
            number for number in left_to_find(now, row).tolist() if np.hypot(*(plan.points[number] - here)) > plan.reach
        ]
        seconds = {number: plan.ground.seconds(plan.legs.to(number), here) for number in far}
        return min(seconds, key=lambda number: seconds[number]) if seconds else None

    def _way(self, now: Moments, row: int, plan: _Plan, target: int, walker: Walker) -> Way:
        assert plan.legs is not None
        if not self._shuns:
            return plan.ground, plan.legs
        if target not in plan.ways_round:
            plan.ways_round[target] = self._way_round(now, row, plan, target, walker)
        return plan.ways_round[target] or (plan.ground, plan.legs)

    def _way_round(self, now: Moments, row: int, plan: _Plan, target: int, walker: Walker) -> Way | None:
        """A way with the cells of all other objects walled up, if one leads from the walker to the target."""
        walls = walls_of(now, row).copy()
        others = [number for number in range(len(plan.points)) if number != target and not now.gone[row, number]]
        cells = cells_of(plan.points[others], float(now.cell_size[row]))
        walls[cells[:, 0], cells[:, 1]] = True
        ends = np.array([[walker.x, walker.y], plan.points[target]])
        (row_here, here), (row_there, there) = cells_of(ends, float(now.cell_size[row])).tolist()
        if walls[row_here, here] or not reachable((~walls).astype(np.uint8), (here, row_here))[row_there, there]:
            return None
        ground = Ground(walls, float(now.cell_size[row]), self._detail)
        return ground, Legs(ground, {target: plan.points[target]}, plan.reach)
