"""Upstream's helper for dm_env specs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.dm import specs


def sample_spec(space: specs.BoundedArray, random_state: np.random.RandomState | None = None) -> NDArray[Any]:
    """A random value that a spec allows, such as an action.

    Args:
      space: a bounded spec; whole numbers are drawn with both bounds included.
      random_state: where it is drawn from; by default NumPy's global stream, which `np.random.seed` begins.

    Returns:
      An array of the spec's shape and dtype, uniform between its bounds.

    Raises:
      TypeError: the spec has no bounds.
      ValueError: a bound is infinite.
    """
    if not isinstance(space, specs.BoundedArray):
        raise TypeError(f"{space!r} has no bounds; only a BoundedArray can be sampled")
    low, high = np.broadcast_to(space.minimum, space.shape), np.broadcast_to(space.maximum, space.shape)
    if not (np.isfinite(low).all() and np.isfinite(high).all()):
        raise ValueError(f"{space!r} is not bounded on all sides, so there is no uniform sample of it")
    stream: Any = np.random if random_state is None else random_state
    if space.dtype.kind == "f":
        return np.asarray(stream.uniform(low, high), space.dtype)
    return np.asarray(stream.randint(low, high.astype(np.int64) + 1), space.dtype)
