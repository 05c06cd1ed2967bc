"""The benchmark's rule: touch the prompted object, get a reward and a new prompt (docs/benchmark.md, "The rule")."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import numpy as np

from memory_maze.compiling import Array, entry_point
from memory_maze.game.draws import draw_target
from memory_maze.game.moments import Moments
from memory_maze.game.rules.rule import Rule, Turn
from memory_maze.scenario.model.schema import Scenario

REWARD = 1.0
"""What touching the prompted object earns."""


class Hunt(Rule):
    """One rule for all mazes that play by it; it remembers nothing of its own."""

    def __init__(self, scenario: Scenario) -> None:
        """Reads nothing: the rule has no settings."""

    def begin(self, row: int, now: Moments, stream: np.random.RandomState) -> None:
        """The episode's first target, which was drawn with its maze, is prompted."""
        now.target[row] = now.episode(row).first_target

    def score(self, turn: Turn) -> None:
        """Rewards the mazes whose prompted object was touched, and draws their next prompts."""
        rows, now, rewards = turn.rows, turn.now, turn.rewards
        if not book(rows, turn.touched, now.target, now.prompt_age, now.found, rewards, REWARD):
            return
        for row in rows[rewards > 0].tolist():
            flags = tuple(turn.touched[row, : now.objects[row]].tolist())
            now.target[row] = next_target(turn.streams[row], int(now.target[row]), flags)


def next_target(stream: np.random.RandomState, target: int, touched: tuple[bool, ...]) -> int:
    """The prompted object after a control step that touched the prompted one.

    Objects are cleared in slot order, the prompted one after its successor is drawn; so the successor is neither the
    prompted object nor a later one that is touched, but may be an earlier one.

    Args:
      stream: the successor is drawn from it.
      target: the prompted object's index.
      touched: a flag an object: touched at any physics step of this control step.
    """
    return draw_target(stream, len(touched), tuple(flag and i >= target for i, flag in enumerate(touched)))


@entry_point
def book(
    rows: Array, touched: Array, target: Array, prompt_age: Array, found: Array, rewards: Array, reward: float
) -> int:
    """Looks whether the prompted objects were touched.

    Args:
      rows: int64 [n].
      touched: bool [N, K].
      target: int64 [N].
      prompt_age: int64 [N], is written: 0 where the prompt will be a new one.
      found: int64 [N], is written.
      rewards: float64 [n], is written.
      reward: for a find.

    Returns:
      How many were touched.
    """
    finds = 0
    for j in range(len(rows)):
        row = rows[j]
        prompt_age[row] += 1
        rewards[j] = 0.0
        if touched[row, target[row]]:
            prompt_age[row] = 0
            found[row] += 1
            rewards[j] = reward
            finds += 1
    return finds
