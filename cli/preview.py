"""`memory-maze preview`: what a scenario looks like, on one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import parsing
from .options import Driver, Override, Source
from .outputs import default_file, watched
from .printing import print_line
from .progress import progress

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
        typer.Option(
            "--steps",
            metavar="N",
            parser=parsing.whole(1),
            help="Control steps a row; by default half a minute.",
            show_default=False,
        ),
    ] = None,
    size: Annotated[
        int,
        typer.Option(
            "--size", metavar="N", parser=parsing.whole(160, 512), help="Pixels a side of each picture, 160 to 512."
        ),
    ] = 208,
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
      memory-maze preview classic/9x9 --policy my_agent.py:Agent
    """
    chosen = parsing.numbers(seeds, "--seeds", "0,1,2 or 10-14", parsing.LAST_SEED, MOST_ROWS)
    file = out or default_file(source, ".png")
    if file.suffix.lower() != ".png":
        raise typer.BadParameter("name a file that ends in .png", param_hint="--out")

    from memory_maze.pictures import check_writable, contact_sheet, sheet_rows, write_picture
    from memory_maze.pictures.sheets import default_steps
    from memory_maze.scenario import load

    scenario = load(source, override or [])
    with progress(file.name) as report:
        moments = len(chosen) * (1 + min(steps or default_steps(scenario), scenario.episode_steps))
        watch = watched(report, moments, policy, scenario.camera.renderer)
        rows = sheet_rows(scenario, chosen, policy, steps, size, watch=watch)
        check_writable(file)
        sheet = contact_sheet(scenario, source, rows)
    write_picture(file, sheet)
    print_line(f"wrote {file}: {parsing.counted(len(chosen), 'seed')}, {sheet.width} x {sheet.height} pixels")
