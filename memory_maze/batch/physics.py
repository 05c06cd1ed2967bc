"""The physics of N walkers: MuJoCo's batch engine over one compiled model, with a pool of wall boxes for each."""

from __future__ import annotations

import ctypes
import os
import weakref

import numpy as np
from mujoco.batch import Batch
from numpy.typing import NDArray

from memory_maze.batch.walls import Walls
from memory_maze.game.body import Pose
from memory_maze.scenario.schema import Scenario
from memory_maze.task.model import compile_model
from memory_maze.task.wall_pool import bring_walls

_ALIVE: weakref.WeakSet[Physics] = weakref.WeakSet()


class Physics:
    """N walkers. What distinguishes mazes, for the walker, is only where the pool's boxes stand."""

    def __init__(self, scenarios: tuple[Scenario, ...], threads: int) -> None:
        """Compiles the model and makes room for its states.

        Args:
          scenarios: one a walker.
          threads: how many step at once. Results do not depend on it.
        """
        model, pool = compile_model(scenarios[0])
        count = len(scenarios)
        self._batch = Batch(model, count, threads)
        _ALIVE.add(self)
        self._start = self._batch.state[0].copy()
        self.state_size = len(self._start)
        """Numbers in one walker's integration state."""
        self._controls = self._batch.bind("ctrl")
        self._height = np.array([scenario.maze.wall_height for scenario in scenarios])
        names = ("geom_pos", "geom_size", "geom_aabb", "geom_rbound")
        self._geoms = [self._batch.expand(name) for name in names]
        self._pool = pool
        self._records: dict[tuple[int, int], NDArray[np.float64]] = {}
        self.positions: NDArray[np.float64] = self._batch.bind("qpos")
        """float64 [N, 5]: x, y, z, steer and roll of each walker, in place."""
        self.speeds: NDArray[np.float64] = self._batch.bind("qvel")
        """float64 [N, 5]: how fast those change, in place."""

    def put(self, row: int, pose: Pose) -> None:
        """Puts a walker at a pose, at rest, at time 0."""
        self._batch.state[row] = self._start
        self.positions[row, :4] = pose

    def set_controls(self, members: NDArray[np.int64], controls: NDArray[np.float64]) -> None:
        """Sets float64 [n, 2], roll and steer in [-1, 1], of some walkers."""
        self._controls[members] = controls

    def run(self, members: NDArray[np.int64], steps: int, walls: Walls) -> NDArray[np.float64]:
        """Takes physics steps, no more than the pool is good for.

        Args:
          members: int64 [n], which walkers.
          steps: `task.wall_pool.REACH_STEPS` at most.
          walls: of all mazes.

        Returns:
          float64 [n, steps, 5]: their positions after each step; overwritten by later calls.
        """
        here = self.positions[:, :2].copy()
        bring_walls(members, here, walls.boxes, walls.counts, self._height, self._pool, *self._geoms)
        key = (len(members), steps)
        kept = {"qpos": self._records[key]} if key in self._records else None
        ids = None if len(members) == self._batch.nsim else members.astype(np.int32)
        record = self._batch.rollout(steps, record=("qpos",), ids=ids, out=kept)["qpos"]
        if len(members) == self._batch.nsim:
            self._records[key] = record
        return record

    def get_state(self, row: int) -> NDArray[np.float64]:
        """One walker's integration state."""
        return self._batch.state[row].copy()

    def set_state(self, row: int, state: NDArray[np.float64]) -> None:
        """Restores what `get_state` gave."""
        self._batch.state[row] = state


def _outlive_a_fork() -> None:
    """In a forked child, whose copy of the engine has no threads: freeing the engine would wait for them forever."""
    for physics in _ALIVE:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(physics._batch))


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_outlive_a_fork)
