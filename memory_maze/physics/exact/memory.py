"""Memory that holds numbers of lanes: what kernels keep beside their variables."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import numba
from llvmlite import ir
from numba.extending import intrinsic

from memory_maze.physics.exact.numbers import INT64, Emitter, Flag, Number, Scalar, as_number, number_type
from memory_maze.physics.exact.tracing import Store, traced

types: Any = numba.types

ALIGNMENT = 8
"""Bytes; NumPy promises no more."""


class Memory:
    """Numbers in a row."""

    SIZE: ClassVar[int] = 0

    def __init__(self, emitter: Emitter, value: Any) -> None:
        self.emitter = emitter
        self.value = value

    def _address(self, place: Any) -> Any:
        return self.emitter.builder.gep(self.value, [_integer(place)])

    def read(self, place: Any) -> Number:
        """The number at a place: an integer, or what `at` gives."""
        return Number(self.emitter, self.emitter.builder.load(self._address(place), align=ALIGNMENT))

    def write(self, place: Any, number: Any) -> None:
        value = as_number(self.emitter, number).value
        self.emitter.builder.store(value, self._address(place), align=ALIGNMENT)

    def at(self, index: Scalar | int, stride: int, offset: Scalar | int) -> Any:
        """The place index * stride + offset."""
        if isinstance(index, int) and isinstance(offset, int):
            return index * stride + offset
        builder = self.emitter.builder
        return Scalar(self.emitter, builder.add(builder.mul(_integer(index), INT64(stride)), _integer(offset)))

    @classmethod
    def make_room(cls, emitter: Emitter) -> Self:
        """Room on the stack, once a call of the kernel."""
        with emitter.builder.goto_entry_block():
            row = emitter.builder.alloca(ir.ArrayType(emitter.number_type(), cls.SIZE))
            return cls(emitter, emitter.builder.bitcast(row, emitter.number_type().as_pointer()))


def _integer(value: Scalar | int) -> Any:
    return value.value if isinstance(value, Scalar) else INT64(value)


def _open_scratch(context: Any, array: Any, lanes: Any) -> Any:
    if not isinstance(lanes, types.IntegerLiteral):
        return None
    kind = Store(lanes.literal_value, Memory)

    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, values[0]).data
        return builder.bitcast(data, number_type(kind.width).as_pointer())

    return kind(array, lanes), generate


open_scratch: Any = intrinsic(_open_scratch)
"""For kernels: the `Memory` of a scratch array, float64 [rows, lanes], by the array and the number, a constant."""


@traced
def lane_of(number: Number, lane: Scalar) -> Scalar:
    """One lane's double."""
    emitter = number.emitter
    one = number.value if emitter.width == 1 else emitter.builder.extract_element(number.value, lane.value)
    return Scalar(emitter, one)


@traced
def any_of(flag: Flag) -> Scalar:
    """Whether the flag is up in any lane."""
    return flag.anywhere()


@traced
def is_up(flag: Flag, lane: Scalar) -> Scalar:
    """Whether the flag is up in one lane."""
    emitter = flag.emitter
    one = flag.value if emitter.width == 1 else emitter.builder.extract_element(flag.value, lane.value)
    return Scalar(emitter, one)
