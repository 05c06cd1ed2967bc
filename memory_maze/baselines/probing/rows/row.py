"""What a model that is trained here can do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from torch import Tensor

State = tuple[Tensor, ...]
"""What a model carries from moment to moment, [B, *] each."""


class Seen(NamedTuple):
    """T consecutive moments of B trajectories."""

    images: Tensor | None
    """uint8 [T, B, side, side, 3]; None where there are latents."""
    actions: Tensor
    """float32 [T, B, A], each the one that led to its image."""
    resets: Tensor
    """bool [T, B]: where the state is to be cleared before the moment."""
    latents: Tensor | None = None
    """float32 [T, B, latent]: what an encoder that no longer learns made of the images."""


class Learnt(NamedTuple):
    """What a model makes of some moments while it learns."""

    features: Tensor
    """float [T, B, width]."""
    losses: Mapping[str, Tensor]
    """What it learns from, each a mean over moments, weighted; empty where only probes teach it."""
    state: State


class Row(Protocol):
    """A model that learns. All are `torch.nn.Module` too."""

    width: int
    """How many numbers a feature vector has."""

    def initial(self, batch: int) -> State:
        """The state of so many that have seen nothing yet."""
        ...

    def observe(self, seen: Seen, state: State) -> tuple[Tensor, State]:
        """Features [T, B, width] and the state after the last moment, without learning."""
        ...

    def learn(self, seen: Seen, state: State) -> Learnt:
        """The same, with what is to be learnt from."""
        ...
