"""`memory-maze dataset check`: is a dataset what it says it is?"""

from __future__ import annotations

from typing import Annotated

import typer

from .dataset_options import Target, Workers, trajectories
from .options import Json
from .printing import print_json, print_line, print_note
from .progress import counting


def check(
    target: Target,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Only names and sizes; opens no trajectory.")] = False,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Check a dataset: files, hashes, shapes, and what must be true in every maze.

    Prints every problem as FILE: MESSAGE.

    \b
    Examples:
      memory-maze dataset check data/9x9
      memory-maze dataset check data/9x9 --quick
      memory-maze dataset check data/9x9 --json
    """
    from memory_maze.dataset import check as look
    from memory_maze.machine import cores

    with counting("checking") as report:
        found = look(target, quick=quick, workers=workers or cores(), report=report)
    if as_json:
        problems = [finding._asdict() for finding in found.findings]
        print_json({"trajectories": found.trajectories, "expected": found.expected, "problems": problems})
    else:
        for finding in found.findings:
            print_note(f"{finding.file}: {finding.message}")
        if not found.findings:
            print_line(f"{trajectories(found.trajectories)} checked, no problems")
    if found.findings:
        raise typer.Exit(1)
