"""Mazes to generate: any that a scenario may ask for, and the extremes of each parameter more often than by chance."""

from __future__ import annotations

import random

from memory_maze.scenario.schema import Maze, Rooms

LARGEST_SEED = 2**31 - 1


def draw_maze(draw: random.Random, largest: int) -> Maze:
    """A section with sides of up to `largest` cells, square or not."""
    width, height = _side(draw, largest), _side(draw, largest)
    if draw.random() < 0.3:
        height = width
    shorter = min(width, height)
    min_side = draw.choice([3, draw.randint(3, shorter), shorter - 1 if shorter > 3 else 3, shorter])
    max_side = draw.choice([min_side, shorter, 101, draw.randint(min_side, shorter)])
    return Maze(
        width=width,
        height=height,
        rooms=Rooms(
            max=draw.choice([1, 2, 6, 9, 200, draw.randint(1, 200)]),
            min_side=min_side,
            max_side=max(max_side, min_side),
            objects=_per_room(draw),
            spawns=_per_room(draw),
        ),
    )


def draw_seed(draw: random.Random) -> int:
    return draw.choice([0, 1, LARGEST_SEED, *(draw.randint(0, LARGEST_SEED) for _ in range(9))])


def _side(draw: random.Random, largest: int) -> int:
    return draw.choice([3, 5, largest, *(2 * draw.randint(1, (largest - 1) // 2) + 1 for _ in range(9))])


def _per_room(draw: random.Random) -> int:
    return draw.choice([1, 1, 2, 9, 25, draw.randint(1, 25)])
