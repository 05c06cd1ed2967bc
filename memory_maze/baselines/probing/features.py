"""A model's features along whole trajectories, and what probes are told besides them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.finding import blaming
from memory_maze.baselines.probing.errors import ProbingError
from memory_maze.baselines.probing.protocol import Arrays, Model, Prediction

SPAN = 100
"""Moments that a model is given at once."""

SEEN = ("image", "action")
"""The entries that a model sees."""

POSE = ("agent_pos", "agent_dir")
"""The entries that the walls probe is told besides: walls are places in the maze, seen from where it is."""

Reader = Callable[[NDArray[np.float32], NDArray[np.float32]], Prediction]
"""Reads features [T, B, width] and poses [T, B, 4]."""


@dataclass(frozen=True)
class Probed:
    """A model with what reads its features."""

    model: Model
    read: Reader
    side: tuple[int, int]
    """Width and height of the maze, in cells."""
    name: str = "the model"

    keys: tuple[str, ...] = (*SEEN, *POSE)

    def __call__(self, trajectories: Arrays) -> Prediction:
        """Goes through whole trajectories, its state carried on.

        Raises:
          ProbingError: features are of another shape, or not finite.
          AgentError: the model failed.
        """
        told, parts, begin = poses(trajectories, self.side), [], 0
        for features in run(self.model, trajectories, self.name):
            end = begin + len(features)
            parts.append(self.read(features, told[begin:end]))
            begin = end
        return Prediction(*(np.concatenate(one) for one in zip(*parts, strict=True)))


def run(model: Model, trajectories: Arrays, name: str = "the model") -> Iterator[NDArray[np.float32]]:
    """A model's features, [t, B, width], from the beginning of some trajectories to their end.

    Args:
      model: sees `SEEN`.
      trajectories: whole ones, [T, B, ...].
      name: of the model, for messages.

    Raises:
      ProbingError: features are of another shape, or not finite.
      AgentError: the model failed.
    """
    images, actions = trajectories["image"], trajectories["action"].astype(np.float32)
    moments, batch = images.shape[:2]
    with blaming(name, "failed"):
        state = model.initial(batch)
    for begin in range(0, moments, SPAN):
        seen = images[begin : begin + SPAN]
        with blaming(name, "failed"):
            given, state = model.step(seen, actions[begin : begin + SPAN], state)
            features = np.asarray(given, np.float32)
        yield _checked(features, (len(seen), batch, model.width), name)


def poses(trajectories: Arrays, side: tuple[int, int]) -> NDArray[np.float32]:
    """float32 [T, B, 4]: where the agents are, from -1 to 1 across the maze, and the unit vectors they look along.

    Args:
      trajectories: with `POSE`.
      side: width and height of the maze, in cells.
    """
    places = trajectories["agent_pos"] / np.array(side) * 2.0 - 1.0
    return np.concatenate([places, trajectories["agent_dir"]], axis=-1).astype(np.float32)


def _checked(features: NDArray[Any], shape: tuple[int, ...], name: str) -> NDArray[np.float32]:
    if features.shape != shape:
        raise ProbingError(f"{name} gave features of shape {list(features.shape)}; return {list(shape)}: T, B, width")
    if not np.isfinite(features).all():
        raise ProbingError(f"{name} gave features that are not finite; train it again, or with smaller steps")
    return features
