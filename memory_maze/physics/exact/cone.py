"""The friction cone of a contact: its zone, its forces, its cost and its curvature, as in MuJoCo's elliptic cones.

A contact is satisfied when its residual lies in the cone, sticks (its cost is quadratic) when it lies in the polar
cone, and slides between the two.
"""

from __future__ import annotations

from typing import Any

from memory_maze.physics.exact.algebra import Matrix, Vector, dot
from memory_maze.physics.exact.model import FRICTION, TINY
from memory_maze.physics.exact.numbers import Flag, Index, sqrt, where
from memory_maze.physics.exact.problem import Problem

SATISFIED, STICKING, SLIDING = 0.0, 1.0, 2.0

_TURN = FRICTION[2]


def _scaled(residual: Vector) -> tuple[Vector, Any]:
    """The three tangential residuals times friction, and their length."""
    scaled = (residual[1], residual[2], residual[3] * _TURN)
    return scaled, sqrt(scaled[0] * scaled[0] + scaled[1] * scaled[1] + scaled[2] * scaled[2])


def add_cost(problem: Problem, contact: Index, residual: Vector, total: Any) -> Any:
    """A running total of costs plus that of a contact with these residuals."""
    weight, turning = problem.get(contact, "weight")
    _, length = _scaled(residual)
    normal = residual[0]
    sticking = total
    for w, r in zip((weight, weight, weight, turning), residual, strict=True):
        sticking = sticking + 0.5 * w * r * r
    outside = normal - length
    sliding = total + 0.5 * (weight / 2.0) * outside * outside
    return where(normal >= length, total, where(normal + length <= 0.0, sticking, sliding))


def push(problem: Problem, contact: Index, total: Vector) -> tuple[Vector, Flag]:
    """Finds a contact's zone and forces.

    Returns:
      A running total of forces on the joints plus the contact's, and whether it slides.
    """
    weight, turning = problem.get(contact, "weight")
    residual = problem.get(contact, "residual")
    scaled, length = _scaled(residual)
    normal = residual[0]
    satisfied = normal >= length
    sticking = ~satisfied & (normal + length <= 0.0)
    pressing = -(weight / 2.0) * (normal - length)
    slope = -pressing / length
    sliding_force = (pressing, slope * scaled[0], slope * scaled[1], slope * scaled[2] * _TURN)
    sticking_force = tuple(-w * r for w, r in zip((weight, weight, weight, turning), residual, strict=True))
    force = where(satisfied, (0.0,) * 4, where(sticking, sticking_force, sliding_force))
    problem.put(contact, "force", force)
    problem.put(contact, "zone", (where(satisfied, SATISFIED, where(sticking, STICKING, SLIDING)),))
    return add_pull(problem, contact, total), ~(satisfied | sticking)


def add_pull(problem: Problem, contact: Index, total: Vector) -> Vector:
    """A running total of forces on the joints plus those of a contact's forces."""
    for row, force in zip(problem.rows(contact), problem.get(contact, "force"), strict=True):
        total = tuple(t + entry * force for t, entry in zip(total, row, strict=True))
    return total


def curvature_factor(problem: Problem, contact: Index) -> Matrix:
    """The Cholesky factor of a sliding contact's cost over its four residuals."""
    weight, _ = problem.get(contact, "weight")
    residual = problem.get(contact, "residual")
    u, length = _scaled(residual)
    normal, half = residual[0], weight / 2.0
    turning = half * _TURN
    across = -1.0 / length
    along = normal / (length * length * length)
    v = tuple(along * entry for entry in u)
    bend = 1.0 - normal / length
    hessian = [
        [half, None, None, None],
        [across * u[0] * half, (v[0] * u[0] + bend) * half, None, None],
        [across * u[1] * half, v[1] * u[0] * half, (v[1] * u[1] + bend) * half, None],
        [
            across * u[2] * turning,
            v[2] * u[0] * turning,
            v[2] * u[1] * turning,
            (v[2] * u[2] + bend) * (turning * _TURN),
        ],
    ]
    return _deficient_cholesky(hessian)


def _deficient_cholesky(matrix: Matrix) -> Matrix:
    """Where a pivot is all but 0, MuJoCo drops the column."""
    size = len(matrix)
    factor: Matrix = [[0.0] * size for _ in range(size)]
    for j in range(size):
        pivot = matrix[j][j] - (dot(factor[j][:j], factor[j][:j]) if j else 0.0)
        dropped = pivot < TINY
        factor[j][j] = sqrt(where(dropped, TINY, pivot))
        inverse = 1.0 / factor[j][j]
        for i in range(j + 1, size):
            rest = matrix[i][j] - (dot(factor[i][:j], factor[j][:j]) if j else 0.0)
            factor[i][j] = where(dropped, 0.0, rest * inverse)
    return factor
