"""From an agent's action to control signals, and the spec of the discrete ones."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from dm_env import specs
from numpy.typing import NDArray

from memory_maze.game.actions import ACTIONS, CONTROLS


def discrete_spec() -> specs.DiscreteArray:
    """The dm_env spec of the discrete actions."""
    return specs.DiscreteArray(len(ACTIONS))


def to_control(action: Any, actions: Literal["discrete", "continuous"]) -> NDArray[np.float64]:
    """Turns an agent's action into control signals.

    Args:
      action: a number of `ACTIONS`, or float [2] (roll, steer); the latter is cut to [-1, 1].
      actions: which of the two.

    Returns:
      float64 [2]: roll, steer.

    Raises:
      ValueError: no such action; nothing has happened then.
    """
    if actions == "discrete":
        if type(action) is int and 0 <= action < len(ACTIONS):
            return CONTROLS[action]
        number = np.asarray(action)
        if number.shape == () and np.issubdtype(number.dtype, np.integer) and 0 <= number < len(ACTIONS):
            return CONTROLS[int(number)]
        raise ValueError(f"action {action!r} is none of the integers 0 to {len(ACTIONS) - 1}")
    control = np.asarray(action, dtype=np.float64)
    if control.shape != (2,) or not np.isfinite(control).all():
        raise ValueError(f"action {action!r} is not (roll, steer), two finite numbers in [-1, 1]")
    return control.clip(-1.0, 1.0)
