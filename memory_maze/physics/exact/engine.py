"""Our own physics of N walkers: equal to MuJoCo's to the last bit, several at a time.

    engine = Engine(count, threads=2)
    engine.put(0, Pose(...))
    engine.controls[0] = -1.0, 0.0
    left = engine.run(members, 50, walls, objects)

Everything is in plain arrays. What the engine cannot step exactly it leaves as it was, and says so.
"""

from __future__ import annotations

import operator
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import Pose
from memory_maze.physics.exact.group import START, STATE_ROWS
from memory_maze.physics.exact.run import FEWEST_LANES, LARGEST_GROUP, host_lanes, make_run, make_scratch
from memory_maze.physics.exact.tables import Tables, addresses

Members = NDArray[np.int64]

FEW = 2
"""Up to how many walkers are stepped one by one."""

SEVERAL = 32
"""Up to how many walkers a thread steps few side by side: with more lanes, most would wait for the slowest of them."""


class Walls(NamedTuple):
    """The wall boxes of N mazes."""

    boxes: NDArray[np.float64]
    """float64 [N, B, 4]: centre x, y and half sides x, y of each, metres, in covering order."""
    counts: NDArray[np.int64]
    """int64 [N]: boxes that count, the first ones."""
    height: NDArray[np.float64]
    """float64 [N], metres."""


class Objects(NamedTuple):
    """The spheres in N mazes, and which of them have been touched."""

    centers: NDArray[np.float64]
    """float64 [N, K, 3], metres."""
    radius: NDArray[np.float64]
    """float64 [N], metres."""
    counts: NDArray[np.int64]
    """int64 [N]: objects that count, the first ones."""
    touched: NDArray[np.bool_]
    """bool [N, K], written."""


def engine_lanes(count: int, threads: int = 1) -> int:
    """How many of N walkers each thread of an engine steps side by side on this machine."""
    if count <= FEW:
        return 1
    return FEWEST_LANES if count <= SEVERAL * threads else host_lanes()


class Engine:
    """N walkers and what steps them. Results depend on nothing but each walker's own row and maze."""

    def __init__(self, count: int, threads: int = 1, lanes: int | None = None) -> None:
        """Makes room for walkers, all at the origin. Nothing is compiled before the first `run`.

        Args:
          count: N.
          threads: how many step at once.
          lanes: walkers that one of them steps side by side: 1, 4, 8 or 16; by default what pays here.
        """
        self.rows: NDArray[np.float64] = np.zeros((count, STATE_ROWS))
        """float64 [N, 18]: each walker's state and controls, the beginning of MuJoCo's integration state."""
        self.times = self.rows[:, START["time"]]
        """float64 [N], seconds; a view, as the others."""
        self.positions = self._view("position")
        """float64 [N, 5]: x, y, z, steer and roll, MuJoCo's qpos."""
        self.velocities = self._view("velocity")
        """float64 [N, 5]: qvel."""
        self.accelerations = self._view("warm")
        """float64 [N, 5]: of the last step, where the next step's solver begins: qacc_warmstart."""
        self.controls = self.rows[:, START["controls"] :]
        """float64 [N, 2]: roll and steer, in [-1, 1]."""
        self._threads = threads
        self.lanes = lanes or engine_lanes(count, threads)
        """Walkers that one thread steps side by side."""
        self._effort = np.zeros(count)
        self._lost = np.zeros(count, np.bool_)
        self._known: tuple[object, ...] = (None,)
        self._pool: tuple[int, ThreadPoolExecutor] | None = None

    def put(self, row: int, pose: Pose) -> None:
        """Puts a walker at a pose, at rest, at time 0."""
        self.rows[row] = 0.0
        self.positions[row, :4] = pose
        self._effort[row] = 0.0

    def run(self, members: Members, steps: int, walls: Walls, objects: Objects) -> Members:
        """Takes physics steps of some walkers with the controls that are set, and flags the objects that they touch.

        Args:
          members: int64 [n], different rows.
          steps: of 5 ms each.
          walls: of all mazes.
          objects: of all mazes; those that are flagged already are not looked at.

        Returns:
          int64 [n]: walkers that could not be stepped, in order, whose rows are as they were: they are inside a wall,
          have other numbers than a walker can have, or turned further than 10^8 radians.

        Raises:
          ValueError: an array has not the shape, type or layout that is asked for.
        """
        if not all(map(operator.is_, (*walls, *objects), self._known)):
            self._bind(walls, objects)
        count, lanes = len(members), self.lanes
        if lanes > 1 and count > lanes:
            members = members[np.argsort(self._effort[members])]
        if self._threads == 1 or count <= lanes:
            size = min(LARGEST_GROUP, -(-count // lanes) * lanes)
            lost = self._kernel(members, 0, 1, size, steps, self._places, *self._scratches[0])
        else:
            lost = self._run_threads(members, steps)
        return self._tell_lost() if lost else _NOBODY

    def _run_threads(self, members: Members, steps: int) -> int:
        lanes, threads = self.lanes, min(self._threads, -(-len(members) // self.lanes))
        size = min(LARGEST_GROUP, -(-len(members) // (threads * lanes)) * lanes)
        jobs = [
            self._executor().submit(self._kernel, members, k, threads, size, steps, self._places, *self._scratches[k])
            for k in range(1, threads)
        ]
        lost = self._kernel(members, 0, threads, size, steps, self._places, *self._scratches[0])
        return lost + sum(job.result() for job in jobs)

    def _tell_lost(self) -> Members:
        lost = np.flatnonzero(self._lost)
        self._lost[:] = False
        return lost

    def close(self) -> None:
        """Ends the threads. The next `run` makes them again; may be called twice."""
        if self._pool is not None and self._pool[0] == os.getpid():
            self._pool[1].shutdown()
        self._pool = None

    def _view(self, name: str) -> NDArray[np.float64]:
        return self.rows[:, START[name] : START[name] + 5]

    def _bind(self, walls: Walls, objects: Objects) -> None:
        tables: Any = (self.rows, *walls, *objects, self._effort, self._lost)
        self._places = addresses(Tables(*tables))
        self._scratches = [make_scratch(objects.touched.shape[1]) for _ in range(self._threads)]
        self._kernel = make_run(self.lanes)
        self._known = (*walls, *objects)

    def _executor(self) -> Any:
        """Threads of this process: a forked child has none of its parent's."""
        if self._pool is None or self._pool[0] != os.getpid():
            self._pool = (os.getpid(), ThreadPoolExecutor(self._threads - 1, thread_name_prefix="memory-maze-physics"))
        return self._pool[1]


_NOBODY: Members = np.zeros(0, np.int64)
