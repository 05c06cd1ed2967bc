"""Which moments of which trajectories make a batch. Plans only; nothing is decoded here."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.reading.dataset import Recording


class Cut(NamedTuple):
    """Consecutive moments of one trajectory."""

    recording: Recording
    begin: int
    end: int


class Row(NamedTuple):
    """What makes one row of a batch, so many moments in all."""

    cuts: tuple[Cut, ...]
    fresh: bool
    """Whether a model must begin anew here although no trajectory does."""


def random_plans(
    recordings: Sequence[Recording], length: int, batch: int, seed: int, numbers: Iterable[int]
) -> Iterator[list[Row]]:
    """Batches of windows, each anywhere in any trajectory; batch k depends on the seed and k alone.

    Args:
      recordings: to take windows of.
      length: moments a window.
      batch: windows a batch.
      seed: not negative.
      numbers: of the batches.

    Raises:
      DatasetError: a trajectory is too short.
    """
    for number in numbers:
        stream = np.random.default_rng((seed, number))
        chosen = stream.integers(len(recordings), size=batch).tolist()
        yield [_window(recordings[index], length, stream) for index in chosen]


def require_fits(recording: Recording, length: int) -> None:
    """Raises DatasetError where a trajectory is too short for a window."""
    if recording.length < length:
        raise DatasetError(
            f"a window of {length} does not fit into the {recording.length} moments of {recording.file}; "
            f"ask for {recording.length} at most"
        )


def _window(recording: Recording, length: int, stream: np.random.Generator) -> Row:
    require_fits(recording, length)
    begin = int(stream.integers(recording.length - length + 1))
    return Row((Cut(recording, begin, begin + length),), False)


def carried_plans(
    recordings: Sequence[Recording], length: int, batch: int, seed: int, first: int
) -> Iterator[list[Row]]:
    """Batches of which each row goes on where it ended before, from the `first` on; other arguments as above."""
    rows = [_pieces(recordings, length, batch, seed, row) for row in range(batch)]
    for number, plan in enumerate(zip(*rows, strict=True)):
        if number >= first:
            yield list(plan)


def _pieces(recordings: Sequence[Recording], length: int, batch: int, seed: int, row: int) -> Iterator[Row]:
    """One row's pieces: every `batch`-th trajectory of an endless shuffled order, joined, and cut again."""
    turn = row
    recording = _at(recordings, seed, turn)
    moment = int(np.random.default_rng((seed, 1, row)).integers(recording.length))
    fresh = True
    while True:
        cuts, room = [], length
        while room:
            if moment == recording.length:
                turn += batch
                recording, moment = _at(recordings, seed, turn), 0
            end = min(moment + room, recording.length)
            cuts.append(Cut(recording, moment, end))
            room -= end - moment
            moment = end
        yield Row(tuple(cuts), fresh)
        fresh = False


def _at(recordings: Sequence[Recording], seed: int, turn: int) -> Recording:
    count = len(recordings)
    return recordings[int(_shuffled(count, seed, turn // count)[turn % count])]


@functools.lru_cache(maxsize=4)
def _shuffled(count: int, seed: int, epoch: int) -> NDArray[np.int64]:
    return np.random.default_rng((seed, 0, epoch)).permutation(count)
