"""One physics step of a group of walkers, in parts: what a kernel does with as many of them as there are lanes."""

from __future__ import annotations

from typing import Any

from memory_maze.physics.exact.contacts import Situation, lay_floor, lay_floor_alone, lay_wall, presses_floor
from memory_maze.physics.exact.control import each, when
from memory_maze.physics.exact.group import (
    FLOOR_ALONE,
    NO_CONTACT,
    WITH_WALLS,
    Columns,
    Group,
    Neighbours,
    Picked,
)
from memory_maze.physics.exact.newton import solve_contacts
from memory_maze.physics.exact.noslip import stop_slipping
from memory_maze.physics.exact.numbers import INT64, Flag, Scalar, where
from memory_maze.physics.exact.problem import MOST_WALLS, FloorProblem, Problem, WallProblem
from memory_maze.physics.exact.surroundings import find_walls, has_roamed, hit_box, is_near_object
from memory_maze.physics.exact.walker import Walker, is_lost, move, read_situation, read_walker, situate

ITERATION_EFFORT = 15.0
"""What one of the solver's iterations counts for, in steps of the search for friction; walkers are grouped by their
effort."""


def enter(group: Group, side: Scalar, first: Scalar) -> None:
    """Before the first step: who can be stepped at all."""
    columns = Neighbours(group, side, first)
    columns.put("lost", where(is_lost(read_walker(columns)), 1.0, 0.0))
    columns.put("recent", 0.0)
    columns.put("effort", 0.0)


def have_roamed(group: Group, side: Scalar, first: Scalar) -> Scalar:
    """Whether a walker has left the place where its surroundings were gathered."""
    return has_roamed(Neighbours(group, side, first)).anywhere()


def prepare(group: Group, side: Scalar, first: Scalar, slots: Scalar) -> None:
    """All that goes before contacts, and what kind of contacts there are; `slots` walls are near."""
    columns = Neighbours(group, side, first)
    situation = situate(columns)
    hits, stray = find_walls(columns, slots, situation.ball)
    floor = where(presses_floor(situation), FLOOR_ALONE, NO_CONTACT)
    columns.put("kind", where(hits > 0.0, WITH_WALLS, floor))
    columns.put("hit_count", hits)
    columns.put("lost", where(stray, 1.0, columns.get("lost")[0]))


def solve_floor(group: Group, side: Scalar, picks: Scalar, first: Scalar) -> None:
    """The contact forces of walkers that touch the floor alone."""
    columns = Picked(group, side, picks, first)
    situation = read_situation(columns)
    problem = FloorProblem.make_room(columns.emitter)
    lay_floor_alone(problem, situation)
    _solve(columns, problem, situation)


def solve_walls(group: Group, side: Scalar, picks: Scalar, first: Scalar) -> None:
    """The contact forces of walkers that touch walls. A contact that is not there changes nothing."""
    columns = Picked(group, side, picks, first)
    emitter = columns.emitter
    builder = emitter.builder
    situation = read_situation(columns)
    [hits] = columns.get("hit_count")
    problem = WallProblem.make_room(emitter)
    lay_floor(problem, situation, presses_floor(situation))

    def lay(place: Any, count: Scalar) -> Scalar:
        there = hits > emitter.spread(place)
        contact = Scalar(emitter, builder.add(place.value, INT64(1)))

        def lay_there() -> Scalar:
            lay_wall(problem, contact, situation, there, hit_box(columns, place))
            return Scalar(emitter, builder.add(contact.value, INT64(1)))

        return when(there.anywhere(), lay_there, count)

    problem.count = each(emitter, Scalar(emitter, INT64(MOST_WALLS)), lay, Scalar(emitter, INT64(1)))
    _solve(columns, problem, situation)


def _solve(columns: Columns, problem: Problem, situation: Situation) -> None:
    """Solves the contacts that are laid down, and writes down forces and accelerations with them."""
    iterations = solve_contacts(problem, situation)
    pull, acceleration, steps = stop_slipping(problem, situation)
    columns.put("force", *(f + p for f, p in zip(situation.force, pull, strict=True)))
    columns.put("acceleration", *acceleration)
    recent = steps + ITERATION_EFFORT * iterations
    columns.put("recent", recent)
    columns.put("effort", columns.get("effort")[0] + recent)


def finish(group: Group, side: Scalar, first: Scalar) -> Walker:
    """Takes the step."""
    columns = Neighbours(group, side, first)
    walker = move(columns)
    columns.put("lost", where(is_lost(walker), 1.0, columns.get("lost")[0]))
    return walker


def near_object(group: Group, side: Scalar, first: Scalar, slot: Scalar, walker: Walker) -> tuple[Flag, Flag]:
    """Who is near to the object in a slot, and whose ball touches it."""
    return is_near_object(Neighbours(group, side, first), slot, walker)
