"""Who plays while a batch is recorded. Each maze has a policy's random numbers of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents import make_policy
from memory_maze.mechanics.actions import ACTIONS
from memory_maze.mechanics.state import State
from memory_maze.mechanics.walker import Pose
from memory_maze.scenario.schema import Scenario

if TYPE_CHECKING:
    from memory_maze.batch.mazes import Mazes

_BLOCK = 256
"""Steps that random actions are drawn ahead for."""


class BatchPolicy(Protocol):
    """Plays one episode in each of N mazes. What it does in one maze depends on that maze and its seed alone."""

    def actions(self, mazes: Mazes) -> NDArray[Any]:
        """The next actions, given the true state.

        Returns:
          int64 [N], numbers of the discrete actions; or float64 [N, 2], (roll, steer), where control is continuous.
        """
        ...


def open_policy(name: str, scenario: Scenario, seeds: Sequence[int]) -> BatchPolicy:
    """A policy for one episode in each of N mazes.

    Args:
      name: of `agents.POLICIES`.
      scenario: of all mazes.
      seeds: one a maze, of the policy's random numbers; maze i does as `make_policy(name, scenario, seeds[i])` would.

    Raises:
      UnknownPolicyError: there is no policy of that name.
    """
    if name == "random" and scenario.control.actions == "discrete":
        return _Random(seeds)
    return _OneEach(name, scenario, seeds)


class _Random:
    """Uniform discrete actions, drawn in blocks: a stream gives the same numbers one by one and many at once."""

    def __init__(self, seeds: Sequence[int]) -> None:
        self._streams = [np.random.default_rng(seed) for seed in seeds]
        self._drawn = np.empty((_BLOCK, len(seeds)), np.int64)
        self._step = 0

    def actions(self, mazes: Mazes) -> NDArray[Any]:
        row = self._step % _BLOCK
        if row == 0:
            for column, stream in enumerate(self._streams):
                self._drawn[:, column] = stream.integers(len(ACTIONS), size=_BLOCK)
        self._step += 1
        return self._drawn[row]


class _OneEach:
    """A policy of single environments for each maze."""

    def __init__(self, name: str, scenario: Scenario, seeds: Sequence[int]) -> None:
        self._policies = [make_policy(name, scenario, seed) for seed in seeds]

    def actions(self, mazes: Mazes) -> NDArray[Any]:
        chosen = [policy(state_of(mazes, row)) for row, policy in enumerate(self._policies)]
        return np.array(chosen)


def state_of(mazes: Mazes, row: int) -> State:
    """One maze of a batch, as policies of single environments know it."""
    episode = mazes.members[row].episode
    assert episode is not None
    return State(
        episode=episode,
        pose=Pose(*mazes.physics.positions[row, :4].tolist()),
        target=int(mazes.target[row]),
        hidden=tuple(mazes.hidden[row, : mazes.count[row]].tolist()),
        prompt_age=int(mazes.prompt_age[row]),
    )
