"""Memory that holds numbers of lanes: what kernels keep beside their variables."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from llvmlite import ir

from memory_maze.physics.exact.numbers import INT64, Emitter, Index, Number, Scalar, as_number

ALIGNMENT = 8
"""Bytes that divide the address of every array; NumPy promises no more."""


class Memory:
    """Numbers in a row, on the stack."""

    SIZE: ClassVar[int] = 0

    def __init__(self, emitter: Emitter, value: Any) -> None:
        self.emitter = emitter
        self.value = value

    @classmethod
    def make_room(cls, emitter: Emitter) -> Self:
        """Room for `SIZE` numbers, once a call of the kernel."""
        with emitter.builder.goto_entry_block():
            row = emitter.builder.alloca(ir.ArrayType(emitter.number_type(), cls.SIZE))
            return cls(emitter, emitter.builder.bitcast(row, emitter.number_type().as_pointer()))

    def read(self, place: Index) -> Number:
        return Number(self.emitter, self.emitter.builder.load(self._address(place), align=ALIGNMENT))

    def write(self, place: Index, number: Any) -> None:
        value = as_number(self.emitter, number).value
        self.emitter.builder.store(value, self._address(place), align=ALIGNMENT)

    def _address(self, place: Index) -> Any:
        return self.emitter.builder.gep(self.value, [as_integer(place)])


def place_at(index: Index, stride: int, offset: Index) -> Index:
    """The place index * stride + offset."""
    if isinstance(index, int) and isinstance(offset, int):
        return index * stride + offset
    emitter = index.emitter if isinstance(index, Scalar) else offset.emitter  # type: ignore[union-attr]
    builder = emitter.builder
    return Scalar(emitter, builder.add(builder.mul(as_integer(index), INT64(stride)), as_integer(offset)))


def as_integer(value: Index) -> Any:
    """The machine's integer."""
    return value.value if isinstance(value, Scalar) else INT64(value)
