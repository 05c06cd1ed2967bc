"""What there is to say about a dataset at a glance, without opening its trajectories."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.contents import InMemory
from memory_maze.dataset.files.formats import open_archive, stem_of
from memory_maze.dataset.inspecting.tallies import Tally, tallies
from memory_maze.dataset.place.games import files_of_games, folders_of_games, list_games, placed
from memory_maze.dataset.place.manifest import done, read_manifest
from memory_maze.dataset.place.metadata import About, is_dataset, missing, read_about, read_recipe
from memory_maze.dataset.place.stores import Store, open_store

SMALLEST = 1000
"""Bytes that a file has at least if it holds the arrays of a trajectory: their names and headers alone take more."""


@dataclass(frozen=True)
class Part:
    """One split of a dataset, or one folder of files."""

    name: str
    trajectories: int
    expected: int | None
    """How many trajectories the split is to have; None where nothing says so."""
    steps: int
    """Control steps, those of all trajectories together."""
    size: int
    """Bytes of all files together."""
    mean_return: float | None
    """The mean return of the trajectories; None where nothing says so, or nothing is there."""
    empty: int = 0
    """Files among them that hold no arrays, and are no trajectories."""


@dataclass(frozen=True)
class Overview:
    """A dataset at a glance."""

    parts: tuple[Part, ...]
    summary: str | None
    """The scenario's sentence; None for a plain folder of files."""
    about: About | None
    """What `dataset.json` says; None for a plain folder of files."""
    complete: bool | None
    """Whether all trajectories are there; None for a plain folder of files."""
    games: tuple[Tally, ...] = ()
    """The games of people, by scenario and player; empty where nobody played."""


def look_at(target: str | Path) -> Overview:
    """Looks at a dataset that `generate` made or is making, or at a folder of such files, such as the published ones or
    games of people.

    Raises:
      DatasetError: there is neither.
      ScenarioError: the dataset's scenario is not valid.
    """
    store = open_store(target)
    if folders_of_games(store):
        return _of_people(store)
    return _ours(store) if is_dataset(store) else _theirs(store)


def _of_people(store: Store) -> Overview:
    parts = []
    games = list_games(store)
    for folder in folders_of_games(store):
        names = files_of_games(store, folder)[0]
        own = {placed(folder, name): size for name, size in store.sizes(folder).items() if name in names}
        here = [game for game in games if game.file in own]
        mean = sum(game.total for game in here) / len(here) if here else None
        steps, damaged = sum(game.steps for game in here), len(own) - len(here)
        parts.append(Part(folder or ".", len(here), None, steps, sum(own.values()), mean, damaged))
    return Overview(tuple(parts), None, None, None, tallies(games))


def _ours(store: Store) -> Overview:
    recipe = read_recipe(store)
    there = done(recipe, store, read_manifest(store))
    parts = []
    for split in recipe.splits:
        lines = [line for line in there.values() if line.split == split.name]
        steps, size = sum(line.steps for line in lines), sum(line.size for line in lines)
        mean = sum(line.total for line in lines) / len(lines) if lines else None
        parts.append(Part(split.name, len(lines), split.episodes, steps, size, mean))
    return Overview(tuple(parts), recipe.scenario.summary, read_about(store), len(there) == recipe.episodes)


def _theirs(store: Store) -> Overview:
    parts = []
    for folder in ("", *store.folders()):
        files = {name: size for name, size in store.sizes(folder).items() if stem_of(name) is not None}
        if files:
            place = f"{folder}/" if folder else ""
            full = [name for name, size in files.items() if not _is_empty(store, f"{place}{name}", size)]
            steps, empty = sum(map(steps_in, full)), len(files) - len(full)
            parts.append(Part(folder or ".", len(full), None, steps, sum(files.values()), None, empty))
    if not parts:
        raise missing(store)
    return Overview(tuple(parts), None, None, None)


def _is_empty(store: Store, file: str, size: int) -> bool:
    """Whether a file holds no array, which only a small one is opened for."""
    if size >= SMALLEST:
        return False
    try:
        return not open_archive(InMemory(store.read(file), file)).names
    except DatasetError:
        return True


def steps_in(name: str) -> int:
    """The steps that a trajectory's name tells: what follows the last dash; 0 where that is no number."""
    number = (stem_of(name) or "").rpartition("-")[2]
    return int(number) if number.isascii() and number.isdigit() else 0
