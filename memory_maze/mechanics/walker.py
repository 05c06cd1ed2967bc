"""See `memory_maze.mechanics`."""

from memory_maze.game.body import Pose

__all__ = ["Pose"]
