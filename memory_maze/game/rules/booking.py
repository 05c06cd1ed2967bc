"""What touches of a control step earn in N mazes: the part of the rule that every step needs."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import numpy as np

from memory_maze.compiling import Array, entry_point
from memory_maze.game.moments import FOUND, OBJECTS, PROMPT_AGE, STEPS, TARGET, WRONG

ENDLESS = int(np.iinfo(np.int64).max)
"""A number of finds that no episode has."""


REWARD, WRONG_TOUCH, STEP_REWARD = range(3)
"""Rows of a rule's prices, float64 [3, N]: what a find earns, what a touch of another object earns when it begins, and
what every control step earns."""

FIND, EXPLORE, CANDIDATES = range(3)
"""Rows of a rule's limits, int64 [3, N]: finds that end the episode, or `ENDLESS`; control steps at the beginning in
which touches count for nothing; and how many objects may be prompted, the first ones."""


@entry_point
def book(
    rows: Array,
    touched: Array,
    before: Array,
    gone: Array,
    counts: Array,
    prices: Array,
    limits: Array,
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
      gone: bool [N, K], objects that have vanished.
      counts: int64 [11, N], of `moments`; ages of prompts, finds and wrong touches are written.
      prices: float64 [3, N], see above.
      limits: int64 [3, N], see above.
      finds: bool [n or more, K], is written: where an object was found.
      misses: int64 [n or more], is written: wrong touches.
      rewards: float64 [n], is written.

    Returns:
      How many finds and wrong touches there were.
    """
    events = 0
    for j in range(len(rows)):
        row = rows[j]
        target, steps = counts[TARGET, row], counts[STEPS, row]
        in_earnest = steps >= limits[EXPLORE, row]
        if steps + 1 > limits[EXPLORE, row]:
            counts[PROMPT_AGE, row] += 1
        rewards[j] = prices[STEP_REWARD, row]
        misses[j] = 0
        for k in range(touched.shape[1]):
            finds[j, k] = False
            is_touched = touched[row, k] and not gone[row, k] and k < counts[OBJECTS, row]
            begins = is_touched and not before[row, k]
            before[row, k] = is_touched
            if not (is_touched and in_earnest):
                continue
            if k == target or (target < 0 and begins and k < limits[CANDIDATES, row]):
                finds[j, k] = True
                counts[FOUND, row] += 1
                counts[PROMPT_AGE, row] = 0
                rewards[j] += prices[REWARD, row]
                events += 1
            elif begins:
                misses[j] += 1
                counts[WRONG, row] += 1
                rewards[j] += prices[WRONG_TOUCH, row]
                events += 1
    return events
