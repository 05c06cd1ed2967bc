"""`memory-maze probe film`: what a model believes, in motion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import parsing
from .outputs import FOLDER
from .printing import print_line
from .probe_options import Data, Eval, FitSeed, FitSteps, ModelName, Train
from .progress import Report, State, counting, progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def film(
    model: ModelName,
    *,
    data: Data,
    train: Train = "train",
    split: Eval = "eval",
    episode: Annotated[
        int,
        typer.Option("--episode", metavar="N", parser=parsing.whole(0), help="Which trajectory of the split, from 0."),
    ] = 0,
    length: Annotated[
        int | None,
        typer.Option(
            "--length", metavar="N", parser=parsing.whole(1), help="Control steps at most.", show_default=False
        ),
    ] = None,
    steps: FitSteps = 5000,
    seed: FitSeed = 0,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="A .mp4, .gif, .webp, or .png of the last moment.")
    ] = FOLDER / "probe.gif",
    fps: Annotated[
        float, typer.Option("--fps", metavar="N", parser=parsing.number(1, 60), help="Frames a second.")
    ] = 10.0,
) -> None:
    """Film what a model believes: the view, the maze, and the maze as it is believed to be.

    Cells are the darker the more probably they are walls; rings are where the objects are believed to be. Below it is
    told how much of it is right.

    \b
    Examples:
      memory-maze probe film runs/oracle --data data/9x9 --out film.mp4
      memory-maze probe film constant --data data/9x9 --episode 3 --length 100
    """
    from memory_maze.baselines.probing.models import Learning, make_predictor
    from memory_maze.baselines.probing.showing import frames
    from memory_maze.baselines.probing.trajectories import split_of
    from memory_maze.dataset import open as open_dataset
    from memory_maze.pictures.clips import check_clip, write_clip

    check_clip(out)
    dataset = open_dataset(data)
    shown = split_of(dataset, split)
    if episode >= len(shown):
        raise typer.BadParameter(f"{split} has trajectories 0 to {len(shown) - 1}", param_hint="--episode")
    with counting("learning") as report:
        made = make_predictor(model, split_of(dataset, train), Learning(steps, seed), report)
    recording = shown[episode]
    total = recording.length if length is None else min(length + 1, recording.length)
    with progress(str(out)) as report:
        drawn = frames(recording, made.predictor, length)
        write_clip(out, _counted(drawn, total, report), fps)
    print_line(f"wrote {out}: {parsing.counted(total, 'moment')}")


def _counted(drawn: Iterator[NDArray[np.uint8]], total: int, report: Report) -> Iterator[NDArray[np.uint8]]:
    for number, frame in enumerate(drawn, 1):
        report(State(number, total))
        yield frame
