"""A trained agent as a policy: what `--policy RUN` plays."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import torch

from memory_maze.agents.errors import AgentError
from memory_maze.baselines import runs
from memory_maze.baselines.errors import TrainingError
from memory_maze.baselines.online.config import FACTS, KIND, checked
from memory_maze.baselines.online.network import Network, new_network
from memory_maze.baselines.threads import threads
from memory_maze.scenario.schema import Scenario

WAYS = ("sampled", "greedy")
"""How an agent chooses: as it did when it learnt, or always what is most probable."""


class Trained:
    """Plays one episode by what it sees, and remembers."""

    def __init__(self, folder: Path, how: str | None, scenario: Scenario, seed: int) -> None:
        """Loads the weights, once in a process.

        Args:
          folder: of the training run.
          how: one of `WAYS`; None is the first one.
          scenario: that is played; it may be another than the one that was learnt.
          seed: of what is drawn.

        Raises:
          AgentError: the run cannot be read, or does not fit the scenario.
        """
        if how is not None and how not in WAYS:
            raise AgentError(f"there is no way {how!r} to play {folder}; use {folder} or {folder}:greedy")
        try:
            self.network, side = _loaded(folder.resolve())
        except TrainingError as error:
            raise AgentError(str(error)) from None
        if scenario.control.actions != "discrete":
            raise AgentError(f"{folder} chooses one of six actions; play it with -o control.actions=discrete")
        if scenario.camera.resolution != side:
            raise AgentError(f"{folder} sees {side} pixels a side; play it with -o camera.resolution={side}")
        self.is_greedy = how == "greedy"
        self.random = torch.Generator().manual_seed(seed)
        self.action = torch.zeros(1, 1, dtype=torch.int64)
        self.begins = torch.ones(1, 1, dtype=torch.bool)
        self.state = self.network.memory.empty(1)

    @torch.inference_mode()
    def act(self, observation: Any, reward: float) -> int:
        """Chooses an action.

        Args:
          observation: uint8 [side, side, 3], or a mapping whose `image` is that.
          reward: of the last control step.
        """
        image = observation["image"] if isinstance(observation, dict) else observation
        with threads(1):
            logits, _, self.state = self.network(
                torch.from_numpy(image)[None, None], self.action, torch.tensor([[reward]]), self.begins, self.state
            )
            odds = logits[0, 0].softmax(-1)
            chosen = odds.argmax(0, keepdim=True) if self.is_greedy else odds.multinomial(1, generator=self.random)
        self.action, self.begins = chosen[None], torch.zeros_like(self.begins)
        return int(chosen)


@functools.cache
def _loaded(folder: Path) -> tuple[Network, int]:
    facts = runs.read_config(folder, KIND, FACTS)
    # One picture at a time is not faster in half the bits.
    network = new_network(checked({**facts["settings"], "precision": "float32"}), facts["side"])
    network.load_state_dict(runs.read_weights(folder))
    return network.eval(), facts["side"]
