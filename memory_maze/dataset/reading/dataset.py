"""Reading datasets: trajectories by split, each decoded as far as it is looked at."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, overload

from numpy.typing import NDArray

from memory_maze.dataset.errors import DatasetError, NoSuchKeyError
from memory_maze.dataset.files.entries import entries
from memory_maze.dataset.files.formats import Archive, open_archive, stem_of
from memory_maze.dataset.place.games import (
    Game,
    content_of,
    files_of_games,
    folders_of_games,
    placed,
    read_game,
    scenario_of_games,
)
from memory_maze.dataset.place.manifest import Line, done, left_out, read_manifest
from memory_maze.dataset.place.metadata import is_dataset, missing, read_recipe
from memory_maze.dataset.place.recipe import Recipe
from memory_maze.dataset.place.stores import Store, open_store
from memory_maze.notebooks import html_of
from memory_maze.scenario.model.counting import counted
from memory_maze.scenario.schema import Scenario

MOST_KEPT = 256
"""Files whose directories a dataset keeps, the ones used last, with about 1 MB each of what was decoded last."""

MOST_KEPT_WHOLE = 64
"""Files without sections of which a dataset keeps whole arrays, the ones used last: 13 MB each in the published set."""

_log = logging.getLogger("memory_maze.dataset")

Arrays = dict[str, NDArray[Any]]


class Recording(Mapping[str, NDArray[Any]]):
    """One trajectory. Its arrays have a leading axis of time; they are decoded when asked for, and not to be written.

    `recording["image"]` is a whole array, `recording.window(100, 148)` a few moments of some or all of them.
    """

    def __init__(self, files: _Files, file: str, line: Line | Game | None, scenario: Scenario | None = None) -> None:
        self._files = files
        self.file = file
        """The trajectory's file, as a path from the dataset's folder."""
        self.line = line
        """What the manifest says of the trajectory, or the file itself of a person's game; None where nothing does."""
        self.scenario = scenario
        """What was played; None where nothing says so."""

    @property
    def length(self) -> int:
        """Moments: one more than steps."""
        if self.line is not None:
            return self.line.steps + 1
        archive = self._files.archive(self.file)
        shapes = [archive.shape(name) for name in ("reward", *archive.names) if name in archive.names]
        if not shapes or not shapes[0]:
            raise DatasetError(f"{self.file} is no trajectory: it has no array with an axis of time")
        return shapes[0][0]

    def window(self, begin: int, end: int, keys: Sequence[str] | None = None) -> Arrays:
        """Moments `begin` to `end`, [end - begin, *shape] each.

        Args:
          begin: from 0.
          end: at most `length`.
          keys: which arrays; by default all.

        Raises:
          DatasetError: the file is damaged, or has no such array.
          IndexError: there are no such moments.
        """
        if not 0 <= begin < end <= self.length:
            raise IndexError(f"{self.file} has moments 0 to {self.length}, not {begin} to {end}")
        archive = self._files.archive(self.file)
        keys = archive.names if keys is None else keys
        for key in keys:
            self._require(key, archive)
            shape = archive.shape(key)
            if shape[:1] != (self.length,):
                raise DatasetError(f"{self.file}: '{key}' is of shape {list(shape)}, not of {self.length} moments")
        return archive.window(keys, begin, end)

    def __getitem__(self, key: str) -> NDArray[Any]:
        archive = self._files.archive(self.file)
        self._require(key, archive)
        return archive.read(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._files.archive(self.file).names)

    def __len__(self) -> int:
        return len(self._files.archive(self.file).names)

    def _repr_html_(self) -> str:
        return html_of("trajectory", self)

    def __repr__(self) -> str:
        # Nothing is read for it.
        known = "" if self.line is None else f", {self.length} moments, return {self.line.total:g}"
        return f"Recording({self.file!r}{known})"

    def _require(self, key: str, archive: Archive) -> None:
        if key not in archive.names:
            raise no_such_array(self.file, key, archive.names)


def no_such_array(file: str, key: str, names: Sequence[str]) -> NoSuchKeyError:
    """The error for an array that a file does not have, with those that it has."""
    if not names:
        return NoSuchKeyError(f"{file} has no array {key!r}: it holds no arrays")
    return NoSuchKeyError(f"{file} has no array {key!r}; it has {', '.join(names)}")


class Split(Sequence[Recording]):
    """The trajectories of one split, by index, or some of them."""

    def __init__(self, name: str, recordings: Sequence[Recording], expected: int | None = None) -> None:
        self.name = name
        self.expected = len(recordings) if expected is None else expected
        """How many trajectories it is to have; some are still to be made, damaged or lost where it has fewer."""
        self._recordings = tuple(recordings)

    @overload
    def __getitem__(self, index: int) -> Recording: ...

    @overload
    def __getitem__(self, index: slice) -> Split: ...

    def __getitem__(self, index: int | slice) -> Recording | Split:
        if isinstance(index, slice):
            return Split(self.name, self._recordings[index])
        try:
            return self._recordings[index]
        except IndexError:
            raise IndexError(f"{self!r} has no trajectory {index}") from None

    def __len__(self) -> int:
        return len(self._recordings)

    def __repr__(self) -> str:
        return f"Split({self.name!r}, {_counted(self)})"


class Dataset(Mapping[str, Split]):
    """Splits by name: `dataset["train"][0]["image"]`. A folder of the published NPZ files has one split a folder."""

    def __init__(self, name: str, splits: Mapping[str, Split], recipe: Recipe | None) -> None:
        self.name = name
        """Where the dataset is, as people wrote it."""
        self._splits = dict(splits)
        self.recipe = recipe
        """What the dataset was made from; None for a plain folder of NPZ files, and for games of people."""

    def __getitem__(self, name: str) -> Split:
        try:
            return self._splits[name]
        except KeyError:
            raise NoSuchKeyError(f"{self.name} has no split {name!r}; it has {', '.join(self._splits)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._splits)

    def __len__(self) -> int:
        return len(self._splits)

    def _repr_html_(self) -> str:
        return html_of("dataset", self)

    def __repr__(self) -> str:
        parts = [f"{name}: {_counted(split)}" for name, split in self._splits.items()]
        made = "" if self.recipe is None else f", by {self.recipe.policy}, {self.recipe.steps} steps each"
        return f"Dataset({self.name!r}, {', '.join(parts)}{made})"


def open(target: str | Path) -> Dataset:
    """Opens a dataset that `generate` made or is making, a folder of games, or of NPZ files such as the published ones.

    Nothing is decoded. Of a dataset that is not complete, what is done is there; a warning of the logger
    `memory_maze.dataset` names what was done and is damaged or lost.

    Args:
      target: a folder, or a URL that fsspec understands.

    Raises:
      DatasetError: there is neither.
      ScenarioError: the dataset's scenario is not valid.
    """
    store = open_store(target)
    if folders := folders_of_games(store):
        return Dataset(store.name, {folder or "games": _games(store, folder) for folder in folders}, None)
    if is_dataset(store):
        recipe = read_recipe(store)
        files = _Files(store, MOST_KEPT, tuple(entry.name for entry in entries(recipe.scenario)))
        manifest = read_manifest(store)
        there = done(recipe, store, manifest)
        _tell(store, left_out(recipe, manifest, there))
        lines = [line for _, line in sorted(there.items())]
        parts = {}
        for split in recipe.splits:
            own = [Recording(files, line.file, line, recipe.scenario) for line in lines if line.split == split.name]
            parts[split.name] = Split(split.name, own, split.episodes)
        return Dataset(store.name, parts, recipe)
    files = _Files(store, MOST_KEPT_WHOLE)
    found = {folder: _plain(store, files, folder) for folder in ("", *store.folders())}
    splits = {folder or "all": Split(folder or "all", recordings) for folder, recordings in found.items() if recordings}
    if not splits:
        raise missing(store)
    return Dataset(store.name, splits, None)


def _counted(split: Split) -> str:
    told = counted(split.expected, "trajectory", "trajectories")
    return told if len(split) == split.expected else f"{len(split)} of {told}"


def _tell(store: Store, names: Sequence[str]) -> None:
    """Warns of what cannot be read; who counts trajectories by number should know."""
    if names:
        several = len(names) > 1
        who = f"{names[0]} and {len(names) - 1} more" if several else names[0]
        lost, them = ("their trajectories are", "them") if several else ("its trajectory is", "it")
        _log.warning(
            f"{store.name}: {who} cannot be used, and {lost} left out; `memory-maze dataset check {store.name}` tells "
            f"more, and the same dataset generate again makes {them} anew"
        )


def _games(store: Store, folder: str) -> Split:
    """The games of one scenario, whole and partial; damaged files are left out, with a warning."""
    scenario = scenario_of_games(store, folder)
    files = _Files(store, MOST_KEPT, tuple(entry.name for entry in entries(scenario)))
    recordings, damaged = [], []
    for file in (placed(folder, name) for name in files_of_games(store, folder)[0]):
        try:
            game = read_game(content_of(store, file))
        except DatasetError:
            damaged.append(file)
            continue
        recordings.append(Recording(files, file, game, scenario))
    if damaged:
        _log.warning(f"{store.name}: {', '.join(damaged)} cannot be used, and left out")
    return Split(folder or "games", recordings)


def _plain(store: Store, files: _Files, folder: str) -> list[Recording]:
    names = sorted(name for name in store.sizes(folder) if stem_of(name) is not None and not name.startswith("."))
    return [Recording(files, f"{folder}/{name}" if folder else name, None) for name in names]


class _Files:
    """The archives of a store, of which the ones used last are kept. Threads and processes may share it."""

    def __init__(self, store: Store, most: int, names: tuple[str, ...] | None = None) -> None:
        self._store, self._most, self._names = store, most, names
        self._kept: OrderedDict[str, Archive] = OrderedDict()
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[type[_Files], tuple[Store, int, tuple[str, ...] | None]]:
        return type(self), (self._store, self._most, self._names)

    def archive(self, file: str) -> Archive:
        """A file, its directory read if it is not known.

        Raises:
          DatasetError: it is damaged, or holds other arrays than its dataset has.
        """
        with self._lock:
            known = self._kept.get(file)
            if known is not None:
                self._kept.move_to_end(file)
                return known
        opened = open_archive(content_of(self._store, file))
        if self._names is not None and opened.names != self._names:
            found = ", ".join(opened.names) or "none"
            raise DatasetError(f"{file}: its arrays are {found}, not {', '.join(self._names)}")
        with self._lock:
            self._kept[file] = opened
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return opened
