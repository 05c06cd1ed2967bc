"""What a policy is, for one environment and for a batch, and which there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.errors import AgentError
from memory_maze.agents.explorer import Explorer
from memory_maze.agents.finding import find_factory
from memory_maze.agents.odometer import Odometer
from memory_maze.agents.oracle import Oracle
from memory_maze.agents.simple import Constant, Random
from memory_maze.agents.situation import Situation, situation_of
from memory_maze.agents.wanderer import Wanderer
from memory_maze.game.actions import CONTROLS
from memory_maze.game.episode import Episode
from memory_maze.game.state import State
from memory_maze.scenario.fields import PHYSICS_STEP
from memory_maze.scenario.schema import Scenario

Action = int | NDArray[np.float64]
"""A number of the discrete actions, or float64 [2] (roll, steer) where the scenario's control is continuous."""


class Policy(Protocol):
    """Chooses actions in one environment. May remember; notices by itself when a new episode has begun."""

    def __call__(self, state: State) -> Action:
        """The action to take.

        Args:
          state: this moment, nothing hidden: the layout and where everything is.
        """
        ...


class BatchPolicy(Protocol):
    """Chooses actions in N environments at once. May remember; notices by itself when new episodes have begun."""

    def __call__(self, situation: Situation) -> NDArray[Any]:
        """The actions to take: int64 [N] numbers of `ACTIONS`, or float64 [N, 2] (roll, steer).

        Args:
          situation: this moment of all environments, always in the same order.
        """
        ...


POLICIES: Mapping[str, Callable[[Scenario, int], BatchPolicy]] = {
    "oracle": Oracle,
    "explorer-oracle": Explorer,
    "wanderer": Wanderer,
    "random": Random,
    "forward": lambda scenario, seed: Constant("forward"),
    "noop": lambda scenario, seed: Constant("noop"),
}
"""Makes a policy for a batch, by its name."""


class SinglePolicy:
    """A batch's policy in one environment."""

    sees = "state"

    def __init__(self, scenario: Scenario, policy: BatchPolicy) -> None:
        """Starts without an episode.

        Args:
          scenario: of the environment.
          policy: used for nothing else.
        """
        self._policy = policy
        self._discrete = scenario.control.actions == "discrete"
        self._odometer = Odometer(scenario.physics_steps * PHYSICS_STEP)
        self._episode: Episode | None = None
        self._number = 0

    def __call__(self, state: State) -> Action:
        if state.episode is not self._episode:
            self._episode = state.episode
            self._number += 1
            self._odometer.start()
        speed, turn_rate = self._odometer.speeds(state.pose)
        action = self._policy(situation_of(state, self._number, speed, turn_rate))[0]
        control: NDArray[np.float64] = CONTROLS[action] if np.ndim(action) == 0 else action
        self._odometer.leave(state.pose, float(control[0]), float(control[1]))
        return int(action) if self._discrete else control.copy()


def make_batch_policy(name: str, scenario: Scenario, seed: int = 0) -> BatchPolicy:
    """Makes a policy for any number of environments of one scenario.

    Args:
      name: one of `POLICIES`, see `make_policy`; or `package.module:factory`, `file.py:factory` or an entry point's,
        where the factory makes a policy that sees situations.
      scenario: whose actions it chooses.
      seed: not negative; of the policy's own random numbers.

    Raises:
      UnknownPolicyError: there is no policy of that name.
      AgentError: it cannot be imported, or it wants observations, which `foreign.make_player` sees to.
    """
    policy = find_factory(name, POLICIES)(scenario, seed)
    if getattr(policy, "sees", "observation") != "situation":
        raise AgentError(f"{name} wants observations; play it by agents.rollouts.rollout or memory-maze evaluate")
    return cast(BatchPolicy, policy)


def make_policy(name: str, scenario: Scenario, seed: int = 0) -> Policy:
    """Makes a policy for one environment.

    Args:
      name: one of `POLICIES`: `oracle` drives to the prompted object in nearly the least time, `explorer-oracle` does
        so where it has seen the object and looks for it otherwise, `wanderer` drives to random cells under action
        noise, `random` draws every action uniformly, `forward` and `noop` always do that.
      scenario: whose actions it chooses.
      seed: not negative; of the policy's own random numbers.

    Raises:
      UnknownPolicyError: there is no policy of that name.
    """
    return SinglePolicy(scenario, make_batch_policy(name, scenario, seed))
