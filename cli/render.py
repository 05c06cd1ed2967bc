"""`memory-maze render`: a clip of a policy at work."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import parsing
from .loading import load_one
from .options import Driver, Override, Source, seed_option
from .outputs import default_file, watched
from .printing import print_line
from .progress import progress


def render(
    source: Source,
    *,
    override: Override = None,
    policy: Driver = "oracle",
    seed: Annotated[int, seed_option("Of the episode and the policy.")] = 0,
    steps: Annotated[
        int,
        typer.Option(
            "--steps",
            metavar="N",
            parser=parsing.whole(1),
            help="Control steps; a clip ends with its episode all the same.",
        ),
    ] = 250,
    view_only: Annotated[
        bool,
        typer.Option("--view-only", help="The bare frames of the agent's camera, one a control step."),
    ] = False,
    inset: Annotated[
        bool | None,
        typer.Option("--map/--no-map", help="Bare frames too, with or without a map in the corner."),
    ] = None,
    size: Annotated[
        int | None,
        typer.Option(
            "--size",
            metavar="N",
            parser=parsing.whole(16, 1024),
            help="Pixels a side of the view and of the map, 16 to 1024; by default 480, in a .gif or .webp 320, "
            "and 256 for bare frames.",
            show_default=False,
        ),
    ] = None,
    fps: Annotated[
        float | None,
        typer.Option(
            "--fps",
            metavar="X",
            parser=parsing.number(0.1, 120),
            help="Frames a second; by default 30, in a .gif or .webp 15, and of bare frames the scenario's frequency, "
            "10 at least and 60 at most.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="A .mp4, .gif, .webp or .png; by default out/NAME.mp4.", show_default=False
        ),
    ] = None,
) -> None:
    """Film a policy at work: what it sees beside the map, in real time, with what is sought, the return and the clock.

    It moves smoothly between control steps, and ends with a card that shows the return. A .png holds the last control
    step, without a card; frame-%05d.png writes a file for each.

    \b
    Examples:
      memory-maze render classic/9x9
      memory-maze render classic/9x9 --policy random --steps 100 --out random.gif
      memory-maze render classic/15x15 --seed 3 --steps 600 --view-only --size 512 --fps 30
      memory-maze render ./mine.yaml -o maze.size=13 --view-only --out 'frames/%04d.png'
      memory-maze render classic/9x9 --policy my_agent.py:Agent --out my_agent.mp4
    """
    file = out or default_file(source, ".mp4")

    from memory_maze.pictures import FilmStyle, Style, Take, film_rollout
    from memory_maze.pictures.film import MAP_SHARE

    scenario = load_one(source, override)
    take = Take(policy, seed, min(steps, scenario.episode_steps))
    style: FilmStyle | Style = FilmStyle(size, fps)
    if view_only or inset is not None:
        style = Style(size or Style().side, MAP_SHARE if inset else 0.0, fps)
    with progress(file.name) as report:
        watch = watched(report, take.steps + 1, policy, scenario.camera.renderer)
        last = film_rollout(scenario, file, take, style, watch)
    print_line(f"wrote {file}: {policy}, seed {seed}, {last.steps[0]} steps, return {last.total[0]:g}")
