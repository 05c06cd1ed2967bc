"""Gradient steps as a recording of what the GPU was told, played again: many small kernels, and no Python between."""

from __future__ import annotations

import torch
from torch import Tensor

from memory_maze.baselines.probing.learning import Batch, Learner
from memory_maze.baselines.probing.rows.row import Seen, State

WARM_UP = 3
"""Gradient steps that are taken as they come, so that libraries have what they need before anything is recorded."""


class RecordedLearner(Learner):
    """A `Learner` on a GPU, for rows that tell the GPU the same things at each step (`rows.table.Kind.is_steady`).

    It learns what a `Learner` does, but for the order in which the GPU adds numbers up.
    """

    counts_there = True

    taken = 0
    """Gradient steps so far."""

    def learn(self, batch: Batch, state: State) -> tuple[dict[str, float], State]:
        """One gradient step; see `Learner.learn`."""
        self.taken += 1
        if self.taken <= WARM_UP:
            return self._aside(batch, state)
        if self.taken == WARM_UP + 1:
            self._record(batch, state)
        for held, given in zip(_tensors(self.given), _tensors((batch, state)), strict=True):
            held.copy_(given)
        self.graph.replay()
        losses, state = self.made
        return {name: float(loss) for name, loss in losses.items()}, tuple(part.clone() for part in state)

    def _aside(self, batch: Batch, state: State) -> tuple[dict[str, float], State]:
        """A step in another stream, as recording wants those before it to be."""
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            done = super().learn(batch, state)
        torch.cuda.current_stream().wait_stream(stream)
        return done

    def _record(self, batch: Batch, state: State) -> None:
        """Takes down a step, which is not done."""
        self.given = (_held(batch), tuple(part.clone() for part in state))
        self.row_optimizer.zero_grad()
        self.probes_optimizer.zero_grad()
        self.graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self.graph):
            self.made = self.step(*self.given)


def _held(batch: Batch) -> Batch:
    seen = Seen(*(None if part is None else part.clone() for part in batch.seen))
    return Batch(seen, *(part.clone() for part in batch[1:]))


def _tensors(given: tuple[Batch, State]) -> list[Tensor]:
    batch, state = given
    return [part for part in (*batch.seen, *batch[1:], *state) if part is not None]
