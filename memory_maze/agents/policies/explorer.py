"""The oracle with nothing but a perfect memory: it knows what it has seen, and looks for what it has not."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.perception.memory import Memory, eye_of
from memory_maze.agents.perception.view import are_shown
from memory_maze.agents.planning.fields import COARSE, FINE, Ground, Legs, Values
from memory_maze.agents.planning.goals import followers, left_to_find, require_goals
from memory_maze.agents.planning.lookahead import Goal
from memory_maze.agents.planning.motion import Walker
from memory_maze.agents.planning.pilot import (
    INSIDE,
    NOOP,
    NOWHERE,
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
from memory_maze.scenario.schema import Scenario


@dataclass
class _Search:
    """What it is up to in one maze."""

    corner: NDArray[np.float64]
    memory: Memory
    points: NDArray[np.float64]
    """float64 [n, 2]: x, y of the objects, metres from the grid's bottom-left corner."""
    cells: NDArray[np.int64]
    """int64 [n, 2]: row and column of the objects."""
    cell_size: float
    reach: float
    prompt: int = -1
    """The object that it knows to be prompted; -1 for none."""
    finds: int = 0
    """How many there were when it last looked."""
    tried: set[int] = field(default_factory=set)
    """Objects that it has touched since the last find, where it does not know which is prompted."""
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

    It recognises every object in sight, however far, and never forgets. A prompt that was never shown it does not know:
    it tries one object after the other. Before the first prompt it explores.
    """

    def __init__(self, scenario: Scenario, seeds: Seeds = 0) -> None:
        """Starts without an episode.

        Args:
          scenario: whose actions it chooses, and whose camera it looks through.
          seeds: of no consequence; it draws nothing.

        Raises:
          AgentError: the task leaves it without a next object to drive to.
        """
        super().__init__()
        require_goals(scenario, "explorer-oracle")
        self._pilot = Pilot(scenario)
        self._scenario = scenario

    def action(self, now: Moments, row: int, search: _Search, /) -> int:
        walker = walker_at(now, row, search.corner)
        self._take_in(now, row, search, walker)
        target = self._target(now, row, search, walker)
        if target is not None:
            self._prepare_legs(now, row, search, target)
            assert search.ground is not None
            assert search.legs is not None
            x, y = search.points[target].tolist()
            goal = Goal(x, y, search.reach)
            return self._pilot.action(search.ground.terrain, search.legs.to(target), goal, walker)
        search.target = -1
        if not search.memory.unexplored.any():
            return NOOP
        ground, values = self._frontier(search, walker)
        goal = NOWHERE if are_shown(now, row) else INSIDE
        return self._pilot.action(ground.terrain, values, goal, walker)

    def begin(self, now: Moments, row: int, last: _Search | None, /) -> _Search:
        corner, cell_size = corner_of(now, row), float(now.cell_size[row])
        points = objects_of(now, row, corner)
        eye = eye_of(self._scenario, now.episode(row))
        memory = Memory(walls_of(now, row), len(points), eye, self._scenario.camera.view == "top")
        return _Search(corner, memory, points, cells_of(points, cell_size), cell_size, touching_distance(now, row))

    def _take_in(self, now: Moments, row: int, search: _Search, walker: Walker) -> None:
        """What it sees, what it feels, and what it is told."""
        points = objects_of(now, row, search.corner)
        moved = (points != search.points).any(axis=1)
        if moved.any():
            search.points, search.cells, search.basis = points, cells_of(points, search.cell_size), b""
            search.memory.forget(moved)
        search.memory.look(walker, search.cell_size, search.cells, are_shown(now, row))
        near = np.hypot(*(search.points - (walker.x, walker.y)).T) <= search.reach
        search.memory.found |= near
        if now.found[row] > search.finds:
            search.finds, search.prompt = int(now.found[row]), -1
            search.tried.clear()
        if now.prompted[row]:
            search.prompt = int(now.target[row])
        if now.steps[row] >= now.prompt_from[row]:
            search.tried |= set(np.flatnonzero(near).tolist())

    def _target(self, now: Moments, row: int, search: _Search, walker: Walker) -> int | None:
        """The object to drive to; None while it has to be looked for."""
        found = search.memory.found
        if search.prompt >= 0:
            return search.prompt if found[search.prompt] else None
        if now.steps[row] < now.prompt_from[row]:
            return None
        left = [number for number in left_to_find(now, row).tolist() if found[number] and number not in search.tried]
        if not left:
            if not search.memory.unexplored.any():
                search.tried.clear()
            return None
        away = np.hypot(*(search.points[left] - (walker.x, walker.y)).T)
        return left[int(away.argmin())]

    def _prepare_legs(self, now: Moments, row: int, search: _Search, target: int) -> None:
        """Plans on what is known when a leg begins: coarsely at first, finely once nothing new has come up."""
        if search.target == target and search.basis:
            return
        search.target = target
        found = search.memory.found & ~now.gone[row, : len(search.points)]
        closed = search.memory.closed
        basis = closed.tobytes() + found.tobytes()
        same = basis == search.basis
        if same and search.is_fine:
            return
        search.basis, search.is_fine = basis, same
        search.ground = Ground(closed, search.cell_size, FINE if same else COARSE)
        known = [number for number in left_to_find(now, row).tolist() if found[number]]
        points = {number: search.points[number] for number in known}
        search.legs = Legs(search.ground, points, search.reach, followers(self._scenario, known))

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
