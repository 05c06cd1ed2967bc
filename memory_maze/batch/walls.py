"""The walls of N mazes as arrays."""

from __future__ import annotations

import numpy as np

from memory_maze.maze.covering import Boxes


class Walls:
    """Boxes of N mazes, a row a maze. The arrays grow when a maze has more boxes than any before."""

    def __init__(self, count: int) -> None:
        self.boxes = np.zeros((count, 64, 4))
        """float64 [N, B, 4]: centre x, y and half sides x, y of each box, metres, in covering order."""
        self.counts = np.zeros(count, np.int64)
        """int64 [N]: boxes that count, the first ones."""

    def raise_walls(self, row: int, boxes: Boxes) -> None:
        """Takes over the walls of a new episode."""
        count = len(boxes.center)
        if count > self.boxes.shape[1]:
            grown = np.zeros((len(self.boxes), 2 * count, 4))
            grown[:, : self.boxes.shape[1]] = self.boxes
            self.boxes = grown
        self.boxes[row, :count, :2] = boxes.center
        self.boxes[row, :count, 2:] = boxes.half
        self.counts[row] = count
