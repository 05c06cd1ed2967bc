"""What the passing of time brings in N mazes: an end, and what is to be seen."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from memory_maze.compiling import Array, entry_point, kernel
from memory_maze.game.moments import (
    PROMPT_AGE,
    PROMPT_FROM,
    PROMPT_STEPS,
    PROMPT_UNTIL,
    SEEN_UNTIL,
    STEPS,
    TARGET,
)


@entry_point
def end_step(
    rows: Array,
    touched: Array,
    counts: Array,
    limit: Array,
    total: Array,
    rewards: Array,
    terminated: Array,
    truncated: Array,
    over: Array,
    gone: Array,
    prompted: Array,
    hidden: Array,
) -> None:
    """Ends a control step of some mazes.

    Args:
      rows: int64 [n].
      touched: bool [N, K], cleared.
      counts: int64 [11, N], see `moments`; steps are counted up.
      limit: int64 [N], of steps.
      total: float64 [N], rewards are added.
      rewards: float64 [n].
      terminated: bool [n], whether the rule has ended the episode.
      truncated: bool [n], is written: whether its time is over and the rule has not ended the episode.
      over: bool [N], is written: whether it has ended either way.
      gone: bool [N, K], objects that have vanished.
      prompted: bool [N], is written: whether the prompt is shown.
      hidden: bool [N, K], is written: which objects are not.
    """
    for j in range(len(rows)):
        row = rows[j]
        counts[STEPS, row] += 1
        total[row] += rewards[j]
        truncated[j] = not terminated[j] and counts[STEPS, row] >= limit[row]
        over[row] = truncated[j] or terminated[j]
        for k in range(touched.shape[1]):
            touched[row, k] = False
        _look_at(row, counts, gone, prompted, hidden)


@entry_point
def look(rows: Array, counts: Array, gone: Array, prompted: Array, hidden: Array) -> None:
    """Says what is to be seen in some mazes; arguments as for `end_step`."""
    for j in range(len(rows)):
        _look_at(rows[j], counts, gone, prompted, hidden)


@kernel
def _look_at(row: int, counts: Array, gone: Array, prompted: Array, hidden: Array) -> None:
    steps = counts[STEPS, row]
    in_time = counts[PROMPT_FROM, row] <= steps < counts[PROMPT_UNTIL, row]
    is_young = counts[PROMPT_AGE, row] < counts[PROMPT_STEPS, row]
    prompted[row] = in_time and is_young and counts[TARGET, row] >= 0
    for k in range(gone.shape[1]):
        hidden[row, k] = gone[row, k] or steps >= counts[SEEN_UNTIL, row]
