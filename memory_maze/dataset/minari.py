"""Exporting to Minari (extra `minari`), so that what reads Minari's datasets reads these. Pictures stay as they are."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from memory_maze.api import make
from memory_maze.dataset.entries import OBSERVED, recorded
from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.reading import Dataset, Recording, Split

try:
    import minari
    from minari.data_collector import EpisodeBuffer
except ImportError as error:
    raise DatasetError(f"Minari is not there ({error}); pip install 'memory-maze-scenarios[minari]'") from None

AT_ONCE = 8
"""Trajectories that are handed over together."""


def export(dataset: Dataset, name: str, report: Callable[[int, int], None] | None = None) -> list[str]:
    """Writes each split as a Minari dataset, where Minari keeps them (`MINARI_DATASETS_PATH`).

    An observation is a dictionary of all keys; a discrete action is its number; the last step is truncated. The
    environment that Minari recovers is the dataset's scenario, observed so.

    Args:
      dataset: that `generate` made.
      name: the datasets are called `memory-maze/NAME/SPLIT-v0`.
      report: called with the number of trajectories that are written, and of all.

    Returns:
      Their names.

    Raises:
      DatasetError: the dataset has no recipe, or is there already.
    """
    if dataset.recipe is None:
        raise DatasetError("a plain folder of NPZ files does not say what it was made from; only datasets are exported")
    total, done = sum(len(split) for split in dataset.values()), 0
    known = minari.list_local_datasets()
    names = {part: f"memory-maze/{name}/{part}-v0" for part, split in dataset.items() if len(split)}
    for one in names.values():
        if one in known:
            raise DatasetError(f"Minari has a dataset {one!r} already; remove it, or export under another name")
    for part, one in names.items():
        for count in _write(dataset, part, one):
            done += count
            if report is not None:
                report(done, total)
    return list(names.values())


def _write(dataset: Dataset, part: str, name: str) -> Iterator[int]:
    """Writes one split; yields how many trajectories have been added."""
    assert dataset.recipe is not None
    env = make(recorded(dataset.recipe.scenario))
    target: Any = None
    for buffers in _portions(dataset[part]):
        if target is None:
            with warnings.catch_warnings():
                # Minari would like to be told an author, a link and what to evaluate in.
                warnings.simplefilter("ignore")
                target = minari.create_dataset_from_buffers(
                    name,
                    buffers,
                    env=env,
                    algorithm_name=dataset.recipe.policy,
                    description=dataset.recipe.scenario.summary,
                    jpeg_encoding=False,
                )
        else:
            target.update_dataset_from_buffer(buffers)
        yield len(buffers)
    env.close()


def _portions(split: Split) -> Iterator[list[EpisodeBuffer]]:
    for begin in range(0, len(split), AT_ONCE):
        yield [_buffer(recording) for recording in split[begin : begin + AT_ONCE]]


def _buffer(recording: Recording) -> EpisodeBuffer:
    action = recording["action"][1:]
    steps = len(action)
    ended = np.zeros(steps, np.bool_)
    ended[-1] = True
    return EpisodeBuffer(
        seed=recording.line.seed if recording.line is not None else None,
        observations={key: recording[key] for key in OBSERVED},
        actions=action.argmax(axis=1) if action.shape[1] != 2 else action,
        rewards=recording["reward"][1:],
        terminations=recording["terminal"][1:],
        truncations=ended,
        infos={},
    )
