"""From pictures to actions: an encoder, a memory, and two heads, one for the policy and one for the value."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from memory_maze.baselines.online.config import Settings
from memory_maze.baselines.online.encoders import ENCODERS
from memory_maze.baselines.online.memory import Memory
from memory_maze.game.actions import ACTIONS


def new_network(settings: Settings, side: int, seed: int = 0) -> Network:
    """An agent that knows nothing yet; torch's own random numbers are left as they are."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return Network(settings, side, len(ACTIONS))


class Network(nn.Module):
    """An agent. T is control steps, N mazes, A actions."""

    def __init__(self, settings: Settings, side: int, actions: int) -> None:
        """Draws the weights, from torch's own random numbers.

        Args:
          settings: its sizes.
          side: pixels of a picture.
          actions: how many there are.
        """
        super().__init__()
        self.actions = actions
        self.dtype = torch.bfloat16 if settings.precision == "bfloat16" else torch.float32
        encoder: Any = ENCODERS[settings.encoder]()
        self.encoder: nn.Module = encoder
        with torch.no_grad():
            size = self.encoder(torch.zeros(1, 3, side, side)).numel()
        self.features = nn.Linear(size, settings.features)
        self.memory = Memory(settings.memory, settings.features + actions + 1, settings.hidden)
        self.policy = nn.Linear(settings.hidden, actions)
        self.value = nn.Linear(settings.hidden, 1)
        for part, gain in ((self.encoder, 2**0.5), (self.features, 2**0.5), (self.policy, 0.01), (self.value, 1.0)):
            # With such a gain the first policy is as good as uniform.
            for weight in part.parameters():
                _ = nn.init.orthogonal_(weight, gain) if weight.ndim > 1 else nn.init.zeros_(weight)
        encoder.to(memory_format=torch.channels_last)

    def forward(
        self, images: Tensor, actions: Tensor, rewards: Tensor, begins: Tensor, state: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Goes through some control steps of some mazes.

        Args:
          images: uint8 [T, N, side, side, 3].
          actions: int64 [T, N]: what was done before each picture.
          rewards: float32 [T, N]: what that earned.
          begins: bool [T, N]: whether the picture is the first of its episode.
          state: float32 [S, N, hidden]: what the memory held before.

        Returns:
          Logits, float32 [T, N, A]; values, float32 [T, N]; what the memory holds now.
        """
        goes_on = (~begins).unsqueeze(-1)
        before = torch.cat([functional.one_hot(actions, self.actions), rewards.unsqueeze(-1)], -1) * goes_on
        seen = self._see(images.flatten(0, 1)).view(*images.shape[:2], -1)
        remembered, state = self.memory(torch.cat([seen, before], -1), begins, state)
        return self.policy(remembered), self.value(remembered).squeeze(-1), state

    def _see(self, images: Tensor) -> Tensor:
        """float32 [B, features] of uint8 [B, side, side, 3], which are channels-last as they are."""
        with torch.autocast(images.device.type, self.dtype, enabled=self.dtype is not torch.float32):
            pixels = images.permute(0, 3, 1, 2).to(self.dtype).div_(255).sub_(0.5)
            return functional.relu(self.features(self.encoder(pixels).flatten(1))).float()
