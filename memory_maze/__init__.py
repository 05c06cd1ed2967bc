"""Memory Maze as declarative scenarios: YAML in, dm_control tasks and Gymnasium environments out.

import gymnasium, memory_maze
env = gymnasium.make("MemoryMaze-9x9-v0")
env = memory_maze.make("classic/9x9", {"maze.size": 13, "objects.count": 5})
envs = memory_maze.make_vec("classic/9x9", num_envs=64)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from memory_maze.envs.registration import register_all as _register_all
from memory_maze.neighbours import warn_of_upstream as _warn_of_upstream

if TYPE_CHECKING:
    from memory_maze import dataset, tasks
    from memory_maze.api import build, load, make, make_vec
    from memory_maze.envs.registration import register
    from memory_maze.gym_wrappers import GymWrapper as GymWrapper
    from memory_maze.gym_wrappers import _make_gym_env as _make_gym_env
    from memory_maze.scenario import Scenario, ScenarioError
    from memory_maze.tasks import sizes as sizes

__all__ = ["Scenario", "ScenarioError", "build", "dataset", "load", "make", "make_vec", "register", "tasks"]

__version__ = "0.1.0"

_warn_of_upstream()
_register_all()

_HOMES = {
    "GymWrapper": "memory_maze.gym_wrappers",
    "Scenario": "memory_maze.scenario",
    "ScenarioError": "memory_maze.scenario",
    "_make_gym_env": "memory_maze.gym_wrappers",
    "build": "memory_maze.api",
    "load": "memory_maze.api",
    "make": "memory_maze.api",
    "make_vec": "memory_maze.api",
    "register": "memory_maze.envs.registration",
    "sizes": "memory_maze.tasks",
}
"""Name to the module that has it."""

_MODULES = ("dataset", "gym_wrappers", "helpers", "oracle", "tasks", "wrappers")


def __getattr__(name: str) -> Any:
    """Imports what the name needs when it is first used: importing the package starts no simulator."""
    if name in _MODULES:
        return import_module(f"memory_maze.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
