"""See `memory_maze.mechanics`."""

from memory_maze.game.draws import SourceState
from memory_maze.game.episode import Episode

__all__ = ["Episode", "SourceState"]
