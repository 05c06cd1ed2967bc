"""`memory-maze dataset generate`: trajectories in the published dataset's format."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from . import parsing
from .dataset_options import (
    FORMATS,
    Address,
    Engines,
    Episodes,
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
from .loading import load_any
from .options import Driver, Json, Override, Source, Sweep, seed_option
from .outputs import tell_compilation
from .printing import print_json, print_line
from .progress import State, progress

if TYPE_CHECKING:
    from memory_maze.dataset import Outcome, Progress
    from memory_maze.dataset.making.engines import Engine
    from memory_maze.dataset.place.recipe import Recipe

Report = Callable[[int, "Progress"], None]

MOST_INDEX = 10**8 - 1
"""Trajectories are numbered by eight digits."""


def generate(
    source: Source,
    *,
    out: Out,
    episodes: Episodes = None,
    split: SplitList = None,
    policy: Driver = "wanderer",
    seed: Annotated[int, seed_option("Of the whole dataset.")] = 0,
    steps: Steps = None,
    form: Form = FORMATS[0],
    override: Override = None,
    sweep: Sweep = None,
    workers: Workers = None,
    shard: Shard = None,
    only: IndexList = None,
    engine: Engines = Machines.local,
    address: Address = None,
    as_json: Json = False,
) -> None:
    """Make a dataset, or go on where a run stopped.

    One file a trajectory: an NPZ file as in the published offline dataset, or a Zarr archive with the same arrays.
    The same command gives the same files, whatever the workers, and leaves alone what is already there. Of a family
    each member gets a dataset of its own, in a folder of its name.

    \b
    Examples:
      memory-maze dataset generate classic/9x9 --episodes 100 --out data/9x9
      memory-maze dataset generate classic/15x15 --split train=29000,eval=1000 --policy oracle --out data/15x15
      memory-maze dataset generate classic/9x9 --episodes 10 --policy my_agent.py:Agent --out data/mine
      memory-maze dataset generate families/sizes --episodes 100 --out data/sizes
      memory-maze dataset generate classic/9x9 --episodes 100 --seed 7 --only 42 --out one
      memory-maze dataset generate classic/9x9 --episodes 100 --format zarr --out data/9x9-zarr
      memory-maze dataset generate classic/9x9 --episodes 30000 --shard 3/16 --out /shared/9x9
      memory-maze dataset generate classic/9x9 --episodes 30000 --engine ray --address auto --out s3://bucket/9x9
    """
    named, chosen = parsing.joined(split), parsing.joined(only)
    if episodes is None and named is None:
        raise typer.BadParameter("say how many trajectories to make: --episodes N, or --split train=N,eval=M")
    splits = None if named is None else parsing.splits(named, "--split")
    shares = (0, 1) if shard is None else parsing.share(shard, "--shard")
    indexes = None if chosen is None else parsing.numbers(chosen, "--only", "7 or 0,3,10-14", MOST_INDEX, 10**6)

    from memory_maze.dataset import make_recipe
    from memory_maze.scenario import Scenario
    from memory_maze.scenario.catalogue import meant_by
    from memory_maze.scenario.families.words import split_member

    found = load_any(source, override, sweep)
    if isinstance(found, Scenario):
        name = meant_by(source)
        places = [(out, found, _member(source, name, override) if split_member(name)[1] else None)]
    else:
        places = [
            (f"{out.rstrip('/')}/{one.name}", one.scenario, _member(source, one.label, override)) for one in found
        ]
    recipe_of = partial(make_recipe, policy=policy, splits=splits, seed=seed, steps=steps, format=form)
    recipes = [(place, recipe_of(scenario, episodes, member=member)) for place, scenario, member in places]
    machines = _engine(engine, workers, address)
    if not isinstance(found, Scenario):
        _require_room(out, recipes)
    told = []
    for place, recipe in recipes:
        tell_compilation(recipe.scenario.camera.renderer)
        outcome = made(recipe, place, machines, shares, indexes)
        told.append(_facts(outcome))
        if not as_json:
            print_line(_sentence(outcome, place))
    if as_json:
        by_place = {place: facts for (place, _), facts in zip(recipes, told, strict=True)}
        print_json(told[0] if isinstance(found, Scenario) else by_place)


def _require_room(out: str, recipes: Sequence[tuple[str, Recipe]]) -> None:
    """Raises DatasetError, before anything is made, where the folder of a member holds something else."""
    from memory_maze.dataset import DatasetError
    from memory_maze.dataset.place.metadata import is_dataset, require_claimable
    from memory_maze.dataset.place.stores import open_store

    if is_dataset(open_store(out)):
        raise DatasetError(f"{out} is a dataset itself; choose another folder for those of the members")
    for place, recipe in recipes:
        require_claimable(open_store(place), recipe)


def _member(source: str, label: str, overrides: Sequence[str] | None) -> str:
    """What a member is called in its set: with overrides, and without the folders of a file, which nobody else has."""
    from memory_maze.scenario.documents.reading import is_file
    from memory_maze.scenario.families.words import split_member

    document = split_member(source)[0]
    shown = os.path.basename(document) if is_file(document) else document
    return " ".join([label.replace(document, shown, 1), *(overrides or ())])


def made(
    recipe: Recipe,
    out: str,
    engine: Engine | None = None,
    shares: tuple[int, int] = (0, 1),
    indexes: list[int] | None = None,
) -> Outcome:
    """Makes a dataset under a bar; see `memory_maze.dataset.generate`."""
    from memory_maze.dataset import generate as make

    with _bar(out) as report:
        return make(recipe, out, engine=engine, shard=shares, only=indexes, report=report)


def _facts(outcome: Outcome) -> dict[str, int]:
    size = sum(line.size for line in outcome.made)
    return {"made": len(outcome.made), "already": outcome.already, "missing": outcome.missing, "bytes": size}


def _engine(machines: Machines, workers: int | None, address: str | None) -> Engine:
    if machines is Machines.ray:
        from memory_maze.dataset.making.ray import RayEngine

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
def _bar(label: str) -> Iterator[Report]:
    """Tells how far it is, with rate and size."""
    with progress(label) as report:
        begin = time.monotonic()

        def tell(trajectories: int, progress: Progress) -> None:
            rate = progress.steps / max(1e-9, time.monotonic() - begin)
            note = f"{progress.trajectories}/{trajectories}  {rate:.0f} steps/s  {shown_size(progress.size)}"
            report(State(progress.steps, trajectories * progress.length, note))

        yield tell
