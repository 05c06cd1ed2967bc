"""The probes: small networks that read walls and objects out of a state, which does not learn from them."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor, nn

POSE_WIDTH = 4
"""Numbers that a pose has."""


class Shape(NamedTuple):
    """What is read."""

    width: int
    """The maze's, in cells."""
    height: int
    """The maze's, in cells."""
    objects: int
    """How many there are."""


class Losses(NamedTuple):
    """What both probes learn from, means over moments."""

    walls: Tensor
    """Binary cross-entropy, summed over the cells."""
    objects: Tensor
    """Squared distance in cells², summed over the objects."""


def head(inputs: int, outputs: int, width: int, layers: int) -> nn.Sequential:
    """Layers of Linear, LayerNorm, ELU, and a Linear at the end.

    Args:
      inputs: numbers that it gets.
      outputs: numbers that it gives.
      width: of each layer.
      layers: before the last one.
    """
    widths = [inputs, *[width] * layers]
    inner = [
        module
        for before, after in pairwise(widths)
        for module in (nn.Linear(before, after), nn.LayerNorm(after, eps=1e-3), nn.ELU())
    ]
    return nn.Sequential(*inner, nn.Linear(widths[-1], outputs))


class Probes(nn.Module):
    """Reads walls from features and pose, and objects from features alone.

    Walls are places in the maze, whereas an agent knows where they are from itself; so the pose is told. Objects are
    asked for as the agent sees them. A probe that knew the pose would have 13 cells² on 9x9 from it alone.
    """

    def __init__(self, features: int, shape: Shape, width: int = 1024, layers: int = 4) -> None:
        """Draws the weights.

        Args:
          features: numbers that a feature vector has.
          shape: what is read.
          width: of each layer.
          layers: of each probe.
        """
        super().__init__()
        self.shape = shape
        self.walls = head(features + POSE_WIDTH, shape.width * shape.height, width, layers)
        self.objects = head(features, shape.objects * 2, width, layers)

    def forward(self, features: Tensor, poses: Tensor) -> tuple[Tensor, Tensor]:
        """Logits that cells are free, [..., height, width], and places of objects, [..., n, 2]."""
        walls = self.walls(torch.cat([features, poses], dim=-1))
        objects = self.objects(features)
        return walls.unflatten(-1, (self.shape.height, self.shape.width)), objects.unflatten(-1, (-1, 2))

    def losses(self, features: Tensor, poses: Tensor, layout: Tensor, vectors: Tensor) -> Losses:
        """How wrong they are.

        Args:
          features: [..., features]; detached where the state is not to learn from the probes.
          poses: [..., 4].
          layout: 1 or true where a cell is free, [..., height, width].
          vectors: [..., n, 2].
        """
        walls, objects = self(features, poses)
        entropy = nn.functional.binary_cross_entropy_with_logits(walls, layout.to(walls.dtype), reduction="none")
        squares = (objects - vectors).square()
        return Losses(entropy.sum(dim=(-1, -2)).mean(), squares.sum(dim=(-1, -2)).mean())
