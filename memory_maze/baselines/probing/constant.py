"""The row of the published table that looks at nothing: the mean maze, and the mean place of each object."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_maze.baselines.probing.protocol import TRUTH, Arrays, Prediction
from memory_maze.baselines.probing.scores import BATCH
from memory_maze.baselines.probing.trajectories import batches
from memory_maze.dataset import Recording


@dataclass(frozen=True)
class Constant:
    """Always believes the same."""

    layout: NDArray[np.float64]
    """float64 [height, width]: how often each cell was free."""
    places: NDArray[np.float64]
    """float64 [n, 2]: where each object was on average, seen by the agent."""

    keys: tuple[str, ...] = ()

    def __call__(self, trajectories: Arrays) -> Prediction:
        """The same for each moment of each trajectory."""
        return Prediction(self.layout[None, None], self.places[None, None])


def fit_constant(recordings: Sequence[Recording], report: Callable[[int], None] = lambda done: None) -> Constant:
    """The means over all moments of some trajectories.

    Args:
      recordings: to learn from.
      report: is told how many trajectories are done.
    """
    layouts, places, done = [], [], 0
    for trajectories in batches(recordings, TRUTH, BATCH):
        layouts += list((trajectories["maze_layout"] > 0).mean(axis=0))
        places += list(trajectories["targets_vec"].mean(axis=0))
        done = len(layouts)
        report(done)
    return Constant(np.mean(layouts, axis=0), np.mean(places, axis=0))
