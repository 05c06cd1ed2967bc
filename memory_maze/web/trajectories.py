"""The trajectories that may be replayed: those of the datasets that were given, and of games that were recorded."""

from __future__ import annotations

import os
from functools import lru_cache
from itertools import islice
from pathlib import Path

from memory_maze.dataset.files.formats import stem_of
from memory_maze.dataset.reading.dataset import Dataset, Recording
from memory_maze.dataset.reading.dataset import open as open_dataset
from memory_maze.web.charts import Json
from memory_maze.web.errors import NotThereError
from memory_maze.web.places import Places, dataset_of, datasets, is_described

MOST_LISTED = 500
"""Trajectories of a split that are listed; all can be gone through one by one."""


def listing(places: Places) -> list[Json]:
    """Every dataset with its splits, and the first trajectories of each."""
    return [_told(name, *opened(path)) for name, path in datasets(places).items()]


def opened(path: Path) -> tuple[Dataset, str]:
    """The dataset in a folder, or that a file is part of, with the file's name there; empty for a folder.

    Raises:
      DatasetError: it is none.
      ScenarioError: its scenario is wrong.
    """
    if path.is_dir():
        return _kept(path, _stamp(path)), ""
    # A file in a split's folder is known to the dataset around it.
    around, beside = path.absolute().parent.parent, path.absolute().parent
    for folder in (around, beside) if is_described(around) else (beside,):
        dataset = _kept(folder, _stamp(folder))
        file = path.absolute().relative_to(folder).as_posix()
        if any(recording.file == file for split in dataset.values() for recording in split):
            return dataset, file
    raise NotThereError(f"{path.name} is no trajectory")


def trajectory_of(places: Places, name: str, split: str, index: int) -> Recording:
    """One trajectory.

    Args:
      places: what was given.
      name: of the dataset.
      split: of the dataset; empty for the first one.
      index: in the split.

    Raises:
      NotThereError: there is none.
      DatasetError, ScenarioError: the dataset cannot be read.
    """
    dataset, file = opened(dataset_of(places, name))
    if file:
        return next(recording for part in dataset.values() for recording in part if recording.file == file)
    split = split or next(iter(dataset))
    if split not in dataset:
        raise NotThereError(f"{name} has no split {split!r}")
    if not 0 <= index < len(dataset[split]):
        raise NotThereError(f"{name} has {len(dataset[split])} trajectories in {split!r}, counted from 0")
    return dataset[split][index]


@lru_cache(maxsize=8)
def _kept(folder: Path, stamp: tuple[tuple[str, int], ...]) -> Dataset:
    """An open dataset, until something is added to it: a large one's manifest takes its time to read."""
    return open_dataset(folder)


def _stamp(folder: Path) -> tuple[tuple[str, int], ...]:
    """What changes when trajectories are added: times of the folder, of those in it, and of what it says of itself."""
    with os.scandir(folder) as inside:
        times = [(one.name, one.stat().st_mtime_ns) for one in inside if one.is_dir() or ".json" in one.name]
    return (("", folder.stat().st_mtime_ns), *sorted(times))


def _told(name: str, dataset: Dataset, file: str) -> Json:
    summary = dataset.recipe.scenario.summary if dataset.recipe is not None else ""
    if file:
        found = next(recording for split in dataset.values() for recording in split if recording.file == file)
        return {"name": name, "summary": summary, "splits": [{"name": "", "count": 1, "items": [_item(found)]}]}
    splits = [
        {"name": split.name, "count": len(split), "items": [_item(one) for one in islice(split, MOST_LISTED)]}
        for split in dataset.values()
    ]
    return {"name": name, "summary": summary, "splits": splits}


def _item(recording: Recording) -> Json:
    line = recording.line
    stem = stem_of(recording.file.rpartition("/")[2]) or recording.file
    who = "" if line is None else getattr(line, "player", None) or getattr(line, "policy", "")
    total = None if line is None else line.total
    return {"file": stem, "return": total, "who": who, "seed": None if line is None else line.seed}
