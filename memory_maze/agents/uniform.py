"""Uniformly random actions, from a stream of their own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.mechanics.actions import ACTIONS
from memory_maze.mechanics.state import State
from memory_maze.scenario.schema import Scenario


class RandomPolicy:
    """Draws every action anew, all equally likely. The environment's random numbers are not touched."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        """Starts the stream.

        Args:
          scenario: whose actions are drawn.
          seed: not negative.
        """
        self._random = np.random.default_rng(seed)
        self._discrete = scenario.control.actions == "discrete"

    def __call__(self, state: State) -> int | NDArray[np.float64]:
        if self._discrete:
            return int(self._random.integers(len(ACTIONS)))
        return self._random.uniform(-1.0, 1.0, 2)
