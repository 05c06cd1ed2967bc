"""`memory-maze play`: a window to play in."""

from __future__ import annotations

from typing import Annotated

import typer

from . import parsing
from .options import POLICY_NAMES, Override, Source, policy_option
from .outputs import tell_compilation
from .printing import print_line


def play(
    source: Source,
    *,
    override: Override = None,
    policy: Annotated[
        str | None, policy_option(f"Who drives at first: {POLICY_NAMES}. By default you.", show_default=False)
    ] = None,
    seed: Annotated[
        int,
        typer.Option(
            "--seed", metavar="N", parser=parsing.seed, help="Of the first episode; the next ones count on from it."
        ),
    ] = 0,
    size: Annotated[
        int,
        typer.Option(
            "--size",
            metavar="N",
            parser=parsing.whole(256, 1024),
            help="Pixels a side of the picture, 256 to 1024, if the screen has room.",
        ),
    ] = 512,
    inset: Annotated[bool, typer.Option("--map/--no-map", help="A map in the corner at first.")] = False,
    fps: Annotated[
        float | None,
        typer.Option(
            "--fps",
            metavar="X",
            parser=parsing.number(0.1, 240),
            help="Control steps a second; by default the scenario's frequency, which is real time.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Play in a window, or watch a policy (extra gui).

    Arrow keys or WASD drive. M shows a map, O lets the policy drive and takes over again, P pauses, R starts the
    episode again, N goes on to the next one, Q or Esc quits. Prints the return of each episode.

    \b
    Examples:
      memory-maze play classic/9x9
      memory-maze play classic/15x15 --policy oracle --map --fps 20
      memory-maze play ./mine.yaml -o maze.size=13 --seed 3 --size 768
      memory-maze play classic/9x9 --policy my_agent.py:Agent
    """
    from memory_maze.play import Options
    from memory_maze.play import play as episodes
    from memory_maze.scenario import load

    scenario = load(source, override or [])
    tell_compilation(scenario.camera.renderer)
    for score in episodes(scenario, Options(policy, seed, size, inset, fps, f"{source} - Memory Maze")):
        left = "" if score.whole else " (left early)"
        print_line(f"seed {score.seed}: return {score.total:g} in {score.steps} steps{left}")
