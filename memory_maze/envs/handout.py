"""Which arrays a batch's observation is written into, and in what form it is handed out."""

from __future__ import annotations

from typing import Any

from gymnasium import spaces

from memory_maze.envs import vector_checks as checks
from memory_maze.observation.observer import Buffers, Observer


class Handout:
    """New arrays for each observation, or two that are used in turn, or the caller's."""

    def __init__(self, space: spaces.Space[Any], image_only: bool, copy: bool) -> None:
        """Holds no arrays yet.

        Args:
          space: of the batch's observations.
          image_only: whether an observation is the picture itself, and no mapping.
          copy: hand out new arrays; else two in turn.
        """
        self._space = space
        self._image_only = image_only
        self._copy = copy
        self._ring: list[Buffers] = []

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_ring": []}

    def check(self, out: Any) -> None:
        """Raises ValueError if the caller's arrays do not fit; None does."""
        if out is not None:
            checks.buffers(out, self._space, self._image_only)

    def arrays(self, observer: Observer, count: int, out: Any) -> Buffers:
        """The arrays of the next observation, which is written at once.

        Args:
          observer: knows their shapes and types.
          count: mazes.
          out: the caller's arrays, or None.
        """
        if out is not None:
            return checks.buffers(out, self._space, self._image_only)
        if self._copy:
            return observer.buffers(count)
        if not self._ring:
            self._ring = [observer.buffers(count) for _ in range(2)]
        self._ring.reverse()
        return self._ring[0]

    def formed(self, arrays: Buffers) -> Any:
        """The observation as its space has it."""
        return arrays["image"] if self._image_only else dict(arrays)

    def of_one(self, arrays: Buffers, row: int) -> Any:
        """A copy of one maze's observation."""
        return self.formed({key: array[row].copy() for key, array in arrays.items()})

    def forget(self) -> None:
        """Lets go of the arrays."""
        self._ring = []
