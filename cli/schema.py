"""`memory-maze schema`: the JSON Schema of scenario documents."""

from __future__ import annotations

from typing import Annotated

import typer

from .failures import fail
from .printing import print_block, print_line


def schema(
    check: Annotated[
        bool, typer.Option("--check", help="Only check that the committed schema.json is up to date.")
    ] = False,
) -> None:
    """Print the JSON Schema of scenarios.

    Editors complete and check scenario files by it.

    \b
    Examples:
      memory-maze schema > schema.json
      memory-maze schema --check
    """
    from memory_maze.scenario.editor_schema import committed_schema, schema_text

    if not check:
        print_block(schema_text())
        return
    file = committed_schema()
    if file.read_text(encoding="utf-8") != schema_text():
        fail(f"{file} is out of date", f"write it with: memory-maze schema > {file}")
        raise typer.Exit(1)
    print_line(f"{file} is up to date")
