"""The window for people: drive through a scenario by the keyboard, or watch a policy do it."""

from memory_maze.play.game import play
from memory_maze.play.options import Options, Score
from memory_maze.play.session import mean_line

__all__ = ["Options", "Score", "mean_line", "play"]
