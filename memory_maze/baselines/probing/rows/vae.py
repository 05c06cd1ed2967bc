"""The row without memory: a variational autoencoder of single pictures."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from memory_maze.baselines.probing.config import Settings
from memory_maze.baselines.probing.rows.networks import Decoder, Encoder, picture_loss
from memory_maze.baselines.probing.rows.row import Learnt, Seen, State


class Vae(nn.Module):
    """A picture to the mean and spread of some numbers, and back."""

    def __init__(self, settings: Settings, side: int, actions: int) -> None:
        """Draws the weights.

        Args:
          settings: sizes and weights of losses.
          side: of the pictures.
          actions: numbers that an action has; it looks at none.
        """
        super().__init__()
        self.width = settings.latent
        self.kl_weight = settings.latent_kl
        self.encoder = Encoder(side, settings.depth, 2 * settings.latent)
        self.decoder = Decoder(side, settings.depth, settings.latent)

    def initial(self, batch: int) -> State:
        """Nothing is carried."""
        return ()

    def observe(self, seen: Seen, state: State) -> tuple[Tensor, State]:
        """The means."""
        return self.encode(images_of(seen))[0], state

    def learn(self, seen: Seen, state: State) -> Learnt:
        """Means, and what the pictures that are drawn from them and from the spread lack."""
        images = images_of(seen)
        mean, spread = self.encode(images)
        return Learnt(mean, self.losses(images, mean, spread), state)

    def encode(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Means and logarithms of the standard deviations, float32 [..., latent] each."""
        mean, spread = self.encoder(images).float().chunk(2, dim=-1)
        return mean, spread

    def losses(self, images: Tensor, mean: Tensor, spread: Tensor) -> dict[str, Tensor]:
        """The picture's error, and the divergence from a standard normal distribution."""
        drawn = mean + spread.exp() * torch.randn_like(mean)
        divergence = 0.5 * (mean.square() + (2 * spread).exp() - 1.0 - 2 * spread).sum(dim=-1).mean()
        return {"picture": picture_loss(self.decoder(drawn), images), "kl": self.kl_weight * divergence}


def images_of(seen: Seen) -> Tensor:
    """The images, which are there."""
    assert seen.images is not None
    return seen.images
