"""What an agent can do: the benchmark's six discrete actions, each a pair of control signals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


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
