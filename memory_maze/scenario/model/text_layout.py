"""Mazes drawn as text."""

from __future__ import annotations

import re
from collections.abc import Sequence

ALPHABET = "* PG"
"""labmaze's: wall, free, a cell to start in, a cell for an object."""

LONGEST_SIDE = 255
"""Cells along a side of the largest maze, inside its outer wall."""

MOST_CELLS = LONGEST_SIDE + 2
"""Characters along a side of a layout, its outer wall included."""

LONGEST_LAYOUT = MOST_CELLS * (MOST_CELLS + 2)
"""Characters of the largest layout: each line may end in two of them."""

_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_BYTE_ORDER_MARK = "\ufeff"

_END = "(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])"
_INNER, _WHOLE = f"{{1,{LONGEST_SIDE}}}", f"{{3,{MOST_CELLS}}}"
PATTERN = rf"^\ufeff?(?=[^ PG]*[ PG]){_END}*\*{_WHOLE}{_END}(?:\*[* PG]{_INNER}\*{_END}){_INNER}\*{_WHOLE}{_END}*$"
"""What a regular expression can say of a layout: its letters, its outer wall, and that there is a free cell."""

Cell = tuple[int, int]
"""(row, column) in the rows of a layout, from 0, the outer wall included."""


def with_plain_line_ends(layout: str) -> str:
    """The layout with its lines ended by `\\n`, whatever system wrote it, and without a byte order mark."""
    return _LINE_END.sub("\n", layout.removeprefix(_BYTE_ORDER_MARK))


def layout_rows(layout: str) -> list[str]:
    """The rows of a text layout, top first, without blank lines before and after it."""
    return layout.strip("\n").split("\n")


def layout_problem(layout: str) -> str | None:
    """What is wrong with a text layout, and what to do; None for a proper one."""
    rows = layout_rows(layout)
    if len(rows) == 1 and re.search(r"[./\\]\w", layout):
        return "files are not read; write the rows of the maze here, after `layout: |`"
    if len(rows) < 3 or len(rows[0]) < 3:
        return "draw at least 3 rows of 3 characters: the outer wall and one free cell"
    if len(rows) > MOST_CELLS or len(rows[0]) > MOST_CELLS:
        return f"{len(rows[0])} x {len(rows)} characters; {MOST_CELLS} x {MOST_CELLS} is the most"
    for number, row in enumerate(rows, start=1):
        message = _row_problem(row, rows[0])
        if message is not None:
            return f"row {number} {message}"
    border = rows[0] + rows[-1] + "".join(row[0] + row[-1] for row in rows)
    if set(border) != {"*"}:
        return "the outer wall is open; draw '*' along all four sides"
    return "there is no free cell to start in" if set("".join(rows)) == {"*"} else None


def places_and_spawns(rows: Sequence[str]) -> tuple[list[Cell], list[Cell]]:
    """The cells that may hold an object, and those to start in, each row by row.

    Without `G` every free cell may hold an object; without `P` every free cell, those of objects too, may be a start.
    """
    places, starts, plain = _cells(rows, "G"), _cells(rows, "P"), _cells(rows, " ")
    places = places or plain
    return places, starts or sorted({*plain, *places})


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


def _row_problem(row: str, first: str) -> str | None:
    if len(row) != len(first):
        return f"has {len(row)} characters, row 1 has {len(first)}; make them equal"
    strange = sorted(set(row) - set(ALPHABET))
    if not strange:
        return None
    hint = "; indent with spaces" if strange[0] == "\t" else ""
    return f"has {strange[0]!r}; use '*' wall, ' ' free, 'P' start, 'G' object{hint}"
