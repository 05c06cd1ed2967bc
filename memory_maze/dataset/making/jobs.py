"""A job: some trajectories that are played together in one process and written one by one."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from memory_maze.dataset.making.recording import Trajectory, record
from memory_maze.dataset.place.manifest import Line, write_part
from memory_maze.dataset.place.recipe import Recipe
from memory_maze.dataset.place.stores import Store

FIRST, MOST = 12, 56
"""Trajectories played together, at most: few in each worker's first job, then many.

All of a job are done at the same time, and an interruption costs those that are not. So the first ones are there soon,
and what can be lost is a part of the time that a run has taken; many together take less time each (docs/dataset.md has
the figures). They take 3 MB each of memory until they are done.
"""


class Job(NamedTuple):
    """What one process does at a time."""

    recipe: Recipe
    indexes: tuple[int, ...]
    store: Store


def share(recipe: Recipe, indexes: Sequence[int], store: Store, workers: int) -> list[Job]:
    """Jobs in rounds of equal ones, a job a worker, so that all workers end at about the same time.

    Args:
      recipe: the dataset.
      indexes: of the trajectories to be made.
      store: where to.
      workers: processes.
    """
    sizes: list[int] = []
    left, most = len(indexes), FIRST
    while left > workers * most:
        # Halves, where not much more is left than these: a job of few takes nearly as long as one of many.
        size = min(most, math.ceil(left / (2 * workers)))
        sizes += [size] * workers
        left -= size * workers
        most = MOST
    last = min(left, workers)
    sizes += [(left * (number + 1)) // last - (left * number) // last for number in range(last)]
    bounds = [0, *itertools.accumulate(sizes)]
    return [Job(recipe, tuple(indexes[a:b]), store) for a, b in itertools.pairwise(bounds)]


def run_job(job: Job, tell: Callable[[int], None] | None = None) -> tuple[Line, ...]:
    """Makes the trajectories of a job and leaves their lines.

    Args:
      job: what to do.
      tell: see `record`.

    Raises:
      OSError: a file cannot be written.
      GenerationError: a maze cannot be generated.
    """
    lines: list[Line] = []
    try:
        for trajectory in record(job.recipe, job.indexes, tell):
            line = line_of(job.recipe, trajectory)
            job.store.write(line.file, trajectory.data)
            lines.append(line)
    except BaseException:
        # What is written counts, where that can still be told.
        with contextlib.suppress(OSError):
            write_part(job.store, lines)
        raise
    write_part(job.store, lines)
    return tuple(lines)


def line_of(recipe: Recipe, trajectory: Trajectory) -> Line:
    """What the manifest says of a trajectory."""
    index = trajectory.index
    seeds = recipe.seeds(index)
    return Line(
        index=index,
        file=recipe.file(index),
        split=recipe.split(index),
        steps=recipe.steps,
        policy=recipe.policy,
        seed=seeds.environment,
        policy_seed=seeds.policy,
        total=trajectory.total,
        scenario=recipe.digest,
        size=len(trajectory.data),
        sha256=hashlib.sha256(trajectory.data).hexdigest(),
        drawn=trajectory.drawn,
    )
