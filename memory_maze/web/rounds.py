"""One environment that is played: the exact world of one maze, the moment before the last step, and pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.rollouts import Course, Taken
from memory_maze.game.moments import Moments
from memory_maze.pictures.smoothing import cubic


class Round(Course):
    """A maze that is played step by step, and looked at."""

    before: Moments
    """The moment before the last control step; after a reset `now`."""
    now: Moments
    """This moment."""

    def begin(self, seed: int) -> Taken:
        """Begins the first episode of a seed; see `Course.begin`."""
        taken = super().begin(seed)
        self.now = self.before = taken.now
        return taken

    def step(self, actions: NDArray[Any]) -> Taken:
        """Takes a control step; see `Course.step`."""
        taken = super().step(actions)
        self.before, self.now = self.now, taken.now
        return taken

    def picture(self, side: int, share: float = 1.0) -> NDArray[np.uint8]:
        """uint8 [side, side, 3]: the agent's view drawn anew, a share of the way from the last moment to this one."""
        seconds = 1.0 / self.scenario.control.frequency
        return self.observer.picture(between(self.before, self.now, share, seconds), side)

    def pixels(self) -> NDArray[np.uint8]:
        """uint8 [n, n, 3]: the very picture that the scenario gives its agent."""
        return self.observer.picture(self.now)


def between(before: Moments, after: Moments, share: float, seconds: float) -> Moments:
    """What lies between two moments: the walker on the cubic through both poses with the speeds that it has in both.

    Args:
      before: of one maze.
      after: a control step later; its walker may have been carried nowhere else.
      share: of the way, 0 to 1.
      seconds: that a control step takes.

    Returns:
      `after` itself at its end; else the earlier moment with the walker moved on.
    """
    if share >= 1.0 or before is after:
        return after
    speeds = seconds * before.speeds, seconds * after.speeds
    return replace(before, positions=cubic((before.positions, after.positions), speeds, share))
