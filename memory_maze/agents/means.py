"""The mean of some returns, and what it is worth."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def standard_error(values: Sequence[float] | NDArray[np.float64]) -> float | None:
    """The standard error of the mean of independent values; None of less than two."""
    return float(np.std(values, ddof=1) / math.sqrt(len(values))) if len(values) > 1 else None


def with_error(mean: float, error: float | None) -> str:
    """A mean ± its standard error, as it is told people."""
    return f"{mean:z.2f}" if error is None else f"{mean:z.2f} ± {error:.2f}"
