"""The two published measures: cells told right, and squared distances of objects, moment by moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.means import standard_error
from memory_maze.baselines.probing.protocol import TRUTH, Arrays, Prediction, Predictor
from memory_maze.baselines.probing.trajectories import batches
from memory_maze.dataset import Recording

FIRST = 50
"""Moments at the beginning of a trajectory, when little has been seen, that the second half is held against."""

BATCH = 8
"""Trajectories that are looked at together."""


class Measure(NamedTuple):
    """A mean over trajectories."""

    mean: float
    standard_error: float | None
    """The standard error of the mean, over trajectories; None of a single one."""


class Errors(NamedTuple):
    """How right some predictions were, by trajectory and moment."""

    walls: NDArray[np.float64]
    """float64 [N, T]: cells whose wall or floor was told right, in per cent."""
    objects: NDArray[np.float64]
    """float64 [N, T]: squared distance from where objects are to where they were said to be, cells², their mean."""


class Part(NamedTuple):
    """The two measures over some moments."""

    walls: Measure
    """Cells told right, in per cent."""
    objects: Measure
    """The mean squared distance, in cells²."""


def second_half(moments: int) -> range:
    """The moments that count: those of the second half of a trajectory's control steps; 501 to 1000 of 0 to 1000."""
    return range((moments - 1) // 2 + 1, moments)


def first_moments(moments: int) -> range:
    """The first `FIRST` moments, or fewer in short trajectories."""
    return range(min(FIRST, moments))


def measure(errors: Errors, moments: range) -> Part:
    """The means over some moments of all trajectories.

    Args:
      errors: of N trajectories.
      moments: without gaps.
    """
    return Part(*(_mean(_over(values, moments)) for values in errors))


def change(errors: Errors, before: range, after: range) -> Part:
    """How much larger the measures become within a trajectory, the mean over trajectories.

    Its error is smaller than that of either part: what is hard in one maze is hard before and after.

    Args:
      errors: of N trajectories.
      before: moments without gaps.
      after: likewise.
    """
    return Part(*(_mean(_over(values, after) - _over(values, before)) for values in errors))


def evaluate(
    recordings: Sequence[Recording],
    predictor: Predictor,
    report: Callable[[int], None] = lambda done: None,
    batch: int = BATCH,
) -> Errors:
    """Lets a predictor go through whole trajectories, and holds it against the truth.

    Args:
      recordings: which are evaluated.
      predictor: carries what it has seen from the beginning of a trajectory to its end.
      report: is told how many trajectories are done.
      batch: trajectories that are looked at together.

    Raises:
      ProbingError: trajectories do not fit.
      DatasetError: a file is damaged.
    """
    walls, objects, done = [], [], 0
    for trajectories in batches(recordings, tuple(dict.fromkeys((*TRUTH, *predictor.keys))), batch):
        errors = compare(predictor({key: trajectories[key] for key in predictor.keys}), trajectories)
        walls.append(errors.walls)
        objects.append(errors.objects)
        done += errors.walls.shape[0]
        report(done)
    return Errors(np.concatenate(walls), np.concatenate(objects))


def compare(prediction: Prediction, truth: Arrays) -> Errors:
    """Holds what was believed against what is.

    Args:
      prediction: of T moments of B trajectories.
      truth: `maze_layout` [T, B, height, width], free cells not 0, and `targets_vec` [T, B, n, 2].
    """
    right = (prediction.walls > 0.5) == (truth["maze_layout"] > 0)
    squares = np.square(prediction.objects - truth["targets_vec"]).sum(axis=-1)
    return Errors(100.0 * right.mean(axis=(2, 3)).T, squares.mean(axis=2).T)


def _over(values: NDArray[np.float64], moments: range) -> NDArray[np.float64]:
    """The mean over some moments of each trajectory."""
    return values[:, moments.start : moments.stop].mean(axis=1)


def _mean(values: NDArray[np.float64]) -> Measure:
    return Measure(float(values.mean()), standard_error(values))
