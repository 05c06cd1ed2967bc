"""Composer observables that read the row of the world behind a task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from dm_control import mjcf
from dm_control.composer.observation import observable

from memory_maze.dm import array_spec, specs
from memory_maze.observation.observer import Observer
from memory_maze.task.task import MemoryMazeTask


class KeyObservable(observable.Observable):
    """One key of an observation. Zeros before the first episode, so that building draws nothing."""

    def __init__(self, key: str, task: MemoryMazeTask, observer: Observer) -> None:
        """Wraps a key.

        Args:
          key: of `observer.specs`.
          task: whose moments are observed.
          observer: makes the observation.
        """
        super().__init__(None, None, None, None, None)
        self.key = key
        self._task = task
        self._observer = observer

    @property
    def array_spec(self) -> specs.Array:
        return array_spec(self.key, self._observer.specs[self.key])

    @property
    def is_plain(self) -> bool:
        """Whether it is read once a control step and passed on as it is."""
        settings = (self.update_interval, self.buffer_size, self.delay, self.aggregator, self.corruptor)
        return all(setting is None for setting in settings)

    def _callable(self, physics: mjcf.Physics) -> Callable[[], Any]:
        return self._value

    def _value(self) -> Any:
        buffers = self._observer.buffers(1, (self.key,))
        if self._task.moments is None:
            return np.zeros_like(buffers[self.key][0])
        self._observer.observe(self._task.moments, buffers)
        return buffers[self.key][0]
