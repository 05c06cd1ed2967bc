"""`memory-maze results check`: may these results stand in the table?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import Json
from .parsing import counted
from .printing import print_json, print_line, print_note


def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="JSON that evaluate printed.", show_default=False),
    ],
    *,
    as_json: Json = False,
) -> None:
    """Check results that are to be handed in: of which task, of which seeds, and do the figures add up?

    Prints every fault as FILE: PLACE: MESSAGE. A result has to be of the scenario that has its name here, of a hundred
    episodes from seed 1000, and its mean has to be that of its returns.

    \b
    Examples:
      memory-maze evaluate classic/9x9 --policy my_agent.py:Agent --episodes 100 --seed 1000 --json > mine.json
      memory-maze results check mine.json
      memory-maze results check results/agents/*.json --json
    """
    from memory_maze.results.checking import check as look

    found = {str(file): look(file) for file in files}
    faults = [{"file": file, **fault._asdict()} for file, checked in found.items() for fault in checked.faults]
    count = sum(len(checked.results) for checked in found.values())
    if as_json:
        print_json({"results": count, "faults": faults})
    else:
        for fault in faults:
            print_note(": ".join(part for part in (fault["file"], fault["place"], fault["message"]) if part))
        if not faults:
            print_line(f"{counted(count, 'result')} checked, no faults")
    if faults:
        raise typer.Exit(1)
