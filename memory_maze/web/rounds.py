"""One environment that is played: the exact world of one maze, the moment before the last step, and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.players import Player, Sight
from memory_maze.agents.policy import controls_of
from memory_maze.agents.rollouts import observed
from memory_maze.game.engine import Rows
from memory_maze.game.moments import Moments
from memory_maze.observation.observer import Observer
from memory_maze.pictures.smoothing import cubic
from memory_maze.scenario.schema import Scenario
from memory_maze.worlds import build_world

_ROW: Rows = np.zeros(1, np.int64)


class Round:
    """Plays episodes of a scenario, step by step."""

    def __init__(self, scenario: Scenario) -> None:
        """Prepares; `begin` comes next."""
        self.scenario = scenario
        self._world = build_world((scenario,))
        self._observer = Observer((scenario,))
        self._rewards: NDArray[np.float64] | None = None
        self.before: Moments
        """The moment before the last control step; after a reset `now`."""
        self.now: Moments
        """This moment."""

    def begin(self, seed: int) -> None:
        """Begins the first episode of a seed.

        Raises:
          GenerationError: no maze holds all objects.
        """
        self._world.seed(0, seed)
        self._world.begin(0)
        self._rewards = None
        self.now = self.before = self._world.now.copy()

    def chosen_by(self, player: Player) -> NDArray[Any]:
        """The action of a player, [1] or [1, 2].

        Raises:
          AgentError: somebody else's policy fails.
        """
        shown: Mapping[str, NDArray[Any]] | None = observed(self._observer if player.observes else None, self.now)
        return player.act(Sight(self.now, shown, self._rewards))

    def step(self, actions: NDArray[Any]) -> tuple[float, bool]:
        """Takes a control step.

        Args:
          actions: int64 [1], a number of `ACTIONS`, or float64 [1, 2], roll and steer.

        Returns:
          The reward, and whether the rule ended the episode.
        """
        outcome = self._world.advance(_ROW, controls_of(actions))
        self._rewards = outcome.rewards
        self.before, self.now = self.now, self._world.now.copy()
        return float(outcome.rewards[0]), bool(outcome.terminated[0])

    def picture(self, side: int, share: float = 1.0) -> NDArray[np.uint8]:
        """uint8 [side, side, 3]: the agent's view drawn anew, a share of the way from the last moment to this one."""
        return self._observer.picture(between(self.before, self.now, share, self._seconds), side)

    def pixels(self) -> NDArray[np.uint8]:
        """uint8 [n, n, 3]: the very picture that the scenario gives its agent."""
        return self._observer.picture(self.now)

    def close(self) -> None:
        """Closes the renderer. May be called twice."""
        self._observer.close()

    @property
    def _seconds(self) -> float:
        return 1.0 / self.scenario.control.frequency


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
