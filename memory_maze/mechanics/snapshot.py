"""See `memory_maze.mechanics`."""

from memory_maze.game.snapshot import Snapshot

__all__ = ["Snapshot"]
