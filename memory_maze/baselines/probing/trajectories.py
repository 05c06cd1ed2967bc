"""Whole trajectories out of a dataset, some at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from memory_maze.baselines.probing.errors import ProbingError
from memory_maze.baselines.probing.protocol import Arrays
from memory_maze.dataset import Dataset, Recording, Split


def split_of(dataset: Dataset, name: str, most: int | None = None) -> Split:
    """The first trajectories of a split.

    Args:
      dataset: an open one.
      name: of the split.
      most: how many at most; None: all.

    Raises:
      ProbingError: there is no such split, or it is empty.
    """
    if name not in dataset:
        raise ProbingError(
            f"{dataset.name} has the splits {', '.join(dataset)}, and none that is called {name!r}; make one with "
            "memory-maze dataset generate --split eval=64,train=2000, or name another"
        )
    split = dataset[name]
    if not len(split):
        raise ProbingError(f"{dataset.name} has no trajectory in {name!r} yet; wait until there are some")
    return split if most is None else split[:most]


def batches(recordings: Sequence[Recording], keys: Sequence[str], size: int) -> Iterator[Arrays]:
    """All trajectories in their order, whole, [T, B, *shape] each; the last batch may be smaller.

    Args:
      recordings: some trajectories.
      keys: which of their arrays.
      size: of a batch.

    Raises:
      ProbingError: they are of several lengths, or one holds several episodes.
      DatasetError: a file is damaged, or has no such array.
    """
    length = recordings[0].length
    wanted = tuple(dict.fromkeys((*keys, "reset")))
    for begin in range(0, len(recordings), size):
        rows = []
        for recording in recordings[begin : begin + size]:
            if recording.length != length:
                raise ProbingError(
                    f"{recording.file} has {recording.length} moments, and others have {length}; "
                    "probe trajectories of one length"
                )
            row = recording.window(0, length, wanted)
            if row["reset"][1:].any():
                raise ProbingError(f"{recording.file} holds several episodes; probe a task that has one a trajectory")
            rows.append(row)
        yield {key: np.stack([row[key] for row in rows], axis=1) for key in keys}
