"""Where layouts come from: a generator, or a text map. A source gives one layout an episode."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from memory_maze.maze.layout import Layout
from memory_maze.scenario.documents.tree import CHOICES
from memory_maze.scenario.model.text_layout import layout_rows, numbered_cells, places_and_spawns
from memory_maze.scenario.schema import Maze
from memory_maze.tables import GENERATORS


class LayoutSource(Protocol):
    """Gives the next episode's layout. What is generated is made from a `Maze` and a seed."""

    def next(self) -> Layout:
        """The layout of the next episode."""
        ...

    def skip(self, count: int) -> None:
        """Passes over layouts."""
        ...


MOST_MAZES = 200
"""How many mazes are tried before giving up on finding one that holds all objects. The classic sizes need 1 to 10."""


class GenerationError(RuntimeError):
    """No maze could be generated that is of the scenario's shape and holds all of its objects."""

    def __init__(self, reason: str, whose: str = "") -> None:
        """Words the message.

        Args:
          reason: what is wrong and what to do.
          whose: what to begin with, such as "maze 3: ".
        """
        self.reason = reason
        super().__init__(f"{whose}{reason}")


def no_room(maze: Maze, objects: int) -> GenerationError:
    """What is raised where `MOST_MAZES` mazes in a row do not hold all objects.

    Args:
      maze: the section of the scenario.
      objects: that were to be held.
    """
    has_rooms = maze.generator == CHOICES["maze", "generator"]["rooms"]
    raised = "maze.size, maze.rooms.max or maze.rooms.objects," if has_rooms else "maze.size"
    return GenerationError(
        f"none of {MOST_MAZES} mazes has a place for each of {objects} objects; raise {raised} or lower objects.count"
    )


def open_source(maze: Maze, seed: int, objects: int) -> LayoutSource:
    """Opens the source that a scenario's maze section describes.

    Args:
      maze: the section.
      seed: for a generator, in [0, 2**31); a section with a seed of its own, or a text layout, ignores it.
      objects: that a maze which stays the same has to hold.

    Raises:
      GenerationError: the section's seed leads to no such maze. What is returned raises it too, for a maze of another
        shape than the section's.
    """
    if maze.layout is not None:
        return FixedSource(read_layout(maze.layout))
    source = GeneratedSource(maze, seed if maze.seed is None else maze.seed)
    if maze.seed is None:
        return source
    for _ in range(MOST_MAZES):
        layout = source.next()
        if len(layout.places) >= objects:
            return FixedSource(layout)
    raise no_room(maze, objects)


class GeneratedSource:
    """What the section's generator makes, which may be of another package, as long as it has the section's shape."""

    def __init__(self, maze: Maze, seed: int) -> None:
        self._maze = maze
        self._source: LayoutSource = GENERATORS.get(maze.generator)(maze, seed)

    def next(self) -> Layout:
        layout = self._source.next()
        (rows, columns), (width, height) = layout.shape, self._maze.sides
        if (columns - 2, rows - 2) != (width, height):
            raise GenerationError(
                f"the generator {self._maze.generator} made a maze of {columns - 2} x {rows - 2} cells, and the "
                f"scenario's is {width} x {height}; set maze.width and maze.height to what it makes, or mend it"
            )
        return layout

    def skip(self, count: int) -> None:
        self._source.skip(count)


class FixedSource:
    """The same layout in every episode."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def next(self) -> Layout:
        return self._layout

    def skip(self, count: int) -> None:
        """All layouts are the same one."""


def read_layout(text: str) -> Layout:
    """Reads a text map. Without `P` every free cell may be a start, without `G` every free cell may hold an object.

    Args:
      text: rows of equal length in the alphabet of `text_layout`, outer wall included; checked by the schema.
    """
    rows = layout_rows(text)
    grid = np.array([list(row) for row in rows], dtype="<U1")
    places, spawns = places_and_spawns(rows)
    areas = np.zeros(grid.shape, dtype=np.uint8)
    return Layout(grid == "*", areas, tuple(spawns), tuple(places), numbered_cells(rows))
