"""`memory-maze preview`: what a scenario looks like, on one page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from .options import Driver, Override, Source
from .outputs import default_file, with_progress
from .printing import say

MOST_ROWS = 20


def preview(
    source: Source,
    *,
    override: Override = None,
    seeds: Annotated[
        str, typer.Option("--seeds", metavar="LIST", help="One row for each, such as 0,1,2 or 10-14.")
    ] = "0,1,2",
    policy: Driver = "oracle",
    steps: Annotated[
        int | None,
        typer.Option("--steps", min=1, help="Control steps a row; by default half a minute.", show_default=False),
    ] = None,
    size: Annotated[int, typer.Option("--size", min=160, max=512, help="Pixels a side of each picture.")] = 208,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The PNG to write; by default out/NAME.png.", show_default=False),
    ] = None,
) -> None:
    """Draw a contact sheet: for each seed a map, and what the agent sees on its way.

    \b
    Examples:
      memory-maze preview classic/9x9
      memory-maze preview classic/15x15-Oracle --seeds 7 --out oracle.png
      memory-maze preview ./mine.yaml -o maze.size=13 --seeds 0-4
    """
    chosen = _seeds(seeds)
    file = out or default_file(source, ".png")
    if file.suffix.lower() != ".png":
        raise typer.BadParameter("name a file that ends in .png", param_hint="--out")

    from memory_maze.pictures import check_writable, contact_sheet, sheet_rows, write_picture
    from memory_maze.scenario import load

    scenario = load(source, override or [])
    rows = sheet_rows(scenario, chosen, policy, steps, size)
    check_writable(file)
    renderer = scenario.camera.renderer
    sheet = contact_sheet(scenario, source, with_progress(rows, len(chosen), file.name, renderer))
    write_picture(file, sheet)
    say(f"wrote {file}: {len(chosen)} seed{'s' * (len(chosen) != 1)}, {sheet.width} x {sheet.height} pixels")


def _seeds(text: str) -> list[int]:
    seeds: list[int] = []
    for part in text.split(","):
        bounds = re.fullmatch(r"\s*(\d{1,10})\s*(?:-\s*(\d{1,10})\s*)?", part)
        if bounds is None:
            raise typer.BadParameter(f"{text!r} is no list of seeds; write 0,1,2 or 10-14", param_hint="--seeds")
        first, last = int(bounds[1]), int(bounds[2] or bounds[1])
        if last < first or last >= 2**32:
            raise typer.BadParameter(
                f"{part.strip()!r} is no range of seeds from 0 to {2**32 - 1}", param_hint="--seeds"
            )
        if len(seeds) + last - first >= MOST_ROWS:
            raise typer.BadParameter(f"{MOST_ROWS} seeds are the most", param_hint="--seeds")
        seeds.extend(range(first, last + 1))
    return seeds
