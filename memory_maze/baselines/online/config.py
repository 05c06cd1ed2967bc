"""All numbers that a training run has, under their usual names, and the two sizes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from memory_maze.baselines.errors import TrainingError
from memory_maze.baselines.settings import fast_precision, validated

Size = Literal["small", "paper"]

KIND = "online"
"""What `config.json` says is trained: the word of `tables.TRAINED` that plays it."""

FACTS = ("settings", "digests", "side")
"""What it says besides."""

LEAST_RATE = 0.05
"""The share of the learning rate that is left at the end of `Settings.anneal`."""


class Settings(BaseModel):
    """Hyper-parameters. Nothing of it changes during a run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: Size = "small"
    """The name of the set that these began as."""
    mazes: int = Field(50, ge=1)
    """How many are played at once."""
    segment: int = Field(100, ge=1)
    """Control steps that are played, and learnt from, at a time."""
    encoder: Literal["cnn", "resnet"] = "cnn"
    """`cnn`: three convolutions of 16, 32, 32 channels; `resnet`: IMPALA's, of 16, 32, 32 channels."""
    memory: Literal["gru", "lstm", "none"] = "gru"
    """What remembers; with `none` an action depends on what is seen at this moment alone."""
    features: int = Field(256, ge=1)
    """Numbers that a picture becomes."""
    hidden: int = Field(256, ge=1)
    """Numbers that the memory holds."""
    objective: Literal["ppo", "vtrace"] = "ppo"
    """What is made better: PPO's clipped gain, or IMPALA's with V-trace."""
    passes: int = Field(2, ge=1)
    """How often each segment is learnt from."""
    parts: int = Field(5, ge=1)
    """Steps of the optimiser in a pass, each on that share of the mazes."""
    learning_rate: float = Field(3e-4, gt=0)
    anneal: int = Field(0, ge=0)
    """Control steps over which the learning rate falls to a twentieth, evenly; 0: it stays."""
    adam_epsilon: float = Field(1e-7, gt=0)
    largest_gradient: float = Field(0.5, gt=0)
    """The norm that gradients are cut to."""
    discount: float = Field(0.99, ge=0, le=1)
    trace: float = Field(0.95, ge=0, le=1)
    """Lambda: of the generalised advantage estimate, and of V-trace."""
    clip: float = Field(0.2, gt=0)
    """How far PPO lets the probability of an action go from what it was, as a share."""
    entropy: float = Field(0.015, ge=0)
    """What a nat of the policy's entropy is worth."""
    value_weight: float = Field(0.5, ge=0)
    """What the squared error of the values is worth."""
    precision: Literal["float32", "bfloat16"] = "float32"
    """What the encoder computes in."""

    def learning_rate_at(self, steps: int) -> float:
        """The learning rate after so many control steps."""
        left = 1.0 - steps / self.anneal if self.anneal else 1.0
        return self.learning_rate * max(left, LEAST_RATE)


SIZES: Mapping[Size, Mapping[str, Any]] = {
    "small": {},
    "paper": {
        **{"mazes": 128, "encoder": "resnet", "memory": "lstm"},
        **{"objective": "vtrace", "passes": 1, "parts": 4, "learning_rate": 2e-4, "entropy": 0.001},
    },
}
"""What a size changes. `paper`: the published IMPALA (arXiv 2210.13383, table E.2): batches of 32 x 100 steps of 128
mazes, in one pass."""


def make_settings(size: Size = "small", changes: Mapping[str, Any] | None = None) -> Settings:
    """The hyper-parameters of a size, in the precision that is fast on this machine.

    Args:
      size: "small" or "paper".
      changes: values by field.

    Raises:
      TrainingError: there is no such field, or no such value.
    """
    given = {"size": size, "precision": fast_precision(), **SIZES[size], **(changes or {})}
    return checked(given)


def checked(given: Mapping[str, Any]) -> Settings:
    """Settings from values by field.

    Raises:
      TrainingError: there is no such field, or no such value.
    """
    settings = validated(Settings, given)
    if settings.parts > settings.mazes:
        raise TrainingError(f"{settings.mazes} mazes cannot be learnt from in {settings.parts} parts; set parts lower")
    return settings
