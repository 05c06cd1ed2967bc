"""The oracle with nothing but a perfect memory: it knows what it has seen, and looks for what it has not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.fields import COARSE, FINE, Ground, Legs, Values
from memory_maze.agents.lookahead import Goal
from memory_maze.agents.memory import Memory, eye_of
from memory_maze.agents.motion import Walker
from memory_maze.agents.pilot import Pilot, corner_of, touching_distance, walker_at
from memory_maze.agents.situation import Situation
from memory_maze.scenario.schema import Scenario

NOWHERE = Goal(0.0, 0.0, 0.0)
"""A goal that is never reached: exploring ends by seeing, not by touching."""


@dataclass
class _Search:
    """What it is up to in one maze."""

    episode: int
    memory: Memory
    points: NDArray[np.float64]
    """float64 [n, 2]: x, y of the objects, metres from the grid's bottom-left corner."""
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


class Explorer:
    """Drives to the prompted object once it has seen where that is, and until then to the nearest unseen cell.

    It recognises every object in sight, however far, and never forgets.
    """

    sees = "situation"

    def __init__(self, scenario: Scenario, seed: int = 0) -> None:
        """Starts without an episode.

        Args:
          scenario: whose actions it chooses, and whose camera it looks through.
          seed: of no consequence; it draws nothing.
        """
        self._cell_size = scenario.maze.cell_size
        self._reach = touching_distance(scenario)
        self._pilot = Pilot(scenario)
        self._eye = eye_of(scenario)
        self._from_above = scenario.camera.view == "top"
        self._searches: dict[int, _Search] = {}

    def __call__(self, situation: Situation) -> NDArray[np.int64]:
        corner = corner_of(situation, self._cell_size)
        actions = [self._action(situation, index, corner) for index in range(len(situation.episode))]
        return np.array(actions, dtype=np.int64)

    def _action(self, situation: Situation, index: int, corner: NDArray[np.float64]) -> int:
        search = self._searches.get(index)
        if search is None or search.episode != situation.episode[index]:
            search = self._searches[index] = self._begin(situation, index, corner)
        walker = walker_at(situation, index, corner)
        search.memory.look(walker, self._cell_size, self._eye)
        target = int(situation.target[index])
        if search.memory.found[target]:
            self._prepare_legs(search, target)
            assert search.ground is not None
            assert search.legs is not None
            x, y = search.points[target].tolist()
            goal = Goal(x, y, self._reach)
            return self._pilot.action(search.ground.terrain, search.legs.to(target), goal, walker)
        search.target = -1
        ground, values = self._frontier(search, walker)
        return self._pilot.action(ground.terrain, values, NOWHERE, walker)

    def _begin(self, situation: Situation, index: int, corner: NDArray[np.float64]) -> _Search:
        points = situation.objects[index] - corner
        cells = np.floor(points[:, ::-1] / self._cell_size).astype(np.int64)
        memory = Memory(situation.walls[index, ::-1], cells, self._from_above)
        return _Search(int(situation.episode[index]), memory, points)

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
        search.ground = Ground(closed, self._cell_size, FINE if same else COARSE)
        points = {int(i): search.points[i] for i in np.flatnonzero(found)}
        search.legs = Legs(search.ground, points, self._reach)

    def _frontier(self, search: _Search, walker: Walker) -> tuple[Ground, Values]:
        """Seconds to the nearest cell that may hold an object, whatever is unknown taken for free."""
        memory = search.memory
        seen = memory.known.tobytes() + memory.searched.tobytes()
        if search.frontier is None or seen != search.seen:
            search.seen = seen
            ground = Ground(memory.barred, self._cell_size, COARSE)
            field = ground.field(ground.inside(memory.unexplored), (walker.x, walker.y))
            search.frontier = (ground, field.values)
        return search.frontier
