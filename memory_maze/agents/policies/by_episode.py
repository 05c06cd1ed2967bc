"""What policies share that remember something of each maze's episode."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.moments import Moments

Memory = TypeVar("Memory")
"""What a policy keeps of one maze while its episode lasts."""


class ByEpisode(ABC, Generic[Memory]):
    """A policy that chooses for one maze after the other, and begins anew in each when its episode is another one."""

    sees = "moments"

    def __init__(self) -> None:
        """Starts without an episode."""
        self._kept: dict[int, tuple[int, Memory]] = {}
        """The episode's number, as `Moments` has it, and what is kept of it, by row."""

    def __call__(self, now: Moments) -> NDArray[np.int64]:
        return np.array([self._choose(now, row) for row in range(len(now))], dtype=np.int64)

    def _choose(self, now: Moments, row: int) -> int:
        number = int(now.number[row])
        known, memory = self._kept.get(row, (0, None))
        if memory is None or known != number:
            memory = self.begin(now, row, memory)
            self._kept[row] = number, memory
        return self.action(now, row, memory)

    @abstractmethod
    def begin(self, now: Moments, row: int, last: Memory | None, /) -> Memory:
        """What is kept of a new episode; `last` is what was kept of the maze's last one."""

    @abstractmethod
    def action(self, now: Moments, row: int, memory: Memory, /) -> int:
        """The number of the action to take in one maze."""
