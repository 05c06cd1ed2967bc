"""Making a dataset: what is missing is made, what is there is left alone."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from memory_maze.dataset.errors import DatasetError, WorkerLostError
from memory_maze.dataset.files.formats import require
from memory_maze.dataset.making.engines import Engine, local_engine
from memory_maze.dataset.making.jobs import share
from memory_maze.dataset.place.manifest import Line, done, read_manifest, write_manifest
from memory_maze.dataset.place.metadata import claim, read_about
from memory_maze.dataset.place.recipe import PARTS, Recipe, Split
from memory_maze.dataset.place.stores import Store, open_store
from memory_maze.files import is_leftover

_REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "when there is room"),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), "where more files may be open (ulimit -n)"),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), "when files may be written there"),
    errno.EFBIG: "where files may be larger (ulimit -f)",
}
"""When a run that could not write goes on, by the error's number: what it lacked."""


class Progress(NamedTuple):
    """How far a run has come."""

    steps: int
    """Control steps taken in this run."""
    length: int
    """Control steps of one trajectory."""
    trajectories: int
    """Trajectories written in this run."""
    size: int
    """Bytes written in this run."""


@dataclass(frozen=True)
class Outcome:
    """What a run has done."""

    made: tuple[Line, ...]
    """The manifest's lines of the trajectories that this run made, by index."""
    already: int
    """Trajectories that the run was asked for and that were there."""
    missing: int
    """Trajectories of the whole set that are still to be made."""


def generate(
    recipe: Recipe,
    target: str | Path,
    *,
    engine: Engine | None = None,
    shard: tuple[int, int] = (0, 1),
    only: Iterable[int] | None = None,
    report: Callable[[int, Progress], None] | None = None,
) -> Outcome:
    """Makes the trajectories of a dataset that are not there yet.

    The same recipe gives the same files, whatever the engine, and however often a run was interrupted. One with more
    trajectories in its last split, or with further splits after it, lets the dataset grow. Machines that
    share a target take a shard each; whichever completes the set puts the manifest together.

    Args:
      recipe: the dataset.
      target: a folder, or a URL that fsspec understands. Empty, or with this dataset begun.
      engine: what runs the jobs; by default a process for each core.
      shard: (i, n): only every n-th trajectory, from the i-th on.
      only: indexes: only these.
      report: called now and then with the number of trajectories that this run has to make and how far it is.

    Raises:
      DatasetError: the target holds something else, a package is missing, or a worker died.
      OSError: a file cannot be written.
      GenerationError: a maze cannot be generated.
      KeyboardInterrupt: says how far it is. In every case what is done stays, and the next run goes on from there.
    """
    require(recipe.format)
    engine = engine or local_engine()
    chosen = _chosen(recipe, shard, only)
    store = open_store(target)
    recipe = claim(store, recipe)
    there = done(recipe, store, read_manifest(store))
    todo = [index for index in chosen if index not in there]
    if todo:
        _require_writable(store)
    jobs = share(recipe, todo, store, engine.workers)
    made: list[Line] = []
    steps = 0

    def tell(taken: int) -> None:
        nonlocal steps
        steps += taken
        if report is not None:
            report(len(todo), Progress(steps, recipe.steps, len(made), sum(line.size for line in made)))

    if jobs:
        with _saying_how_far(recipe, store), contextlib.closing(engine.run(jobs, tell)) as finished:
            for lines in finished:
                made += lines
                tell(0)
    missing = _complete(recipe, store)
    return Outcome(tuple(sorted(made, key=lambda line: line.index)), len(chosen) - len(todo), missing)


@contextlib.contextmanager
def _saying_how_far(recipe: Recipe, store: Store) -> Iterator[None]:
    """Adds to what ends a run early how much there is, and that the same run goes on from there."""

    def how_far() -> str:
        try:
            there = len(done(recipe, store, read_manifest(store)))
        except OSError:
            # The place itself may be what is lost.
            return "what was complete is there; the same command goes on"
        return f"{there} of {recipe.episodes} trajectories are there; the same command goes on"

    try:
        yield
    except KeyboardInterrupt as stop:
        stop.args = (how_far(),)
        raise
    except WorkerLostError as error:
        raise WorkerLostError(f"{error}: {how_far()}, with fewer workers if need be") from None
    except MemoryError:
        raise DatasetError(f"there is not enough memory: {how_far()}, with fewer workers") from None
    except OSError as error:
        if error.errno is None:
            raise
        remedy = _REMEDIES.get(error.errno, "when that is mended")
        raise OSError(error.errno, f"{error.strerror}; {how_far()} {remedy}", error.filename) from None


def _require_writable(store: Store) -> None:
    """Finds out before anything is played, which takes minutes, whether a file can be written."""
    probe = ".writable.00000000.part"
    try:
        store.write(probe, b"")
    except OSError as error:
        raise OSError(error.errno, error.strerror, store.name) from None
    store.remove(probe)


def _chosen(recipe: Recipe, shard: tuple[int, int], only: Iterable[int] | None) -> list[int]:
    number, count = shard
    if not 0 <= number < count:
        raise DatasetError(f"there is no shard {number} of {count}; they are numbered from 0 to {count - 1}")
    indexes = range(recipe.episodes) if only is None else sorted(set(only))
    for index in indexes if only is not None else ():
        if not 0 <= index < recipe.episodes:
            raise DatasetError(f"there is no trajectory {index}; they are numbered from 0 to {recipe.episodes - 1}")
    return [index for index in indexes if index % count == number]


def _complete(recipe: Recipe, store: Store) -> int:
    """If nothing is missing, puts the manifest together and clears up; returns how many trajectories are missing."""
    # Another run may have let it grow meanwhile; its lines are not to be lost.
    recipe = dataclasses.replace(recipe, splits=tuple(Split(*item) for item in read_about(store).splits.items()))
    manifest = read_manifest(store)
    there = done(recipe, store, manifest)
    missing = recipe.episodes - len(there)
    if not missing and (manifest.parts or manifest.damaged or len(manifest.lines) > len(there)):
        write_manifest(store, manifest, there.values())
    if not missing:
        for folder in ("", PARTS, *(split.name for split in recipe.splits)):
            for name in store.sizes(folder):
                if is_leftover(name):
                    store.remove(f"{folder}/{name}" if folder else name)
        if PARTS in store.folders():
            store.prune(PARTS)
    return missing
