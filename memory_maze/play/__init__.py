"""The window for people: drive through a scenario by the keyboard, or watch a policy do it."""

from memory_maze.play.game import Options, Score, play

__all__ = ["Options", "Score", "play"]
