"""How fast the walker goes, from where it was and what it did: a state tells poses, not speeds."""

from __future__ import annotations

import math

from memory_maze.agents.motion import (
    DRIVE_LAG,
    FREE_TURN_RATE,
    SPEED,
    TURN_DRAG,
    TURN_LAG,
    TURN_RATE,
    TURNING_DRIVE_LAG,
)
from memory_maze.game.body import Pose

_STILL = 1e-4
"""Radians; turning by less is standing."""


class Odometer:
    """Remembers the last pose and the control signals that led on from it."""

    def __init__(self, step: float) -> None:
        """Starts at rest.

        Args:
          step: seconds of a control step.
        """
        self._step = step
        self.start()

    def start(self) -> None:
        """The walker is at rest again."""
        self._last: Pose | None = None
        self._drive, self._turn = 0.0, 0.0

    def leave(self, pose: Pose, roll: float, steer: float) -> None:
        """Notes the control signals of the step that begins.

        Args:
          pose: at its beginning.
          roll: -1 drives forward.
          steer: -1 turns left.
        """
        self._last, self._drive, self._turn = pose, -roll, -steer

    def speeds(self, pose: Pose) -> tuple[float, float]:
        """Speed along the heading (m/s) and turn rate (rad/s, anticlockwise).

        Args:
          pose: at the end of the step.
        """
        if self._last is None:
            return 0.0, 0.0
        turned = self._last.steer - pose.steer
        middle = -pose.steer - turned / 2
        distance = (pose.x - self._last.x) * math.cos(middle) + (pose.y - self._last.y) * math.sin(middle)
        speed = _rate_after(distance, self._step, TURNING_DRIVE_LAG if self._turn else DRIVE_LAG, SPEED * self._drive)
        return min(SPEED, max(-SPEED, speed)), self._turn_rate(turned)

    def _turn_rate(self, turned: float) -> float:
        if abs(turned) < _STILL:
            return 0.0
        drag = math.copysign(TURN_DRAG, self._turn or turned)
        rate = _rate_after(turned, self._step, TURN_LAG, FREE_TURN_RATE * self._turn - drag)
        if self._turn == 0.0 and rate * turned < 0:
            return 0.0
        return min(TURN_RATE, max(-TURN_RATE, rate))


def _rate_after(way: float, seconds: float, lag: float, steady: float) -> float:
    """The rate at the end of a time in which a rate tends to a steady one.

    Args:
      way: that lies behind.
      seconds: it took.
      lag: seconds in which all but 1/e of the difference goes.
      steady: what the rate tends to.
    """
    left = math.exp(-seconds / lag)
    surplus = (way - steady * seconds) / (lag * (1 - left))
    return steady + surplus * left
