"""MuJoCo as the engine of N walkers: plain steps for one, its batch for many."""

from __future__ import annotations

from memory_maze.game.engine import Physics
from memory_maze.installed import require


def open_mujoco(count: int, threads: int) -> Physics:
    """An engine.

    Args:
      count: walkers.
      threads: how many step at once. Results do not depend on it.

    Raises:
      MissingPackage: mujoco is not installed.
    """
    require("the physics engine `mujoco`", "mujoco")
    from memory_maze.physics.mujoco_batch import MujocoBatch
    from memory_maze.physics.mujoco_single import OwnMujoco

    return OwnMujoco() if count == 1 else MujocoBatch(count, threads)
