"""A gradient step: the row learns from what it has seen, its probes from what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from memory_maze.baselines.probing.config import Settings
from memory_maze.baselines.probing.features import poses
from memory_maze.baselines.probing.heads import Probes
from memory_maze.baselines.probing.kept import LATENT
from memory_maze.baselines.probing.rows.row import Seen, State


class Batch(NamedTuple):
    """Windows as tensors, [T, B, ...] each."""

    seen: Seen
    poses: Tensor
    layout: Tensor
    vectors: Tensor


class Learner:
    """Two optimisers: the row's and its probes'."""

    counts_there = False
    """Whether the optimisers count their steps on the device, which a recorded step needs."""

    def __init__(self, row: Any, probes: Probes, settings: Settings, is_taught: bool) -> None:
        """Begins with fresh optimisers.

        Args:
          row: a `rows.row.Row` that is a module.
          probes: that read its features.
          settings: of both.
          is_taught: whether the probes' errors teach the row.
        """
        self.row, self.probes, self.settings, self.is_taught = row, probes, settings, is_taught
        self.row_optimizer = torch.optim.AdamW(
            row.parameters(),
            settings.learning_rate,
            eps=settings.adam_epsilon,
            weight_decay=settings.weight_decay,
            capturable=self.counts_there,
        )
        self.probes_optimizer = torch.optim.Adam(
            probes.parameters(),
            settings.probe_learning_rate,
            eps=settings.probe_adam_epsilon,
            capturable=self.counts_there,
        )

    def learn(self, batch: Batch, state: State) -> tuple[dict[str, float], State]:
        """One gradient step.

        Returns:
          The losses by name, and the state after the last moment, cut off from what led to it.
        """
        losses, state = self.step(batch, state)
        return {name: float(loss) for name, loss in losses.items()}, state

    def step(self, batch: Batch, state: State) -> tuple[dict[str, Tensor], State]:
        """The same, the losses still on the device."""
        with torch.autocast(batch.poses.device.type, torch.bfloat16, enabled=self.settings.precision == "bfloat16"):
            learnt = self.row.learn(batch.seen, state)
        features = learnt.features.float()
        features = features if self.is_taught else features.detach()
        with torch.autocast(batch.poses.device.type, torch.bfloat16, enabled=self.settings.precision == "bfloat16"):
            read = self.probes.losses(features, batch.poses, batch.layout, batch.vectors)
        total = sum(learnt.losses.values(), read.walls + self.settings.objects_weight * read.objects)
        self.row_optimizer.zero_grad()
        self.probes_optimizer.zero_grad()
        total.backward()
        nn.utils.clip_grad_norm_(self.row.parameters(), self.settings.largest_gradient)
        self.row_optimizer.step()
        self.probes_optimizer.step()
        losses = {**learnt.losses, **read._asdict()}
        return {name: loss.detach() for name, loss in losses.items()}, tuple(part.detach() for part in learnt.state)

    def state_dict(self) -> dict[str, Any]:
        """Both optimisers'."""
        return {"row": self.row_optimizer.state_dict(), "probes": self.probes_optimizer.state_dict()}

    def load_state_dict(self, kept: Mapping[str, Any]) -> None:
        """Goes on from what `state_dict` gave, on another device too."""
        for optimizer, state in ((self.row_optimizer, kept["row"]), (self.probes_optimizer, kept["probes"])):
            groups = [{**group, "capturable": self.counts_there} for group in state["param_groups"]]
            optimizer.load_state_dict({**state, "param_groups": groups})


def batch_of(arrays: Mapping[str, NDArray[Any]], side: tuple[int, int], device: str) -> Batch:
    """Windows, [B, T, ...] each, as tensors.

    Args:
      arrays: from `dataset.Windows`.
      side: width and height of the maze, in cells.
      device: where to.
    """

    def tensor(array: NDArray[Any], dtype: Any = None) -> Tensor:
        # Turned where it is to be: the pictures are many.
        return torch.from_numpy(np.ascontiguousarray(array, dtype)).to(device).transpose(0, 1).contiguous()

    images, latents = (None if key not in arrays else tensor(arrays[key]) for key in ("image", LATENT))
    return Batch(
        Seen(images, tensor(arrays["action"], np.float32), tensor(arrays["reset"]), latents),
        tensor(poses(arrays, side)),
        tensor(arrays["maze_layout"] > 0),
        tensor(arrays["targets_vec"], np.float32),
    )


def count_parameters(modules: Iterable[nn.Module]) -> int:
    """How many numbers are learnt."""
    return sum(parameter.numel() for module in modules for parameter in module.parameters())
