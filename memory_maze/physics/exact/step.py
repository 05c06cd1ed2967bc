"""One physics step of as many walkers as there are lanes."""

from __future__ import annotations

from typing import Any

from memory_maze.physics.exact.algebra import Vector
from memory_maze.physics.exact.contacts import Situation, lay_floor, lay_floor_alone, lay_wall
from memory_maze.physics.exact.control import each, either, when
from memory_maze.physics.exact.memory import Memory
from memory_maze.physics.exact.newton import solve_contacts
from memory_maze.physics.exact.noslip import stop_slipping
from memory_maze.physics.exact.numbers import INT64, Flag, Index, Scalar, where
from memory_maze.physics.exact.problem import MOST_WALLS, FloorProblem, WallProblem
from memory_maze.physics.exact.surroundings import find_walls, hit_box
from memory_maze.physics.exact.walker import Progress, is_lost, move, presses_floor, situate

WALL_EFFORT = 10_000.0
"""What a step with walls counts for, in steps of the search for friction: walkers along walls are grouped."""

Solved = tuple[Vector, Vector, Any]
"""What contacts do to the joints, 5; the acceleration with them, 5; the effort."""


def take_step(memory: Memory, slots: Index, motors: Vector, progress: Progress) -> Progress:
    """Moves all walkers on.

    Args:
      memory: scratch, with the walls nearby in its slots.
      slots: how many of them are used.
      motors: torques on steer and roll.
      progress: what went before.
    """
    walker = progress.walker
    situation = situate(walker, motors)
    floor = presses_floor(situation)
    hits, stray = find_walls(memory, slots, situation.body.ball)
    walls = hits > 0.0
    none: Solved = (situation.free, situation.free, 0.0)
    pull, acceleration, more = either(
        walls.anywhere(),
        lambda: _solve_walls(memory, floor | walls, floor, hits, situation),
        lambda: when(floor.anywhere(), lambda: _solve_floor(floor, situation), none),
    )
    moved = move(walker, situation, floor | walls, pull, acceleration)
    effort = progress.effort + where(walls, more + WALL_EFFORT, more)
    return Progress(moved, progress.lost | stray | is_lost(moved), effort)


def _solve_floor(floor: Flag, situation: Situation) -> Solved:
    problem = FloorProblem.make_room(floor.emitter)
    lay_floor_alone(problem, situation)
    solve_contacts(floor, problem, situation)
    return stop_slipping(floor, problem, situation)


def _solve_walls(memory: Memory, touching: Flag, floor: Flag, hits: Any, situation: Situation) -> Solved:
    """All walkers together, whether they touch walls or not; a contact that is not there changes nothing."""
    emitter = floor.emitter
    builder = emitter.builder
    problem = WallProblem.make_room(emitter)
    lay_floor(problem, situation, floor)

    def lay(place: Any, count: Scalar) -> Scalar:
        there = hits > emitter.spread(place)
        contact = Scalar(emitter, builder.add(place.value, INT64(1)))

        def lay_there() -> Scalar:
            lay_wall(problem, contact, situation, there, hit_box(memory, place))
            return Scalar(emitter, builder.add(contact.value, INT64(1)))

        return when(there.anywhere(), lay_there, count)

    problem.count = each(emitter, Scalar(emitter, INT64(MOST_WALLS)), lay, Scalar(emitter, INT64(1)))
    solve_contacts(touching, problem, situation)
    return stop_slipping(touching, problem, situation)
