"""The picture of the prompted object from its place: drawn once for each prompt, and handed out while it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.engine import Rows
from memory_maze.game.moments import Moments
from memory_maze.maze.paths import STEPS

Draw = Callable[[Moments, NDArray[np.uint8], Rows], None]
"""Draws the pictures of some mazes at a moment into uint8 [n, side, side, 3]."""

FARTHEST = 4
"""Free cells that are counted behind the one to stand in: more do not make a view wider."""


class Goals:
    """Goal images of N mazes, kept from step to step."""

    def __init__(self, count: int, side: int, draw: Draw) -> None:
        """Makes room.

        Args:
          count: mazes.
          side: pixels.
          draw: see above.
        """
        self._images = np.zeros((count, side, side, 3), np.uint8)
        self._drawn: list[Any] = [None] * count
        """Which episode, object and place each image shows."""
        self._draw = draw

    def write(self, now: Moments, rows: Rows, out: NDArray[np.uint8]) -> None:
        """Writes the goal images of some mazes; black where no prompt is shown.

        Args:
          now: of all mazes.
          rows: int64 [n], which of them.
          out: uint8 [n, side, side, 3].
        """
        shown = rows[now.prompted[rows]]
        wanted = {row: _goal(now, row) for row in shown.tolist()}
        new = np.array([row for row, goal in wanted.items() if goal != self._drawn[row]], np.int64)
        if len(new):
            images = np.empty((len(new), *self._images.shape[1:]), np.uint8)
            self._draw(_at_goals(now, new), images, new)
            self._images[new] = images
            for row in new.tolist():
                self._drawn[row] = wanted[row]
        out[...] = self._images[rows]
        out[~now.prompted[rows]] = 0


def _goal(now: Moments, row: int) -> tuple[int, int, bytes]:
    target = int(now.target[row])
    return int(now.number[row]), target, now.centers[row, target].tobytes()


def _at_goals(now: Moments, rows: Rows) -> Moments:
    """The moment as it would be if some walkers stood before their prompted objects."""
    positions, hidden = now.positions.copy(), now.hidden.copy()
    for row in rows.tolist():
        positions[row] = viewpoint(now, row)
        hidden[row] = now.gone[row] | (now.seen_until[row] == 0)
    return replace(now, positions=positions, hidden=hidden)


def viewpoint(now: Moments, row: int) -> NDArray[np.float64]:
    """float64 [5], a walker's position: a cell away from the prompted object, where there is most room, facing it."""
    center, cell = now.centers[row, now.target[row], :2], float(now.cell_size[row])
    x, y = (int(part) for part in np.floor(now.places[row, now.target[row]]) + 1)
    free = now.map(row)
    room = [_room(free, x, y, dx, dy) for dx, dy in STEPS]
    dx, dy = STEPS[int(np.argmax(room))]
    heading = np.arctan2(-dy, -dx)
    return np.array([center[0] + dx * cell, center[1] + dy * cell, 0.0, -heading, 0.0])


def _room(free: NDArray[np.uint8], x: int, y: int, dx: int, dy: int) -> int:
    """Free cells in a row from a cell on, `FARTHEST` at most; the cell itself does not count."""
    length = 0
    while length < FARTHEST and free[y + dy * (length + 1), x + dx * (length + 1)]:
        length += 1
    return length
