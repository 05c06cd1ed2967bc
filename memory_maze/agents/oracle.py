"""Drives to the prompted object in nearly the least time there is, with an eye on where the next one may be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.fields import FINE, Detail, Ground, Legs
from memory_maze.agents.lookahead import Goal
from memory_maze.agents.pilot import Pilot, corner_of, touching_distance, walker_at
from memory_maze.agents.situation import Situation
from memory_maze.scenario.schema import Scenario


class Oracle:
    """Knows the whole maze.

    For every object it computes the seconds that a walker of full speed needs from each place and heading, and then on
    to the next object, which may be any other. It follows all sequences of a few actions through the walker's motion
    and takes the first action of the one that leaves the fewest seconds.
    """

    sees = "situation"

    def __init__(self, scenario: Scenario, seed: int = 0, detail: Detail = FINE) -> None:
        """Starts without an episode.

        Args:
          scenario: whose actions it chooses.
          seed: of no consequence; it draws nothing.
          detail: of its fields.
        """
        self._cell_size = scenario.maze.cell_size
        self._reach = touching_distance(scenario)
        self._pilot = Pilot(scenario)
        self._detail = detail
        self._mazes: dict[int, tuple[int, Ground, Legs]] = {}

    def __call__(self, situation: Situation) -> NDArray[np.int64]:
        corner = corner_of(situation, self._cell_size)
        actions = [self._action(situation, index, corner) for index in range(len(situation.episode))]
        return np.array(actions, dtype=np.int64)

    def _action(self, situation: Situation, index: int, corner: NDArray[np.float64]) -> int:
        ground, legs = self._maze(situation, index, corner)
        target = int(situation.target[index])
        x, y = (situation.objects[index, target] - corner).tolist()
        walker = walker_at(situation, index, corner)
        return self._pilot.action(ground.terrain, legs.to(target), Goal(x, y, self._reach), walker)

    def _maze(self, situation: Situation, index: int, corner: NDArray[np.float64]) -> tuple[Ground, Legs]:
        episode = int(situation.episode[index])
        known = self._mazes.get(index)
        if known is None or known[0] != episode:
            ground = Ground(situation.walls[index, ::-1], self._cell_size, self._detail)
            points = dict(enumerate(situation.objects[index] - corner))
            known = self._mazes[index] = (episode, ground, Legs(ground, points, self._reach))
        return known[1:]
