"""What knows its own pose and nothing else: the mean maze, and the mean place of each object, seen from where it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_maze.baselines.probing.features import POSE
from memory_maze.baselines.probing.protocol import TRUTH, Arrays, Prediction
from memory_maze.baselines.probing.scores import BATCH
from memory_maze.baselines.probing.trajectories import batches
from memory_maze.dataset import Recording


@dataclass(frozen=True)
class Pose:
    """Believes in the same maze and the same places always, and turns with the agent."""

    layout: NDArray[np.float64]
    """float64 [height, width]: how often each cell was free."""
    places: NDArray[np.float64]
    """float64 [n, 2]: where each object was on average, in cells of the maze."""

    keys: tuple[str, ...] = POSE

    def __call__(self, trajectories: Arrays) -> Prediction:
        """The same for each moment, but for where the agent is and looks."""
        away = self.places - trajectories["agent_pos"][..., None, :]
        return Prediction(self.layout[None, None], away @ _axes(trajectories).swapaxes(-1, -2))


def fit_pose(recordings: Sequence[Recording], report: Callable[[int], None] = lambda done: None) -> Pose:
    """The means over all moments of some trajectories.

    Args:
      recordings: to learn from.
      report: is told how many trajectories are done.
    """
    layouts: list[NDArray[np.float64]] = []
    places: list[NDArray[np.float64]] = []
    for trajectories in batches(recordings, (*TRUTH, *POSE), BATCH):
        layouts += list((trajectories["maze_layout"] > 0).mean(axis=0))
        away = trajectories["targets_vec"] @ _axes(trajectories)
        places += list((trajectories["agent_pos"][..., None, :] + away).mean(axis=0))
        report(len(layouts))
    return Pose(np.mean(layouts, axis=0), np.mean(places, axis=0))


def _axes(trajectories: Arrays) -> NDArray[np.float64]:
    """float64 [T, B, 2, 2]: unit vectors in the maze, to the right of the agent and ahead."""
    ahead = np.asarray(trajectories["agent_dir"], np.float64)
    right = np.stack([ahead[..., 1], -ahead[..., 0]], axis=-1)
    return np.stack([right, ahead], axis=-2)
