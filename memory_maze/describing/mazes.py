"""What the mazes of a scenario are like before anybody moves: ways, rooms, room to drive in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import NamedTuple

import numpy as np

from memory_maze.agents.planning.fields import FINE, Field, Ground
from memory_maze.agents.planning.goals import left_to_find
from memory_maze.agents.planning.pilot import corner_of, objects_of, touching_distance, walker_at, walls_of
from memory_maze.game.moments import Moments
from memory_maze.scenario.schema import Scenario
from memory_maze.worlds import build_world


class MazeFacts(NamedTuple):
    """One episode at its beginning."""

    between: tuple[float, ...]
    """Seconds from each object that may be prompted to each other one, by the planner's shortest way."""
    to_first: float | None
    """Seconds from the start to the first prompted object, or to the nearest where none is prompted at first; None
    where there is no object to find."""
    rooms: int | None
    """How many rooms there are; None in a maze that is drawn as text, which does not say."""
    free: float
    """The share of the cells inside the outer wall that are free."""


def maze_facts(scenario: Scenario, seeds: range) -> Iterator[MazeFacts]:
    """The facts of the first episode of each seed.

    Times are those of a walker at full speed that starts with the best heading and ends when it touches the object.

    Raises:
      GenerationError: with an episode whose maze does not hold all objects.
    """
    world = build_world((scenario,))
    for seed in seeds:
        world.seed(0, seed)
        world.begin(0)
        yield _facts(world.now, scenario)


def _facts(now: Moments, scenario: Scenario) -> MazeFacts:
    corner, reach = corner_of(now, 0), touching_distance(now, 0)
    points, numbers = objects_of(now, 0, corner), left_to_find(now, 0).tolist()
    ground = Ground(walls_of(now, 0), float(now.cell_size[0]), FINE)
    fields = {number: ground.field(ground.near(points[number], reach)) for number in numbers}

    def seconds(field: Field, x: float, y: float) -> float:
        return ground.seconds(field.values, (x, y))

    between = tuple(seconds(fields[goal], *points[start].tolist()) for start, goal in permutations(numbers, 2))
    walker, target = walker_at(now, 0, corner), int(now.target[0])
    wanted = [target] if target in fields else numbers
    ways = [seconds(fields[number], walker.x, walker.y) for number in wanted]
    layout = now.episode().layout
    rooms = (
        None if scenario.maze.layout is not None else len(np.unique(layout.areas[(layout.areas > 0) & ~layout.walls]))
    )
    return MazeFacts(between, min(ways, default=None), rooms, float(layout.free.mean()))
