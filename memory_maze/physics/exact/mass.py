"""The mass matrix of x, y, z, steer and roll, of which five entries vary; factorised as MuJoCo does it."""

from __future__ import annotations

from typing import Any, NamedTuple

from memory_maze.physics.exact.algebra import Vector
from memory_maze.physics.exact.model import MASS, ROLL_DAMPING, STEER_DAMPING, STEP
from memory_maze.physics.exact.numbers import sqrt


class Mass(NamedTuple):
    """The entries that vary; those of x, y and z with one another are `MASS` on the diagonal, the others 0."""

    steer_x: Any
    steer_y: Any
    steer: Any
    roll_steer: Any
    """The entry of roll and steer, which is not quite 0: what rounding leaves of terms that cancel."""
    roll: Any


class Factor(NamedTuple):
    """M = L' D L with 1 on L's diagonal; named by what the entry belongs to."""

    yx: Any
    steer_x: Any
    steer_y: Any
    roll_steer: Any
    diagonal: Vector
    """The five entries of D."""
    inverse: Vector
    """The inverses of the five entries of D."""


def factorize(mass: Mass) -> Factor:
    """M = L' D L, from the last row up, in MuJoCo's order of operations."""
    inverse_roll = 1.0 / mass.roll
    steer = mass.steer + mass.roll_steer * (-mass.roll_steer * inverse_roll)
    roll_steer = mass.roll_steer * inverse_roll
    inverse_steer = 1.0 / steer
    negated = -mass.steer_y * inverse_steer
    yx = mass.steer_x * negated
    y = MASS + mass.steer_y * negated
    x = MASS + mass.steer_x * (-mass.steer_x * inverse_steer)
    steer_x = mass.steer_x * inverse_steer
    steer_y = mass.steer_y * inverse_steer
    inverse_y = 1.0 / y
    x = x + yx * (-yx * inverse_y)
    yx = yx * inverse_y
    inverse = (1.0 / x, inverse_y, 1.0 / MASS, inverse_steer, inverse_roll)
    return Factor(yx, steer_x, steer_y, roll_steer, (x, y, MASS, steer, mass.roll), inverse)


def damped(mass: Mass) -> Mass:
    """The matrix that an implicit treatment of the joints' damping divides by."""
    return mass._replace(steer=mass.steer + STEP * STEER_DAMPING, roll=mass.roll + STEP * ROLL_DAMPING)


def solve(factor: Factor, right: Vector) -> Vector:
    """M^-1 times a vector."""
    x, y, z, steer, roll = _solve_transposed(factor, right)
    x, y, z, steer, roll = (e * f for e, f in zip((x, y, z, steer, roll), factor.inverse, strict=True))
    y = y - factor.yx * x
    steer = steer - (factor.steer_x * x + factor.steer_y * y)
    return x, y, z, steer, roll - factor.roll_steer * steer


def half_solve(factor: Factor, right: Vector) -> Vector:
    """The square root of D, inverted, times L'^-1 times a vector: its square is the vector's inverse mass."""
    solved = _solve_transposed(factor, right)
    return tuple(entry * (1.0 / sqrt(d)) for entry, d in zip(solved, factor.diagonal, strict=True))


def _solve_transposed(factor: Factor, right: Vector) -> Vector:
    x, y, z, steer, roll = right
    steer = steer - factor.roll_steer * roll
    x = x - factor.steer_x * steer
    y = y - factor.steer_y * steer
    return x - factor.yx * y, y, z, steer, roll


def times(mass: Mass, v: Vector) -> Vector:
    """M times a vector."""
    x, y, z, steer, roll = v
    return (
        MASS * x + mass.steer_x * steer,
        MASS * y + mass.steer_y * steer,
        MASS * z,
        mass.steer * steer + mass.steer_y * y + mass.steer_x * x + mass.roll_steer * roll,
        mass.roll * roll + mass.roll_steer * steer,
    )
