"""What may be found next, and what comes after it: what the planners know of the task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.errors import AgentError
from memory_maze.game.moments import Moments
from memory_maze.scenario.schema import Scenario

Followers = Mapping[int, Sequence[int]]
"""The numbers of the objects that may be prompted after each object, all equally likely."""


def require_goals(scenario: Scenario, name: str) -> None:
    """Does nothing if there is always a best next object.

    Args:
      scenario: that is to be played.
      name: of the policy.

    Raises:
      AgentError: its task is another package's, or a single object would have to be left and touched again.
    """
    task = scenario.task
    if task.prompts == "none" and task.found == "stays" and scenario.prompted_objects == 1:
        raise AgentError(
            f"{name} has no next object to drive to: nothing is prompted, and there is one object, which stays; "
            "prompt it, or let it vanish or move"
        )


def followers(scenario: Scenario, left: Sequence[int]) -> Followers:
    """What may be prompted after each of the objects that are left; nothing where nothing is prompted.

    Args:
      scenario: whose `task.prompts` is played.
      left: numbers of the objects that may still be prompted.
    """
    prompts = scenario.task.prompts
    if prompts == "none":
        return {number: [] for number in left}
    if prompts == "random":
        return {number: [other for other in left if other != number] for number in left}
    order = sorted(left) if isinstance(prompts, str) else [number for number in prompts if number in left]
    after: dict[int, list[int]] = {number: [] for number in left}
    for place, number in enumerate(order):
        is_last = place == len(order) - 1
        if not (is_last and prompts == "in-order"):
            after[number].append(order[(place + 1) % len(order)])
    return after


def left_to_find(now: Moments, row: int) -> NDArray[np.intp]:
    """int64 [n]: the objects of a maze that may be prompted and have not vanished."""
    candidates = now.episode(row).terms.candidates
    return np.flatnonzero(~now.gone[row, :candidates])


def shuns_others(scenario: Scenario) -> bool:
    """Whether it pays to keep clear of objects that are not prompted."""
    return scenario.task.ends_on_wrong_touch or scenario.task.wrong_touch < 0
