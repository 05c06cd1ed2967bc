"""Upstream's door to the old `gym`, by upstream's names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from memory_maze.envs.old_gym import OldGymEnv as GymWrapper
from memory_maze.envs.old_gym_spaces import to_space as _convert_to_space

if TYPE_CHECKING:
    from memory_maze.dm import dm_env

__all__ = ["GymWrapper", "_convert_to_space", "_make_gym_env"]


def _make_gym_env(dm_task: Callable[..., dm_env.Environment], **kwargs: Any) -> GymWrapper:
    """What a constructor such as `memory_maze.tasks.memory_maze_9x9` makes of keywords, for the old gym."""
    return GymWrapper(dm_task(**kwargs))
