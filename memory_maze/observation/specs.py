"""What an array of an observation is: its shape, type and bounds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class ArraySpec(NamedTuple):
    """An array that an observation holds."""

    shape: tuple[int, ...]
    dtype: type[np.generic]
    low: float
    high: float


def numbers(*shape: int) -> ArraySpec:
    """Unbounded float64."""
    return ArraySpec(shape, np.float64, -np.inf, np.inf)
