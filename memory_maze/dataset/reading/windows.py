"""Windows of trajectories for training: batches in a seeded order, decoded ahead by several threads."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

import numpy as np

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.reading.dataset import Arrays, Recording, no_such_array
from memory_maze.dataset.reading.sampling import Row, carried_plans, random_plans, require_fits

Order = Literal["random", "tbtt"]


class Windows:
    """Batches of windows: each array as [batch, length, *shape], in the order that the seed gives. They never end,
    unless `batches` says when.

    Order "random": each window from a trajectory drawn uniformly, anywhere in it, all anew. Order "tbtt" (truncated
    backpropagation through time): row i goes on where row i of the batch before ended, so that a model may carry its
    state; rows play whole trajectories one after the other, all once before any comes again, and `reset` is true
    where one begins, in the middle of a window too. The first one of each row begins at a random moment; `reset` is
    true there as well.

    The same arguments give the same batches, whatever the threads. `start` begins with a later batch. Each iteration
    begins anew.
    """

    def __init__(
        self,
        recordings: Sequence[Recording],
        length: int = 48,
        batch: int = 32,
        *,
        order: Order = "random",
        keys: Sequence[str] | None = None,
        seed: int = 0,
        threads: int = 2,
        start: int = 0,
        batches: int | None = None,
    ) -> None:
        """Reads the first trajectory only.

        Args:
          recordings: a split of a dataset.
          length: moments a window.
          batch: windows a batch.
          order: "random" or "tbtt".
          keys: which arrays; by default all of the first trajectory.
          seed: not negative.
          threads: that decode at once.
          start: number of the first batch.
          batches: after so many an iteration ends; by default it never does.

        Raises:
          DatasetError: there is no trajectory, an array is missing, a trajectory is known to be too short for a window
            of order "random", or a number cannot be.
        """
        if not len(recordings):
            raise DatasetError("there are no trajectories to take windows of")
        if min(length, batch, threads) < 1 or min(seed, start, batches or 0) < 0:
            raise DatasetError("length, batch and threads must be at least 1, seed, start and batches at least 0")
        if order not in ("random", "tbtt"):
            raise DatasetError(f"there is no order {order!r}; use 'random' or 'tbtt'")
        first = recordings[0]
        self.keys = tuple(first if keys is None else keys)
        unknown = [key for key in self.keys if key not in first]
        if unknown:
            raise no_such_array(first.file, unknown[0], list(first))
        if order == "random":
            # A trajectory without a line in a manifest would have to be opened to know how long it is.
            for recording in (first, *(other for other in recordings if other.line is not None)):
                require_fits(recording, length)
        self.length, self.batch, self.order, self.seed, self.start = length, batch, order, seed, start
        self.batches = batches
        self._recordings = recordings
        self._threads = threads
        sample = first.window(0, 1, self.keys)
        self._specs = {key: (array.shape[1:], array.dtype) for key, array in sample.items()}

    def __iter__(self) -> Iterator[Arrays]:
        return self.share(0, 1)

    def __repr__(self) -> str:
        arrays = ", ".join(f"{key} {list(shape)}" for key, (shape, _) in self._specs.items())
        many = "endless batches" if self.batches is None else f"{self.batches} batches"
        return f"Windows({many} of {self.batch} windows of {self.length} moments, {self.order}: {arrays})"

    def share(self, number: int, count: int) -> Iterator[Arrays]:
        """Every `count`-th batch, from the `number`-th on: what one of `count` processes makes of the same batches.

        Raises:
          DatasetError: the order is "tbtt", and there are several.
        """
        if self.order == "tbtt" and count > 1:
            raise DatasetError("order 'tbtt' carries states from batch to batch; read it in one process, by threads")
        arguments = (self._recordings, self.length, self.batch, self.seed)
        if self.order == "tbtt":
            return self._filled(itertools.islice(carried_plans(*arguments, self.start), self.batches))
        numbers: Iterable[int] = itertools.count(self.start + number, count)
        if self.batches is not None:
            numbers = range(self.start + number, self.start + self.batches, count)
        return self._filled(random_plans(*arguments, numbers))

    def _filled(self, plans: Iterator[list[Row]]) -> Iterator[Arrays]:
        """The batches, each of them begun while the one before is used."""
        with ThreadPoolExecutor(self._threads) as pool:
            ahead = [self._begin(pool, plan) for plan in itertools.islice(plans, 1)]
            while ahead:
                arrays, parts = ahead.pop()
                ahead += [self._begin(pool, plan) for plan in itertools.islice(plans, 1)]
                for part in parts:
                    part()
                yield arrays

    def _begin(self, pool: ThreadPoolExecutor, plan: list[Row]) -> tuple[Arrays, list[Callable[[], None]]]:
        arrays: Arrays = {
            key: np.empty((self.batch, self.length, *shape), dtype) for key, (shape, dtype) in self._specs.items()
        }
        return arrays, [_submitted(pool, arrays, number, row) for number, row in enumerate(plan)]


def _submitted(pool: ThreadPoolExecutor, arrays: Arrays, number: int, row: Row) -> Callable[[], None]:
    """Lets a thread fill a row; gives what waits for it, or fills it where there can be no thread."""
    try:
        return pool.submit(_fill, arrays, number, row).result
    except RuntimeError:
        return functools.partial(_fill, arrays, number, row)


def _fill(arrays: Arrays, number: int, row: Row) -> None:
    moment = 0
    for recording, begin, end in row.cuts:
        until = moment + end - begin
        for key, values in recording.window(begin, end, tuple(arrays)).items():
            if values.shape[1:] != arrays[key].shape[2:]:
                wanted, found = list(arrays[key].shape[2:]), list(values.shape[1:])
                raise DatasetError(f"{recording.file}: '{key}' is of shape {found} a moment, not {wanted} as elsewhere")
            arrays[key][number, moment:until] = values
        moment = until
    if row.fresh and "reset" in arrays:
        arrays["reset"][number, 0] = True
