"""What is sought at a moment, in words for people: films and sheets say it in the same ones."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.colors import color_name
from memory_maze.game.moments import Moments
from memory_maze.scenario.schema import Scenario

UNTOLD = "agent not told"
"""What is said of a prompt that an observation of the moment does not show."""

EXPLORATION = "does not count yet"
"""What is said while the task's exploration lasts."""


class Sought(NamedTuple):
    """What is to be found next."""

    words: str
    """The colour's name, or what stands in its place where no object is prompted."""
    color: NDArray[np.float64] | None
    """float64 [3], RGB in [0, 1], of the object; None where no object is prompted."""
    remark: str = ""
    """What else people should know: `UNTOLD`, `EXPLORATION`, or nothing."""


def sought(scenario: Scenario, now: Moments) -> Sought:
    """What one maze's agent is to find at a moment.

    Args:
      scenario: of the episode.
      now: the moment, of one maze.
    """
    target = int(now.target[0])
    explores = EXPLORATION if now.steps[0] < now.prompt_from[0] else ""
    if target >= 0:
        color = now.colors[0, target]
        return Sought(color_name(color), color, explores or ("" if now.prompted[0] else UNTOLD))
    task = scenario.task
    is_free = task.rule == "hunt" and task.prompts == "none" and not now.gone[0, : now.objects[0]].all()
    return Sought("any object" if is_free else "nothing", None, explores)
