"""One walker in a MuJoCo model that is stepped by our own physics wherever that gives the same."""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from memory_maze.game.engine import Ground, Rows
from memory_maze.physics.exact.engine import Engine
from memory_maze.physics.exact_engine import STATE_SIZE, run_exactly
from memory_maze.physics.mujoco_single import STATE, MujocoSingle


class Mirrored(MujocoSingle):
    """MuJoCo's data are read before a control step and written after it, so that whoever changes them is heeded.

    A model with other joints or bodies, forces from outside, and what our physics cannot step are left to MuJoCo.
    """

    def __init__(self) -> None:
        super().__init__()
        self._engine = Engine(1)
        self._state = np.empty(STATE_SIZE)
        self._row = self._engine.rows[0]

    def bind(self, model: Any, data: Any, *, pool: int, joints: slice, speeds: slice, controls: slice) -> None:
        super().bind(model, data, pool=pool, joints=joints, speeds=speeds, controls=controls)
        self._is_plain = self.state_size == STATE_SIZE

    def run(self, rows: Rows, steps: int, ground: Ground, touched: NDArray[np.bool_]) -> None:
        if not (self._is_plain and self._runs(rows, steps, ground, touched)):
            super().run(rows, steps, ground, touched)

    def _runs(self, rows: Rows, steps: int, ground: Ground, touched: NDArray[np.bool_]) -> bool:
        """Takes the steps, if it can; nothing has happened otherwise."""
        model, data, state, row = self._model, self._data, self._state, self._row
        mujoco.mj_getState(model, data, state, STATE)
        if state[len(row) :].any():
            return False
        row[:] = state[: len(row)]
        if len(run_exactly(self._engine, rows, steps, ground, touched)):
            return False
        state[: len(row)] = row
        mujoco.mj_setState(model, data, state, STATE)
        # Bodies and cameras follow the joints, for those who look at them or draw.
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        mujoco.mj_camlight(model, data)
        self.read()
        self._walls_last = 0
        return True
