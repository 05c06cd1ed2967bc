"""Perfect mazes: corridors alone, and between any two cells exactly one way."""

from __future__ import annotations

from memory_maze.compiling import Array, entry_point
from memory_maze.maze.generators.carving import WALL, Draft, Plan, clear, make_corridors, new_draft
from memory_maze.maze.generators.twister import new_twister
from memory_maze.maze.layout import Layout, marked_nowhere
from memory_maze.scenario.schema import Maze


class PerfectGenerator:
    """One stream of mazes; each is a tree over the cells with an odd row and an odd column, grown depth first."""

    def __init__(self, maze: Maze, seed: int) -> None:
        """Begins the stream.

        Args:
          maze: a scenario's section with `size`, or with `width` and `height`.
          seed: in [0, 2**31).
        """
        width, height = maze.sides
        self._plan = Plan((height + 1) // 2, (width + 1) // 2, 0, 0, 0, 0, 0)
        self._shape = height + 2, width + 2
        self._draft = new_draft(self._plan)
        self._twister = new_twister(seed)

    def next(self) -> Layout:
        """The stream's next maze."""
        self.skip(1)
        return marked_nowhere((self._draft.cells == WALL).reshape(self._shape))

    def skip(self, count: int) -> None:
        """Passes over the next `count` mazes."""
        grow_mazes(self._draft, self._plan, self._twister, count)


@entry_point
def grow_mazes(draft: Draft, plan: Plan, twister: Array, count: int) -> None:
    """Makes one maze after the other; the last one stays in the draft."""
    for _ in range(count):
        clear(draft, 2 * plan.width + 1)
        make_corridors(draft, plan, 0, twister)
