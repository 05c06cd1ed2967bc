"""The simulator behind a vector environment: when it starts, whose process it is in, how it is carried over."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

import numpy as np

from memory_maze.envs.handout import Handout
from memory_maze.envs.vector_members import MemberwiseVectorEnv
from memory_maze.exclusive import exclusive, new_lock
from memory_maze.game.draws import draw_maze_seed
from memory_maze.game.engine import Rows
from memory_maze.game.moments import Moments
from memory_maze.game.snapshot import Snapshot
from memory_maze.game.world import World
from memory_maze.observation.observer import Observer
from memory_maze.scenario.digests import digests
from memory_maze.scenario.schema import Scenario
from memory_maze.worlds import build_world

OF_THIS_PROCESS = ("_world", "_observer", "in_use")
"""What a copy makes anew."""


class SimulatingVectorEnv(MemberwiseVectorEnv):
    """Holds the mazes and what draws them, from the first reset until it is closed."""

    _threads: int
    _digests: tuple[tuple[str, ...], ...]
    """The digests of each maze's scenario."""
    _handout: Handout
    _everyone: Rows

    def _begin_life(self) -> None:
        """Nothing is simulated yet."""
        self._world: World | None = None
        self._observer: Observer | None = None
        self._begun = False
        self._process = os.getpid()
        self.in_use = new_lock()
        self._running = np.zeros(self.num_envs, np.bool_)

    @property
    def moments(self) -> Moments:
        """This moment of all mazes, nothing hidden, written over by the next step: what policies are told.

        Raises:
          RuntimeError: before the first `reset`, or after `close`.
        """
        self._require_begun("there are no mazes yet")
        return self._opened()[0].now

    @exclusive
    def get_state(self) -> tuple[Snapshot, ...]:
        """All mazes as they are now, one snapshot each, to be pickled or handed to `set_state`.

        Raises:
          RuntimeError: before the first `reset`, or after `close`.
        """
        self._require_begun("there is no state yet")
        world, running = self._opened()[0], self._running.tolist()
        return tuple(world.snapshot(row, self._digests[row][0], running[row]) for row in range(self.num_envs))

    @exclusive
    def close_extras(self, **kwargs: Any) -> None:
        """Frees the simulator and the renderers."""
        if self._observer is not None:
            self._observer.close()
        self._world = self._observer = None
        self._begun = False
        self._handout.forget()

    def __getstate__(self) -> dict[str, Any]:
        """All but what belongs to this process; in its place snapshots, where episodes have begun."""
        kept = {key: value for key, value in self.__dict__.items() if key not in OF_THIS_PROCESS}
        return {**kept, "_snapshots": self.get_state() if self._begun else None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        snapshots = state["_snapshots"]
        self.__dict__.update({key: value for key, value in state.items() if key != "_snapshots"})
        self._world = self._observer = None
        self.in_use = new_lock()
        # copy.copy hands over the very same objects.
        self._running, self._handout = self._running.copy(), copy(self._handout)
        if snapshots is not None:
            self._restore(snapshots)

    def _restore(self, snapshots: Sequence[Snapshot]) -> None:
        world, _ = self._opened()
        for row, snapshot in enumerate(snapshots):
            world.restore(row, snapshot)
            self._running[row] = snapshot.running
        self._begun = True

    def _go_over(self, scenarios: Mapping[int, Scenario]) -> None:
        """Goes over to other scenarios in some mazes, whose episodes are over then; all others stay as they are."""
        old, running, kept = self._world, self._running.tolist(), {}
        if self._begun and old is not None:
            others = [row for row in range(self.num_envs) if row not in scenarios]
            kept = {row: old.snapshot(row, self._digests[row][0], running[row]) for row in others}
        self.scenarios = tuple(scenarios.get(row, one) for row, one in enumerate(self.scenarios))
        self._digests = tuple(digests(scenarios[row]) if row in scenarios else d for row, d in enumerate(self._digests))
        if old is None:
            return
        if self._observer is not None:
            self._observer.close()
        self._world = self._observer = None
        world, _ = self._opened()
        for row in range(self.num_envs):
            world.streams[row] = old.streams[row]
            if row in kept:
                world.sources[row] = old.sources[row]
                world.restore(row, kept[row])
            elif self._begun:
                world.open(row, old.streams[row], draw_maze_seed(old.streams[row]))
                self._running[row] = False

    def _require_open(self) -> None:
        if self.closed:
            raise RuntimeError("the environment is closed; make a new one")
        if self._world is not None and os.getpid() != self._process:
            raise RuntimeError("the environment was reset before this process was forked; make a new one here")

    def _require_begun(self, lacks: str) -> None:
        self._require_open()
        if not self._begun:
            raise RuntimeError(f"{lacks}; call reset()")

    def _opened(self) -> tuple[World, Observer]:
        # Late, so that threads begin in the process that steps, and not before it forks.
        if self._world is None or self._observer is None:
            self._world = build_world(self.scenarios, self._threads)
            self._observer = Observer(self.scenarios, self._threads)
            self._process = os.getpid()
        return self._world, self._observer
