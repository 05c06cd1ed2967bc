"""The episodes that were played since the window was opened, and what they amount to."""

from __future__ import annotations

import math
from collections.abc import Sequence

from memory_maze.agents.means import standard_error, with_error
from memory_maze.play.options import Score
from memory_maze.scenario.model.counting import counted

SHOWN = 5
"""Episodes in the table, the last ones."""


def mean_line(scores: Sequence[Score]) -> str:
    """The mean return of whole episodes; empty where there are less than two."""
    totals = [score.total for score in scores if score.whole]
    if len(totals) < 2:
        return ""
    mean = with_error(math.fsum(totals) / len(totals), standard_error(totals))
    return f"{counted(len(totals), 'whole episode')}: mean return {mean}"


def table_lines(scores: Sequence[Score]) -> tuple[str, ...]:
    """The last episodes, a line each, and the mean below; empty before the second one."""
    if len(scores) < 2:
        return ()
    lines = [f"seed {score.seed}: return {score.total:g}{'' if score.whole else ', left early'}" for score in scores]
    return tuple(line for line in (*lines[-SHOWN:], mean_line(scores)) if line)
