"""`memory-maze probe evaluate`: a model, measured on recorded trajectories."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import parsing
from .dataset_options import trajectories
from .options import Json
from .printing import print_figures, print_json, print_line, print_rows
from .probe_options import Data, Eval, FitSeed, FitSteps, ModelName, Train
from .progress import counting

if TYPE_CHECKING:
    from memory_maze.baselines.probing.results import Result
    from memory_maze.baselines.probing.scores import Measure

Episodes = Annotated[
    int | None,
    typer.Option(
        "--episodes",
        metavar="N",
        parser=parsing.whole(1),
        help="Trajectories that are evaluated; by default all of the split.",
        show_default=False,
    ),
]


def evaluate(
    model: ModelName,
    *,
    data: Data,
    train: Train = "train",
    split: Eval = "eval",
    episodes: Episodes = None,
    steps: FitSteps = 5000,
    seed: FitSeed = 0,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write the JSON there, too.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Measure what a model remembers: the published probing benchmark.

    The model goes through whole trajectories of the dataset, its state carried on. Probes, trained on the train split
    without changing the model, read from its features which cells are walls, and where the objects are. Measured over
    the second half of each trajectory: cells told right, in per cent, and the squared distance of objects, in cells²;
    over the first 50 moments, before there is much to remember; and the change from these to that.

    `constant` believes in the mean maze and in mean places; `pose` knows where it is besides, and nothing else. Of a
    model of your own, MODEL names what is called without arguments and returns it: width, initial(batch), step(images,
    actions, state).

    \b
    Examples:
      memory-maze probe evaluate constant --data data/9x9
      memory-maze probe evaluate pose --data data/9x9
      memory-maze probe evaluate runs/oracle --data data/9x9 --out oracle.json
      memory-maze probe evaluate my_model.py:Model --data data/9x9 --steps 2000
      memory-maze probe evaluate my_model.py:Model --data data/9x9 --episodes 64 --json
    """
    from memory_maze.baselines.probing.models import Learning, make_predictor
    from memory_maze.baselines.probing.results import facts, result_of
    from memory_maze.baselines.probing.scores import evaluate as measured
    from memory_maze.baselines.probing.trajectories import split_of
    from memory_maze.dataset import open as open_dataset
    from memory_maze.files import check_writable, write_whole

    if out is not None:
        check_writable(out)
    dataset = open_dataset(data)
    evaluated, learnt = split_of(dataset, split, episodes), split_of(dataset, train)
    with counting("learning") as report:
        made = make_predictor(model, learnt, Learning(steps, seed), report)
    with counting("evaluating") as report:
        errors = measured(evaluated, made.predictor, lambda done: report(done, len(evaluated)))
    result = result_of(made.row, errors, dataset)
    told = facts(result, dataset, made.how)
    if out is not None:
        write_whole(out, (json.dumps(told, indent=1) + "\n").encode())
    if as_json:
        print_json(told)
    elif sys.stdout.isatty():
        _print_page(result, data)
    else:
        print_rows([_cells(result)])


def _print_page(result: Result, data: str) -> None:
    print_line(f"{data}: {trajectories(result.evaluated)}, mean ± standard error")
    print_line("")
    parts = (result.half, result.first, result.change)
    times = ("second half", "first 50", "change")
    header = ["model", *(f"{what}\n{when}" for what in ("walls, %", "objects, cells²") for when in times)]
    cells = [_shown(getattr(part, what)) for what in ("walls", "objects") for part in parts]
    rows = [[result.row, *cells]]
    if result.published is not None:
        rows.append(["published", f"{result.published.walls:.1f}", "", "", f"{result.published.objects:.1f}", "", ""])
    print_figures(header, rows)


def _shown(measured: Measure) -> str:
    from memory_maze.agents.means import with_error

    return with_error(measured.mean, measured.standard_error)


def _cells(result: Result) -> list[str]:
    """One line for pipes: model, trajectories, and for each measure mean and error, second half and first moments."""
    parts = (result.half.walls, result.half.objects, result.first.walls, result.first.objects)
    figures: list[Any] = [value for part in parts for value in part]
    return [result.row, str(result.evaluated), *("" if value is None else f"{value:.2f}" for value in figures)]
