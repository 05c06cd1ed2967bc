"""`memory-maze list`: what there is to choose from."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from . import completion
from .options import Json
from .printing import print_json, print_note, print_rows


def list_scenarios(
    wanted: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILTER]...",
            help="Part of a name (9x9, examples/), or a pattern ('classic/*-Vis'); any of several.",
            autocompletion=completion.scenarios,
            show_default=False,
        ),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(
            "--tag",
            metavar="TAG",
            help="Only scenarios with this tag. May be given several times.",
            autocompletion=completion.tags,
            show_default=False,
        ),
    ] = None,
    members: Annotated[
        bool,
        typer.Option("--members", help="List each member of the families; by default of those that are named in full."),
    ] = False,
    as_json: Json = False,
) -> None:
    """List the scenarios of the catalogue.

    The catalogue is what comes with the package and every folder in MEMORY_MAZE_PATH. In a pipe each scenario is one
    line: name, summary, tags, size, objects, steps, Gymnasium ID and how many members it has as a family, with tabs
    between them.

    \b
    Examples:
      memory-maze list
      memory-maze list examples
      memory-maze list 'classic/*-Vis'
      memory-maze list --tag 9x9 --tag vis
      memory-maze list 15x15 | cut -f1
      memory-maze list families/sizes
      memory-maze list --members families
      memory-maze list --json
    """
    from memory_maze.scenario.catalogue import lost_folders
    from memory_maze.scenario.listing import facts

    from .catalogue import as_row, entries

    for sentence in lost_folders():
        print_note(f"warning: {sentence}")
    found = entries(wanted or [], tag or [], members)
    if as_json:
        print_json([facts(entry) for entry in found])
    elif sys.stdout.isatty():
        from .catalogue_page import print_page

        print_page(found)
    else:
        print_rows([as_row(entry) for entry in found])
