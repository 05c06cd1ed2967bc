"""What of the game compiled loops call as it stands: which way a walker faces, what it touches."""

from __future__ import annotations

from numba.extending import register_jitable

from memory_maze.game.body import Pose, direction
from memory_maze.game.touch import cylinder_touches, head_touches, touches

__all__ = ["Pose", "cylinder_touches", "direction", "head_touches", "touches"]

for _function in (direction, cylinder_touches, head_touches, touches):
    register_jitable(_function)
