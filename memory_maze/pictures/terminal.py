"""Maps of mazes as text, for terminals."""

from __future__ import annotations

import math
import string
from collections.abc import Callable

import numpy as np

from memory_maze.game.draws import first_episode
from memory_maze.game.rules.hunt import first_prompt
from memory_maze.maze.coordinates import inner_to_grid, metres_to_position
from memory_maze.pictures.lettering import RGB, color_bytes
from memory_maze.scenario.schema import Scenario

_ARROWS = "→↗↑↖←↙↓↘"
"""Arrows for headings by eighths of a turn, anticlockwise from +x."""

_ASCII_ARROWS = ">/^\\</v\\"

_MARKS = string.digits + string.ascii_letters
"""Marks of objects, in slot order; a maze of more objects is not read on a terminal."""

_LEGEND = "arrow: start and heading, 0 to 9 and letters: objects in slot order, *: the first to find"


Paint = Callable[[str, RGB], str]
"""Colours a text."""


def episode_map(scenario: Scenario, seed: int, ascii_only: bool = False, paint: Paint | None = None) -> str:
    """The first maze that an environment reset with `seed` has: walls, objects, start and first target.

    Args:
      scenario: whose maze is drawn.
      seed: in [0, 2**32).
      ascii_only: do without blocks and arrows.
      paint: gives an object's mark the object's colour, for a terminal; None: no colours.

    Raises:
      GenerationError: no maze holds all objects.
    """
    episode = first_episode(scenario, seed)
    layout, start, prompted = episode.layout, episode.start, first_prompt(scenario.task, episode)
    wall = "##" if ascii_only else "██"
    grid = [[wall if solid else "  " for solid in row] for row in layout.walls.tolist()]
    for number, (row, column) in enumerate(episode.object_cells):
        mark = _MARKS[number] if number < len(_MARKS) else "?"
        mark += "*" if number == prompted else " "
        grid[row][column] = mark if paint is None else paint(mark, color_bytes(episode.colors[number]))
    metres = np.array([start.x, start.y])
    x, y = metres_to_position(metres, layout.shape, episode.cell_size)
    row, column = inner_to_grid((math.floor(x), math.floor(y)), layout.shape)
    grid[row][column] = f"{_arrow(-start.steer, ascii_only)} "
    return "\n".join(["".join(cells) for cells in grid] + [_LEGEND])


def _arrow(heading: float, ascii_only: bool) -> str:
    arrows = _ASCII_ARROWS if ascii_only else _ARROWS
    return arrows[round(heading / (math.pi / 4)) % len(arrows)]
