"""The Hessian of the cost over accelerations, as a Cholesky factor that is kept up to date as MuJoCo does it."""

from __future__ import annotations

from typing import Any

from memory_maze.physics.exact.algebra import Matrix, Vector, dot
from memory_maze.physics.exact.cone import SLIDING, STICKING, curvature_factor
from memory_maze.physics.exact.control import when
from memory_maze.physics.exact.mass import Mass
from memory_maze.physics.exact.model import MASS, TINY
from memory_maze.physics.exact.numbers import Flag, Index, Number, sqrt, where
from memory_maze.physics.exact.problem import Problem, WallProblem

_FULL = WallProblem.PATTERN


def make_factor(problem: Problem, mass: Mass) -> Vector:
    """The factor, with the rows of contacts that stick and without those that slide; entries as in the pattern."""
    start = problem.pack([[0.0] * 5 for _ in range(5)])
    hessian = problem.each(lambda contact, sums: _add_sticking(problem, contact, sums), start)
    return problem.pack(_cholesky(_add_mass(problem.unpack(hessian), mass)))


def _add_sticking(problem: Problem, contact: Index, entries: Vector) -> Vector:
    hessian = problem.unpack(entries)
    sticks = problem.get(contact, "zone")[0].equals(STICKING)
    weight, turning = (where(sticks, w, 0.0) for w in problem.get(contact, "weight"))
    for row, w in zip(problem.rows(contact), (weight, weight, weight, turning), strict=True):
        for i in range(5):
            weighted = row[i] * w
            for k in range(i + 1):
                hessian[i][k] = hessian[i][k] + row[k] * weighted
    return problem.pack(hessian)


def _add_mass(hessian: Matrix, mass: Mass) -> Matrix:
    for i in range(3):
        hessian[i][i] = hessian[i][i] + MASS
    for (i, k), entry in zip(((3, 0), (3, 1), (3, 3), (4, 3), (4, 4)), mass, strict=True):
        hessian[i][k] = hessian[i][k] + entry
    return hessian


def follow_zones(problem: Problem, live: Flag, factor: Vector, mass: Mass) -> Vector:
    """Takes contacts in that have begun to stick, and out that have ceased to."""
    emitter = problem.emitter

    def follow(contact: Any, state: tuple[Vector, Flag]) -> tuple[Vector, Flag]:
        factor, lost = state
        now, last = (problem.get(contact, field)[0].equals(STICKING) for field in ("zone", "last_zone"))
        enters, leaves = live & now & ~last, live & ~now & last
        factor = when(enters.anywhere(), lambda: _take_in(problem, contact, enters, factor), factor)
        return when(leaves.anywhere(), lambda: _take_out(problem, contact, leaves, factor, lost), (factor, lost))

    factor, lost = problem.each(follow, (factor, emitter.flag(False)))
    return when(lost.anywhere(), lambda: where(lost, make_factor(problem, mass), factor), factor)


def _take_in(problem: Problem, contact: Index, who: Flag, entries: Vector) -> Vector:
    factor = problem.unpack(entries)
    for row in _weighted_rows(problem, contact):
        _add_square(factor, row)
    return where(who, problem.pack(factor), entries)


def _take_out(problem: Problem, contact: Index, who: Flag, entries: Vector, lost: Flag) -> tuple[Vector, Flag]:
    """The factor, and `lost` with the walkers added whose factor lost a rank and must be made anew."""
    factor = problem.unpack(entries)
    for row in _weighted_rows(problem, contact):
        for failed in _subtract_square(factor, row):
            lost = lost | (who & failed)
    return where(who, problem.pack(factor), entries), lost


def _weighted_rows(problem: Problem, contact: Index) -> Matrix:
    roots = [sqrt(w) for w in problem.get(contact, "weight")]
    return [
        [entry * root for entry in row]
        for row, root in zip(problem.rows(contact), (roots[0], roots[0], roots[0], roots[1]), strict=True)
    ]


def bend_all(problem: Problem, live: Flag, entries: Vector) -> Vector:
    """The factor with the curvature of contacts that slide: all 15 entries."""
    factor = problem.unpack(entries)

    def bend(contact: Any, full: Vector) -> Vector:
        slides = live & problem.get(contact, "zone")[0].equals(SLIDING)
        return when(slides.anywhere(), lambda: _bend(problem, contact, slides, full), full)

    return problem.each(bend, tuple(factor[i][j] for i, j in _FULL))


def _bend(problem: Problem, contact: Index, who: Flag, entries: Vector) -> Vector:
    curvature = curvature_factor(problem, contact)
    rows = problem.rows(contact)
    factor = _unpack_full(entries)
    for k in range(4):
        row: list[Any] = [0.0] * 5
        for r in range(k, 4):
            row = [total + entry * curvature[r][k] for total, entry in zip(row, rows[r], strict=True)]
        _add_square(factor, row)
    return where(who, tuple(factor[i][j] for i, j in _FULL), entries)


def solve(problem: Problem, entries: Vector, right: Vector) -> Vector:
    """By the factor in the problem's pattern."""
    return _solve(problem.unpack(entries), right)


def solve_full(entries: Vector, right: Vector) -> Vector:
    """By a factor of 15 entries."""
    return _solve(_unpack_full(entries), right)


def _unpack_full(entries: Vector) -> Matrix:
    factor: Matrix = [[0.0] * 5 for _ in range(5)]
    for (i, j), entry in zip(_FULL, entries, strict=True):
        factor[i][j] = entry
    return factor


def _cholesky(matrix: Matrix) -> Matrix:
    """The mass matrix is in it: no pivot comes near 0."""
    size = len(matrix)
    factor: Matrix = [[0.0] * size for _ in range(size)]
    for j in range(size):
        factor[j][j] = sqrt(matrix[j][j] - (dot(factor[j][:j], factor[j][:j]) if j else 0.0))
        inverse = 1.0 / factor[j][j]
        for i in range(j + 1, size):
            factor[i][j] = (matrix[i][j] - (dot(factor[i][:j], factor[j][:j]) if j else 0.0)) * inverse
    return factor


def _solve(factor: Matrix, right: Vector) -> Vector:
    x = list(right)
    size = len(x)
    for i in range(size):
        x[i] = (x[i] - (dot(factor[i][:i], x[:i]) if i else 0.0)) / factor[i][i]
    for i in reversed(range(size)):
        for j in range(i + 1, size):
            x[i] = x[i] - factor[j][i] * x[j]
        x[i] = x[i] / factor[i][i]
    return tuple(x)


def _add_square(factor: Matrix, x: list[Any]) -> None:
    """The factor of L L' + x x'."""
    for k in range(len(x)):
        if isinstance(x[k], Number):
            pivot = factor[k][k]
            square = pivot * pivot + x[k] * x[k]
            _turn(factor, x, k, where(square < TINY, TINY, square), 1.0)


def _subtract_square(factor: Matrix, x: list[Any]) -> list[Flag]:
    """The factor of L L' - x x'; returns flags of pivots that vanish."""
    failed = []
    for k in range(len(x)):
        if isinstance(x[k], Number):
            pivot = factor[k][k]
            square = pivot * pivot - x[k] * x[k]
            small = square < TINY
            failed.append(small)
            _turn(factor, x, k, where(small, TINY, square), -1.0)
    return failed


def _turn(factor: Matrix, x: list[Any], k: int, square: Any, sign: float) -> None:
    """Rotates column k and x against one another, so that x[k] vanishes."""
    pivot, root = factor[k][k], sqrt(square)
    cosine, sine = root / pivot, x[k] / pivot
    inverse = 1.0 / cosine
    factor[k][k] = root
    for i in range(k + 1, len(x)):
        factor[i][k] = (factor[i][k] + sign * (sine * x[i])) * inverse
        x[i] = cosine * x[i] - sine * factor[i][k]
