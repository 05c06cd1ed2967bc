"""Mazes drawn as text."""

from __future__ import annotations

ALPHABET = "* PG"
"""labmaze's: wall, free, a cell to start in, a cell for an object."""

MOST_CELLS = 103
"""A side, outer wall included."""


def layout_rows(layout: str) -> list[str]:
    """The rows of a text layout, top first, without blank lines before and after it."""
    return layout.strip("\n").split("\n")


def layout_problem(layout: str) -> str | None:
    """What is wrong with a text layout, and what to do; None for a proper one."""
    rows = layout_rows(layout)
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


def _row_problem(row: str, first: str) -> str | None:
    if len(row) != len(first):
        return f"has {len(row)} characters, row 1 has {len(first)}; make them equal"
    strange = sorted(set(row) - set(ALPHABET))
    return f"has {strange[0]!r}; use '*' wall, ' ' free, 'P' start, 'G' object" if strange else None
