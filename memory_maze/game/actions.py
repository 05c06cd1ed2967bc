"""What an agent can do: the benchmark's six discrete actions, each a pair of control signals, or two such signals."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Action(NamedTuple):
    """A discrete action: a name and the control signals it stands for."""

    name: str
    roll: float
    """Control of the rolling motor in [-1, 1]; -1 drives forward."""
    steer: float
    """Control of the steering motor in [-1, 1]; -1 turns left."""


ACTIONS = (
    Action("noop", 0.0, 0.0),
    Action("forward", -1.0, 0.0),
    Action("left", 0.0, -1.0),
    Action("right", 0.0, 1.0),
    Action("forward_left", -1.0, -1.0),
    Action("forward_right", -1.0, 1.0),
)
"""The benchmark's discrete actions, by number."""

CONTROLS = np.array([(action.roll, action.steer) for action in ACTIONS])
"""float64 [6, 2]: their control signals."""


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
