"""From keys to actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.actions import ACTIONS
from memory_maze.game.moments import Moments
from memory_maze.scenario.schema import Scenario

DIRECTIONS: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("up", "w"), (-1, 0)),
    **dict.fromkeys(("down", "s"), (1, 0)),
    **dict.fromkeys(("left", "a"), (0, -1)),
    **dict.fromkeys(("right", "d"), (0, 1)),
}
"""Key to its part of the control signals (roll, steer)."""

_NUMBERS = {(action.roll, action.steer): number for number, action in enumerate(ACTIONS)}


class Keyboard:
    """A person as a policy. What was tapped since the last action counts as much as what is held down."""

    def __init__(self, scenario: Scenario) -> None:
        """Starts with no key down.

        Args:
          scenario: whose actions are chosen. Only continuous ones drive backwards.
        """
        self._discrete = scenario.control.actions == "discrete"
        self._held: set[str] = set()
        self._tapped: set[str] = set()

    def press(self, key: str) -> None:
        """A key goes down."""
        self._held.add(key)
        self._tapped.add(key)

    def release(self, key: str) -> None:
        """A key comes up."""
        self._held.discard(key)

    def hold(self, keys: Iterable[str]) -> frozenset[str]:
        """These keys are down now, and no others.

        Returns:
          Those that were up before.
        """
        down = frozenset(keys)
        fresh = down - self._held
        self._held = set(down)
        self._tapped |= fresh
        return fresh

    def release_all(self) -> None:
        """Forgets every key, those that were tapped too."""
        self._held.clear()
        self._tapped.clear()

    def __call__(self, now: Moments) -> NDArray[Any]:
        keys = (self._held | self._tapped) & DIRECTIONS.keys()
        self._tapped.clear()
        # Two keys for one direction are one, and opposite ones are none.
        parts = {DIRECTIONS[key] for key in keys}
        roll, steer = sum(part[0] for part in parts), sum(part[1] for part in parts)
        if not self._discrete:
            return np.array([[roll, steer]], dtype=np.float64)
        return np.array([_NUMBERS[min(roll, 0), steer]])
