"""`memory-maze dataset generate`: trajectories in the published dataset's format."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from .dataset_options import (
    Address,
    Engines,
    Episodes,
    Files,
    Form,
    IndexList,
    Machines,
    Out,
    Shard,
    SplitList,
    Steps,
    Workers,
    shown_size,
    trajectories,
)
from .options import Driver, Json, Override, Source
from .outputs import tell_compilation
from .printing import print_json, say

if TYPE_CHECKING:
    from memory_maze.dataset import Outcome, Progress
    from memory_maze.dataset.engines import Engine

Report = Callable[[int, "Progress"], None]


def generate(
    source: Source,
    *,
    out: Out,
    episodes: Episodes = None,
    split: SplitList = None,
    policy: Driver = "wanderer",
    seed: Annotated[int, typer.Option("--seed", min=0, max=2**32 - 1, help="Of the whole dataset.")] = 0,
    steps: Steps = None,
    form: Form = Files.npz,
    override: Override = None,
    workers: Workers = None,
    shard: Shard = None,
    only: IndexList = None,
    engine: Engines = Machines.local,
    address: Address = None,
    as_json: Json = False,
) -> None:
    """Make a dataset, or go on where a run stopped.

    One file a trajectory: an NPZ file as in the published offline dataset, or a Zarr archive with the same arrays.
    The same command gives the same files, whatever the workers, and leaves alone what is already there.

    \b
    Examples:
      memory-maze dataset generate classic/9x9 --episodes 100 --out data/9x9
      memory-maze dataset generate classic/15x15 --split train=29000,eval=1000 --policy oracle --out data/15x15
      memory-maze dataset generate classic/9x9 --episodes 100 --seed 7 --only 42 --out one
      memory-maze dataset generate classic/9x9 --episodes 100 --format zarr --out data/9x9-zarr
      memory-maze dataset generate classic/9x9 --episodes 30000 --shard 3/16 --out /shared/9x9
      memory-maze dataset generate classic/9x9 --episodes 30000 --engine ray --address auto --out s3://bucket/9x9
    """
    shares, splits, indexes = _shard(shard), _splits(split), _indexes(only)

    from memory_maze.dataset import generate as make
    from memory_maze.dataset import make_recipe
    from memory_maze.scenario import load

    scenario = load(source, override or [])
    recipe = make_recipe(scenario, episodes, policy=policy, splits=splits, seed=seed, steps=steps, format=form.value)
    chosen = _engine(engine, workers, address)
    tell_compilation(scenario.camera.renderer)
    with _bar() as report:
        outcome = make(recipe, out, engine=chosen, shard=shares, only=indexes, report=report)
    if as_json:
        size = sum(line.size for line in outcome.made)
        made = len(outcome.made)
        print_json({"made": made, "already": outcome.already, "missing": outcome.missing, "bytes": size})
    else:
        say(_sentence(outcome, out))


def _engine(machines: Machines, workers: int | None, address: str | None) -> Engine:
    if machines is Machines.ray:
        from memory_maze.dataset.ray import RayEngine

        return RayEngine(address, workers)
    if address is not None:
        raise typer.BadParameter("only a Ray cluster has an address; add --engine ray", param_hint="--address")
    from memory_maze.dataset import local_engine

    return local_engine(workers)


def _sentence(outcome: Outcome, out: str) -> str:
    made, total = len(outcome.made), sum(line.total for line in outcome.made)
    parts = [f"{trajectories(made)} made"]
    if made:
        parts += [shown_size(sum(line.size for line in outcome.made)), f"mean return {total / made:.2f}"]
    if outcome.already:
        parts.append(f"{outcome.already} {'was' if outcome.already == 1 else 'were'} there")
    parts.append(f"{outcome.missing} still to be made" if outcome.missing else "the dataset is complete")
    return f"{out}: {', '.join(parts)}"


@contextlib.contextmanager
def _bar() -> Iterator[Report | None]:
    """A bar on stderr with rate, size and time left; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.fields[done]}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[size]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, done="starting", rate="", size="")

        def report(trajectories: int, progress: Progress) -> None:
            speed = bar.tasks[task].finished_speed or bar.tasks[task].speed or 0.0
            bar.update(
                task,
                total=trajectories * progress.length,
                completed=progress.steps,
                done=f"{progress.trajectories}/{trajectories}",
                rate=f"{speed:.0f} steps/s",
                size=shown_size(progress.size),
            )

        yield report


def _splits(text: str | None) -> dict[str, int] | None:
    if text is None:
        return None
    found: dict[str, int] = {}
    for part in text.split(","):
        pair = re.fullmatch(r"\s*([^=\s]+)\s*=\s*(\d{1,8})\s*", part)
        if pair is None or pair[1] in found:
            raise typer.BadParameter(f"{text!r} is no list of splits; write train=900,eval=100", param_hint="--split")
        found[pair[1]] = int(pair[2])
    return found


def _shard(text: str | None) -> tuple[int, int]:
    if text is None:
        return 0, 1
    pair = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
    if pair is None or int(pair[1]) >= int(pair[2]):
        raise typer.BadParameter(f"{text!r} is no share; write 0/4, 1/4, 2/4 and 3/4", param_hint="--shard")
    return int(pair[1]), int(pair[2])


def _indexes(text: str | None) -> list[int] | None:
    if text is None:
        return None
    indexes: list[int] = []
    for part in text.split(","):
        bounds = re.fullmatch(r"\s*(\d{1,8})\s*(?:-\s*(\d{1,8})\s*)?", part)
        if bounds is None or int(bounds[2] or bounds[1]) < int(bounds[1]):
            raise typer.BadParameter(f"{text!r} is no list of numbers; write 7 or 0,3,10-14", param_hint="--only")
        indexes.extend(range(int(bounds[1]), int(bounds[2] or bounds[1]) + 1))
    return indexes
