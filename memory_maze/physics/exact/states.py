"""Snapshots between engines: MuJoCo's integration state as a walker's row, and back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.physics.exact.group import STATE_ROWS


def to_integration_state(row: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """What MuJoCo would have (`mjSTATE_INTEGRATION`).

    Args:
      row: float64 [18], of `Engine.rows`.
      size: numbers in the state; it grows with the model's bodies. All after the row is 0: forces from outside.
    """
    state = np.zeros(size)
    state[:STATE_ROWS] = row
    return state


def from_integration_state(state: NDArray[np.float64]) -> NDArray[np.float64]:
    """The row of a walker in this state.

    Args:
      state: float64, MuJoCo's integration state of the task's model.

    Raises:
      ValueError: it is too short, or forces act from outside.
    """
    if state.ndim != 1 or len(state) < STATE_ROWS:
        raise ValueError(f"a walker's state has {STATE_ROWS} numbers or more in a row, not the shape {state.shape}")
    if state[STATE_ROWS:].any():
        raise ValueError("the state has forces from outside, which only MuJoCo can apply; step it there")
    return state[:STATE_ROWS].copy()
