"""Policies that look at nothing: the same action always, or any."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.streams import Seeds, row_seed
from memory_maze.game.actions import ACTIONS
from memory_maze.game.moments import Moments
from memory_maze.scenario.schema import Scenario

_BLOCK = 256
"""Actions that are drawn ahead: a stream gives the same numbers one by one and many at once."""


class Constant:
    """Always takes one of the six discrete actions."""

    sees = "moments"

    def __init__(self, name: str) -> None:
        """Fixes the action.

        Args:
          name: of one of `game.actions.ACTIONS`.
        """
        self._number = next(i for i, known in enumerate(ACTIONS) if known.name == name)

    def __call__(self, now: Moments) -> NDArray[np.int64]:
        return np.full(len(now), self._number)


def forward(scenario: Scenario, seeds: Seeds = 0) -> Constant:
    """Always drives forward."""
    return Constant("forward")


def noop(scenario: Scenario, seeds: Seeds = 0) -> Constant:
    """Does nothing."""
    return Constant("noop")


class Random:
    """Draws every action anew, all equally likely. The environment's random numbers are not touched."""

    sees = "moments"

    def __init__(self, scenario: Scenario, seeds: Seeds = 0) -> None:
        """Draws nothing yet.

        Args:
          scenario: whose actions are drawn.
          seeds: of the actions.
        """
        self._seeds = seeds
        self._discrete = scenario.control.actions == "discrete"
        self._streams: list[np.random.Generator] = []
        self._drawn: NDArray[Any] = np.empty(0)
        self._step = 0

    def __call__(self, now: Moments) -> NDArray[np.int64] | NDArray[np.float64]:
        if not self._streams:
            self._streams = [self._stream(row) for row in range(len(now))]
        place = self._step % _BLOCK
        if place == 0:
            self._drawn = np.stack([self._draw(stream) for stream in self._streams], axis=1)
        self._step += 1
        return self._drawn[place].copy()

    def _stream(self, row: int) -> np.random.Generator:
        seed, number = row_seed(self._seeds, row)
        return np.random.default_rng((seed, number) if number else seed)

    def _draw(self, stream: np.random.Generator) -> NDArray[Any]:
        if self._discrete:
            return stream.integers(len(ACTIONS), size=_BLOCK)
        return stream.uniform(-1.0, 1.0, (_BLOCK, 2))
