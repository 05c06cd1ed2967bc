"""Mazes and drivers for tests of the physics."""

from __future__ import annotations

import numpy as np

from memory_maze.game.actions import CONTROLS
from memory_maze.game.body import Pose
from memory_maze.maze.covering import wall_boxes
from memory_maze.physics.exact.engine import Objects, Walls


def random_walls(rng, count, cells=9, cell_sizes=(1.0, 4.0), heights=(0.3, 3.0), density=0.35):
    """Mazes with an outer wall and scattered cells of wall, and a free place in each: walls, float64 [N, 2]."""
    found, places = [], []
    sizes = rng.uniform(*cell_sizes, count)
    for size in sizes:
        mask = rng.random((cells, cells)) < density
        mask[[0, -1]] = mask[:, [0, -1]] = True
        row, column = rng.integers(1, cells - 1, 2)
        mask[row, column] = False
        boxes = wall_boxes(mask, float(size))
        found.append(np.column_stack([boxes.center, boxes.half]))
        offset = (cells - 1) / 2
        places.append(((column - offset) * size, -(row - offset) * size))
    counts = np.array([len(boxes) for boxes in found])
    padded = np.zeros((count, counts.max(), 4))
    for maze, rows in enumerate(found):
        padded[maze, : len(rows)] = rows
    return Walls(padded, counts, rng.uniform(*heights, count)), np.array(places)


def no_objects(count):
    return Objects(np.zeros((count, 0, 3)), np.ones(count), np.zeros(count, np.int64), np.zeros((count, 0), np.bool_))


def objects_near(rng, places, number=3):
    """Objects not far from the places, at all heights that can be touched."""
    count = len(places)
    radius = rng.uniform(0.1, 0.8, count)
    centers = np.zeros((count, number, 3))
    centers[:, :, :2] = places[:, None] + rng.uniform(-1.5, 1.5, (count, number, 2))
    centers[:, :, 2] = rng.uniform(-radius[:, None], 0.59 + radius[:, None], (count, number))
    counts = np.full(count, number)
    return Objects(centers, radius, counts, np.zeros((count, number), np.bool_))


class Drivers:
    """Each drives in its own manner: at random, in long pushes, continuously, or ahead all the time."""

    def __init__(self, rng, count):
        self._rng, self._kinds = rng, np.arange(count) % 4
        self._left = np.zeros(count, np.int64)
        self._controls = np.zeros((count, 2))

    def controls(self):
        rng = self._rng
        for i in np.flatnonzero(self._left <= 0):
            kind = self._kinds[i]
            if kind == 2:
                self._controls[i] = rng.uniform(-1, 1, 2)
            elif kind == 3:
                self._controls[i] = -1.0, np.clip(rng.normal() * 0.2, -1, 1)
            else:
                self._controls[i] = CONTROLS[rng.integers(len(CONTROLS))]
            self._left[i] = 1 if kind == 0 else rng.integers(1, 20)
        self._left -= 1
        return self._controls


def place_walkers(engine, rng, places):
    for row, (x, y) in enumerate(places):
        engine.put(row, Pose(x, y, 0.0, rng.uniform(-np.pi, np.pi)))
