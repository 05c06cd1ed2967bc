"""What remembers within an episode, and forgets where one begins."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Memory(nn.Module):
    """A GRU, an LSTM, or none: a layer that remembers nothing. Its state is one tensor, [S, N, hidden]."""

    def __init__(self, kind: str, inputs: int, hidden: int) -> None:
        """Draws the weights.

        Args:
          kind: "gru", "lstm" or "none".
          inputs: numbers that come at each step.
          hidden: numbers that go, and of each part of the state.
        """
        super().__init__()
        self.hidden = hidden
        cells = {"gru": (nn.GRU, 1), "lstm": (nn.LSTM, 2)}
        cell, self.parts = cells.get(kind, (nn.Linear, 0))
        self.cell = cell(inputs, hidden)

    def empty(self, mazes: int) -> Tensor:
        """What is held where nothing has been seen."""
        return torch.zeros(self.parts, mazes, self.hidden)

    def forward(self, given: Tensor, begins: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """Goes through some steps, as fast as they come between two beginnings.

        Args:
          given: float32 [T, N, inputs].
          begins: bool [T, N]: where what was held is forgotten first.
          state: float32 [S, N, hidden].

        Returns:
          What is remembered at each step, float32 [T, N, hidden], and the state after the last one.
        """
        if not self.parts:
            return torch.tanh(self.cell(given)), state
        outputs = []
        cuts = [step for step in torch.nonzero(begins.any(1)).flatten().tolist() if step]
        for start, stop in zip([0, *cuts], [*cuts, len(given)], strict=True):
            state = state * (~begins[start]).unsqueeze(-1)
            output, state = self._run(given[start:stop], state)
            outputs.append(output)
        return torch.cat(outputs), state

    def _run(self, given: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        if self.parts == 1:
            output, state = self.cell(given, state)
            return output, state
        output, (short, long) = self.cell(given, (state[:1].contiguous(), state[1:].contiguous()))
        return output, torch.cat([short, long])
