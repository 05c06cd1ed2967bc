"""Whether this machine's physics is the one that the recordings were made with: digests of what MuJoCo did.

Walkers drive in small mazes of single cells, along seams and into corners, at rest, by fits and starts and for long.
Nothing here depends on a library's random numbers. `tests/physics/make_digests.py` made the digests, with MuJoCo.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import Pose
from memory_maze.physics.exact.engine import Engine, Objects, Walls

STEPS = 50
"""Physics steps in a control step."""

WALKERS = 50
CONTROL_STEPS = 400
"""Control steps that are proved: together with the number of walkers and of physics steps, a million."""

EVERY = 40
"""Control steps between two digests."""

DIGESTS = (
    "d38616802f40a8b8c0ed35a837acbe1dd35cf4e7547a26dea9a819848bb96f10",
    "b58d8a0a2ec70dc9795b63222c8f849a9fad7f296896f3cfd99231d2e673f39b",
    "7b1d0f63aad532f21524fcd6c70232f957ac389e6a6d3469dd692dcb53c26250",
    "927d17b50beb724f7a619fb294a8aac6724989f9ac5b5699ef84e840515a17cd",
    "87df3c7767b0af1b45831712bd1e0cc6ce1a701bca89e6858a52773e5c05bd6f",
    "6410fc86f3e89856c660c203bbfb31523ca5bfd0b96fd5194106a42f88ae0e58",
    "396e48e0df1dd1846bf98e584e8fe7ae99c60a2979c55f2360627421ba6c2cf5",
    "c33dedb6cc5419920821c33cf2115d40785ea4f80d036ca8347da8451692a15d",
    "2bddf23456adef02dee8fc9d3465cff53d3fa5dcd27cd75c643a2007bd22d7ef",
    "da9eb87afa39e451e9e69e1dbd95082a612c55ad4edd68229ddc98f972e7c7e5",
)
"""SHA-256 of all walkers' rows and of what they touched in the control step, after each `EVERY` control steps."""

QUICK_WALKERS = 8
QUICK_DIGEST = "5b3e08986c269e2f122c2c0102f39bbe627f1a65090c147a81b436a4eeef6736"
"""SHA-256 of the rows and touches of the first walkers after one control step."""

_CELLS = 7
_OBJECTS = 3


def random_numbers(seed: int) -> Iterator[float]:
    """Numbers in [0, 1), by a linear congruential generator (Knuth's MMIX)."""
    state = seed
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield (state >> 11) / 2**53


def make_mazes(count: int) -> tuple[Walls, Objects, list[Pose]]:
    """Mazes of 7 x 7 cells, each wall cell a box, with objects in some, and where walkers start."""
    boxes = np.zeros((count, _CELLS * _CELLS, 4))
    counts = np.zeros(count, np.int64)
    height, radius = np.zeros(count), np.zeros(count)
    centers = np.zeros((count, _OBJECTS, 3))
    starts = []
    for maze in range(count):
        numbers = random_numbers(maze)
        size = 1.0 + 2.0 * next(numbers)
        height[maze], radius[maze] = 0.3 + next(numbers), 0.1 + 0.4 * next(numbers)
        free = []
        for cell in range(_CELLS * _CELLS):
            row, column = divmod(cell, _CELLS)
            inside = 0 < row < _CELLS - 1 and 0 < column < _CELLS - 1
            middle = (column - _CELLS // 2) * size, (_CELLS // 2 - row) * size
            if inside and (cell == _CELLS * _CELLS // 2 or next(numbers) < 0.6):
                free.append(middle)
            else:
                boxes[maze, counts[maze]] = (*middle, size / 2, size / 2)
                counts[maze] += 1
        for k in range(_OBJECTS):
            x, y = free[int(next(numbers) * len(free))]
            centers[maze, k] = x, y, next(numbers) * 0.6
        x, y = free[int(next(numbers) * len(free))]
        starts.append(Pose(x, y, 0.0, (next(numbers) - 0.5) * 7.0))
    objects = Objects(centers, radius, np.full(count, _OBJECTS), np.zeros((count, _OBJECTS), np.bool_))
    return Walls(boxes, counts, height), objects, starts


def make_controls(maze: int) -> Iterator[tuple[float, float]]:
    """What a walker does: a control that is kept for some control steps, and often at its limits."""
    numbers = random_numbers(maze + 1_000_000)
    while True:
        control = tuple(max(-1.0, min(1.0, 4.0 * next(numbers) - shift)) for shift in (2.8, 2.0))
        for _ in range(1 + int(12.0 * next(numbers))):
            yield control[0], control[1]


def digest(rows: NDArray[np.float64], touched: NDArray[np.bool_]) -> str:
    return hashlib.sha256(rows.tobytes() + touched.tobytes()).hexdigest()


def drive(count: int, control_steps: int, threads: int = 1, lanes: int | None = None) -> Iterator[str]:
    """Drives the first walkers by the engine, and tells the digest after each control step.

    Args:
      count: walkers.
      control_steps: of each.
      threads: how many step at once.
      lanes: as of an `Engine`.
    """
    walls, objects, starts = make_mazes(count)
    controls = [make_controls(maze) for maze in range(count)]
    engine, members = Engine(count, threads, lanes), np.arange(count)
    for row, start in enumerate(starts):
        engine.put(row, start)
    for _ in range(control_steps):
        engine.controls[:] = [next(stream) for stream in controls]
        objects.touched[:] = False
        engine.run(members, STEPS, walls, objects)
        yield digest(engine.rows, objects.touched)
    engine.close()


def is_exact(threads: int = 1, lanes: int | None = None) -> bool:
    """Whether a million steps are MuJoCo's, in all their bits; it takes a second or two.

    Args:
      threads: how many step at once.
      lanes: as of an `Engine`.
    """
    digests = list(drive(WALKERS, CONTROL_STEPS, threads, lanes))
    return tuple(digests[EVERY - 1 :: EVERY]) == DIGESTS


@cache
def seems_exact(lanes: int) -> bool:
    """Whether 400 steps are MuJoCo's, looked at once a process: what an engine of so many lanes should ask first.

    It takes a millisecond or two, beside compiling the kernel that the engine needs in any case.
    """
    return next(drive(QUICK_WALKERS, 1, lanes=lanes)) == QUICK_DIGEST
