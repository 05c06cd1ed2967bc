"""`memory-maze list`: what there is to choose from."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from .options import Json
from .printing import print_json, print_table, say


def list_scenarios(
    tag: Annotated[
        list[str] | None,
        typer.Option("--tag", help="Only scenarios with this tag. May be given several times.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """List the scenarios of the catalogue.

    The catalogue is what comes with the package and every folder in MEMORY_MAZE_PATH.

    \b
    Examples:
      memory-maze list
      memory-maze list --tag 9x9 --tag vis
      memory-maze list --json
    """
    from memory_maze.scenario.catalogue import lost_folders
    from memory_maze.scenario.overview import overviews

    for sentence in lost_folders():
        say(f"warning: {sentence}", err=True)
    found = overviews(tag or ())
    if as_json:
        print_json([asdict(overview) for overview in found])
        return
    rows = [(overview.name, overview.problem or overview.summary, " ".join(overview.tags)) for overview in found]
    print_table(("scenario", "summary", "tags"), rows)
