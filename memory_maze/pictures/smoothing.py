"""What lies between control steps, for films that run more smoothly than a world of four steps a second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from memory_maze.game.moments import Moments


class Instant(NamedTuple):
    """A moment, or what lies between two."""

    step: float
    """Control steps since the reset; with a fraction between two."""
    now: Moments
    """One row; the walker is where it is guessed to be at that time."""


def smooth(moments: Iterable[Moments], per_step: int) -> Iterator[Instant]:
    """Moments with instants between them, evenly spread in time.

    Where the walker is in between is guessed: along a cubic that passes through both poses, as fast in each as from the
    moment before to the one after. Prompt, objects and return stay those of the earlier moment.

    Args:
      moments: of one rollout, in order; at least one.
      per_step: instants for each control step, 1 or more.

    Yields:
      Each moment, and `per_step - 1` instants after each but the last.
    """
    kept = list(moments)
    poses = np.array([now.positions[0] for now in kept])
    speeds = np.gradient(poses, axis=0) if len(poses) > 1 else np.zeros_like(poses)
    for i, (here, _) in enumerate(pairwise(kept)):
        for k in range(per_step):
            share = k / per_step
            # Hermite's cubic by its four weights.
            left, right = (1 + 2 * share) * (1 - share) ** 2, share**2 * (3 - 2 * share)
            pose = left * poses[i] + right * poses[i + 1]
            pose += share * (1 - share) ** 2 * speeds[i] - share**2 * (1 - share) * speeds[i + 1]
            yield Instant(float(here.steps[0]) + share, replace(here, positions=pose[None]))
    last = kept[-1]
    yield Instant(float(last.steps[0]), last)
