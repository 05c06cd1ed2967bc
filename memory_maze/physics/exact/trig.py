"""Sine and cosine, to the last bit as the recordings were made with: the same on every machine.

MuJoCo takes them from the C library. The recordings come from glibc on an x86-64 processor with fused multiply-add,
which rounds one call in 700 otherwise than the nearest number. This is its published algorithm (glibc 2.28 and later,
sysdeps/ieee754/dbl-64/s_sin.c, by IBM's Accurate Mathematical Library): a reduction by pi/2 in three parts, a table of
sine and cosine at multiples of 1/128, two short polynomials; with multiplications and additions fused where the
compiler of that build fused them. The table is computed here, from exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from typing import Any

from llvmlite import ir

from memory_maze.physics.exact.algebra import Vector
from memory_maze.physics.exact.numbers import (
    DOUBLE,
    INT32,
    INT64,
    Flag,
    Number,
    absolute,
    fused,
    where,
    with_sign_of,
)

LARGEST = 105414350.0
"""The largest angle that is computed here, radians. Beyond, the algorithm is another one; a walker never gets there."""

_CELLS = 128
"""How many entries the table has, of which 112 are used: a power of two, so that no number leads out of it."""

_TO_CELL = 1.5 * 2.0**45
"""What rounds an angle to a multiple of 1/128 when it is added to it."""
_TO_INTEGER = 1.5 * 2.0**52

_PER_QUARTER = float.fromhex("0x1.45F306DC9C883p-1")
"""Quarter turns in a radian: 2 / pi."""
_QUARTER = tuple(
    map(
        float.fromhex,
        ("0x1.921FB58000000p0", "-0x1.DDE973C000000p-27", "-0x1.CB3B398000000p-55", "-0x1.d747f23e32ed7p-83"),
    )
)
"""pi / 2 in four parts, of which the first two have zeros at the end: their multiples are exact."""
_HALF_PI = (1.5707963267948966, 6.123233995736766e-17)
"""pi / 2 rounded, and what is left."""

_SMALL_SINE = tuple(
    map(
        float.fromhex,
        (
            "-0x1.ADDFFC2FCDF59p-26",
            "0x1.71DE27B9A7ED9p-19",
            "-0x1.A01A019DB08B8p-13",
            "0x1.1111111110ECEp-7",
            "-0x1.5555555555555p-3",
        ),
    )
)
"""The sine's polynomial for angles below 0.126, highest power first."""
_SINE = (8.33333214285722277379541354343671e-03, -1.66666666666664880952546298448555e-01)
"""The sine's polynomial within a cell of the table, highest power first."""
_COSINE = (
    1.38888874007937613028114285595617e-03,
    -4.16666666666664434524222570944589e-02,
    4.99999999999999999999950396842453e-01,
)

_FROM_TABLE = 0.126
_FIRST_HALF = 0.85546875
_FIRST_QUARTER = 2.4262657165527344
_TINIEST_SINE = 2.0**-26
_TINIEST_COSINE = 2.0**-27


def cosine_and_sine(angle: Number) -> tuple[Any, Any]:
    """Of an angle in radians, at most `LARGEST`."""
    size = absolute(angle)
    near, middle = size < _FIRST_HALF, size < _FIRST_QUARTER
    reduced, rest, quarter = _reduce(angle)
    # In the middle range both are those of pi/2 less the angle, exchanged; each has its own way to round it.
    mirrored = _HALF_PI[0] - size
    rounded = mirrored + _HALF_PI[1]
    left = (mirrored - rounded) + _HALF_PI[1]
    for_cosine = where(near, (angle, 0.0), where(middle, (mirrored, _HALF_PI[1]), (reduced, rest)))
    for_sine = where(near, (angle, 0.0), where(middle, (rounded, left), (reduced, rest)))
    c, s = _table_cosine(*for_cosine), _sine(*for_sine)
    odd = _bit(quarter, 1)
    sine = where(odd, c, s)
    sine = where(_bit(quarter, 2), -sine, sine)
    cosine = where(odd, s, c)
    cosine = where(_bit(quarter, 1) ^ _bit(quarter, 2), -cosine, cosine)
    sine = where(near, s, where(middle, with_sign_of(c, angle), sine))
    cosine = where(near, c, where(middle, s, cosine))
    return where(size < _TINIEST_COSINE, 1.0, cosine), where(size < _TINIEST_SINE, angle, sine)


def _reduce(angle: Number) -> tuple[Number, Number, Any]:
    """What is left of an angle after quarter turns, in two parts, and their number."""
    shifted = fused(angle, _PER_QUARTER, _TO_INTEGER)
    turns = shifted - _TO_INTEGER
    first = fused(-turns, _QUARTER[1], fused(-turns, _QUARTER[0], angle))
    second = fused(-turns, _QUARTER[2], first)
    rest = fused(-turns, _QUARTER[2], first - second)
    third = fused(-turns, _QUARTER[3], second)
    rest = rest + fused(-turns, _QUARTER[3], second - third)
    return third, rest, shifted


def _sine(x: Any, dx: Any) -> Any:
    return where(absolute(x) < _FROM_TABLE, _small_sine(x, dx), _table_sine(x, dx))


def _small_sine(x: Any, dx: Any) -> Any:
    square = x * x
    p = _polynomial(_SMALL_SINE, square)
    return x + fused(fused(p, x, -(0.5 * dx)), square, dx)


def _table_sine(x: Any, dx: Any) -> Any:
    rest, sn, ssn, cs, ccs = _look_up(x)
    dx = where(x > 0.0, dx, -dx)
    square = rest * rest
    s = rest + fused(rest * square, _polynomial(_SINE, square), dx)
    c = fused(rest, dx, square * _polynomial(_COSINE, square))
    correction = fused(cs, s, fused(-sn, c, fused(s, ccs, ssn)))
    return with_sign_of(sn + correction, x)


def _table_cosine(x: Any, dx: Any) -> Any:
    rest, sn, ssn, cs, ccs = _look_up(x)
    rest = rest + where(x < 0.0, -dx, dx)
    square = rest * rest
    s = fused(rest * square, _polynomial(_SINE, square), rest)
    c = square * _polynomial(_COSINE, square)
    return cs + fused(-sn, s, fused(-cs, c, fused(-s, ssn, ccs)))


def _polynomial(coefficients: tuple[float, ...], x: Any) -> Any:
    value = coefficients[0]
    for coefficient in coefficients[1:]:
        value = fused(x, value, coefficient)
    return value


def _look_up(x: Any) -> Vector:
    """The rest of an angle after the nearest multiple of 1/128, and that one's sine and cosine, in two parts each."""
    size = absolute(x)
    shifted = size + _TO_CELL
    emitter = size.emitter
    builder, width = emitter.builder, emitter.width
    whole = INT64 if width == 1 else ir.VectorType(INT64, width)
    cells = builder.and_(builder.bitcast(shifted.value, whole), _constant(whole, _CELLS - 1))
    table = _table_in(builder.module)
    rows = []
    for lane in range(width):
        cell = cells if width == 1 else builder.extract_element(cells, INT32(lane))
        rows.append(builder.load(builder.gep(table, [INT64(0), cell]), align=32))
    columns = _columns(builder, rows)
    return (size - (shifted - _TO_CELL), *(Number(emitter, column) for column in columns))


def _bit(number: Number, bit: int) -> Flag:
    """Whether a bit of a number's last ones is set."""
    emitter = number.emitter
    whole = INT64 if emitter.width == 1 else ir.VectorType(INT64, emitter.width)
    masked = emitter.builder.and_(emitter.builder.bitcast(number.value, whole), _constant(whole, bit))
    return Flag(emitter, emitter.builder.icmp_unsigned("!=", masked, _constant(whole, 0)))


def _columns(builder: ir.IRBuilder, rows: list[Any]) -> list[Any]:
    """Rows of four numbers, one a lane, as four numbers in lanes."""
    if len(rows) == 1:
        return [builder.extract_element(rows[0], INT32(k)) for k in range(4)]
    if len(rows) > 4:
        half = len(rows) // 2
        low, high = (_columns(builder, part) for part in (rows[:half], rows[half:]))
        return [_shuffle(builder, *pair, range(2 * half)) for pair in zip(low, high, strict=True)]
    pairs = ((rows[0], rows[1]), (rows[2], rows[3]))
    even = [_shuffle(builder, *pair, (0, 4, 2, 6)) for pair in pairs]
    odd = [_shuffle(builder, *pair, (1, 5, 3, 7)) for pair in pairs]
    orders = ((0, 1, 4, 5), (2, 3, 6, 7))
    return [_shuffle(builder, pair[0], pair[1], order) for order in orders for pair in (even, odd)]


def _shuffle(builder: ir.IRBuilder, first: Any, second: Any, order: Iterable[int]) -> Any:
    """Lanes of two vectors in another order."""
    places = [INT32(place) for place in order]
    return builder.shuffle_vector(first, second, ir.Constant(ir.VectorType(INT32, len(places)), places))


def _constant(kind: ir.Type, value: int) -> ir.Constant:
    if isinstance(kind, ir.VectorType):
        return ir.Constant(kind, [ir.Constant(INT64, value)] * kind.count)
    return ir.Constant(kind, value)


def _table_in(module: ir.Module) -> Any:
    """The table as a constant of a module."""
    name = "memory_maze.sines"
    if name in module.globals:
        return module.globals[name]
    row = ir.VectorType(DOUBLE, 4)
    rows = [ir.Constant(row, [ir.Constant(DOUBLE, entry) for entry in entries]) for entries in _table()]
    table = ir.GlobalVariable(module, ir.ArrayType(row, _CELLS), name)
    table.linkage, table.global_constant, table.align = "internal", True, 32
    table.initializer = ir.Constant(table.type.pointee, rows)
    return table


@cache
def _table() -> tuple[tuple[float, float, float, float], ...]:
    """Of each multiple of 1/128, sine and cosine, each as the nearest double and the nearest to what is left."""
    return tuple(
        (*_two_parts(_series(k, 1)), *_two_parts(_series(k, 0)))
        for k in (Fraction(cell, 128) for cell in range(_CELLS))
    )


def _series(x: Fraction, power: int) -> Fraction:
    """The sine (first power 1) or cosine (0), to 50 digits and more."""
    one = 2**180
    square = round(x * x * one)
    term, total = (round(x * one) if power else one), 0
    while term:
        total += term
        term = -(term * square // one) // ((power + 1) * (power + 2))
        power += 2
    return Fraction(total, one)


def _two_parts(value: Fraction) -> tuple[float, float]:
    return float(value), float(value - Fraction(float(value)))
