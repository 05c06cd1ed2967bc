"""The rows whose memory is a recurrent state space model, of torchrl's parts."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torchrl.modules import RSSMPosteriorV3, RSSMPriorV3

from memory_maze.baselines.probing.config import Settings
from memory_maze.baselines.probing.rows.networks import Decoder, Encoder, picture_loss
from memory_maze.baselines.probing.rows.row import Learnt, Seen, State
from memory_maze.baselines.probing.rows.vae import images_of


class Rssm(nn.Module):
    """A state of numbers and of drawn words, from which the picture is made, and which is foretold from the one before.

    Actions led to their images, and so to the state beside them. Words are drawn, in evaluation too.
    """

    def __init__(self, settings: Settings, side: int, actions: int) -> None:
        """Draws the weights; arguments as for `Vae`."""
        super().__init__()
        words = settings.words * settings.classes
        self.sizes = (settings.deter, words)
        self.shows_words = settings.features == "both"
        self.width = settings.deter + words * self.shows_words
        self.balance, self.kl_weight = settings.kl_balance, settings.kl
        self.encoder = Encoder(side, settings.depth, settings.hidden)
        self.decoder = Decoder(side, settings.depth, sum(self.sizes))
        sizes = (settings.hidden, settings.deter, settings.words, settings.classes)
        self.prior = RSSMPriorV3(None, *sizes, actions, action_shape=torch.Size([actions]))
        self.posterior = RSSMPosteriorV3(
            settings.hidden, settings.words, settings.classes, settings.deter, obs_embed_dim=settings.hidden
        )

    def initial(self, batch: int) -> State:
        """Zeros: numbers and words."""
        return tuple(torch.zeros(batch, size) for size in self.sizes)

    def observe(self, seen: Seen, state: State) -> tuple[Tensor, State]:
        """Numbers, and words where the settings say so."""
        whole, _, _, state = self._unrolled(seen, state)
        return self._features(whole), state

    def learn(self, seen: Seen, state: State) -> Learnt:
        """The same, with the picture's error and the divergence between what was foretold and what was seen."""
        whole, prior, posterior, state = self._unrolled(seen, state)
        losses = {
            "picture": picture_loss(self.decoder(whole), images_of(seen)),
            "kl": self.kl_weight * balanced_divergence(posterior.float(), prior.float(), self.balance),
        }
        return Learnt(self._features(whole), losses, state)

    def _unrolled(self, seen: Seen, state: State) -> tuple[Tensor, Tensor, Tensor, State]:
        """Numbers and words together, and the logits of the words foretold and seen."""
        embedded = self.encoder(images_of(seen))
        keep = (~seen.resets).to(embedded.dtype)[..., None]
        numbers, words = state
        held, foretold, found = [], [], []
        for moment in range(len(keep)):
            kept = keep[moment]
            prior, _, numbers = self.prior(words * kept, numbers * kept, seen.actions[moment] * kept)
            posterior, words = self.posterior(numbers, embedded[moment])
            held.append(torch.cat([numbers, words], dim=-1))
            foretold.append(prior)
            found.append(posterior)
        return torch.stack(held), torch.stack(foretold), torch.stack(found), (numbers, words)

    def _features(self, whole: Tensor) -> Tensor:
        return whole if self.shows_words else whole[..., : self.sizes[0]]


def balanced_divergence(posterior: Tensor, prior: Tensor, balance: float) -> Tensor:
    """The Kullback-Leibler divergence of words seen from words foretold, summed over the words, the mean over moments.

    Args:
      posterior: logits [..., words, classes].
      prior: likewise.
      balance: the share by which what is foretold learns; the rest, what is seen.
    """
    return balance * _divergence(posterior.detach(), prior) + (1.0 - balance) * _divergence(posterior, prior.detach())


def _divergence(posterior: Tensor, prior: Tensor) -> Tensor:
    seen, foretold = posterior.log_softmax(dim=-1), prior.log_softmax(dim=-1)
    return (seen.exp() * (seen - foretold)).sum(dim=(-1, -2)).mean()
