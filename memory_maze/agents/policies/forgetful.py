"""An agent without memory: it knows what is in sight now, and drives about at random to come across the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.perception.view import View, view_of
from memory_maze.agents.planning.fields import COARSE, Ground, Legs, Values
from memory_maze.agents.planning.goals import followers, left_to_find, require_goals
from memory_maze.agents.planning.lookahead import Goal
from memory_maze.agents.planning.pilot import (
    NOOP,
    NOWHERE,
    Pilot,
    cells_of,
    touching_distance,
    walls_of,
)
from memory_maze.agents.policies.by_episode import ByEpisode
from memory_maze.agents.streams import Seeds, row_seed
from memory_maze.game.moments import Moments
from memory_maze.maze.paths import STEPS
from memory_maze.scenario.schema import Scenario

PATIENCE = 2.0
"""Times the planned seconds after which it gives a way up: it may lead through walls that it did not see."""

GRACE = 1.0
"""Seconds that it takes beyond that."""

NO_OBJECT = -1
"""The target of a drive to a cell."""

Cell = tuple[int, int]
"""Row and column, from the bottom."""


@dataclass(frozen=True)
class _Drive:
    """Where it is going."""

    target: int
    """The object that it is to touch, or `NO_OBJECT`."""
    cell: Cell
    """Where that object is, or where it wants to look from."""
    ground: Ground
    values: Values
    until: int = 0
    """The control step at which it gives up; of no consequence while it sees the object."""


@dataclass
class _State:
    """One episode's maze, and the one thing that it carries from one moment to the next."""

    walls: NDArray[np.bool_]
    cell_size: float
    reach: float
    stream: np.random.Generator
    drive: _Drive | None = None


class Forgetful(ByEpisode[_State]):
    """Drives to the prompted object while it sees it, and else to any cell at the edge of what it sees.

    It has the explorer's eyes and the planners' driving, but what is out of sight is as if it had never been seen. Nor
    does it remember a prompt: while none is shown, any object will do. What it keeps is where it is going, until it is
    there; then it draws where to go next.
    """

    def __init__(self, scenario: Scenario, seeds: Seeds = 0) -> None:
        """Starts without an episode.

        Args:
          scenario: whose actions it chooses, and whose camera it looks through.
          seeds: of where it goes.

        Raises:
          AgentError: the task leaves it without a next object to drive to.
        """
        super().__init__()
        require_goals(scenario, "forgetful")
        self._pilot = Pilot(scenario)
        self._scenario = scenario
        self._seeds = seeds

    def begin(self, now: Moments, row: int, last: _State | None, /) -> _State:
        stream = np.random.default_rng(row_seed(self._seeds, row)) if last is None else last.stream
        return _State(walls_of(now, row), float(now.cell_size[row]), touching_distance(now, row), stream)

    def action(self, now: Moments, row: int, state: _State, /) -> int:
        view = view_of(self._scenario, now, row)
        target = _target(now, row, state, view)
        if target is not None:
            state.drive = self._approach(now, row, state, view, target)
        elif state.drive is None or _is_over(state.drive, int(now.steps[row]), state, view):
            state.drive = self._wander(int(now.steps[row]), state, view)
        if state.drive is None:
            return NOOP
        goal = NOWHERE
        if target is not None:
            x, y = view.points[target].tolist()
            goal = Goal(x, y, state.reach)
        return self._pilot.action(state.drive.ground.terrain, state.drive.values, goal, view.walker)

    def _approach(self, now: Moments, row: int, state: _State, view: View, target: int) -> _Drive:
        """The drive to an object in sight, planned on what was in sight when that came into view."""
        up, right = cells_of(view.points[[target]], state.cell_size)[0].tolist()
        drive = state.drive
        if drive is not None and (drive.target, drive.cell) == (target, (up, right)):
            return drive
        ground = Ground(view.sight.barred, state.cell_size, COARSE)
        known = [number for number in left_to_find(now, row).tolist() if view.sight.found[number]]
        points = {number: view.points[number] for number in known}
        legs = Legs(ground, points, state.reach, followers(self._scenario, known))
        return _Drive(target, (up, right), ground, legs.to(target))

    def _wander(self, step: int, state: _State, view: View) -> _Drive | None:
        """A drive to any of the cells that it may go to; None where there is none."""
        cells = _ways(state, view)
        if not cells:
            return None
        cell = cells[int(state.stream.integers(len(cells)))]
        inside = np.zeros_like(state.walls)
        inside[cell] = True
        ground = Ground(view.sight.barred, state.cell_size, COARSE)
        here = view.walker.x, view.walker.y
        values = ground.field(ground.inside(inside), here).values
        seconds = PATIENCE * ground.seconds(values, here) + GRACE
        return _Drive(NO_OBJECT, cell, ground, values, step + max(1, round(seconds * self._scenario.control.frequency)))


def _target(now: Moments, row: int, state: _State, view: View) -> int | None:
    """The object to drive to: the prompted one, or the nearest where no prompt is shown. None where it sees none."""
    seen = view.sight.found
    if now.prompted[row]:
        prompt = int(now.target[row])
        return prompt if seen[prompt] else None
    if now.steps[row] < now.prompt_from[row]:
        return None
    away = np.hypot(*(view.points - (view.walker.x, view.walker.y)).T)
    left = [number for number in left_to_find(now, row).tolist() if seen[number] and away[number] > state.reach]
    return min(left, key=lambda number: float(away[number])) if left else None


def _is_over(drive: _Drive, step: int, state: _State, view: View) -> bool:
    """Whether it has to choose anew: it has lost an object from sight, is there, sees a wall there, or was too long."""
    lost = drive.target != NO_OBJECT
    return lost or drive.cell == _cell(state, view) or bool(view.sight.barred[drive.cell]) or step >= drive.until


def _ways(state: _State, view: View) -> list[Cell]:
    """The cells at the edge of what it sees that may hold an object for all it knows, but not its own."""
    sight = view.sight
    edge = sight.known.copy()
    for step in STEPS:
        edge |= np.roll(sight.searched, step, (1, 0))
    here = _cell(state, view)
    cells = ((row, column) for row, column in np.argwhere(sight.unexplored & edge).tolist())
    return [cell for cell in cells if cell != here]


def _cell(state: _State, view: View) -> Cell:
    ((row, column),) = cells_of(np.array([[view.walker.x, view.walker.y]]), state.cell_size).tolist()
    return row, column
