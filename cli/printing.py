"""How commands print: tables for people and for pipes, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import typer


def say(text: str, *, err: bool = False) -> None:
    """Prints one line; what data would make a terminal do is shown instead."""
    from memory_maze.scenario.terminal import visible

    typer.echo(visible(text), err=err)


def print_json(value: Any) -> None:
    """Prints a value as JSON."""
    from memory_maze.scenario.terminal import visible_json

    typer.echo(visible_json(json.dumps(value, indent=2, ensure_ascii=False)))


def print_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a table: wrapped and coloured in a terminal, otherwise one row a line without a header."""
    from memory_maze.scenario.terminal import visible

    rows = [[visible(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _print_rich(headers, rows)
        return
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(len(headers))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())


def _print_rich(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for number, header in enumerate(headers):
        table.add_column(header, style="bold" if number == 0 else None, no_wrap=number == 0)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
