"""What the passing of time brings in N mazes: an end, and what is to be seen."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from memory_maze.compiling import Array, entry_point


@entry_point
def end_step(
    rows: Array,
    touched: Array,
    steps: Array,
    limit: Array,
    total: Array,
    rewards: Array,
    truncated: Array,
) -> None:
    """Ends a control step of some mazes.

    Args:
      rows: int64 [n].
      touched: bool [N, K], cleared.
      steps: int64 [N], counted up.
      limit: int64 [N], of steps.
      total: float64 [N], rewards are added.
      rewards: float64 [n].
      truncated: bool [n], is written.
    """
    for j in range(len(rows)):
        row = rows[j]
        steps[row] += 1
        total[row] += rewards[j]
        truncated[j] = steps[row] >= limit[row]
        for k in range(touched.shape[1]):
            touched[row, k] = False


@entry_point
def look(
    rows: Array, steps: Array, target: Array, times: tuple[Array, ...], gone: Array, prompted: Array, hidden: Array
) -> None:
    """Says what is to be seen in some mazes.

    Args:
      rows: int64 [n].
      steps: int64 [N], control steps since the episode began.
      target: int64 [N], the prompted object, or a negative number.
      times: int64 [N] each, of `Moments`: prompt_age, prompt_steps, prompt_from, prompt_until, seen_until.
      gone: bool [N, K], objects that have vanished.
      prompted: bool [N], is written: whether the prompt is shown.
      hidden: bool [N, K], is written: which objects are not.
    """
    prompt_age, prompt_steps, prompt_from, prompt_until, seen_until = times
    for j in range(len(rows)):
        row = rows[j]
        in_time = prompt_from[row] <= steps[row] < prompt_until[row]
        prompted[row] = in_time and target[row] >= 0 and prompt_age[row] < prompt_steps[row]
        for k in range(gone.shape[1]):
            hidden[row, k] = gone[row, k] or steps[row] >= seen_until[row]
