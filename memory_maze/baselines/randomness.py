"""torch's own random numbers: those of the processor, and those of the GPU where one computes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor


def random_state(device: str) -> tuple[Tensor, ...]:
    """Where they are: of the processor, and then of the GPU if `device` is "cuda"."""
    states = (torch.get_rng_state(),)
    return (*states, torch.cuda.get_rng_state()) if device == "cuda" else states


def set_random_state(states: tuple[Tensor, ...] | Tensor, device: str) -> None:
    """Goes on from what `random_state` gave, or from the processor's alone, which older runs kept.

    What is not given stays as it is.
    """
    of_processor, *others = (states,) if isinstance(states, Tensor) else states
    torch.set_rng_state(of_processor)
    if device == "cuda" and others:
        torch.cuda.set_rng_state(others[0])


@contextmanager
def apart(device: str) -> Iterator[None]:
    """Whatever is drawn inside, they are as before after it."""
    with torch.random.fork_rng(devices=[torch.cuda.current_device()] if device == "cuda" else []):
        yield
