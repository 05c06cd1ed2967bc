"""One walker in a MuJoCo model and its data: our own, or dm_control's, where a user may have added to it."""

from __future__ import annotations

import copy
from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import Pose
from memory_maze.game.engine import Ground, Rows
from memory_maze.physics.model import compile_model
from memory_maze.physics.touching import mark_touches, steps_apart
from memory_maze.physics.wall_pool import REACH_STEPS, bring_walls

STATE = mujoco.mjtState.mjSTATE_INTEGRATION
"""What of MuJoCo's state decides what comes next."""

_ONE = np.zeros(1, np.int64)
"""The only row, for functions that take rows."""


class MujocoSingle:
    """One walker, stepped where nothing can be touched by as many steps at once as that lasts."""

    def __init__(self) -> None:
        """Belongs to no model yet; `bind` comes next."""
        self.positions = np.zeros((1, 5))
        self.speeds = np.zeros((1, 5))
        self._moment = self.positions.reshape(1, 1, 5)

    def bind(self, model: Any, data: Any, *, pool: int, joints: slice, speeds: slice, controls: slice) -> None:
        """Takes over a compiled model.

        Args:
          model: mujoco.MjModel.
          data: its mujoco.MjData.
          pool: the number of the wall pool's first geom.
          joints: where in `qpos` x, y, z, steer and roll are.
          speeds: where in `qvel` they are.
          controls: where in `ctrl` roll and steer are.
        """
        self._model, self._data, self._pool = model, data, pool
        # Views of MuJoCo's memory: asking for it anew at every step takes longer than many a physics step.
        self._qpos, self._qvel, self._ctrl = data.qpos[joints], data.qvel[speeds], data.ctrl[controls]
        arrays = (model.geom_pos, model.geom_size, model.geom_aabb, model.geom_rbound)
        self._geoms = [np.asarray(array)[None] for array in arrays]
        self.state_size = mujoco.mj_stateSize(model, STATE)
        self._walls_last = 0
        """Physics steps for which the walls that are there will do."""

    def put(self, row: int, pose: Pose) -> None:
        """Puts the walker at a pose, at rest. What else there is in the model stays as its owner has set it."""
        self._qpos[:] = (*pose, 0.0)
        self._qvel[:] = 0.0
        self.read()
        self._walls_last = 0

    def control(self, rows: Rows, controls: NDArray[np.float64]) -> None:
        self._ctrl[:] = controls[0]

    def run(self, rows: Rows, steps: int, ground: Ground, touched: NDArray[np.bool_]) -> None:
        left = steps
        position, centers, flags = self.positions[0], ground.centers[0], touched[0]
        while left > 0:
            self.bring_walls(ground)
            apart = steps_apart(position, centers, ground.radius[0], ground.objects[0], flags)
            taken = min(left, self._walls_last, max(1, apart))
            mujoco.mj_step(self._model, self._data, taken)
            position[:] = self._qpos
            left -= taken
            self._walls_last -= taken
            if taken >= apart:
                self.notice_touches(ground, touched)
        self.speeds[0] = self._qvel

    def read(self) -> None:
        """Takes over where the model's data have the walker."""
        self.positions[0] = self._qpos
        self.speeds[0] = self._qvel

    def notice_touches(self, ground: Ground, touched: NDArray[np.bool_]) -> None:
        """Marks what is touched at this moment."""
        mark_touches(_ONE, self._moment, ground.centers, ground.radius, ground.objects, touched)

    def bring_walls(self, ground: Ground) -> None:
        """Puts walls where they can be touched, if those that are there will not do for another step."""
        if self._walls_last > 0:
            return
        boxes, counts, height = ground.boxes, ground.walls, ground.wall_height
        bring_walls(_ONE, self.positions, boxes, counts, height, self._pool, *self._geoms)
        self._walls_last = REACH_STEPS

    def passed(self) -> None:
        """Notes that somebody else has taken a physics step."""
        self._walls_last -= 1
        self.read()

    def get_state(self, row: int) -> NDArray[np.float64]:
        state = np.empty(self.state_size)
        mujoco.mj_getState(self._model, self._data, state, STATE)
        return state

    def set_state(self, row: int, state: NDArray[np.float64]) -> None:
        mujoco.mj_setState(self._model, self._data, state, STATE)
        self.read()
        self._walls_last = 0


class OwnMujoco(MujocoSingle):
    """One walker in a model of our own."""

    def __init__(self) -> None:
        super().__init__()
        model = copy.copy(compile_model())
        five = slice(5)
        self.bind(model, mujoco.MjData(model), pool=1, joints=five, speeds=five, controls=slice(2))

    def put(self, row: int, pose: Pose) -> None:
        """Puts the walker at a pose, at rest, at time 0."""
        mujoco.mj_resetData(self._model, self._data)
        super().put(row, pose)
