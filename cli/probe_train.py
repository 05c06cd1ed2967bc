"""`memory-maze probe train`: a row of the published table, with its probes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import completion, parsing
from .dataset_options import shown_size, trajectories
from .options import Json, choice_option, seed_option
from .printing import print_json, print_line, print_note
from .probe_options import Data, RowName, Size, Train
from .progress import Report, State, paced, progress, shown_time
from .training_options import Changes, Device, Resume, Run, Threads, changes_of

if TYPE_CHECKING:
    from memory_maze.baselines.probing.training import Tally
    from memory_maze.dataset import Dataset

BYTES, SECONDS = 4.5e6, 0.48
"""What a trajectory of 1000 steps takes on disk, and of one core, about."""

SPLITS = {"mini": {"eval": 64, "train": 2000}, "paper": {"eval": 1000, "train": 29000}}
"""The trajectories that are made for a size."""


def train(
    row: Annotated[
        RowName,
        typer.Argument(
            metavar="ROW",
            parser=parsing.one_of(RowName),
            autocompletion=completion.choices(RowName),
            help=f"Which model: {', '.join(RowName)}.",
        ),
    ],
    *,
    data: Data,
    out: Run,
    size: Annotated[
        Size, choice_option("--size", Size, "mini, for the cores of a laptop, or the published one, for a GPU.")
    ] = Size.mini,
    steps: Annotated[
        int,
        typer.Option("--steps", metavar="N", parser=parsing.count(1, 10**9), help="Gradient steps, such as 1e4."),
    ] = 20_000,
    split: Train = "train",
    seed: Annotated[int, seed_option("Of weights, windows and what is drawn.")] = 0,
    resume: Resume = False,
    vae: Annotated[
        Path | None,
        typer.Option(
            "--vae",
            metavar="RUN",
            help="For vae-gru: take the pictures as that run of vae sees them. Each is looked at once; suits a CPU.",
            show_default=False,
        ),
    ] = None,
    setting: Changes = None,
    threads: Threads = None,
    device: Device = None,
    yes: Annotated[bool, typer.Option("--yes", help="Make data that are missing without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Train a row of the published probing table.

    RUN gets config.json, curve.csv (losses over steps, each row the mean of 100) and, at most every minute, a
    checkpoint. Where DIR is missing, data of classic/9x9 are made, after a question. Needs torch, and the RSSM
    torchrl (pip install 'memory-maze-scenarios[baselines]').

    \b
    Examples:
      memory-maze probe train oracle --data data/9x9 --steps 1e4 --out runs/oracle
      memory-maze probe train vae --data data/9x9 --steps 3000 --out runs/vae
      memory-maze probe train vae-gru --data data/9x9 --vae runs/vae --steps 2e4 --out runs/vae-gru
      memory-maze probe train rssm-tbtt --data data/9x9 --size paper --steps 1e6 --out runs/rssm --resume
      memory-maze probe evaluate runs/oracle --data data/9x9
    """
    from memory_maze.installed import require

    require("a row that learns", "torch")
    from memory_maze.baselines.allocation import keep_large_blocks
    from memory_maze.baselines.probing.training import Plan
    from memory_maze.baselines.probing.training import train as learn
    from memory_maze.baselines.probing.trajectories import split_of

    dataset = _opened(data, size, yes)
    digest = dataset.name if dataset.recipe is None else dataset.recipe.digest
    plan = Plan(row.value, digest, size.value, seed, changes_of(setting), vae, threads, device)
    keep_large_blocks()
    with progress(str(out)) as report:
        tally = learn(
            plan,
            split_of(dataset, split),
            out,
            steps,
            resume=resume,
            report=_told(report, steps),
            encoding=lambda done, count: report(State(done, count, "encoding pictures")),
        )
    if as_json:
        print_json({"steps": tally.steps, "clock_s": tally.clock, "cpu_s": tally.cpu, **tally.latest})
    else:
        print_line(f"{out}: {tally.steps:,} steps, {', '.join(_shown(tally.latest))}")


def _told(report: Report, steps: int) -> Callable[[Tally], None]:
    tell = paced(report, steps)
    return lambda tally: tell(tally.steps, ", ".join(_shown(tally.latest)))


def _shown(losses: dict[str, float]) -> list[str]:
    return [f"{name} {loss:.3g}" for name, loss in losses.items()]


def _opened(data: str, size: Size, yes: bool) -> Dataset:
    """The data, made first where there are none and somebody says so."""
    from memory_maze.dataset import open as open_dataset

    if "://" in data or Path(data).exists():
        return open_dataset(data)
    from memory_maze.dataset import make_recipe
    from memory_maze.machine import cores
    from memory_maze.scenario import load

    from .dataset_generate import made

    splits = SPLITS[size]
    count = sum(splits.values())
    seconds = count * SECONDS / cores()
    print_note(
        f"{data} is not there; {trajectories(count)} of classic/9x9 take {shown_size(count * BYTES)} and about "
        f"{shown_time(seconds)} on these cores, when they have nothing else to do"
    )
    if not yes and not (sys.stdin.isatty() and typer.confirm("make them?", err=True)):
        raise typer.BadParameter(
            f"{data} is not there; add --yes, or make it with memory-maze dataset generate", param_hint="--data"
        )
    made(make_recipe(load("classic/9x9"), splits=splits), data)
    return open_dataset(data)
