"""`memory-maze new`: a scenario file to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .completion import scenarios
from .printing import print_line


def new(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to write, such as mine.yaml.", show_default=False)
    ],
    extends: Annotated[
        str | None,
        typer.Option(
            "--extends",
            metavar="SCENARIO",
            help="Take over what this scenario says: a name in the catalogue or a file.",
            autocompletion=scenarios,
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Write a scenario file that explains every field.

    \b
    Examples:
      memory-maze new mine.yaml
      memory-maze new easy.yaml --extends classic/9x9-Vis
      memory-maze new easier.yaml --extends easy.yaml
      memory-maze new mine.yaml --force
    """
    from memory_maze.files import write_once, write_whole
    from memory_maze.scenario.catalogue import is_scenario_file
    from memory_maze.scenario.starter import extending_text, starter_text

    if not is_scenario_file(file.name):
        raise typer.BadParameter("name a file that ends in .yaml", param_hint="FILE")
    if extends is not None and file.exists() and Path(extends).exists() and file.samefile(extends):
        raise typer.BadParameter("a scenario cannot extend itself; name another file", param_hint="--extends")
    text = starter_text() if extends is None else extending_text(extends, file.parent)
    if file.is_dir():
        raise IsADirectoryError(0, "is a folder", str(file))
    write = write_whole if force else write_once
    try:
        write(file, text.encode())
    except FileExistsError:
        raise FileExistsError(0, "exists already; add --force to replace it", str(file)) from None
    print_line(f"wrote {file}; check it with: memory-maze validate {file}")
