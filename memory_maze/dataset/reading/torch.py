"""Windows for PyTorch (extra `torch`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch.utils.data import IterableDataset, get_worker_info

from memory_maze.dataset.reading.windows import Windows


class TorchWindows(IterableDataset[Mapping[str, torch.Tensor]]):
    """The batches of `Windows` as tensors, of the arrays' shapes and types.

    For a `DataLoader(dataset, batch_size=None, num_workers=n)`: with order "random" the workers share the batches,
    which come in the same order whatever their number. Order "tbtt" takes one worker at most; give `Windows` threads.
    """

    def __init__(self, windows: Windows) -> None:
        """Keeps the windows; nothing is read."""
        self._windows = windows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        worker = get_worker_info()
        number, count = (0, 1) if worker is None else (worker.id, worker.num_workers)
        for arrays in self._windows.share(number, count):
            yield {key: torch.from_numpy(array) for key, array in arrays.items()}
