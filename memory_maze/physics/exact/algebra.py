"""Vectors and small matrices, in MuJoCo's order of operations. Entries are `Number`s or Python's constants."""

from __future__ import annotations

from typing import Any

from memory_maze.physics.exact.model import TINY
from memory_maze.physics.exact.numbers import absolute, sqrt, where

Vector = tuple[Any, ...]
Matrix = list[list[Any]]


def dot(a: Any, b: Any) -> Any:
    """Sums as mju_dot does: four sums side by side, then the rest."""
    products = [x * y for x, y in zip(a, b, strict=True)]
    if len(products) < 4:
        return _sum(products)
    whole = len(products) // 4 * 4
    p, q, r, s = (_sum(products[start:whole:4]) for start in range(4))
    return _sum([(p + r) + (q + s), *products[whole:]])


def dot6(a: Any, b: Any) -> Any:
    """Of spatial vectors."""
    p = [x * y for x, y in zip(a, b, strict=True)]
    return ((p[0] + p[2]) + (p[1] + p[3])) + (p[4] + p[5])


def in_sequence(a: Any, b: Any) -> Any:
    """A product summed from left to right."""
    return _sum([x * y for x, y in zip(a, b, strict=True)])


def _sum(terms: Any) -> Any:
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def add_scaled(a: Any, b: Any, factor: Any) -> Vector:
    """a + b * factor."""
    return tuple(x + y * factor for x, y in zip(a, b, strict=True))


def multiply_turns(a: Any, b: Any) -> Vector:
    """The product of two quaternions."""
    return (
        a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
        a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2],
        a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1],
        a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0],
    )


def normalized(q: Any) -> Vector:
    """A quaternion of length 1; MuJoCo leaves it alone where it is that already."""
    length = sqrt(in_sequence(q, q))
    factor = where(absolute(length - 1.0) > TINY, 1.0 / length, 1.0)
    return tuple(entry * factor for entry in q)


def to_matrix(q: Any) -> Matrix:
    """A quaternion's rotation."""
    w, x, y, z = q
    return [
        [w * w + x * x - y * y - z * z, 2.0 * (x * y - w * z), 2.0 * (x * z + w * y)],
        [2.0 * (x * y + w * z), w * w - x * x + y * y - z * z, 2.0 * (y * z - w * x)],
        [2.0 * (x * z - w * y), 2.0 * (y * z + w * x), w * w - x * x - y * y + z * z],
    ]


def cross_motion(v: Any, s: Any) -> Vector:
    """How a spatial motion `s` changes in a frame that moves by `v`."""
    return (
        -v[2] * s[1] + v[1] * s[2],
        v[2] * s[0] - v[0] * s[2],
        -v[1] * s[0] + v[0] * s[1],
        (-v[2] * s[4] + v[1] * s[5]) + (-v[5] * s[1] + v[4] * s[2]),
        (v[2] * s[3] - v[0] * s[5]) + (v[5] * s[0] - v[3] * s[2]),
        (-v[1] * s[3] + v[0] * s[4]) + (-v[4] * s[0] + v[3] * s[1]),
    )


def cross_force(v: Any, f: Any) -> Vector:
    """How a spatial force `f` changes in a frame that moves by `v`."""
    return (
        (-v[2] * f[1] + v[1] * f[2]) + (-v[5] * f[4] + v[4] * f[5]),
        (v[2] * f[0] - v[0] * f[2]) + (v[5] * f[3] - v[3] * f[5]),
        (-v[1] * f[0] + v[0] * f[1]) + (-v[4] * f[3] + v[3] * f[4]),
        -v[2] * f[4] + v[1] * f[5],
        v[2] * f[3] - v[0] * f[5],
        -v[1] * f[3] + v[0] * f[4],
    )


def inertia_times(i: Any, v: Any) -> Vector:
    """A spatial inertia (xx, yy, zz, xy, xz, yz, mass * offset, mass) times a motion."""
    return (
        i[0] * v[0] + i[3] * v[1] + i[4] * v[2] - i[8] * v[4] + i[7] * v[5],
        i[3] * v[0] + i[1] * v[1] + i[5] * v[2] + i[8] * v[3] - i[6] * v[5],
        i[4] * v[0] + i[5] * v[1] + i[2] * v[2] - i[7] * v[3] + i[6] * v[4],
        i[8] * v[1] - i[7] * v[2] + i[9] * v[3],
        i[6] * v[2] - i[8] * v[0] + i[9] * v[4],
        i[7] * v[0] - i[6] * v[1] + i[9] * v[5],
    )


def inertia_about(rotation: Matrix, principal: Any, mass: float, offset: Any) -> Vector:
    """A body's spatial inertia about a point.

    Args:
      rotation: of the body's principal axes.
      principal: moments of inertia along them.
      mass: kg.
      offset: from the point to the body's centre of mass.
    """
    turned = [[entry * moment for entry, moment in zip(row, principal, strict=True)] for row in rotation]
    x, y, z = offset
    pairs = ((0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2))
    about_centre = [in_sequence(rotation[i], turned[j]) for i, j in pairs]
    shifts = (y * y + z * z, x * x + z * z, x * x + y * y, x * y, x * z, y * z)
    diagonal = [moment + mass * shift for moment, shift in zip(about_centre[:3], shifts[:3], strict=True)]
    corners = ((x, y), (x, z), (y, z))
    rest = [moment - mass * a * b for moment, (a, b) in zip(about_centre[3:], corners, strict=True)]
    return (*diagonal, *rest, mass * x, mass * y, mass * z, mass)
