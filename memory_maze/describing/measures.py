"""Measured values, and what is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from memory_maze.agents.means import standard_error


@dataclass(frozen=True)
class Measure:
    """One thing that was measured, with every single value."""

    name: str
    """What was measured, in words."""
    unit: str
    """What a value counts; empty for a share."""
    values: tuple[float, ...]
    """All values; none where there was nothing to measure."""
    is_by_episode: bool = True
    """Whether there is one value an episode, so that the values are independent."""

    @property
    def mean(self) -> float | None:
        """The mean; None of no values."""
        return float(np.mean(self.values)) if self.values else None

    @property
    def standard_error(self) -> float | None:
        """The standard error of the mean; None of less than two values, or of such that depend on each other."""
        return standard_error(self.values) if self.is_by_episode else None

    @property
    def quartiles(self) -> tuple[float, ...]:
        """The least value, the three quartiles and the largest; empty of no values."""
        if not self.values:
            return ()
        return tuple(float(value) for value in np.quantile(self.values, (0.0, 0.25, 0.5, 0.75, 1.0)))


def difference(name: str, unit: str, more: Sequence[float], less: Sequence[float]) -> Measure:
    """How much more one has than the other, episode by episode.

    Args:
      name: of the measure.
      unit: of its values.
      more: a value an episode.
      less: likewise, of the same episodes.
    """
    return Measure(name, unit, tuple(a - b for a, b in zip(more, less, strict=True)))
