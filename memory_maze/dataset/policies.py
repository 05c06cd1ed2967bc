"""Who plays while a batch is recorded. Each maze has a policy's random numbers of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.foreign import Player, Sight, make_player
from memory_maze.game.actions import ACTIONS
from memory_maze.game.body import Pose
from memory_maze.game.state import State
from memory_maze.observation.specs import Key, key_specs
from memory_maze.scenario.schema import Scenario

if TYPE_CHECKING:
    from memory_maze.batch.mazes import Mazes

_BLOCK = 256
"""Steps that random actions are drawn ahead for."""


class BatchPolicy(Protocol):
    """Plays one episode in each of N mazes. What it does in one maze depends on that maze and its seed alone."""

    observes: tuple[Key, ...]
    """What it looks at, of what the mazes' agents are given."""

    def actions(self, mazes: Mazes, moment: Mapping[Any, NDArray[Any]]) -> NDArray[Any]:
        """The next actions.

        Args:
          mazes: the truth.
          moment: what is observed now, with the keys in `observes` among them, and `reward`, the last one; [N, ...].

        Returns:
          int64 [N], numbers of the discrete actions; or float64 [N, 2], (roll, steer), where control is continuous.
        """
        ...


def open_policy(name: str, scenario: Scenario, seeds: Sequence[int]) -> BatchPolicy:
    """A policy for one episode in each of N mazes.

    Args:
      name: see `agents.foreign.make_player`.
      scenario: of all mazes, as its agents know it.
      seeds: one a maze, of the policy's random numbers; maze i does as `make_player(name, scenario, seeds[i])` would.

    Raises:
      UnknownPolicyError: there is no policy of that name.
      AgentError: somebody else's cannot be made.
    """
    if name == "random" and scenario.control.actions == "discrete":
        return _Random(seeds)
    return _OneEach(name, scenario, seeds)


class _Random:
    """Uniform discrete actions, drawn in blocks: a stream gives the same numbers one by one and many at once."""

    observes: tuple[Key, ...] = ()

    def __init__(self, seeds: Sequence[int]) -> None:
        self._streams = [np.random.default_rng(seed) for seed in seeds]
        self._drawn = np.empty((_BLOCK, len(seeds)), np.int64)
        self._step = 0

    def actions(self, mazes: Mazes, moment: Mapping[Any, NDArray[Any]]) -> NDArray[Any]:
        row = self._step % _BLOCK
        if row == 0:
            for column, stream in enumerate(self._streams):
                self._drawn[:, column] = stream.integers(len(ACTIONS), size=_BLOCK)
        self._step += 1
        return self._drawn[row]


class _OneEach:
    """A policy of single environments for each maze."""

    def __init__(self, name: str, scenario: Scenario, seeds: Sequence[int]) -> None:
        self._players: list[Player] = [make_player(name, scenario, seed) for seed in seeds]
        self._is_image = scenario.shows_image_alone
        self.observes: tuple[Key, ...] = ()
        if any(player.observes for player in self._players):
            self.observes = tuple(key_specs(scenario))

    def actions(self, mazes: Mazes, moment: Mapping[Any, NDArray[Any]]) -> NDArray[Any]:
        chosen = [player.act(self._sight(mazes, moment, row)) for row, player in enumerate(self._players)]
        return np.array(chosen)

    def _sight(self, mazes: Mazes, moment: Mapping[Any, NDArray[Any]], row: int) -> Sight:
        # Copies, because the arrays are written anew at the next moment.
        seen = {key: moment[key][row].copy() for key in self.observes}
        observation = seen["image"] if seen and self._is_image else seen or None
        return Sight(state_of(mazes, row), observation, float(moment["reward"][row]))


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
