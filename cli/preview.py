"""`memory-maze preview`: what a scenario looks like, on one page."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from . import parsing
from .options import Driver, Override, Source, Sweep
from .outputs import default_file, watched
from .printing import print_line
from .progress import progress

MOST_ROWS = 20


def preview(
    source: Source,
    *,
    override: Override = None,
    sweep: Sweep = None,
    seeds: Annotated[
        str | None,
        typer.Option(
            "--seeds",
            metavar="LIST",
            help="One row for each, such as 10-14; by default 0,1,2, and of a family 0 for each member.",
            show_default=False,
        ),
    ] = None,
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

    A family has a row for each member.

    \b
    Examples:
      memory-maze preview classic/9x9
      memory-maze preview classic/15x15-Oracle --seeds 7 --out oracle.png
      memory-maze preview ./mine.yaml -o maze.size=13 --seeds 0-4
      memory-maze preview families/sizes
      memory-maze preview classic/9x9 --sweep camera.field_of_view=50,80,110 --out views.png
      memory-maze preview classic/9x9 --policy my_agent.py:Agent
    """
    given = None if seeds is None else parsing.numbers(seeds, "--seeds", "0,1,2 or 10-14", parsing.LAST_SEED, MOST_ROWS)
    file = out or default_file(source, ".png")
    if file.suffix.lower() != ".png":
        raise typer.BadParameter("name a file that ends in .png", param_hint="--out")

    from memory_maze.pictures import check_writable, contact_sheet, sheet_rows, write_picture
    from memory_maze.pictures.sheets import default_steps
    from memory_maze.scenario import Scenario, load_either

    found = load_either(source, override or [], sweep or [])
    shown = [("", found)] if isinstance(found, Scenario) else [(one.name, one.scenario) for one in found]
    chosen = given or ([0, 1, 2] if isinstance(found, Scenario) else [0])
    if len(shown) * len(chosen) > MOST_ROWS:
        told = f"{parsing.counted(len(shown), 'member')} with {parsing.counted(len(chosen), 'seed')} each"
        raise typer.BadParameter(f"{told} are more than {MOST_ROWS} rows", param_hint="--seeds")
    with progress(file.name) as report:
        spans = (1 + min(steps or default_steps(one), one.episode_steps) for _, one in shown)
        watch = watched(report, len(chosen) * sum(spans), policy, shown[0][1].camera.renderer)
        rows = [sheet_rows(one, chosen, policy, steps, size, name=name, watch=watch) for name, one in shown]
        check_writable(file)
        sheet = contact_sheet(found, source, chain.from_iterable(rows))
    write_picture(file, sheet)
    told = parsing.counted(len(chosen), "seed")
    members = "" if isinstance(found, Scenario) else f"{parsing.counted(len(shown), 'member')}, "
    print_line(f"wrote {file}: {members}{told}, {sheet.width} x {sheet.height} pixels")
