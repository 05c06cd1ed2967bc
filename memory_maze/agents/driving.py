"""From a point to head for to an action."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from memory_maze.mechanics.walker import Pose
from memory_maze.scenario.fields import PHYSICS_STEP
from memory_maze.scenario.schema import Scenario

TURN_RATE = math.radians(73.6)
"""Radians a second, turning steadily (measured)."""

TURN_COAST = 0.045
"""Seconds of turning at the present rate that follow once steering stops (measured)."""

WIDEST_DRIVE = math.radians(60)
"""Beyond this angle it turns on the spot. 40 to 75 degrees score about the same, 90 scores a tenth less."""

_NUMBERS = {(False, 0): 0, (True, 0): 1, (False, 1): 2, (False, -1): 3, (True, 1): 4, (True, -1): 5}
"""The discrete action for (driving, turning left: 1, right: -1)."""


class Driver:
    """Steers towards points; remembers the last pose, to know how fast the walker turns."""

    def __init__(self, scenario: Scenario) -> None:
        """Starts at rest.

        Args:
          scenario: whose control it is: discrete or continuous, and how many steps a second.
        """
        self._discrete = scenario.control.actions == "discrete"
        self._step = scenario.physics_steps * PHYSICS_STEP
        self._last_steer: float | None = None

    def forget(self) -> None:
        """The walker is at rest again."""
        self._last_steer = None

    def towards(self, pose: Pose, x: float, y: float) -> int | NDArray[np.float64]:
        """The action that leads to a point.

        Args:
          pose: of the walker.
          x: of the point, metres.
          y: of the point, metres.
        """
        turned = 0.0 if self._last_steer is None else self._last_steer - pose.steer
        self._last_steer = pose.steer
        dx, dy = x - pose.x, y - pose.y
        angle = _wrapped(math.atan2(dy, dx) + pose.steer - turned / self._step * TURN_COAST)
        return self._number(angle) if self._discrete else self._control(angle)

    def _number(self, angle: float) -> int:
        turn = 0
        if abs(angle) > min(TURN_RATE * self._step / 2, WIDEST_DRIVE):
            turn = 1 if angle > 0 else -1
        return _NUMBERS[abs(angle) < WIDEST_DRIVE, turn]

    def _control(self, angle: float) -> NDArray[np.float64]:
        steer = -angle / (TURN_RATE * self._step)
        roll = -1.0 if abs(angle) < WIDEST_DRIVE else 0.0
        return np.array([roll, min(1.0, max(-1.0, steer))])


def _wrapped(angle: float) -> float:
    """The same angle between -pi and pi."""
    return math.remainder(angle, 2 * math.pi)
