"""`memory-maze play`: a window to play in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import parsing
from .loading import load_one
from .options import POLICY_NAMES, Override, Source, policy_option, seed_option
from .outputs import tell_compilation
from .printing import print_line


def play(
    source: Source,
    *,
    override: Override = None,
    policy: Annotated[
        str | None, policy_option(f"Who drives at first: {POLICY_NAMES}. By default you.", show_default=False)
    ] = None,
    seed: Annotated[int, seed_option("Of the first episode; the next ones count on from it.")] = 0,
    size: Annotated[
        int | None,
        typer.Option(
            "--size",
            metavar="N",
            parser=parsing.whole(256, 1024),
            help="Pixels a side of the picture at first, 256 to 1024, if the screen has room; by default 512, and more "
            "on a fine screen.",
            show_default=False,
        ),
    ] = None,
    full_screen: Annotated[bool, typer.Option("--full-screen", help="Fill the screen at first.")] = False,
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
    stepwise: Annotated[bool, typer.Option("--step", help="One action a key press at first.")] = False,
    sound: Annotated[bool, typer.Option("--sound/--no-sound", help="Sounds for what was found, at first.")] = True,
    chance: Annotated[
        float,
        typer.Option(
            "--random",
            metavar="P",
            parser=parsing.number(0, 1),
            help="The share of actions that are drawn at random in place of yours.",
        ),
    ] = 0.0,
    record: Annotated[
        str | None,
        typer.Option(
            "--record", metavar="DIR", help="Record games into this folder, as trajectories.", show_default=False
        ),
    ] = None,
    player: Annotated[
        str, typer.Option("--player", metavar="NAME", help="Your name, for what is recorded.", show_default=False)
    ] = "",
    film: Annotated[bool, typer.Option("--film", help="Film what is recorded too, as MP4.")] = False,
) -> None:
    """Play in a window, or watch a policy (extra gui).

    Arrow keys, WASD or a gamepad drive; the clock waits for the first of them. H shows all keys: M a map, V the agent's
    own pixels, O lets the policy drive, T takes a step a key press, R starts the episode again, N goes on to the next
    one, and others. Prints the return of each episode.

    \b
    Examples:
      memory-maze play classic/9x9
      memory-maze play classic/9x9 --record games --player Ada
      memory-maze play classic/15x15 --policy oracle --map --fps 20
      memory-maze play ./mine.yaml -o maze.size=13 --seed 3 --size 768
      memory-maze play classic/9x9 --policy my_agent.py:Agent
    """
    for given, option in ((player, "--player"), (film, "--film")):
        if given and record is None:
            raise typer.BadParameter("say where to record: --record DIR", param_hint=option)

    from memory_maze.play import Options, mean_line
    from memory_maze.play import play as episodes

    scenario = load_one(source, override)
    tell_compilation(scenario.camera.renderer)
    options = Options(
        policy=policy,
        seed=seed,
        side=size,
        map=inset,
        rate=fps,
        name=source,
        full_screen=full_screen,
        sound=sound,
        stepwise=stepwise,
        chance=chance,
        record=record,
        player=player,
        film=film,
    )
    scores = []
    for score in episodes(scenario, options):
        scores.append(score)
        left = "" if score.whole else " (left early)"
        where = f", {Path(record or '') / score.file}" if score.file else ""
        print_line(f"seed {score.seed}: return {score.total:g} in {score.steps} steps{left}{where}")
    if mean := mean_line(scores):
        print_line(mean)
