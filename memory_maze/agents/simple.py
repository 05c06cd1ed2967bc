"""Policies that look at nothing: the same action always, or any."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.situation import Situation
from memory_maze.game.actions import ACTIONS
from memory_maze.scenario.schema import Scenario


class Constant:
    """Always takes one of the six discrete actions."""

    sees = "situation"

    def __init__(self, name: str) -> None:
        """Fixes the action.

        Args:
          name: of one of `game.actions.ACTIONS`.
        """
        self._number = next(i for i, known in enumerate(ACTIONS) if known.name == name)

    def __call__(self, situation: Situation) -> NDArray[np.int64]:
        return np.full(len(situation.episode), self._number)


class Random:
    """Draws every action anew, all equally likely. The environment's random numbers are not touched."""

    sees = "situation"

    def __init__(self, scenario: Scenario, seed: int = 0) -> None:
        """Starts the stream.

        Args:
          scenario: whose actions are drawn.
          seed: not negative.
        """
        self._random = np.random.default_rng(seed)
        self._discrete = scenario.control.actions == "discrete"

    def __call__(self, situation: Situation) -> NDArray[np.int64] | NDArray[np.float64]:
        count = len(situation.episode)
        if self._discrete:
            return self._random.integers(len(ACTIONS), size=count)
        return self._random.uniform(-1.0, 1.0, (count, 2))
