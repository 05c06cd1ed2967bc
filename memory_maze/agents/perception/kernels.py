"""What of seeing runs compiled, called from Python."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from memory_maze.agents.perception.sight import Eye, look
from memory_maze.agents.planning.motion import Walker
from memory_maze.compiling import Array, entry_point


@entry_point
def see(walls: Array, cell_size: float, walker: Walker, eye: Eye, known: Array, searched: Array) -> None:
    """Marks what a walker sees; see `sight.look`."""
    look(walls, cell_size, walker.x, walker.y, walker.heading, eye, known, searched)
