"""Memory Maze as declarative scenarios: YAML in, dm_control tasks and Gymnasium environments out.

import gymnasium, memory_maze
env = gymnasium.make("MemoryMaze-9x9-v0")
env = memory_maze.make("classic/9x9", {"maze.size": 13, "objects.count": 5})
envs = memory_maze.make_vec("classic/9x9", num_envs=64)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory_maze.envs.registration import register_all as _register_all
from memory_maze.lazy import face as _face
from memory_maze.neighbours import warn_of_upstream as _warn_of_upstream

if TYPE_CHECKING:
    from memory_maze import dataset as dataset
    from memory_maze import tasks as tasks
    from memory_maze.api import build as build
    from memory_maze.api import load as load
    from memory_maze.api import load_family as load_family
    from memory_maze.api import make as make
    from memory_maze.api import make_vec as make_vec
    from memory_maze.envs.curriculum import load_curriculum as load_curriculum
    from memory_maze.envs.curriculum_envs import CurriculumEnv as CurriculumEnv
    from memory_maze.envs.curriculum_envs import VectorCurriculumEnv as VectorCurriculumEnv
    from memory_maze.envs.registration import register as register
    from memory_maze.gym_wrappers import GymWrapper as GymWrapper
    from memory_maze.gym_wrappers import _make_gym_env as _make_gym_env
    from memory_maze.scenario import Family as Family
    from memory_maze.scenario import Scenario as Scenario
    from memory_maze.scenario import ScenarioError as ScenarioError
    from memory_maze.tasks import sizes as sizes

__version__ = "0.1.0"

_warn_of_upstream()
_register_all()

# Upstream's names are found, but not listed among this package's own.
__getattr__, __dir__, __all__ = _face(
    __name__,
    {
        "api": ("build", "load", "load_family", "make", "make_vec"),
        "dataset": (),
        "envs.curriculum": ("load_curriculum",),
        "envs.curriculum_envs": ("CurriculumEnv", "VectorCurriculumEnv"),
        "envs.registration": ("register",),
        "scenario": ("Family", "Scenario", "ScenarioError"),
        "tasks": (),
    },
    here=("__version__",),
    besides={
        "gym_wrappers": ("GymWrapper", "_make_gym_env"),
        "helpers": (),
        "oracle": (),
        "tasks": ("sizes",),
        "wrappers": (),
    },
)
