"""A group of walkers that are stepped together: an array of numbers, a row a kind, a column a walker.

Kernels work on as many columns at a time as there are lanes: on neighbours, or on columns that are picked because they
ask for the same work.
"""

from __future__ import annotations

from typing import Any

import numba
from llvmlite import ir
from numba.extending import intrinsic

from memory_maze.physics.exact.memory import ALIGNMENT, as_integer
from memory_maze.physics.exact.numbers import INT32, INT64, Emitter, Flag, Index, Number, Scalar, as_number
from memory_maze.physics.exact.problem import MOST_WALLS
from memory_maze.physics.exact.tracing import Store, traced
from memory_maze.physics.wall_pool import POOL

types: Any = numba.types

WALL_SLOTS = POOL
"""How many walls within reach a walker has room for: see `surroundings`."""

_ROWS = {
    "time": 1,
    "position": 5,
    "velocity": 5,
    "warm": 5,
    "controls": 2,
    "walls": 4 * WALL_SLOTS,  # within reach: centre x and y, half sides x and y
    "half_height": 1,  # of the walls
    "home": 2,  # where walls and objects were looked for
    "hits": 4 * MOST_WALLS,  # walls that are touched
    "hit_count": 1,
    "ball": 3,
    "centre": 3,
    "steer": 2,
    "roll": 5,
    "mass": 5,
    "factor": 7,
    "force": 5,
    "acceleration": 5,
    "kind": 1,
    "lost": 1,
    "recent": 1,
    "effort": 1,
    "object_radius": 1,
}

START: dict[str, int] = {}
"""The number of the first row of each kind."""
for _name in _ROWS:
    START[_name] = sum(_ROWS[before] for before in START)

OBJECTS = sum(_ROWS.values())
"""The row where slots of objects begin: x, y, z and number of each."""
OBJECT_ROWS = 4

STATE_ROWS = START["walls"]
"""How many rows are a walker's own: the beginning of MuJoCo's integration state."""
CHANGING_ROWS = START["controls"]
"""How many rows a step changes, the first ones."""

NO_CONTACT, FLOOR_ALONE, WITH_WALLS = 0.0, 1.0, 2.0
"""What stands in the row `kind`: what work a walker's contacts are."""


class Columns:
    """Some of a group's columns, one a lane."""

    def __init__(self, emitter: Emitter, group: Any, side: Scalar) -> None:
        self.emitter = emitter
        self._group = group
        self._side = side

    def read(self, row: Index) -> Number:
        raise NotImplementedError

    def write(self, row: Index, number: Any) -> None:
        raise NotImplementedError

    def get(self, name: str) -> tuple[Number, ...]:
        """The numbers of one kind."""
        return tuple(self.read(START[name] + k) for k in range(_ROWS[name]))

    def put(self, name: str, *numbers: Any) -> None:
        for k, number in enumerate(numbers):
            self.write(START[name] + k, number)

    def _address(self, row: Index, column: Any) -> Any:
        builder = self.emitter.builder
        place = builder.add(builder.mul(as_integer(row), self._side.value), column)
        return builder.gep(self._group.value, [place])


class Neighbours(Columns):
    """Columns side by side."""

    def __init__(self, group: Group, side: Scalar, first: Index) -> None:
        super().__init__(group.emitter, group, side)
        self._first = as_integer(first)

    def read(self, row: Index) -> Number:
        return Number(self.emitter, self.emitter.builder.load(self._place(row), align=ALIGNMENT))

    def write(self, row: Index, number: Any) -> None:
        value = as_number(self.emitter, number).value
        self.emitter.builder.store(value, self._place(row), align=ALIGNMENT)

    def _place(self, row: Index) -> Any:
        address = self._address(row, self._first)
        return self.emitter.builder.bitcast(address, self.emitter.number_type().as_pointer())


class Picked(Columns):
    """Columns whose numbers are in a list; some may be there twice."""

    def __init__(self, group: Group, side: Scalar, picks: Scalar, first: Scalar) -> None:
        super().__init__(group.emitter, group, side)
        builder = self.emitter.builder
        places = builder.bitcast(picks.value, INT64.as_pointer())
        lanes = (builder.add(first.value, INT64(lane)) for lane in range(self.emitter.width))
        self._columns = [builder.load(builder.gep(places, [lane])) for lane in lanes]

    def read(self, row: Index) -> Number:
        builder = self.emitter.builder
        found = [builder.load(self._address(row, column)) for column in self._columns]
        if len(found) == 1:
            return Number(self.emitter, found[0])
        value: Any = ir.Constant(self.emitter.number_type(), ir.Undefined)
        for lane, one in enumerate(found):
            value = builder.insert_element(value, one, INT32(lane))
        return Number(self.emitter, value)

    def write(self, row: Index, number: Any) -> None:
        builder = self.emitter.builder
        value = as_number(self.emitter, number).value
        for lane, column in enumerate(self._columns):
            one = value if self.emitter.width == 1 else builder.extract_element(value, INT32(lane))
            builder.store(one, self._address(row, column))


class Group:
    """The array, in kernels."""

    def __init__(self, emitter: Emitter, value: Any) -> None:
        self.emitter = emitter
        self.value = value


def _open_group(context: Any, array: Any, lanes: Any) -> Any:
    if not isinstance(lanes, types.IntegerLiteral):
        return None

    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        return context.make_array(signature.args[0])(context, builder, values[0]).data

    return Store(lanes.literal_value, Group)(array, lanes), generate


open_group: Any = intrinsic(_open_group)
"""Gives kernels the `Group` of an array, float64 [rows, columns], by the array and the number of lanes, a constant."""


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
