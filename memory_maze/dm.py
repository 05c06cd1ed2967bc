"""One maze in dm_env's words: specs, time steps, and what every dm_env environment of this package has."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.actions import ACTIONS, CONTROLS
from memory_maze.game.moments import Moments
from memory_maze.installed import MissingPackage
from memory_maze.observation.observer import Observer
from memory_maze.observation.specs import ArraySpec
from memory_maze.one_maze import Step
from memory_maze.scenario.schema import Scenario

try:
    import dm_env
    from dm_env import specs
except ModuleNotFoundError as error:
    raise MissingPackage("an environment of dm_env's kind", "dm_env") from error

__all__ = [
    "MazeEnvironment",
    "action_spec",
    "array_spec",
    "discrete_spec",
    "dm_env",
    "observation_spec",
    "specs",
    "to_time_step",
]

CONTROL_NAMES = ("walker/roll", "walker/steer")
"""What dm_control calls the two control signals."""


class MazeEnvironment(dm_env.Environment):
    """A dm_env environment of one maze, which can also be played in Gymnasium's words, by `begin` and `play`."""

    observer: Observer
    """Makes the observations, and closes with the environment."""

    @property
    @abstractmethod
    def scenario(self) -> Scenario:
        """What is played."""

    @property
    @abstractmethod
    def moments(self) -> Moments:
        """This moment, one row, nothing hidden, written over by the next step: what policies are told.

        Raises:
          RuntimeError: before the first `reset`.
        """

    @property
    @abstractmethod
    def stream(self) -> np.random.RandomState:
        """The random stream that episodes are drawn from."""

    @property
    def action_set(self) -> list[NDArray[np.float64]]:
        """The control signals (roll, steer) of each discrete action, float64 [2], by its number.

        Raises:
          AttributeError: actions are continuous.
        """
        if self.scenario.control.actions != "discrete":
            raise AttributeError("actions are continuous, so there is no action_set")
        return [control.copy() for control in CONTROLS]

    def begin(self) -> Any:
        """Begins the next episode and returns its first observation."""
        return self.reset().observation

    def play(self, action: Any) -> Step:
        """Takes one control step, as `step` does, but tells termination and truncation apart."""
        time_step = self.step(action)
        last = time_step.last()
        terminated = last and time_step.discount == 0
        return Step(time_step.observation, float(time_step.reward), terminated, last and not terminated)

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError(
            "a dm_env environment cannot be copied or pickled; build another one and give it the state of this one, "
            "by get_state() and set_state()"
        )


def to_time_step(step: Step) -> dm_env.TimeStep:
    """A control step in dm_env's words."""
    kind = dm_env.StepType.LAST if step.terminated or step.truncated else dm_env.StepType.MID
    return dm_env.TimeStep(kind, step.reward, 0.0 if step.terminated else 1.0, step.observation)


def array_spec(key: str, spec: ArraySpec) -> specs.Array:
    """What an array of an observation is."""
    if np.isinf(spec.low):
        return specs.Array(spec.shape, spec.dtype, key)
    return specs.BoundedArray(spec.shape, spec.dtype, spec.low, spec.high, key)


def observation_spec(scenario: Scenario, observer: Observer) -> Any:
    """What an observation is: a spec of the picture alone, or a mapping of specs."""
    found = {key: array_spec(key, spec) for key, spec in observer.specs.items()}
    return found["image"] if scenario.shows_image_alone else found


def action_spec(scenario: Scenario) -> specs.Array:
    """What an action is: a number of `ACTIONS`, or (roll, steer)."""
    if scenario.control.actions == "discrete":
        return discrete_spec()
    return specs.BoundedArray((2,), np.float64, -np.ones(2), np.ones(2), "\t".join(CONTROL_NAMES))


def discrete_spec() -> specs.DiscreteArray:
    """What a discrete action is."""
    return specs.DiscreteArray(len(ACTIONS))
