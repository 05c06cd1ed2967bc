"""`memory-maze dataset check`: is a dataset what it says it is?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from .dataset_options import Target, Workers, trajectories
from .options import Json
from .printing import print_json, print_line, print_note
from .progress import counting

if TYPE_CHECKING:
    from memory_maze.dataset import Finding

MOST_ALIKE = 5
"""Files of a folder with the same thing wrong that are listed one by one."""


def check(
    target: Target,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Only names and sizes; opens no trajectory.")] = False,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Check a dataset: files, hashes, shapes, and what must be true in every maze.

    Prints every problem as FILE: MESSAGE, one that many files of a folder have only once; --json lists them all.

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
        for line in _lines(found.findings):
            print_note(line)
        if not found.findings:
            print_line(f"{trajectories(found.trajectories)} checked, no problems")
    if found.findings:
        raise typer.Exit(1)


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    """A line a finding; what is wrong with many files of a folder is one line."""
    alike: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        folder = finding.file.rpartition("/")[0]
        alike.setdefault((folder, finding.message), []).append(finding.file)
    for (_, message), files in alike.items():
        if len(files) > MOST_ALIKE:
            yield f"{files[0]} and {len(files) - 1} more like it: {message}"
        else:
            yield from (f"{file}: {message}" for file in files)
