"""Numbers whose arithmetic is written down as machine code: one source for one walker and for several in lanes.

A function of `Number`s is ordinary Python. When it is compiled, it runs once, with numbers that stand for what the
machine will have, and each operation leaves one instruction behind: of one double, or of as many as there are lanes.
Operations keep the order in which they are written, and nothing is fused. Factors and summands that are exactly 0 or 1
because of what the walker is (constants of Python) leave nothing behind: for finite numbers that changes no bit but
the sign of a zero.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from llvmlite import ir

DOUBLE = ir.DoubleType()
BIT = ir.IntType(1)
INT32 = ir.IntType(32)
INT64 = ir.IntType(64)


class Emitter(NamedTuple):
    """Where instructions go."""

    builder: ir.IRBuilder
    width: int
    """How many lanes there are; 1 makes code for plain numbers."""

    def number_type(self) -> ir.Type:
        return number_type(self.width)

    def number(self, value: float) -> Number:
        """A constant, equal in all lanes."""
        kind = number_type(self.width)
        constant = float(value) if self.width == 1 else [ir.Constant(DOUBLE, float(value))] * self.width
        return Number(self, ir.Constant(kind, constant))

    def spread(self, integer: Scalar) -> Number:
        """An integer as a number, equal in all lanes."""
        value = self.builder.sitofp(integer.value, DOUBLE)
        if self.width == 1:
            return Number(self, value)
        undefined = ir.Constant(number_type(self.width), ir.Undefined)
        first = self.builder.insert_element(undefined, value, INT32(0))
        places = ir.Constant(ir.VectorType(INT32, self.width), [INT32(0)] * self.width)
        return Number(self, self.builder.shuffle_vector(first, undefined, places))

    def flag(self, value: bool) -> Flag:
        """A constant, equal in all lanes."""
        constant = int(value) if self.width == 1 else [ir.Constant(BIT, int(value))] * self.width
        return Flag(self, ir.Constant(flag_type(self.width), constant))

    def call(self, name: str, *arguments: Any) -> Number:
        """Calls an LLVM intrinsic of numbers."""
        kind = self.number_type()
        suffix = "f64" if self.width == 1 else f"v{self.width}f64"
        function = _declared(
            self.builder.module, f"llvm.{name}.{suffix}", ir.FunctionType(kind, [kind] * len(arguments))
        )
        return Number(self, self.builder.call(function, [as_number(self, each).value for each in arguments]))


def number_type(width: int) -> ir.Type:
    return DOUBLE if width == 1 else ir.VectorType(DOUBLE, width)


def flag_type(width: int) -> ir.Type:
    return BIT if width == 1 else ir.VectorType(BIT, width)


class Number:
    """A double, or one in each lane."""

    __slots__ = ("emitter", "value")

    def __init__(self, emitter: Emitter, value: Any) -> None:
        self.emitter = emitter
        self.value = value

    def _do(self, name: str, left: Any, right: Any) -> Number:
        left, right = as_number(self.emitter, left), as_number(self.emitter, right)
        return Number(self.emitter, getattr(self.emitter.builder, name)(left.value, right.value))

    def __add__(self, other: Any) -> Any:
        return self if _is(other, 0) else self._do("fadd", self, other)

    def __radd__(self, other: Any) -> Any:
        return self if _is(other, 0) else self._do("fadd", other, self)

    def __sub__(self, other: Any) -> Any:
        return self if _is(other, 0) else self._do("fsub", self, other)

    def __rsub__(self, other: Any) -> Any:
        return -self if _is(other, 0) else self._do("fsub", other, self)

    def __mul__(self, other: Any) -> Any:
        if _is(other, 0):
            return 0.0
        if _is(other, 1):
            return self
        return -self if _is(other, -1) else self._do("fmul", self, other)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        return self._do("fdiv", self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return 0.0 if _is(other, 0) else self._do("fdiv", other, self)

    def __neg__(self) -> Number:
        return Number(self.emitter, self.emitter.builder.fneg(self.value))

    def _compare(self, relation: str, other: Any) -> Flag:
        right = as_number(self.emitter, other)
        return Flag(self.emitter, self.emitter.builder.fcmp_ordered(relation, self.value, right.value))

    def __lt__(self, other: Any) -> Flag:
        return self._compare("<", other)

    def __le__(self, other: Any) -> Flag:
        return self._compare("<=", other)

    def __gt__(self, other: Any) -> Flag:
        return self._compare(">", other)

    def __ge__(self, other: Any) -> Flag:
        return self._compare(">=", other)

    def equals(self, other: Any) -> Flag:
        return self._compare("==", other)


class Flag:
    """A yes or no, or one in each lane."""

    __slots__ = ("emitter", "value")

    def __init__(self, emitter: Emitter, value: Any) -> None:
        self.emitter = emitter
        self.value = value

    def __and__(self, other: Flag) -> Flag:
        return Flag(self.emitter, self.emitter.builder.and_(self.value, other.value))

    def __or__(self, other: Flag) -> Flag:
        return Flag(self.emitter, self.emitter.builder.or_(self.value, other.value))

    def __xor__(self, other: Flag) -> Flag:
        return Flag(self.emitter, self.emitter.builder.xor(self.value, other.value))

    def __invert__(self) -> Flag:
        return Flag(self.emitter, self.emitter.builder.not_(self.value))

    def anywhere(self) -> Scalar:
        """Whether the flag is up in any lane."""
        if self.emitter.width == 1:
            return Scalar(self.emitter, self.value)
        whole = ir.IntType(self.emitter.width)
        bits = self.emitter.builder.bitcast(self.value, whole)
        return Scalar(self.emitter, self.emitter.builder.icmp_unsigned("!=", bits, whole(0)))


class Scalar:
    """A value of the machine that is not in lanes: an integer, a double, a truth or an address."""

    __slots__ = ("emitter", "value")

    def __init__(self, emitter: Emitter, value: Any) -> None:
        self.emitter = emitter
        self.value = value


Index = Scalar | int
"""A number to count by: the machine's, or one that is known when compiling."""


def as_number(emitter: Emitter, value: Any) -> Number:
    return value if isinstance(value, Number) else emitter.number(value)


def where(flag: Flag, yes: Any, no: Any) -> Any:
    """`yes` in the lanes where the flag is up, else `no`. Tuples are chosen entry by entry."""
    if isinstance(yes, tuple):
        return rebuild(yes, [where(flag, one, other) for one, other in zip(yes, no, strict=True)])
    if isinstance(yes, float) and isinstance(no, float) and yes == no:
        return yes
    kind, to_kind = (Flag, _as_flag) if isinstance(yes, Flag) or isinstance(no, Flag) else (Number, as_number)
    chosen = flag.emitter.builder.select(flag.value, to_kind(flag.emitter, yes).value, to_kind(flag.emitter, no).value)
    return kind(flag.emitter, chosen)


def _as_flag(emitter: Emitter, value: Any) -> Flag:
    return value if isinstance(value, Flag) else emitter.flag(value)


def rebuild(pattern: tuple[Any, ...], entries: list[Any]) -> tuple[Any, ...]:
    """A tuple, or named tuple, of the same kind with other entries."""
    make = getattr(type(pattern), "_make", tuple)
    return make(entries)


def sqrt(value: Any) -> Any:
    return math.sqrt(value) if isinstance(value, float) else value.emitter.call("sqrt", value)


def absolute(value: Any) -> Any:
    return value.emitter.call("fabs", value)


def with_sign_of(value: Any, sign: Any) -> Any:
    """`value`, with the sign of `sign`."""
    return value.emitter.call("copysign", value, sign)


def fused(factor: Any, other: Any, summand: Any) -> Any:
    """factor * other + summand, rounded once. Sine and cosine need it, and nothing else does."""
    return factor.emitter.call("fma", factor, other, summand)


def smaller(value: Any, limit: Any) -> Any:
    return where(value < limit, value, limit)


def larger(value: Any, limit: Any) -> Any:
    return where(value > limit, value, limit)


def _is(value: Any, constant: int) -> bool:
    return isinstance(value, (int, float)) and value == constant


def _declared(module: ir.Module, name: str, kind: ir.FunctionType) -> ir.Function:
    found = module.globals.get(name)
    return found if found is not None else ir.Function(module, kind, name)
