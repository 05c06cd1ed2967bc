"""What a policy is, and which there are."""

from __future__ import annotations

from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.errors import AgentError
from memory_maze.agents.finding import find_factory
from memory_maze.agents.streams import Seeds
from memory_maze.game.actions import CONTROLS
from memory_maze.game.moments import Moments
from memory_maze.scenario.schema import Scenario


class Policy(Protocol):
    """Chooses actions in N mazes. May remember; notices by itself when new episodes have begun."""

    def __call__(self, now: Moments) -> NDArray[Any]:
        """The actions to take: int64 [N] numbers of `ACTIONS`, or float64 [N, 2] (roll, steer) in [-1, 1].

        Args:
          now: this moment of all mazes, always in the same order, nothing hidden.
        """
        ...


def make_policy(name: str, scenario: Scenario, seeds: Seeds = 0) -> Policy:
    """Makes a policy for any number of mazes of one scenario.

    Args:
      name: a word of `tables.POLICIES`: `oracle` drives to the prompted object in nearly the least time,
        `explorer-oracle` does so where it has seen the object and looks for it otherwise, `forgetful` does so while it
        sees the object and drives about otherwise, `wanderer` drives to random cells under action noise, `random` draws
        every action uniformly, `forward` and `noop` always do that. Or `package.module:factory`, `file.py:factory` or
        an entry point, where what is made `sees` moments.
      scenario: whose actions it chooses.
      seeds: of the policy's own random numbers: one a maze, or one for all.

    Raises:
      UnknownPolicyError: there is no policy of that name.
      AgentError: it cannot be imported, or it wants observations, which `players.make_player` sees to.
    """
    policy = find_factory(name)(scenario, seeds)
    if getattr(policy, "sees", "observation") != "moments":
        raise AgentError(f"{name} wants observations; play it by agents.rollouts.rollout or memory-maze evaluate")
    return cast(Policy, policy) if scenario.control.actions == "discrete" else lambda now: controls_of(policy(now))


def controls_of(actions: NDArray[Any]) -> NDArray[np.float64]:
    """float64 [N, 2], roll and steer: what a policy's actions stand for."""
    return CONTROLS[actions] if actions.ndim == 1 else np.asarray(actions, np.float64).clip(-1.0, 1.0)
