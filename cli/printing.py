"""How commands print: lines, tables for people and for pipes, JSON for programs. Data never steers the terminal."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Sequence
from typing import Any, TextIO

STYLES = {"error": "1;31", "hint": "1;36", "good": "32", "poor": "33", "bad": "1;31", "strong": "1", "faint": "2"}
"""What a text is, and the terminal's number for how that looks."""


def clean(text: str) -> str:
    """One line of any text, with what a terminal would obey written as escapes, such as `\\x1b`."""
    return _visible(text, "")


def clean_block(text: str) -> str:
    """`clean` for several lines: their ends, and tabs, are kept."""
    return _visible(text, "\n\t")


def _visible(text: str, keep: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    # Late: what commands print of their own needs no library.
    from memory_maze.scenario.terminal import visible

    return visible(text, keep)


def is_coloured(stream: TextIO) -> bool:
    """Whether colours are wanted: in a terminal, unless NO_COLOR is set; elsewhere only where FORCE_COLOR is."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced is not None:
        return forced not in ("", "0", "false")
    return stream.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def styled(text: str, style: str, stream: TextIO) -> str:
    """A text as it looks in `stream`; `style` is one of `STYLES`."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if is_coloured(stream) else text


def print_line(text: str) -> None:
    """Prints one line of a result."""
    sys.stdout.write(f"{clean(text)}\n")


def print_block(text: str) -> None:
    """Prints lines that end as they are to end."""
    sys.stdout.write(clean_block(text))


def print_note(text: str) -> None:
    """Prints one line that is no result, on stderr."""
    sys.stderr.write(f"{clean(text)}\n")


def print_json(value: Any) -> None:
    """Prints a value as JSON."""
    from memory_maze.scenario.terminal import visible_json

    sys.stdout.write(visible_json(json.dumps(value, indent=2, ensure_ascii=False)) + "\n")


def print_rows(rows: Sequence[Sequence[str]]) -> None:
    """Prints one row a line, tabs between the cells, for `cut` and the like."""
    for row in rows:
        sys.stdout.write("\t".join(clean(cell) for cell in row) + "\n")


def print_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a table in a terminal; in a pipe `print_rows`, without the headers."""
    if not sys.stdout.isatty():
        print_rows(rows)
        return
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for number, header in enumerate(headers):
        table.add_column(header, style="bold" if number == 0 else None, no_wrap=number == 0)
    for row in rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    console(sys.stdout).print(table)


def print_figures(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a table of figures for people: the first column names what they are of; headers may have several lines."""
    parts = [header.split("\n") for header in headers]
    height = max(map(len, parts))
    tops = [[*[""] * (height - len(part)), *part] for part in parts]
    cells = [[clean(cell) for cell in row] for row in rows]
    lines = [*([top[number] for top in tops] for number in range(height)), *cells]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headers))]
    for number, line in enumerate(lines):
        figures = [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        text = "  ".join([line[0].ljust(widths[0]), *figures]).rstrip()
        sys.stdout.write(f"{styled(text, 'faint', sys.stdout) if number < height else text}\n")


def console(stream: TextIO) -> Any:
    """A rich console that colours where `is_coloured` says so."""
    from rich.console import Console

    return Console(file=stream, no_color=not is_coloured(stream), highlight=False)


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    return {9: "\\t", 10: "\\n", 13: "\\r"}.get(number) or (f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}")
