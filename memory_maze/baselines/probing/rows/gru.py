"""Two rows whose memory is a GRU: above the autoencoder's latents, or taught by the probes themselves."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from memory_maze.baselines.probing.config import Settings
from memory_maze.baselines.probing.rows.memory import Memory
from memory_maze.baselines.probing.rows.networks import Encoder
from memory_maze.baselines.probing.rows.row import Learnt, Seen, State
from memory_maze.baselines.probing.rows.vae import Vae, images_of


class VaeGru(nn.Module):
    """A GRU over the autoencoder's means and actions, from which the next means are foretold.

    It gets means and not drawn numbers, in training and in evaluation, so that it may as well learn from means that are
    kept (`Seen.latents`); the autoencoder is done then.
    """

    def __init__(self, settings: Settings, side: int, actions: int) -> None:
        """Draws the weights; arguments as for `Vae`."""
        super().__init__()
        self.width = settings.deter
        self.vae = Vae(settings, side, actions)
        self.memory = Memory(settings.latent + actions, settings.deter)
        self.dynamics = nn.Sequential(
            *(nn.Linear(settings.deter + actions, settings.dynamics), nn.ELU()),
            *(nn.Linear(settings.dynamics, settings.dynamics), nn.ELU()),
            nn.Linear(settings.dynamics, settings.latent),
        )

    def initial(self, batch: int) -> State:
        """Zeros."""
        return (torch.zeros(batch, self.width),)

    def observe(self, seen: Seen, state: State) -> tuple[Tensor, State]:
        """What the GRU holds."""
        mean = self.vae.encode(images_of(seen))[0] if seen.latents is None else seen.latents
        features, last = self.memory(torch.cat([mean, seen.actions], dim=-1), seen.resets, state[0])
        return features, (last,)

    def learn(self, seen: Seen, state: State) -> Learnt:
        """The same, with the autoencoder's losses, and half the squared error of the means foretold."""
        losses: dict[str, Tensor] = {}
        mean = seen.latents
        if mean is None:
            mean, spread = self.vae.encode(images_of(seen))
            losses = self.vae.losses(images_of(seen), mean, spread)
        features, last = self.memory(torch.cat([mean, seen.actions], dim=-1), seen.resets, state[0])
        foretold = self.dynamics(torch.cat([features[:-1], seen.actions[1:]], dim=-1))
        errors = 0.5 * (foretold.float() - mean[1:].detach()).square().sum(dim=-1)
        # Nothing foretells another maze.
        losses["dynamics"] = errors.masked_fill(seen.resets[1:], 0.0).mean()
        return Learnt(features, losses, (last,))


class Oracle(nn.Module):
    """Convolutions and a GRU that learn from the probes' errors: what could be remembered, were it asked for."""

    def __init__(self, settings: Settings, side: int, actions: int) -> None:
        """Draws the weights; arguments as for `Vae`."""
        super().__init__()
        self.width = settings.deter
        self.encoder = Encoder(side, settings.depth, settings.latent)
        self.memory = Memory(settings.latent + actions, settings.deter)

    def initial(self, batch: int) -> State:
        """Zeros."""
        return (torch.zeros(batch, self.width),)

    def observe(self, seen: Seen, state: State) -> tuple[Tensor, State]:
        """What the GRU holds."""
        embedded = self.encoder(images_of(seen))
        features, last = self.memory(torch.cat([embedded, seen.actions], dim=-1), seen.resets, state[0])
        return features, (last,)

    def learn(self, seen: Seen, state: State) -> Learnt:
        """The same, without losses of its own."""
        features, state = self.observe(seen, state)
        return Learnt(features, {}, state)
