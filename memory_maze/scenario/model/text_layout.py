"""Mazes drawn as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

ALPHABET = "* PG0123456789"
"""The letters of a layout: wall, free, a cell to start in, a cell for an object (these are labmaze's), and the cell of
one certain object."""

LONGEST_SIDE = 255
"""Cells along a side of the largest maze, inside its outer wall."""

MOST_CELLS = LONGEST_SIDE + 2
"""Cells along a side at most, outer wall included."""

LONGEST_LAYOUT = MOST_CELLS * (MOST_CELLS + 2)
"""Characters of the largest layout: each line may end in two of them."""

_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_BYTE_ORDER_MARK = "\ufeff"

_END = "(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])"
_INNER, _WHOLE = f"{{1,{LONGEST_SIDE}}}", f"{{3,{MOST_CELLS}}}"
_ROW = rf"[*#][*# PG0-9]{_INNER}[*#]{_END}"
PATTERN = rf"^\ufeff?(?=[^ PG0-9]*[ PG0-9]){_END}*[*#]{_WHOLE}{_END}(?:{_ROW}){_INNER}[*#]{_WHOLE}{_END}*$"
"""What a regular expression can say of a layout: its letters, its outer wall, and that there is a free cell."""

Cell = tuple[int, int]
"""(row, column) in the rows of a layout, from 0, the outer wall included."""


class Flaw(NamedTuple):
    """What is wrong with a layout."""

    message: str
    """What is wrong and what to do."""
    row: int = 1
    """The row, counted from 1; the first where the whole layout is meant."""


def in_one_alphabet(layout: str) -> str:
    """The layout with walls of `*`, lines ended by `\\n`, whatever system wrote it, and without a byte order mark."""
    return _LINE_END.sub("\n", layout.removeprefix(_BYTE_ORDER_MARK)).replace("#", "*")


def layout_rows(layout: str) -> list[str]:
    """The rows of a text layout, top first, without blank lines before and after it."""
    return layout.strip("\n").split("\n")


def layout_flaw(layout: str) -> Flaw | None:
    """The first thing that is wrong with a text layout; None for a proper one."""
    return next(_flaws(layout, layout_rows(layout)), None)


def places_and_spawns(rows: Sequence[str]) -> tuple[list[Cell], list[Cell]]:
    """The cells that may hold any object, and those to start in, each row by row; none has a certain object.

    Without `G` every free cell may hold an object; without `P` every free cell, those of objects too, may be a start.
    """
    places, starts, plain = _cells(rows, "G"), _cells(rows, "P"), _cells(rows, " ")
    places = places or plain
    return places, starts or sorted({*plain, *places})


def numbered_cells(rows: Sequence[str]) -> dict[int, Cell]:
    """The cells of certain objects, by the object's number."""
    return {int(row[column]): (number, column) for number, column, row in _digits(rows)}


def first_unreachable(rows: Sequence[str], start: Cell, goals: Sequence[Cell]) -> Cell | None:
    """The first of `goals` to which no way of free cells, side by side, leads from `start`; None if all have one."""
    reached = {start}
    waiting = [start]
    while waiting:
        row, column = waiting.pop()
        for cell in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if cell not in reached and rows[cell[0]][cell[1]] != "*":
                reached.add(cell)
                waiting.append(cell)
    return next((goal for goal in goals if goal not in reached), None)


def _cells(rows: Sequence[str], character: str) -> list[Cell]:
    return [
        (number, column) for number, row in enumerate(rows) for column, found in enumerate(row) if found == character
    ]


def _digits(rows: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    for number, row in enumerate(rows):
        for match in re.finditer("[0-9]", row):
            yield number, match.start(), row


def _flaws(layout: str, rows: Sequence[str]) -> Iterator[Flaw]:
    if len(rows) == 1 and re.search(r"[./\\]\w", layout):
        yield Flaw("here stand the rows of the maze, after `layout: |`; name a file of rows under maze.layout_file")
    if len(rows) < 3 or len(rows[0]) < 3:
        yield Flaw("draw at least 3 rows of 3 characters: the outer wall and one free cell")
    if len(rows) > MOST_CELLS or len(rows[0]) > MOST_CELLS:
        yield Flaw(f"{len(rows[0])} x {len(rows)} characters; draw {MOST_CELLS} x {MOST_CELLS} at most")
    for number, row in enumerate(rows, start=1):
        message = _row_problem(row, rows[0])
        if message is not None:
            yield Flaw(f"row {number} {message}", number)
    for number, row in enumerate(rows, start=1):
        if {row[0], row[-1], *(row if number in (1, len(rows)) else "")} != {"*"}:
            yield Flaw("the outer wall is open; draw '*' along all four sides", number)
    seen: set[str] = set()
    for number, column, row in _digits(rows):
        if row[column] in seen:
            yield Flaw(f"row {number + 1} has a second {row[column]}; draw it once", number + 1)
        seen.add(row[column])
    if set("".join(rows)) == {"*"}:
        yield Flaw("there is no free cell to start in")


def _row_problem(row: str, first: str) -> str | None:
    if len(row) != len(first):
        return f"has {len(row)} characters, row 1 has {len(first)}; make them equal"
    strange = sorted(set(row) - set(ALPHABET))
    if not strange:
        return None
    hint = "; indent with spaces" if strange[0] == "\t" else ""
    return f"has {strange[0]!r}; use '*' wall, ' ' free, 'P' start, 'G' object, '0' to '9' a certain object{hint}"
