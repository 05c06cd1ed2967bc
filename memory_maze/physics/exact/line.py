"""The cost along a line: what MuJoCo's exact line search evaluates."""

from __future__ import annotations

from typing import Any, NamedTuple

from memory_maze.physics.exact.algebra import Vector, dot, in_sequence
from memory_maze.physics.exact.model import FRICTION, TINY
from memory_maze.physics.exact.numbers import Index, sqrt, where
from memory_maze.physics.exact.problem import Problem


class Point(NamedTuple):
    """A place on the line."""

    alpha: Any
    cost: Any
    """The cost there, less that at alpha 0."""
    slope: Any
    curvature: Any


class Inertial(NamedTuple):
    """The part of the cost that contacts do not have: alpha^2 * square + alpha * linear."""

    linear: Any
    square: Any


def prepare_line(problem: Problem, contact: Index, direction: Vector) -> None:
    """Writes down how a contact's cost depends on alpha when accelerations change by alpha * direction."""
    change = tuple(dot(row, direction) for row in problem.rows(contact))
    problem.put(contact, "change", change)
    residual = problem.get(contact, "residual")
    weight, turning = problem.get(contact, "weight")
    weights = (weight, weight, weight, turning)
    weighted = [w * r for w, r in zip(weights, residual, strict=True)]
    constant = in_sequence(residual, weighted) * 0.5
    linear = in_sequence(change, weighted)
    square = in_sequence([c * w for c, w in zip(change, weights, strict=True)], change) * 0.5
    u = (residual[1], residual[2], residual[3] * FRICTION[2])
    v = (change[1], change[2], change[3] * FRICTION[2])
    lengths = (in_sequence(u, u), in_sequence(u, v), in_sequence(v, v))
    problem.put(contact, "line", (constant, linear, square, residual[0], change[0], *lengths, weight / 2.0))


def add_contact(problem: Problem, contact: Index, alpha: Any, total: Vector) -> Vector:
    """Running totals of cost, slope and curvature at alpha, plus a contact's.

    The cost less that at alpha 0 has a formula of its own for each pair of zones there and here.
    """
    constant, linear, square, u0, v0, uu, uv, vv, weight = problem.get(contact, "line")
    straight = uu <= 0.0
    length0 = where(straight, 0.0, sqrt(uu))
    satisfied0 = where(straight, u0 >= 0.0, u0 >= length0)
    sticking0 = ~satisfied0 & where(straight, u0 < 0.0, u0 + length0 <= 0.0)
    normal = u0 + alpha * v0
    growth = alpha * (2.0 * uv + alpha * vv)
    squared = uu + growth
    flat = squared <= 0.0
    length = where(flat, 1.0, sqrt(squared))
    satisfied = where(flat, normal >= 0.0, normal >= length)
    sticking = ~satisfied & where(flat, normal < 0.0, normal + length <= 0.0)
    outside, inside = normal - length, normal + length
    outside0, inside0 = u0 - length0, u0 + length0
    half = 0.5 * weight
    nested = alpha * (alpha * square + linear)
    parabola = alpha * alpha * square + alpha * linear
    further = alpha * v0 - growth / (length + length0)
    from_satisfied = where(satisfied, 0.0, where(sticking, parabola + constant, half * outside * outside))
    from_sticking = where(sticking, parabola, where(satisfied, -constant, nested - half * inside * inside))
    from_sliding = where(
        satisfied,
        -half * outside0 * outside0,
        where(sticking, nested + half * inside0 * inside0, half * further * (2.0 * outside0 + further)),
    )
    cost = where(satisfied0, from_satisfied, where(sticking0, from_sticking, from_sliding))
    mixed = uv + alpha * vv
    lengthening = mixed / length
    bending = vv / length - mixed * lengthening / (length * length)
    speed = v0 - lengthening
    slope = where(sticking, 2.0 * alpha * square + linear, where(satisfied, 0.0, weight * outside * speed))
    curved = weight * (speed * speed + outside * -bending)
    curvature = where(sticking, 2.0 * square, where(satisfied, 0.0, curved))
    return total[0] + cost, total[1] + slope, total[2] + curvature


def finish_point(alpha: Any, total: Vector, inertial: Inertial) -> Point:
    """Adds the inertial part."""
    cost = total[0] + (alpha * alpha * inertial.square + alpha * inertial.linear)
    slope = total[1] + (2.0 * alpha * inertial.square + inertial.linear)
    curvature = total[2] + 2.0 * inertial.square
    return Point(alpha, cost, slope, where(curvature <= 0.0, TINY, curvature))
