"""The oracle with nothing but a perfect memory: it knows what it has seen, and looks for what it has not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.perception.memory import Memory, eye_of
from memory_maze.agents.planning.fields import COARSE, FINE, Ground, Legs, Values
from memory_maze.agents.planning.lookahead import Goal
from memory_maze.agents.planning.motion import Walker
from memory_maze.agents.planning.pilot import Pilot, corner_of, objects_of, touching_distance, walker_at, walls_of
from memory_maze.agents.policies.by_episode import ByEpisode
from memory_maze.agents.streams import Seeds
from memory_maze.game.moments import Moments
from memory_maze.scenario.model.schema import Scenario

NOWHERE = Goal(0.0, 0.0, 0.0)
"""A goal that is never reached: exploring ends by seeing, not by touching."""


@dataclass
class _Search:
    """What it is up to in one maze."""

    corner: NDArray[np.float64]
    memory: Memory
    points: NDArray[np.float64]
    """float64 [n, 2]: x, y of the objects, metres from the grid's bottom-left corner."""
    cell_size: float
    reach: float
    target: int = -1
    """The object of the present leg; -1 while exploring."""
    basis: bytes = b""
    """What was known when the present legs were computed."""
    seen: bytes = b""
    """What was known when the present frontier was computed."""
    ground: Ground | None = None
    legs: Legs | None = None
    frontier: tuple[Ground, Values] | None = None
    is_fine: bool = False


class Explorer(ByEpisode[_Search]):
    """Drives to the prompted object once it has seen where that is, and until then to the nearest unseen cell.

    It recognises every object in sight, however far, and never forgets.
    """

    def __init__(self, scenario: Scenario, seeds: Seeds = 0) -> None:
        """Starts without an episode.

        Args:
          scenario: whose actions it chooses, and whose camera it looks through.
          seeds: of no consequence; it draws nothing.
        """
        super().__init__()
        self._pilot = Pilot(scenario)
        self._scenario = scenario

    def action(self, now: Moments, row: int, search: _Search, /) -> int:
        walker = walker_at(now, row, search.corner)
        search.memory.look(walker, search.cell_size)
        target = int(now.target[row])
        if search.memory.found[target]:
            self._prepare_legs(search, target)
            assert search.ground is not None
            assert search.legs is not None
            x, y = search.points[target].tolist()
            goal = Goal(x, y, search.reach)
            return self._pilot.action(search.ground.terrain, search.legs.to(target), goal, walker)
        search.target = -1
        ground, values = self._frontier(search, walker)
        return self._pilot.action(ground.terrain, values, NOWHERE, walker)

    def begin(self, now: Moments, row: int, last: _Search | None, /) -> _Search:
        corner, cell_size = corner_of(now, row), float(now.cell_size[row])
        points = objects_of(now, row, corner)
        cells = np.floor(points[:, ::-1] / cell_size).astype(np.int64)
        eye = eye_of(self._scenario, now.episode(row))
        memory = Memory(walls_of(now, row), cells, eye, self._scenario.camera.view == "top")
        return _Search(corner, memory, points, cell_size, touching_distance(now, row))

    def _prepare_legs(self, search: _Search, target: int) -> None:
        """Plans on what is known when a leg begins: coarsely at first, finely once nothing new has come up."""
        if search.target == target:
            return
        search.target = target
        found = search.memory.found
        closed = search.memory.closed
        basis = closed.tobytes() + found.tobytes()
        same = basis == search.basis
        if same and search.is_fine:
            return
        search.basis, search.is_fine = basis, same
        search.ground = Ground(closed, search.cell_size, FINE if same else COARSE)
        points = {int(i): search.points[i] for i in np.flatnonzero(found)}
        search.legs = Legs(search.ground, points, search.reach)

    def _frontier(self, search: _Search, walker: Walker) -> tuple[Ground, Values]:
        """Seconds to the nearest cell that may hold an object, whatever is unknown taken for free."""
        memory = search.memory
        seen = memory.known.tobytes() + memory.searched.tobytes()
        if search.frontier is None or seen != search.seen:
            search.seen = seen
            ground = Ground(memory.barred, search.cell_size, COARSE)
            field = ground.field(ground.inside(memory.unexplored), (walker.x, walker.y))
            search.frontier = (ground, field.values)
        return search.frontier
