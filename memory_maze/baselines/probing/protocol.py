"""What a model is, and what is read out of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
"""Whole trajectories by the names of a dataset's entries, [T, B, *shape] each: T moments of B trajectories."""


class Model(Protocol):
    """A sequence model that is looked at: it sees pictures and actions, and its features are read by probes.

    Arrays may be of any library that `numpy.asarray` understands.
    """

    width: int
    """How many numbers a feature vector has."""

    def initial(self, batch: int) -> Any:
        """The state of so many models that have seen nothing yet."""
        ...

    def step(self, images: NDArray[Any], actions: NDArray[Any], state: Any) -> tuple[Any, Any]:
        """Goes on through T consecutive moments of B trajectories.

        Args:
          images: uint8 [T, B, side, side, 3].
          actions: float32 [T, B, A], each the one that led to its image; zeros at the beginning of a trajectory.
          state: what the call before returned, or `initial`.

        Returns:
          Features, float [T, B, width], those of moment t made of what was seen up to t; and the state after the last
          moment.
        """
        ...


class Prediction(NamedTuple):
    """What is believed of the maze. Leading axes may be 1, for all moments or trajectories alike."""

    walls: NDArray[Any]
    """float [T, B, height, width]: how probable it is that a cell is free; row 0 at the bottom, as `maze_layout`."""
    objects: NDArray[Any]
    """float [T, B, n, 2]: where the objects are, as `targets_vec`: cells to the right of the agent, and ahead."""


class Predictor(Protocol):
    """Anything that believes something of the maze at each moment, such as a model with probes."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The entries of trajectories that it looks at."""
        ...

    def __call__(self, trajectories: Arrays) -> Prediction:
        """What it believes, moment by moment, from the beginning of each trajectory on."""
        ...


TRUTH = ("maze_layout", "targets_vec")
"""The entries that predictions are held against."""
