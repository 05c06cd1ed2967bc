"""What a policy is: a callable from the true state of an episode to an action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.constant import ConstantPolicy
from memory_maze.agents.oracle import OraclePolicy
from memory_maze.agents.uniform import RandomPolicy
from memory_maze.mechanics.state import State
from memory_maze.scenario.schema import Scenario
from memory_maze.scenario.suggestions import did_you_mean

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


class UnknownPolicyError(ValueError):
    """There is no policy of that name; the message names those there are."""


POLICIES: Mapping[str, Callable[[Scenario, int], Policy]] = {
    "oracle": OraclePolicy,
    "random": RandomPolicy,
    "forward": lambda scenario, seed: ConstantPolicy(scenario, "forward"),
    "noop": lambda scenario, seed: ConstantPolicy(scenario, "noop"),
}
"""Makes a policy, by its name."""


def make_policy(name: str, scenario: Scenario, seed: int = 0) -> Policy:
    """Makes a policy for one environment.

    Args:
      name: one of `POLICIES`: `oracle` drives to the prompted object by the shortest way, `random` draws every action
        uniformly, `forward` and `noop` always do that.
      scenario: whose actions it chooses.
      seed: not negative; of the policy's own random numbers.

    Raises:
      UnknownPolicyError: there is no policy of that name.
    """
    if name not in POLICIES:
        known = ", ".join(POLICIES)
        raise UnknownPolicyError(f"there is no policy {name!r}{did_you_mean(name, POLICIES) or f'; use {known}'}")
    return POLICIES[name](scenario, seed)
