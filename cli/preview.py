"""`memory-maze preview`: what a scenario looks like, on one page."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import parsing
from .loading import load_any
from .options import Driver, Override, Source, Sweep
from .outputs import check_page_name, default_file, watched
from .printing import print_line
from .progress import progress

if TYPE_CHECKING:
    from memory_maze.envs.curriculum import Curriculum, Stage
    from memory_maze.scenario import Family, Scenario

MOST_ROWS = 20

_WHAT = {"Scenario": "scenario", "Family": "member", "Curriculum": "stage"}
"""What the rows are of, by what the source stands for."""


def preview(
    source: Source,
    *,
    override: Override = None,
    sweep: Sweep = None,
    seeds: Annotated[
        list[str] | None,
        typer.Option(
            "--seeds",
            metavar="LIST",
            help="One row for each, such as 10-14; by default 0,1,2, of a family 0 for each member. May be repeated.",
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
            "--size",
            metavar="N",
            parser=parsing.whole(160, 512),
            help="Pixels a side of a picture, 160 to 512; the rest grows with it.",
        ),
    ] = 208,
    pixels: Annotated[
        bool, typer.Option("--pixels", help="The agent's own pixels, enlarged, not frames that are drawn anew.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="A .png, or .svg or .pdf whose maps and letters are shapes; by default out/NAME.png.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Draw a contact sheet: for each seed a map, and what the agent sees on its way.

    A family has a row for each member, a curriculum for each stage. Depth and segmentation are shown where the
    scenario's camera gives them.

    \b
    Examples:
      memory-maze preview classic/9x9
      memory-maze preview classic/15x15-Oracle --seeds 7 --out oracle.pdf
      memory-maze preview classic/9x9 --pixels --size 256 --out pixels.svg
      memory-maze preview ./mine.yaml -o maze.size=13 --seeds 0-4
      memory-maze preview families/sizes
      memory-maze preview classic/9x9 --sweep camera.field_of_view=50,80,110 --out views.png
      memory-maze preview classic/9x9 --policy my_agent.py:Agent
    """
    listed = parsing.joined(seeds)
    given = (
        None if listed is None else parsing.numbers(listed, "--seeds", "0,1,2 or 10-14", parsing.LAST_SEED, MOST_ROWS)
    )
    file = out or default_file(source, ".png")

    from memory_maze.pictures import check_writable, sheet_page, sheet_rows, write_page
    from memory_maze.pictures.sheets import default_steps
    from memory_maze.scenario import Scenario

    check_page_name(file)
    found, shown = _shown(source, override, sweep)
    chosen = given or ([0, 1, 2] if isinstance(found, Scenario) else [0])
    what = _WHAT[type(found).__name__]
    if len(shown) * len(chosen) > MOST_ROWS:
        told = f"{parsing.counted(len(shown), what)} with {parsing.counted(len(chosen), 'seed')} each"
        raise typer.BadParameter(f"{told} are more than {MOST_ROWS} rows", param_hint="--seeds")
    with progress(file.name) as report:
        spans = (1 + min(steps or default_steps(one), one.episode_steps) for _, one in shown)
        watch = watched(report, len(chosen) * sum(spans), policy, shown[0][1].camera.renderer)
        rows = [
            sheet_rows(one, chosen, policy, steps, size, name=name, own_pixels=pixels, watch=watch)
            for name, one in shown
        ]
        check_writable(file)
        page = sheet_page(found, source, chain.from_iterable(rows))
        write_page(file, page)
    told = parsing.counted(len(chosen), "seed")
    several = "" if isinstance(found, Scenario) else f"{parsing.counted(len(shown), what)}, "
    print_line(f"wrote {file}: {several}{told}, {page.width} x {page.height} pixels")


def _shown(
    source: str, override: list[str] | None, sweep: list[str] | None
) -> tuple[Scenario | Family | Curriculum, list[tuple[str, Scenario]]]:
    """What a source stands for, and the scenarios in it, each with what its rows are called."""
    from memory_maze.scenario import Scenario
    from memory_maze.scenario.curricula import is_curriculum

    if is_curriculum(source):
        if override or sweep:
            raise typer.BadParameter("a curriculum's stages have overrides of their own; change the document")
        from memory_maze.envs.curriculum import load_curriculum

        plan = load_curriculum(source)
        return plan, [(_stage_name(number, stage), stage.scenario) for number, stage in enumerate(plan.stages, 1)]
    found = load_any(source, override, sweep)
    if isinstance(found, Scenario):
        return found, [("", found)]
    return found, [(one.name, one.scenario) for one in found]


def _stage_name(number: int, stage: Stage) -> str:
    until = stage.until
    if until is None:
        return f"stage {number}"
    if until.mean_return is None:
        return f"stage {number}, for {until.steps} steps"
    return f"stage {number}, until a mean return of {until.mean_return:g} over {until.episodes} episodes"
