"""A GRU over moments, cleared where trajectories begin."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn


class Memory(nn.Module):
    """What remembers."""

    def __init__(self, inputs: int, size: int) -> None:
        """Draws the weights.

        Args:
          inputs: numbers that it gets at each moment.
          size: numbers that it holds.
        """
        super().__init__()
        self.size = size
        self.gru = nn.GRU(inputs, size)

    def forward(self, inputs: Tensor, resets: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """Goes through T moments, in one piece between any two resets.

        Args:
          inputs: float [T, B, inputs].
          resets: bool [T, B]: where it is cleared before the moment.
          state: float [B, size].

        Returns:
          What it held after each moment, [T, B, size], and after the last one, [B, size].
        """
        moments = resets.any(dim=1).nonzero().flatten().tolist()
        cuts = sorted({0, *moments, len(inputs)})
        parts = []
        for begin, end in pairwise(cuts):
            state = torch.where(resets[begin, :, None], 0.0, state)
            part, last = self.gru(inputs[begin:end], state[None])
            parts.append(part)
            state = last[0]
        return torch.cat(parts), state
