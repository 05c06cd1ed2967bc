"""All numbers that the training of a row has, and the two sizes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from memory_maze.baselines.settings import fast_precision, validated

Size = Literal["mini", "paper"]

RowName = Literal["vae", "vae-gru", "rssm", "rssm-tbtt", "oracle"]


class Settings(BaseModel):
    """Sizes and hyper-parameters. Nothing of it changes during a run. The defaults are the published ones."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: Size = "paper"
    """The name of the set that these began as."""
    depth: int = Field(48, ge=1)
    """Channels of the encoder's first convolution, and of the decoder's last but one; not published."""
    latent: int = Field(32, ge=1)
    """Numbers that the autoencoder, or the oracle's convolutions, make of a picture."""
    deter: int = Field(2048, ge=1)
    """Numbers that a memory holds."""
    hidden: int = Field(1000, ge=1)
    """Width of the layers inside the RSSM."""
    words: int = Field(32, ge=1)
    """Categorical variables of the RSSM."""
    classes: int = Field(32, ge=2)
    """Values that each of them can have."""
    features: Literal["both", "numbers"] = "both"
    """What probes see of the RSSM: its numbers and words, or its numbers alone; not published."""
    dynamics: int = Field(400, ge=1)
    """Width of the two layers that foretell the next latents from the GRU."""
    latent_kl: float = Field(0.1, ge=0)
    """What the autoencoder's divergence is worth."""
    kl: float = Field(1.0, ge=0)
    """What the RSSM's divergence is worth."""
    kl_balance: float = Field(0.8, ge=0, le=1)
    """The share of the RSSM's divergence that teaches what is foretold."""
    probe_width: int = Field(1024, ge=1)
    probe_layers: int = Field(4, ge=1)
    taught: bool = False
    """Whether the probes' errors teach every row's features, as they do the oracle's; not published."""
    objects_weight: float = Field(1.0, ge=0)
    """What the objects' error is worth beside the walls', for what learns from both; not published."""
    batch: int = Field(32, ge=1)
    """Windows in a batch."""
    length: int = Field(48, ge=2)
    """Moments in a window."""
    learning_rate: float = Field(3e-4, gt=0)
    adam_epsilon: float = Field(1e-5, gt=0)
    weight_decay: float = Field(1e-2, ge=0)
    largest_gradient: float = Field(200.0, gt=0)
    """The norm that the model's gradients are cut to."""
    probe_learning_rate: float = Field(3e-4, gt=0)
    probe_adam_epsilon: float = Field(1e-5, gt=0)
    precision: Literal["float32", "bfloat16"] = "float32"
    """What the networks compute in."""


SIZES: Mapping[Size, Mapping[str, Any]] = {
    "mini": {
        **{"depth": 16, "deter": 256, "hidden": 200, "words": 16, "classes": 16, "dynamics": 200},
        **{"probe_width": 256, "learning_rate": 8e-4, "probe_learning_rate": 8e-4},
    },
    "paper": {},
}
"""What a size changes. `paper`: arXiv 2210.13383, tables E.1 and E.4."""


def make_settings(size: Size = "mini", changes: Mapping[str, Any] | None = None) -> Settings:
    """The hyper-parameters of a size, in the precision that is fast on this machine.

    Args:
      size: "mini" or "paper".
      changes: values by field.

    Raises:
      TrainingError: there is no such field, or no such value.
    """
    return validated(Settings, {"size": size, "precision": fast_precision(), **SIZES[size], **(changes or {})})
