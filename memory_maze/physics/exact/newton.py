"""MuJoCo's primal solver: Newton's method on the cost of accelerations, from the last step's or the free ones."""

from __future__ import annotations

from typing import Any, NamedTuple

from memory_maze.physics.exact import hessian, mass
from memory_maze.physics.exact.algebra import Vector, add_scaled, dot
from memory_maze.physics.exact.cone import add_cost, push
from memory_maze.physics.exact.contacts import Situation
from memory_maze.physics.exact.control import repeat, when
from memory_maze.physics.exact.line import Inertial, Point, prepare_line
from memory_maze.physics.exact.model import ITERATIONS, SCALE, SEARCH_TOLERANCE, TINY, TOLERANCE
from memory_maze.physics.exact.numbers import Flag, Index, sqrt, where
from memory_maze.physics.exact.problem import Problem
from memory_maze.physics.exact.search import Line, search

NOTHING = (0.0,) * 5


class Iterate(NamedTuple):
    """Where the method is. Residuals, forces and zones are in the problem."""

    live: Flag
    momentum: Vector
    """Five numbers: the mass matrix times the accelerations."""
    factor: Vector
    """The Hessian's factor, without the curvature of contacts that slide."""
    newton: Vector
    """Five numbers: the Hessian's inverse times the gradient."""
    iterations: Any
    """How many iterations the method took so far."""


def solve_contacts(problem: Problem, situation: Situation) -> Any:
    """Finds the contact forces that MuJoCo's Newton solver finds.

    Args:
      problem: with all contacts laid down; `force` is written, and what only the solver uses.
      situation: the walkers'.

    Returns:
      How many iterations it took.
    """
    emitter = problem.emitter
    momentum = _start(problem, situation)
    pull, sliding = push_all(problem)
    gradient = _gradient(momentum, situation, pull)
    small = SCALE * sqrt(dot(gradient, gradient)) < TOLERANCE
    live = ~(small & _is_close(gradient, mass.solve(situation.factor, gradient)))

    def begin() -> Any:
        factor = hessian.make_factor(problem, situation.mass)
        newton = bend_and_solve(problem, live, sliding, factor, gradient)
        start = Iterate(live & ~(small & _is_close(gradient, newton)), momentum, factor, newton, 0.0)

        def step(state: Iterate) -> Iterate:
            return _iterate(state, problem, situation)

        return repeat(emitter, ITERATIONS, lambda state: state.live.anywhere(), step, start).iterations

    return when(live.anywhere(), begin, 0.0)


def push_all(problem: Problem) -> tuple[Vector, Flag]:
    """Every contact's zone and forces; returns what they do to the joints, and who slides anywhere."""
    emitter = problem.emitter

    def one(contact: Any, state: tuple[Vector, Flag]) -> tuple[Vector, Flag]:
        pull, slides = push(problem, contact, state[0])
        return pull, state[1] | slides

    return problem.each(one, (NOTHING, emitter.flag(False)))


def bend_and_solve(problem: Problem, live: Flag, sliding: Flag, factor: Vector, gradient: Vector) -> Vector:
    """The Hessian's inverse times the gradient, the curvature of what slides included."""
    plain = hessian.solve(problem, factor, gradient)

    def bent() -> Vector:
        full = hessian.bend_all(problem, live, factor)
        return where(sliding, hessian.solve_full(full, gradient), plain)

    return when((live & sliding).anywhere(), bent, plain)


def _start(problem: Problem, situation: Situation) -> Vector:
    """Begins with the last step's accelerations or the free ones, whichever cost less; returns their momentum."""

    def costs(contact: Any, totals: tuple[Any, Any]) -> tuple[Any, Any]:
        starts = (problem.get(contact, field) for field in ("residual", "wanted"))
        warm, free = (add_cost(problem, contact, *pair) for pair in zip(starts, totals, strict=True))
        return warm, free

    warm_cost: Any
    free_cost: Any
    warm_cost, free_cost = problem.each(costs, (0.0, 0.0))
    momentum = mass.times(situation.mass, situation.warm)
    for m, force, warm, free in zip(momentum, situation.force, situation.warm, situation.free, strict=True):
        warm_cost = warm_cost + 0.5 * (m - force) * (warm - free)
    cold = warm_cost > free_cost

    def start(contact: Any, state: None) -> None:
        residual = where(cold, problem.get(contact, "wanted"), problem.get(contact, "residual"))
        problem.put(contact, "residual", residual)

    problem.each(start, None)
    return where(cold, mass.times(situation.mass, situation.free), momentum)


def _iterate(last: Iterate, problem: Problem, situation: Situation) -> Iterate:
    direction = tuple(-entry for entry in last.newton)
    length = sqrt(dot(direction, direction))
    live = last.live & ~(length < TINY)
    change = mass.times(situation.mass, direction)
    linear = dot(direction, last.momentum) - dot(situation.force, direction)
    inertial = Inertial(linear, 0.5 * dot(direction, change))
    problem.each(lambda contact, _: prepare_line(problem, contact, direction), None)
    goal = search(live, Line(problem, inertial, SEARCH_TOLERANCE * length / SCALE))
    live = live & ~goal.alpha.equals(0.0)
    momentum = where(live, add_scaled(last.momentum, change, goal.alpha), last.momentum)
    problem.each(lambda contact, _: _advance(problem, contact, live, goal), None)
    pull, sliding = push_all(problem)
    gradient = _gradient(momentum, situation, pull)
    improvement = SCALE * -goal.cost
    little = (improvement > 0.0) & (improvement < TOLERANCE)
    live = live & ~(little | (SCALE * sqrt(dot(gradient, gradient)) < TOLERANCE))

    def prepare() -> tuple[Flag, Vector, Vector]:
        factor = hessian.follow_zones(problem, live, last.factor, situation.mass)
        newton = bend_and_solve(problem, live, sliding, factor, gradient)
        return live & ~_is_close(gradient, newton), factor, newton

    live, factor, newton = when(live.anywhere(), prepare, (live, last.factor, last.newton))
    return Iterate(live, momentum, factor, newton, where(last.live, last.iterations + 1.0, last.iterations))


def _advance(problem: Problem, contact: Index, live: Flag, goal: Point) -> None:
    residual = problem.get(contact, "residual")
    moved = add_scaled(residual, problem.get(contact, "change"), goal.alpha)
    problem.put(contact, "residual", where(live, moved, residual))
    problem.put(contact, "last_zone", problem.get(contact, "zone"))


def _gradient(momentum: Vector, situation: Situation, pull: Vector) -> Vector:
    return tuple(m - f - p for m, f, p in zip(momentum, situation.force, pull, strict=True))


def _is_close(gradient: Vector, newton: Vector) -> Flag:
    """Whether a step would gain next to nothing."""
    return 0.5 * SCALE * dot(gradient, newton) < TOLERANCE
