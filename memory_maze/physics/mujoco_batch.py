"""MuJoCo's batch engine over one compiled model, with a pool of wall boxes for each of N walkers."""

from __future__ import annotations

import ctypes
import os
import weakref

import numpy as np
from mujoco.batch import Batch
from numpy.typing import NDArray

from memory_maze.game.body import Pose
from memory_maze.game.engine import Ground, Rows
from memory_maze.physics.model import compile_model
from memory_maze.physics.touching import mark_touches
from memory_maze.physics.wall_pool import REACH_STEPS, bring_walls

_ALIVE: weakref.WeakSet[MujocoBatch] = weakref.WeakSet()

_POOL_START = 1
"""The number of the pool's first geom in our model."""


class MujocoBatch:
    """N walkers. What distinguishes mazes, for the walker, is only where the pool's boxes stand."""

    def __init__(self, count: int, threads: int) -> None:
        """Makes room for the states.

        Args:
          count: walkers.
          threads: how many step at once. Results do not depend on it.
        """
        self._batch = Batch(compile_model(), count, threads)
        _ALIVE.add(self)
        self._start = self._batch.state[0].copy()
        self.state_size = len(self._start)
        self._controls = self._batch.bind("ctrl")
        self._geoms = [self._batch.expand(name) for name in ("geom_pos", "geom_size", "geom_aabb", "geom_rbound")]
        self._records: dict[int, NDArray[np.float64]] = {}
        self.positions: NDArray[np.float64] = self._batch.bind("qpos")
        self.speeds: NDArray[np.float64] = self._batch.bind("qvel")

    def put(self, row: int, pose: Pose) -> None:
        self._batch.state[row] = self._start
        self.positions[row, :4] = pose

    def control(self, rows: Rows, controls: NDArray[np.float64]) -> None:
        self._controls[rows] = controls

    def run(self, rows: Rows, steps: int, ground: Ground, touched: NDArray[np.bool_]) -> None:
        for begin in range(0, steps, REACH_STEPS):
            here = self.positions[:, :2].copy()
            bring_walls(rows, here, ground.boxes, ground.walls, ground.wall_height, _POOL_START, *self._geoms)
            record = self._rolled(rows, min(REACH_STEPS, steps - begin))
            mark_touches(rows, record, ground.centers, ground.radius, ground.objects, touched)

    def get_state(self, row: int) -> NDArray[np.float64]:
        return self._batch.state[row].copy()

    def set_state(self, row: int, state: NDArray[np.float64]) -> None:
        self._batch.state[row] = state

    def _rolled(self, rows: Rows, steps: int) -> NDArray[np.float64]:
        """float64 [n, steps, 5]: positions after each step, overwritten by later calls."""
        everyone = len(rows) == self._batch.nsim
        kept = {"qpos": self._records[steps]} if everyone and steps in self._records else None
        ids = None if everyone else rows.astype(np.int32)
        record: NDArray[np.float64] = self._batch.rollout(steps, record=("qpos",), ids=ids, out=kept)["qpos"]
        if everyone:
            self._records[steps] = record
        return record


def _outlive_a_fork() -> None:
    """In a forked child, whose copy of the engine has no threads: freeing the engine would wait for them forever."""
    for physics in _ALIVE:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(physics._batch))


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_outlive_a_fork)
