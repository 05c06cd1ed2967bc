"""What a seed may be."""

from __future__ import annotations

import numpy as np

LAST_SEED = 2**32 - 1
"""The largest seed of an environment."""


def stream_of(seed: int | np.random.RandomState | None) -> np.random.RandomState:
    """The random stream of a seed, in [0, 2**32), or of None, from the operating system; a stream goes on.

    Raises:
      ValueError: no such seed.
    """
    return seed if isinstance(seed, np.random.RandomState) else np.random.RandomState(checked_seed(seed))


def checked_seed(seed: int | None) -> int | None:
    """The seed of an environment, as a plain integer.

    Raises:
      ValueError: it is not None and not a whole number in [0, 2**32).
    """
    if seed is None:
        return None
    if isinstance(seed, int | np.integer) and not isinstance(seed, bool) and 0 <= seed <= LAST_SEED:
        return int(seed)
    raise ValueError(f"seed {seed!r} cannot be used; give a whole number from 0 to {LAST_SEED}, or None")
