"""The contacts of one physics step, as memory: of the floor alone, or of the floor and walls.

Each contact has four rows: pressing, sliding in two directions, turning on the spot. Of the floor alone, most entries
of the rows are 0 or 1 whatever the walker does; kernels compiled for it leave them out and keep the rest in registers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from memory_maze.physics.exact.algebra import Matrix, Vector
from memory_maze.physics.exact.control import State, each
from memory_maze.physics.exact.memory import Memory, place_at
from memory_maze.physics.exact.numbers import Index, Scalar

LINE = 9
"""How many numbers the cost of a contact along a line depends on."""

_FIELDS = {
    "weight": 2,  # of the first three rows, and of turning: MuJoCo's D
    "softness": 2,  # likewise: R = 1 / D
    "wanted": 4,  # what the rows' accelerations lack without contact forces: MuJoCo's b
    "residual": 4,  # what they lack now: jar
    "change": 4,  # of `residual` along the line that is searched: Jv
    "force": 4,
    "zone": 1,
    "last_zone": 1,
    "line": LINE,
    "last_wanted": 3,  # what the last search for friction was for,
    "last_found": 4,  # and found: friction, and whether it is bound by the cone
}
_STARTS = dict(zip(_FIELDS, [0, *(sum([*_FIELDS.values()][: k + 1]) for k in range(len(_FIELDS)))], strict=False))
_COMMON = sum(_FIELDS.values())

MOST_WALLS = 3
"""Wall boxes that the ball can touch at once. Its diameter is less than a cell, so it reaches into four cells at most,
and the one that its centre is in is free."""

MOST_CONTACTS = 1 + MOST_WALLS


class Problem(Memory):
    """What both forms share."""

    count: Scalar | int = 1
    """How many contacts there are, once they are laid down."""
    STRIDE = 0
    PATTERN: tuple[tuple[int, int], ...] = ()
    """Entries of the Hessian's factor that can differ from 0, as long as no contact slides."""

    def each(self, step: Callable[[Any, State], State], state: State) -> State:
        """Steps with every contact; see `control.each`."""
        return each(self.emitter, self.count, step, state)

    def _place(self, contact: Index, start: int) -> Any:
        return place_at(contact, self.STRIDE, start)

    def get(self, contact: Index, field: str) -> Vector:
        """A contact's numbers of one kind."""
        start = _STARTS[field]
        return tuple(self.read(self._place(contact, start + k)) for k in range(_FIELDS[field]))

    def put(self, contact: Index, field: str, numbers: Vector) -> None:
        for k, number in enumerate(numbers):
            self.write(self._place(contact, _STARTS[field] + k), number)

    def rows(self, contact: Index) -> Matrix:
        """The contact's Jacobian, [4][5]."""
        raise NotImplementedError

    def put_rows(self, contact: Index, rows: Any) -> None:
        raise NotImplementedError

    def solved(self, contact: Index) -> Matrix:
        """The rows divided by the root of the mass matrix, [4][5]."""
        raise NotImplementedError

    def put_solved(self, contact: Index, rows: Any) -> None:
        """Keeps them for later contacts."""

    def coupling(self, contact: Index, row: int, other: Index, column: int) -> Any:
        """How much a force in a row of the other contact accelerates a row of this one: MuJoCo's AR."""
        raise NotImplementedError

    def put_coupling(self, contact: Index, row: int, other: Index, column: int, number: Any) -> None:
        raise NotImplementedError

    def pack(self, factor: Matrix) -> Vector:
        dropped = [(i, j) for i in range(5) for j in range(i) if (i, j) not in self.PATTERN]
        assert all(isinstance(factor[i][j], float) for i, j in dropped), "the factor has filled up"
        return tuple(factor[i][j] for i, j in self.PATTERN)

    def unpack(self, entries: Vector) -> Matrix:
        factor: Matrix = [[0.0] * 5 for _ in range(5)]
        for (i, j), entry in zip(self.PATTERN, entries, strict=True):
            factor[i][j] = entry
        return factor


class FloorProblem(Problem):
    """One contact, with the floor."""

    SIZE = _COMMON + 2 + 6
    PATTERN = ((0, 0), (1, 1), (2, 2), (3, 0), (3, 1), (3, 3), (4, 0), (4, 1), (4, 3), (4, 4))
    _COUPLED: ClassVar = {(1, 1): 0, (2, 2): 1, (3, 3): 2, (1, 2): 3, (1, 3): 4, (2, 3): 5}

    def _place(self, contact: Index, start: int) -> Any:
        return start

    def rows(self, contact: Index) -> Matrix:
        first, second = (self.read(_COMMON + k) for k in range(2))
        return floor_rows(first, second)

    def put_rows(self, contact: Index, rows: Any) -> None:
        self.write(_COMMON, rows[1][4])
        self.write(_COMMON + 1, rows[2][4])

    def coupling(self, contact: Index, row: int, other: Index, column: int) -> Any:
        if row == 0 or column == 0:
            return 0.0
        return self.read(_COMMON + 2 + self._COUPLED[min(row, column), max(row, column)])

    def put_coupling(self, contact: Index, row: int, other: Index, column: int, number: Any) -> None:
        if 0 < row <= column:
            self.write(_COMMON + 2 + self._COUPLED[row, column], number)


class WallProblem(Problem):
    """The floor first, then walls. A contact that is not there has rows of zeros, which change nothing."""

    STRIDE = _COMMON + 40
    SIZE = MOST_CONTACTS * STRIDE + (4 * MOST_CONTACTS) ** 2
    PATTERN = tuple((i, j) for i in range(5) for j in range(i + 1))

    def rows(self, contact: Index) -> Matrix:
        rows = self._matrix(contact, _COMMON)
        # Moving the ball turns nothing.
        return [*rows[:3], [0.0, 0.0, 0.0, *rows[3][3:]]]

    def put_rows(self, contact: Index, rows: Any) -> None:
        self._put_matrix(contact, _COMMON, rows)

    def solved(self, contact: Index) -> Matrix:
        return self._matrix(contact, _COMMON + 20)

    def put_solved(self, contact: Index, rows: Any) -> None:
        self._put_matrix(contact, _COMMON + 20, rows)

    def _matrix(self, contact: Index, start: int) -> Matrix:
        return [[self.read(self._place(contact, start + 5 * r + k)) for k in range(5)] for r in range(4)]

    def _put_matrix(self, contact: Index, start: int, rows: Any) -> None:
        for r, row in enumerate(rows):
            for k, entry in enumerate(row):
                self.write(self._place(contact, start + 5 * r + k), entry)

    def _coupling_place(self, contact: Index, row: int, other: Index, column: int) -> Index:
        side = 4 * MOST_CONTACTS
        line = place_at(contact, 4 * side, MOST_CONTACTS * self.STRIDE + row * side + column)
        return place_at(other, 4, line)

    def coupling(self, contact: Index, row: int, other: Index, column: int) -> Any:
        return self.read(self._coupling_place(contact, row, other, column))

    def put_coupling(self, contact: Index, row: int, other: Index, column: int, number: Any) -> None:
        self.write(self._coupling_place(contact, row, other, column), number)


def floor_rows(along_y: Any, along_x: Any) -> Matrix:
    """The Jacobian of the contact with the floor; the arguments are what rolling does to the ball's lowest point."""
    return [
        [0.0, 0.0, 1.0, 0.0, 0.0],
        [0.0, 1.0, 0.0, 0.0, along_y],
        [-1.0, 0.0, 0.0, 0.0, along_x],
        [0.0, 0.0, 0.0, -1.0, 0.0],
    ]
