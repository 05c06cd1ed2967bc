"""The same action at every step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.mechanics.actions import ACTIONS
from memory_maze.mechanics.state import State
from memory_maze.scenario.schema import Scenario


class ConstantPolicy:
    """Always takes one of the six discrete actions, or what it stands for in a continuous scenario."""

    def __init__(self, scenario: Scenario, action: str) -> None:
        """Fixes the action.

        Args:
          scenario: whose action it is.
          action: its name in `task.actions.ACTIONS`.
        """
        self._number = next(i for i, known in enumerate(ACTIONS) if known.name == action)
        self._discrete = scenario.control.actions == "discrete"

    def __call__(self, state: State) -> int | NDArray[np.float64]:
        if self._discrete:
            return self._number
        action = ACTIONS[self._number]
        return np.array([action.roll, action.steer])
