"""MuJoCo's noslip solver: sweeps over the contacts that set friction anew, as if contacts were not soft."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from memory_maze.physics.exact.algebra import Vector, in_sequence
from memory_maze.physics.exact.cone import add_pull
from memory_maze.physics.exact.contacts import Situation
from memory_maze.physics.exact.control import each, repeat
from memory_maze.physics.exact.mass import half_solve, solve
from memory_maze.physics.exact.model import FRICTION, NOSLIP_SWEEPS, SCALE, TINY
from memory_maze.physics.exact.numbers import Flag, Index, larger, sqrt, where
from memory_maze.physics.exact.problem import Problem

SMALL = 1e-10
"""What MuJoCo takes for nothing in this solver."""

NEWTON_STEPS = 20

_TURN = FRICTION[2]


class Slip(NamedTuple):
    """Friction of one contact, to be found: the least of a quadratic within the cone."""

    matrix: Vector
    """Six numbers, how friction accelerates the contact: xx, yy, zz, xy, xz, yz of a symmetric matrix."""
    residual: Vector
    """Three numbers: what the accelerations of the friction rows lack with the friction that there is."""
    wanted: Vector
    """Three numbers: what the accelerations of the friction rows lack without this contact's friction."""
    force: Vector
    """Four numbers: the force that there is, pressing first, then friction."""


class Ellipsoid(NamedTuple):
    """The same problem, scaled so that the cone is round."""

    matrix: Vector
    wanted: Vector
    square: Any
    """The square of the pressing force."""


class Trial(NamedTuple):
    """A step of the search for the multiplier that keeps friction within the cone."""

    on: Flag
    """Whose search goes on: friction exceeds the cone."""
    bound: Flag
    """Whose multiplier is not 0, because the cone binds friction."""
    multiplier: Any
    found: Vector
    """Three numbers: the friction that was found, scaled."""
    latest: Vector
    """Three numbers: what was found in the last step, of those who are done as well."""
    inverse: Vector
    """Six numbers: the inverse of the matrix with the multiplier on its diagonal."""
    excess: Any
    effort: Any
    """How many steps the searches took so far."""


class Sweep(NamedTuple):
    """Where the sweeps are. Forces are in the problem."""

    live: Flag
    gain: Any
    """How much this sweep has lowered the cost so far."""
    effort: Any
    """How many steps the search for multipliers took so far."""


def stop_slipping(problem: Problem, situation: Situation) -> tuple[Vector, Vector, Any]:
    """Sets the friction anew.

    Returns:
      What contact forces do to the joints, 5; the acceleration with them, 5; and how many steps it took.
    """
    emitter = problem.emitter
    problem.each(lambda contact, _: _couple_all(problem, contact, situation), None)
    gain = problem.each(lambda contact, total: _add_softness(problem, contact, total), 0.0)

    def sweep(state: Sweep) -> Sweep:
        live = state.live
        gain, effort = problem.each(lambda contact, sums: _set_friction(problem, contact, live, *sums), state[1:3])
        # MuJoCo looks at the gain of one sweep at a time.
        return Sweep(live & ~(gain * SCALE < 0.0), 0.0, effort)

    last = repeat(
        emitter, NOSLIP_SWEEPS, lambda state: state.live.anywhere(), sweep, Sweep(emitter.flag(True), gain, 0.0)
    )
    pull = problem.each(lambda contact, total: add_pull(problem, contact, total), (0.0,) * 5)
    acceleration = tuple(a + b for a, b in zip(solve(situation.factor, pull), situation.free, strict=True))
    return pull, acceleration, last.effort


def _set_friction(problem: Problem, contact: Any, live: Flag, gain: Any, effort: Any) -> tuple[Any, Any]:
    """Sets one contact's friction; returns gain and effort so far."""
    slip = _find_slip(problem, contact)
    known = _is_known(problem, contact, slip)
    searching = live & ~known & ~(slip.force[0] < TINY)
    trial = _search(searching, _make_round(slip), effort)
    scaled = (*trial.found[:2], trial.found[2] * _TURN)
    found = where(known, problem.get(contact, "last_found"), (*scaled, where(trial.bound, 1.0, 0.0)))
    problem.put(contact, "last_wanted", slip.wanted)
    problem.put(contact, "last_found", found)
    friction, cost = _accept(live, slip, found)
    problem.put(contact, "force", (slip.force[0], *friction))
    return gain - cost, trial.effort


def _is_known(problem: Problem, contact: Index, slip: Slip) -> Flag:
    """Whether the last sweep asked for the same."""
    known = problem.emitter.flag(True)
    for now, last in zip(slip.wanted, problem.get(contact, "last_wanted"), strict=True):
        known = known & now.equals(last)
    return known


def _search(searching: Flag, slip: Ellipsoid, effort: Any) -> Trial:
    emitter = searching.emitter
    nothing = (0.0,) * 6
    start = Trial(searching, emitter.flag(False), 0.0, nothing[:3], nothing[:3], nothing, 0.0, effort)

    def step(trial: Trial) -> Trial:
        return _try(slip, _raise_multiplier(slip, trial))

    return repeat(emitter, NEWTON_STEPS - 1, lambda state: state.on.anywhere(), step, _try(slip, start))


def _couple_all(problem: Problem, contact: Any, situation: Situation) -> None:
    problem.put(contact, "last_wanted", (math.nan,) * 3)
    rows = [half_solve(situation.factor, tuple(row)) for row in problem.rows(contact)]
    problem.put_solved(contact, rows)
    each(problem.emitter, contact, lambda other, _: _couple(problem, contact, rows, other), None)
    _couple_itself(problem, contact, rows)


def _couple(problem: Problem, contact: Index, rows: list[Vector], other: Index) -> None:
    """How forces in the rows of one contact accelerate those of an earlier one."""
    for i, row in enumerate(rows):
        for k, column in enumerate(problem.solved(other)):
            product = in_sequence(column, row)
            problem.put_coupling(contact, i, other, k, product)
            problem.put_coupling(other, k, contact, i, product)


def _couple_itself(problem: Problem, contact: Index, rows: list[Vector]) -> None:
    """How forces in a contact's rows accelerate them; a soft contact gives way besides."""
    softness, turning = problem.get(contact, "softness")
    for i, row in enumerate(rows):
        for k in range(i):
            product = in_sequence(rows[k], row)
            problem.put_coupling(contact, i, contact, k, product)
            problem.put_coupling(contact, k, contact, i, product)
        problem.put_coupling(contact, i, contact, i, in_sequence(row, row) + (turning if i == 3 else softness))


def _add_softness(problem: Problem, contact: Index, gain: Any) -> Any:
    softness, turning = problem.get(contact, "softness")
    for force, r in zip(problem.get(contact, "force"), (softness, softness, softness, turning), strict=True):
        gain = gain + 0.5 * force * force * r
    return gain


def _add_coupled(problem: Problem, contact: Index, other: Index, sums: Any) -> Any:
    """The contact's friction rows times the other's forces: 3 rows of 4 sums side by side."""
    force = problem.get(other, "force")
    return tuple(
        tuple(sums[i][k] + problem.coupling(contact, i + 1, other, k) * force[k] for k in range(4)) for i in range(3)
    )


def _find_slip(problem: Problem, contact: Index) -> Slip:
    sums = problem.each(lambda other, sums: _add_coupled(problem, contact, other, sums), ((0.0,) * 4,) * 3)
    force, wanted = problem.get(contact, "force"), problem.get(contact, "wanted")
    softness, turning = problem.get(contact, "softness")
    soft = (softness, softness, turning)
    friction = force[1:]
    residual = tuple(
        wanted[i + 1] + ((s[0] + s[2]) + (s[1] + s[3])) - soft[i] * friction[i] for i, s in enumerate(sums)
    )
    a, b, c = (larger(problem.coupling(contact, i + 1, contact, i + 1) - soft[i], SMALL) for i in range(3))
    d, e, f = (problem.coupling(contact, i, contact, k) for i, k in ((1, 2), (1, 3), (2, 3)))
    matrix = (a, b, c, d, e, f)
    without = tuple(r - p for r, p in zip(residual, _times(matrix, friction), strict=True))
    return Slip(matrix, residual, without, force)


def _times(matrix: Vector, v: Vector) -> Vector:
    a, b, c, d, e, f = matrix
    return tuple(in_sequence(row, v) for row in ((a, d, e), (d, b, f), (e, f, c)))


def _make_round(slip: Slip) -> Ellipsoid:
    a, b, c, d, e, f = slip.matrix
    matrix = (a, b, c * _TURN * _TURN, d, e * _TURN, f * _TURN)
    return Ellipsoid(matrix, (*slip.wanted[:2], slip.wanted[2] * _TURN), slip.force[0] * slip.force[0])


def _try(slip: Ellipsoid, trial: Trial) -> Trial:
    """Finds friction at this multiplier, and by how much it exceeds the cone."""
    a, b, c, d, e, f = slip.matrix
    a, b, c = a + trial.multiplier, b + trial.multiplier, c + trial.multiplier
    adjugate = (b * c - f * f, a * c - e * e, a * b - d * d, e * f - d * c, d * f - e * b, d * e - f * a)
    determinant = a * adjugate[0] + d * adjugate[3] + e * adjugate[4]
    singular = trial.on & (determinant < SMALL)
    scale = 1.0 / determinant
    inverse = tuple(entry * scale for entry in adjugate)
    p, q, r, s, t, u = inverse
    x, y, z = slip.wanted
    found = (-p * x - s * y - t * z, -s * x - q * y - u * z, -t * x - u * y - r * z)
    excess = in_sequence(found, found) - slip.square
    kept = where(singular, (0.0,) * 3, where(trial.on, found, trial.found))
    effort = where(trial.on, trial.effort + 1.0, trial.effort)
    on = trial.on & ~singular & ~(excess < SMALL)
    return Trial(on, trial.bound & ~singular, trial.multiplier, kept, found, inverse, excess, effort)


def _raise_multiplier(slip: Ellipsoid, trial: Trial) -> Trial:
    """A Newton step towards no excess. The multiplier of those who are done does not matter any more."""
    p, q, r, s, t, u = trial.inverse
    x, y, z = trial.latest
    derivative = -2.0 * (p * x * x + q * y * y + r * z * z) - 4.0 * (s * x * y + t * x * z + u * y * z)
    step = -trial.excess / derivative
    on = trial.on & ~(step < SMALL)
    return trial._replace(on=on, bound=trial.bound | on, multiplier=trial.multiplier + step)


def _accept(live: Flag, slip: Slip, found: Vector) -> tuple[Vector, Any]:
    """The friction that was found, unless it makes things worse; and what it costs."""
    press, *friction = slip.force
    x, y, z, bound = found
    length = larger(x * x + y * y + z * z / (_TURN * _TURN), TINY)
    scale = sqrt(press * press / length)
    slid = where(bound > 0.0, (x * scale, y * scale, z * scale), (x, y, z))
    slid = where(press < TINY, (0.0,) * 3, slid)
    change = tuple(a - b for a, b in zip(slid, friction, strict=True))
    square = in_sequence(change, _times(slip.matrix, change))
    cost = 0.5 * square + in_sequence(change, slip.residual)
    worse = cost > SMALL
    taken = where(worse, tuple(friction), slid)
    return where(live, taken, tuple(friction)), where(worse, 0.0, cost)
