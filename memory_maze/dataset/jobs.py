"""A job: some trajectories that are played together in one process and written one by one."""

from __future__ import annotations

import hashlib
import itertools
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from memory_maze.dataset.manifest import Line, write_part
from memory_maze.dataset.recipe import Recipe
from memory_maze.dataset.recording import Trajectory, record
from memory_maze.dataset.stores import Store

BATCH = 64
"""Trajectories played together, at most: a tenth faster than 32. They take 3 MB each of memory until they are done."""


class Job(NamedTuple):
    """What one process does at a time."""

    recipe: Recipe
    indexes: tuple[int, ...]
    store: Store


def share(recipe: Recipe, indexes: Sequence[int], store: Store, workers: int) -> list[Job]:
    """Jobs of about equal size, so that all workers end at about the same time.

    Args:
      recipe: the dataset.
      indexes: of the trajectories to be made.
      store: where to.
      workers: processes.
    """
    rounds = math.ceil(len(indexes) / (BATCH * workers))
    count = min(len(indexes), rounds * workers)
    bounds = [len(indexes) * number // count for number in range(count + 1)] if count else []
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
    lines = []
    for trajectory in record(job.recipe, job.indexes, tell):
        line = line_of(job.recipe, trajectory)
        job.store.write(line.file, trajectory.data)
        lines.append(line)
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
    )
