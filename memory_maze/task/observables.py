"""Composer observables that read the task's state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from dm_control import mjcf
from dm_control.composer.observation import observable
from dm_env import specs

from memory_maze.game.state import State
from memory_maze.task.task import MemoryMazeTask


class StateObservable(observable.Observable):
    """A function of the state as an observable. Zeros before the first episode, so that building draws nothing."""

    def __init__(self, task: MemoryMazeTask, spec: specs.Array, read: Callable[[State], Any]) -> None:
        """Wraps a function.

        Args:
          task: whose state is read.
          spec: of what `read` returns.
          read: from a state to an array.
        """
        super().__init__(None, None, None, None, None)
        self._task = task
        self._spec = spec
        self._read = read

    @property
    def array_spec(self) -> specs.Array:
        return self._spec

    @property
    def is_plain(self) -> bool:
        """Whether it is read once a control step and passed on as it is."""
        settings = (self.update_interval, self.buffer_size, self.delay, self.aggregator, self.corruptor)
        return all(setting is None for setting in settings)

    def read(self, state: State | None) -> Any:
        """The value at a moment; zeros before the first one."""
        return np.zeros(self._spec.shape, self._spec.dtype) if state is None else self._read(state)

    def _callable(self, physics: mjcf.Physics) -> Callable[[], Any]:
        return lambda: self.read(self._task.state)
