"""Convolutions from a picture to numbers and back, and a small network between."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn

from memory_maze.baselines.errors import TrainingError

SMALLEST = 4
"""The side of what the convolutions make of a picture."""


def pixels(images: Tensor) -> Tensor:
    """Pictures uint8 [..., side, side, 3] as float32 [..., 3, side, side] from -0.5 to 0.5."""
    return images.movedim(-1, -3).float() / 255.0 - 0.5


def picture_loss(decoded: Tensor, images: Tensor) -> Tensor:
    """Half the squared error, summed over pixels and colours, the mean over moments.

    Args:
      decoded: float [..., 3, side, side].
      images: uint8 [..., side, side, 3].
    """
    return 0.5 * (decoded.float() - pixels(images)).square().sum(dim=(-1, -2, -3)).mean()


class Encoder(nn.Module):
    """Convolutions of 4 x 4 that halve the side until it is 4, each with twice the channels; then a linear layer."""

    def __init__(self, side: int, depth: int, outputs: int) -> None:
        """Draws the weights.

        Args:
          side: of the pictures: 4 times a power of two.
          depth: channels of the first convolution.
          outputs: numbers that a picture becomes.

        Raises:
          TrainingError: there is no such side.
        """
        super().__init__()
        channels = [3, *_channels(side, depth)]
        layers: list[nn.Module] = []
        for before, after in pairwise(channels):
            layers += [nn.Conv2d(before, after, 4, stride=2, padding=1), nn.ELU()]
        self.layers = nn.Sequential(*layers, nn.Flatten(), nn.Linear(channels[-1] * SMALLEST**2, outputs))

    def forward(self, images: Tensor) -> Tensor:
        """float [..., outputs] from uint8 [..., side, side, 3]."""
        flat = pixels(images.flatten(0, -4)).contiguous(memory_format=torch.channels_last)
        return self.layers(flat).unflatten(0, images.shape[:-3])


class Decoder(nn.Module):
    """The encoder backwards."""

    def __init__(self, side: int, depth: int, inputs: int) -> None:
        """Draws the weights; arguments as for `Encoder`, and numbers that a picture is made of."""
        super().__init__()
        channels = [*reversed(_channels(side, depth)), 3]
        layers: list[nn.Module] = [nn.Linear(inputs, channels[0] * SMALLEST**2)]
        layers.append(nn.Unflatten(-1, (channels[0], SMALLEST, SMALLEST)))
        for before, after in pairwise(channels):
            layers += [nn.ELU(), nn.ConvTranspose2d(before, after, 4, stride=2, padding=1)]
        self.layers = nn.Sequential(*layers)

    def forward(self, numbers: Tensor) -> Tensor:
        """float [..., 3, side, side] from [..., inputs]."""
        return self.layers(numbers.flatten(0, -2)).unflatten(0, numbers.shape[:-1])


def _channels(side: int, depth: int) -> list[int]:
    halvings = (side // SMALLEST).bit_length() - 1
    if side < 2 * SMALLEST or SMALLEST << halvings != side:
        raise TrainingError(
            f"pictures of {side} pixels a side cannot be halved down to {SMALLEST}; use 64, or another power of two"
        )
    return [depth << number for number in range(halvings)]
