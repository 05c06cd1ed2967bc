"""The arrays of N mazes, handed to kernels by their addresses: numba takes a tenth of a microsecond for each array."""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np import arrayobj
from numpy.typing import NDArray

from memory_maze.compiling import stage
from memory_maze.physics.exact.group import STATE_ROWS

types: Any = numba.types
_unpack_tuple: Any = cgutils.unpack_tuple
_intrinsic: Any = intrinsic
_make_array: Any = arrayobj.make_array
_populate_array: Any = arrayobj.populate_array


class Tables(NamedTuple):
    """A row a maze. All are contiguous."""

    rows: NDArray[np.float64]
    """float64 [N, 18]: each walker's state and controls; see `engine.Engine`."""
    boxes: NDArray[np.float64]
    """float64 [N, B, 4]: centre x, y and half sides x, y of each wall box, metres; see `engine.Walls`."""
    box_counts: NDArray[np.int64]
    """int64 [N]: wall boxes that count, the first ones."""
    height: NDArray[np.float64]
    """float64 [N]: height of the walls, metres."""
    centers: NDArray[np.float64]
    """float64 [N, K, 3]: centres of the objects, metres; see `engine.Objects`."""
    radius: NDArray[np.float64]
    """float64 [N]: radius of the objects, metres."""
    counts: NDArray[np.int64]
    """int64 [N]: objects that count, the first ones."""
    touched: NDArray[np.bool_]
    """bool [N, K]: which objects are touched, written."""
    effort: NDArray[np.float64]
    """float64 [N]: what contacts cost in the last run; walkers are grouped by it."""
    lost: NDArray[np.bool_]
    """bool [N]: who must be stepped otherwise."""


def addresses(tables: Tables) -> NDArray[np.int64]:
    """int64 [13]: where the arrays are, and N, B and K; good as long as the arrays live.

    Raises:
      ValueError: an array has another shape or type, or is not contiguous.
    """
    count, boxes, objects = len(tables.rows), tables.boxes.shape[1], tables.touched.shape[1]
    shapes = {
        "rows": (count, STATE_ROWS),
        "boxes": (count, boxes, 4),
        "centers": (count, objects, 3),
        "touched": (count, objects),
    }
    kinds = {"box_counts": np.int64, "counts": np.int64, "touched": np.bool_, "lost": np.bool_}
    for name, array in tables._asdict().items():
        shape, kind = shapes.get(name, (count,)), np.dtype(kinds.get(name, np.float64))
        if array.shape != shape or array.dtype != kind or not array.flags.c_contiguous:
            raise ValueError(
                f"{name} must be contiguous, {kind} {list(shape)}; it is {array.dtype} {list(array.shape)}"
            )
    return np.array([*(array.ctypes.data for array in tables), count, boxes, objects], np.int64)


def _array_of(kind: Any) -> Any:
    """A function for kernels: the contiguous array of this type at an address, of a shape. It owns no memory."""

    def definition(context: Any, address: Any, shape: Any) -> Any:
        array_type = types.Array(kind, len(shape), "C")

        def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
            array = _make_array(array_type)(context, builder)
            sides = _unpack_tuple(builder, values[1], len(shape))
            size = context.get_abi_sizeof(context.get_data_type(kind))
            strides = [context.get_constant(types.intp, size)]
            for side in reversed(sides[1:]):
                strides.insert(0, builder.mul(strides[0], side))
            data = builder.inttoptr(values[0], context.get_data_type(kind).as_pointer())
            _populate_array(array, data, sides, strides, size, meminfo=None)
            return array._getvalue()

        return array_type(types.int64, types.UniTuple(types.int64, len(shape))), generate

    return _intrinsic(definition)


_numbers, _integers, _truths = _array_of(types.float64), _array_of(types.int64), _array_of(types.boolean)


@stage
def open_tables(places: Any) -> Tables:
    """For kernels: the arrays whose `addresses` these are."""
    n, b, k = places[10], places[11], places[12]
    return Tables(
        _numbers(places[0], (n, STATE_ROWS)),
        _numbers(places[1], (n, b, 4)),
        _integers(places[2], (n,)),
        _numbers(places[3], (n,)),
        _numbers(places[4], (n, k, 3)),
        _numbers(places[5], (n,)),
        _integers(places[6], (n,)),
        _truths(places[7], (n, k)),
        _numbers(places[8], (n,)),
        _truths(places[9], (n,)),
    )
