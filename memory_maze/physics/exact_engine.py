"""Our own physics as the world's engine; what it cannot step exactly is stepped by MuJoCo."""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import Pose
from memory_maze.game.engine import Ground, Rows
from memory_maze.installed import require
from memory_maze.physics.exact.engine import Engine, Objects, Walls
from memory_maze.physics.exact.proof import seems_exact
from memory_maze.physics.exact.states import from_integration_state, to_integration_state

if TYPE_CHECKING:
    from memory_maze.physics.mujoco_single import OwnMujoco

STATE_SIZE = 53
"""Numbers in MuJoCo's integration state of the walker's model: time, 5 positions, 5 speeds, 5 accelerations of the last
step, 2 controls, and forces from outside on 5 joints and 5 bodies."""


class ExactPhysics:
    """N walkers, stepped in lanes by threads."""

    state_size = STATE_SIZE

    def __init__(self, count: int, threads: int) -> None:
        """Makes room; nothing is compiled before the first step.

        Args:
          count: walkers.
          threads: how many step at once. Results do not depend on it.
        """
        self._engine = Engine(count, threads)
        self.positions: NDArray[np.float64] = self._engine.positions
        self.speeds: NDArray[np.float64] = self._engine.velocities
        self._judge: OwnMujoco | None = None

    def put(self, row: int, pose: Pose) -> None:
        self._engine.put(row, pose)

    def control(self, rows: Rows, controls: NDArray[np.float64]) -> None:
        self._engine.controls[rows] = controls

    def run(self, rows: Rows, steps: int, ground: Ground, touched: NDArray[np.bool_]) -> None:
        for row in run_exactly(self._engine, rows, steps, ground, touched).tolist():
            self._run_by_mujoco(row, steps, ground, touched)

    def get_state(self, row: int) -> NDArray[np.float64]:
        return to_integration_state(self._engine.rows[row], STATE_SIZE)

    def set_state(self, row: int, state: NDArray[np.float64]) -> None:
        """Restores what `get_state` gave.

        Raises:
          ValueError: forces act from outside, which this engine does not know.
        """
        self._engine.rows[row] = from_integration_state(state)

    def _run_by_mujoco(self, row: int, steps: int, ground: Ground, touched: NDArray[np.bool_]) -> None:
        require("a step that our own physics cannot take exactly", "mujoco")
        from memory_maze.physics.mujoco_single import OwnMujoco

        judge = self._judge = self._judge or OwnMujoco()
        judge.set_state(0, self.get_state(row))
        judge.run(np.zeros(1, np.int64), steps, ground.of_row(row), touched[row : row + 1])
        self.set_state(row, judge.get_state(0))


def run_exactly(engine: Engine, rows: Rows, steps: int, ground: Ground, touched: NDArray[np.bool_]) -> Rows:
    """Takes physics steps; returns the rows that could not be stepped, which are as they were."""
    if not is_trusted(engine.lanes):
        return rows
    walls = Walls(ground.boxes, ground.walls, ground.wall_height)
    objects = Objects(ground.centers, ground.radius, ground.objects, touched)
    return engine.run(rows, steps, walls, objects)


@cache
def is_trusted(lanes: int) -> bool:
    """Whether so many lanes give MuJoCo's bits on this machine, which a millisecond of driving shows."""
    if seems_exact(lanes):
        return True
    warnings.warn(
        "compiled arithmetic differs from MuJoCo's on this machine; MuJoCo steps all walkers. "
        "`memory-maze doctor --exact` tells more",
        RuntimeWarning,
        stacklevel=2,
    )
    return False
