"""The task's physics model by itself, for engines that step many of it."""

from __future__ import annotations

from typing import Any

import mujoco
from dm_control import mjcf

from memory_maze.scenario.schema import Scenario
from memory_maze.task.task import MemoryMazeTask

_UNUSED = ("SENSOR", "EQUALITY", "LIMIT", "FRICTIONLOSS", "SPRING", "CLAMPCTRL", "ISLAND", "AUTORESET")
"""Parts of MuJoCo's step that have nothing to do in this model.

Without them no bit changes (docs/physics.md, section "Dynamics").
"""


def compile_model(scenario: Scenario) -> tuple[mujoco.MjModel, int]:
    """Compiles what moves and collides; the model serves mazes of every size.

    Returns:
      The model, and the number of the first geom of the wall pool.
    """
    task = MemoryMazeTask(scenario, 0)
    model: Any = mjcf.Physics.from_mjcf_model(task.root_entity.mjcf_model).model
    for name in _UNUSED:
        model.opt.disableflags |= int(getattr(mujoco.mjtDisableBit, f"mjDSBL_{name}"))
    return model.ptr, task.root_entity.pool_start(model)
