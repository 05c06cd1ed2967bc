"""The benchmark's game and its variants: find the prompted object (docs/benchmark.md, section "The task")."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.draws import draw_target
from memory_maze.game.episode import Episode
from memory_maze.game.moments import NOTHING, Moments
from memory_maze.game.rules.booking import CANDIDATES, ENDLESS, FIND, book
from memory_maze.game.rules.moving import move_objects
from memory_maze.game.rules.rule import Rule, Turn
from memory_maze.scenario.model.sections import Task
from memory_maze.scenario.schema import Scenario


class Hunt(Rule):
    """One rule for all mazes that have the same `task` section, whose fields say what it does."""

    def __init__(self, scenario: Scenario) -> None:
        """Reads what does not vary from episode to episode; the numbers are each episode's `terms`.

        Args:
          scenario: whose `task` is played.
        """
        self._task = scenario.task
        prompts = scenario.task.prompts
        self._order = None if isinstance(prompts, str) else prompts
        """The numbers of objects in the order of their prompts, where it is told."""

    def open(self, now: Moments) -> None:
        count = len(now)
        self._prices = np.zeros((3, count))
        """float64 [3, N]: see `booking.REWARD`."""
        self._limits = np.zeros((3, count), np.int64)
        """int64 [3, N]: see `booking.FIND`."""
        self._before: NDArray[np.bool_] = np.zeros(now.gone.shape, np.bool_)
        """bool [N, K]: touched in the control step before."""
        self._place = np.zeros(count, np.int64)
        """int64 [N]: how far the order of prompts has come."""
        self._finds: NDArray[np.bool_] = np.zeros(now.gone.shape, np.bool_)
        self._misses = np.zeros(count, np.int64)

    def show(self, row: int, episode: Episode) -> None:
        terms = episode.terms
        self._prices[:, row] = terms.reward, terms.wrong_touch, terms.step_reward
        self._limits[:, row] = terms.find or ENDLESS, terms.first_prompt_after, terms.candidates

    def begin(self, row: int, now: Moments, stream: np.random.RandomState) -> None:
        """Prompts the first object: the one that was drawn with the maze, where prompts are random."""
        episode = now.episode(row)
        self._before[row] = False
        self._before[row, : len(episode.touched_at_start)] = episode.touched_at_start
        self._place[row] = 0
        now.target[row] = first_prompt(self._task, episode)

    def score(self, turn: Turn) -> None:
        """Rewards finds and wrong touches, says what is to be found next, and ends episodes that reach their goal."""
        rows, finds, misses = turn.rows, self._finds, self._misses
        given = (rows, turn.touched, self._before, turn.now.gone, turn.counts, self._prices, self._limits)
        if not book(*given, finds, misses, turn.rewards):
            return
        count = len(rows)
        for j in np.flatnonzero(finds[:count].any(axis=1)).tolist():
            self._go_on(turn, j, finds[j])
        if self._task.ends_on_wrong_touch:
            turn.terminated[misses[:count] > 0] = True

    def get_state(self, row: int) -> Any:
        return int(self._place[row]), tuple(self._before[row].tolist())

    def set_state(self, row: int, state: Any) -> None:
        # A snapshot of when there was the benchmark's task alone has nothing.
        place, before = state or (0, ())
        self._place[row] = place
        self._before[row] = False
        # One of a world whose other mazes had more objects has flags for more of them, too.
        there = min(len(before), self._before.shape[1])
        self._before[row, :there] = before[:there]

    def _go_on(self, turn: Turn, j: int, found: NDArray[np.bool_]) -> None:
        """What follows a find: the next prompt, then what becomes of the found objects, or the end."""
        row, now, task = int(turn.rows[j]), turn.now, self._task
        if task.found == "vanishes":
            now.gone[row] |= found
        left = ~now.gone[row, : self._limits[CANDIDATES, row]]
        if task.prompts != "none":
            now.target[row] = self._next(turn, row, left)
        is_over = now.target[row] == NOTHING if task.prompts != "none" else not left.any()
        if is_over or now.found[row] >= self._limits[FIND, row]:
            turn.terminated[j] = now.succeeded[row] = True
        elif task.found in ("moves", "all-move"):
            moved = found if task.found == "moves" else ~now.gone[row]
            move_objects(now, row, np.flatnonzero(moved[: now.objects[row]]), turn.second_streams[row])

    def _next(self, turn: Turn, row: int, left: NDArray[np.bool_]) -> int:
        """The object that is prompted after the present one was found; `NOTHING` where none is left."""
        if not left.any():
            return NOTHING
        if self._task.prompts == "random":
            flags = turn.touched[row, : len(left)] & left
            return next_target(turn.streams[row], int(turn.now.target[row]), flags, left)
        order = self._order or range(len(left))
        for place in range(int(self._place[row]) + 1, int(self._place[row]) + 1 + len(order)):
            if place == len(order) and self._task.prompts == "in-order":
                return NOTHING
            if left[order[place % len(order)]]:
                self._place[row] = place % len(order)
                return int(order[place % len(order)])
        return NOTHING


def first_prompt(task: Task, episode: Episode) -> int:
    """The object that is prompted first, or `NOTHING`."""
    if not isinstance(task.prompts, str):
        return task.prompts[0]
    return {"random": episode.first_target, "none": NOTHING}.get(task.prompts, 0)


def next_target(stream: np.random.RandomState, target: int, touched: NDArray[np.bool_], left: NDArray[np.bool_]) -> int:
    """The prompted object after a control step that touched the prompted one, where prompts are random.

    Objects are cleared in slot order, the prompted one after its successor is drawn; so the successor is neither the
    prompted object nor a later one that is touched, but may be an earlier one.

    Args:
      stream: the successor is drawn from it.
      target: the prompted object's index.
      touched: bool [n]: touched at any physics step of this control step.
      left: bool [n]: those that may be prompted; one at least.
    """
    flags = touched & (np.arange(len(touched)) >= target)
    if (flags | ~left).all():
        flags = ~left
    return draw_target(stream, len(left), tuple((flags | ~left).tolist()))
