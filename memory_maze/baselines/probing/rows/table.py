"""Which rows there are, how they get their windows, and what makes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from memory_maze.baselines.probing.config import RowName, Settings
from memory_maze.dataset.reading.windows import Order
from memory_maze.installed import require


class Kind(NamedTuple):
    """How a row is trained."""

    home: str
    """Module and class, imported when it is made: torchrl is not needed for all."""
    order: Order
    """`tbtt`: windows go on where the ones before ended, and the state is carried; `random`: it begins at zero."""
    is_taught: bool = False
    """Whether the probes' errors teach the model too."""
    package: str = "torch"
    """What it is made of."""
    is_steady: bool = False
    """Whether it does the same at each step, whatever it sees; then a GPU need be told but once."""

    def make(self, settings: Settings, side: int, actions: int) -> Any:
        """The model, its weights drawn from torch's random numbers; a `row.Row` and a `torch.nn.Module`."""
        require("this row", self.package)
        module, _, name = self.home.partition(":")
        made: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), name)
        return made(settings, side, actions)


KINDS: Mapping[RowName, Kind] = {
    "vae": Kind("vae:Vae", "random"),
    "vae-gru": Kind("gru:VaeGru", "tbtt"),
    "rssm": Kind("rssm:Rssm", "random", package="torchrl", is_steady=True),
    "rssm-tbtt": Kind("rssm:Rssm", "tbtt", package="torchrl", is_steady=True),
    "oracle": Kind("gru:Oracle", "tbtt", is_taught=True),
}
"""The published rows by name; `constant` is no model."""
