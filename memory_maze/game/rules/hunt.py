"""The task's rule: touch the prompted object, get a reward and a new prompt.

See docs/physics.md, section "Touching and reward".
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from memory_maze.game.episode import draw_target

REWARD = 1.0
"""What touching the prompted object earns."""


class Scored(NamedTuple):
    """What a control step earned."""

    reward: float
    target: int
    """The prompted object's index after the step."""


def score_step(random_state: np.random.RandomState, target: int, touched: tuple[bool, ...]) -> Scored:
    """Scores a control step by the objects touched in it.

    Objects are cleared in slot order, the prompted one after its successor is drawn; so the successor is neither the
    prompted object nor a later one that is touched, but may be an earlier one. At most one reward a step.

    Args:
      random_state: a new target is drawn from it, and only when the prompted object is touched.
      target: the prompted object's index.
      touched: a flag an object: touched at any physics step of this control step.
    """
    if not touched[target]:
        return Scored(0.0, target)
    still = tuple(flag and i >= target for i, flag in enumerate(touched))
    return Scored(REWARD, draw_target(random_state, len(touched), still))
