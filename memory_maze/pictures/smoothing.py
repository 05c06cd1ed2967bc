"""What lies between control steps, for films that run more smoothly than a world of four steps a second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.moments import Moments

Ends = tuple[NDArray[np.float64], NDArray[np.float64]]
"""What something is like at the beginning of a way, and at its end."""


class Instant(NamedTuple):
    """A moment, or what lies between two."""

    step: float
    """Control steps since the reset; with a fraction between two."""
    now: Moments
    """One row; the walker is where it is guessed to be at that time."""


def smooth(moments: Iterable[Moments], per_step: float) -> Iterator[Instant]:
    """Moments with instants between them, evenly spread in time.

    Where the walker is in between is guessed: along a cubic that passes through both poses, as fast in each as from the
    moment before to the one after. Prompt, objects and return stay those of the earlier moment.

    Args:
      moments: of one rollout, in order; at least one. Two more than are shown are taken of them at a time.
      per_step: instants for each control step, such as 7.5; of less than 1, not every moment is shown.

    Yields:
      The first moment, then an instant after every `1 / per_step` control steps, and the last moment.
    """
    count = 0
    last = None
    for number, (before, here, there, after) in enumerate(_fours(moments)):
        last = there
        ways = [one.positions[0] for one in (before, here, there, after)]
        speeds = (ways[2] - ways[0]) / (1 + (before is not here)), (ways[3] - ways[1]) / (1 + (after is not there))
        while here is not there and (share := count / per_step - number) < 1:
            pose = cubic((ways[1], ways[2]), speeds, share)
            yield Instant(float(here.steps[0]) + share, replace(here, positions=pose[None]))
            count += 1
    assert last is not None
    yield Instant(float(last.steps[0]), last)


def cubic(ends: Ends, speeds: Ends, share: float) -> NDArray[np.float64]:
    """Where something is on its way between two places.

    Args:
      ends: where it is at first and at last, arrays of one shape.
      speeds: how fast it is there, in ways per whole time.
      share: of the time that is over, 0 to 1.
    """
    # Hermite's cubic by its four weights.
    left, right = (1 + 2 * share) * (1 - share) ** 2, share**2 * (3 - 2 * share)
    pose = left * ends[0] + right * ends[1]
    pose += share * (1 - share) ** 2 * speeds[0] - share**2 * (1 - share) * speeds[1]
    return pose


def _fours(moments: Iterable[Moments]) -> Iterator[tuple[Moments, Moments, Moments, Moments]]:
    """Each two that follow one another, with one before and one after; the ends stand for what is beyond them."""
    rest = iter(moments)
    before = here = next(rest)
    there = next(rest, here)
    while there is not here:
        after = next(rest, there)
        yield before, here, there, after
        before, here, there = here, there, after
    if before is here:
        yield here, here, here, here
