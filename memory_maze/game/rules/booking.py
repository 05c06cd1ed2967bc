"""What touches of a control step earn in N mazes: the part of the rule that every step needs."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, entry_point

ENDLESS = int(np.iinfo(np.int64).max)
"""A number of finds that no episode has."""


class Numbers(NamedTuple):
    """The terms of N mazes' episodes."""

    reward: NDArray[np.float64]
    """float64 [N]: what a find earns."""
    wrong_touch: NDArray[np.float64]
    """float64 [N]: what a touch of another object earns, when it begins."""
    step_reward: NDArray[np.float64]
    """float64 [N]: what every control step earns."""
    find: NDArray[np.int64]
    """int64 [N]: finds that end the episode, or `ENDLESS`."""
    explore: NDArray[np.int64]
    """int64 [N]: control steps at the beginning in which touches count for nothing."""
    candidates: NDArray[np.int64]
    """int64 [N]: objects that may be prompted, the first ones."""


def room_for_numbers(count: int) -> Numbers:
    """Zeros for N mazes."""
    reward, wrong_touch, step_reward = np.zeros((3, count))
    find, explore, candidates = np.zeros((3, count), np.int64)
    return Numbers(reward, wrong_touch, step_reward, find, explore, candidates)


@entry_point
def book(
    rows: Array,
    touched: Array,
    before: Array,
    moment: tuple[Array, ...],
    numbers: Numbers,
    finds: Array,
    misses: Array,
    rewards: Array,
) -> int:
    """Looks which objects were touched, and what that earns.

    A touch of the prompted object counts in every control step in which it is touched, as in the benchmark; any other
    counts when it begins.

    Args:
      rows: int64 [n].
      touched: bool [N, K].
      before: bool [N, K], touched in the control step before; is written.
      moment: of `Moments`: target, prompt_age, steps, found and wrong, int64 [N], of which prompt_age, found and wrong
        are written; gone, bool [N, K]; objects, int64 [N].
      numbers: of the rule.
      finds: bool [n, K], false; set where an object was found.
      misses: int64 [n], zeros; wrong touches are counted.
      rewards: float64 [n], is written.

    Returns:
      How many finds and wrong touches there were.
    """
    target, prompt_age, steps, found, wrong, gone, objects = moment
    events = 0
    for j in range(len(rows)):
        row = rows[j]
        counts = steps[row] >= numbers.explore[row]
        if steps[row] + 1 > numbers.explore[row]:
            prompt_age[row] += 1
        rewards[j] = numbers.step_reward[row]
        for k in range(objects[row]):
            is_touched = touched[row, k] and not gone[row, k]
            begins = is_touched and not before[row, k]
            before[row, k] = is_touched
            if not (is_touched and counts):
                continue
            if k == target[row] or (target[row] < 0 and begins and k < numbers.candidates[row]):
                finds[j, k] = True
                found[row] += 1
                prompt_age[row] = 0
                rewards[j] += numbers.reward[row]
                events += 1
            elif begins:
                misses[j] += 1
                wrong[row] += 1
                rewards[j] += numbers.wrong_touch[row]
                events += 1
    return events
