"""Trajectories in memory, pictures already made into numbers: what suits a machine without a GPU."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from memory_maze.baselines.probing.features import POSE
from memory_maze.baselines.probing.protocol import TRUTH
from memory_maze.baselines.probing.rows.vae import Vae
from memory_maze.dataset import Recording
from memory_maze.dataset.reading.dataset import Arrays
from memory_maze.files import write_whole

LATENT = "latent"
"""The entry that stands for the picture."""

OTHERS = ("action", "reset", *POSE, *TRUTH)
"""The entries that training needs besides."""

SPAN = 200
"""Pictures that are encoded at once."""


class Kept(Recording):
    """A trajectory whose arrays are in memory."""

    def __init__(self, file: str, arrays: Arrays) -> None:
        """Keeps the arrays.

        Args:
          file: what the trajectory is called.
          arrays: [T, *shape] each.
        """
        self.file, self.line, self.scenario, self._arrays = file, None, None, arrays

    @property
    def length(self) -> int:
        """Moments: one more than steps."""
        return len(self._arrays["reset"])

    def window(self, begin: int, end: int, keys: Sequence[str] | None = None) -> Arrays:
        """Moments `begin` to `end`, [end - begin, *shape] each, of some or all arrays."""
        return {key: self[key][begin:end] for key in self._arrays if keys is None or key in keys}

    def __getitem__(self, key: str) -> NDArray[Any]:
        return self._arrays[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)


def encoded(
    recordings: Sequence[Recording], vae: Vae, file: Path, report: Callable[[int], None] = lambda done: None
) -> list[Kept]:
    """Trajectories with the means of an autoencoder, `latent`, in place of pictures; about 0.3 MB each.

    Args:
      recordings: whole trajectories, of one length.
      vae: makes few numbers of a picture.
      file: keeps the means; where it is there, no picture is looked at.
      report: is told how many are done.
    """
    means = np.load(file) if file.exists() else None
    kept = []
    for done, recording in enumerate(recordings, 1):
        arrays = recording.window(0, recording.length, OTHERS if means is not None else ("image", *OTHERS))
        arrays[LATENT] = _means(vae, arrays.pop("image")) if means is None else means[done - 1]
        kept.append(Kept(recording.file, {key: _narrow(array) for key, array in arrays.items()}))
        report(done)
    if means is None:
        data = io.BytesIO()
        np.save(data, np.stack([one[LATENT] for one in kept]))
        write_whole(file, data.getvalue())
    return kept


def _means(vae: Vae, images: NDArray[Any]) -> NDArray[np.float32]:
    # Copies: what a file gives is not to be written, and torch promises nothing of such arrays.
    parts = (torch.tensor(images[begin : begin + SPAN]) for begin in range(0, len(images), SPAN))
    with torch.no_grad():
        return torch.cat([vae.encode(part)[0] for part in parts]).numpy()


def _narrow(array: NDArray[Any]) -> NDArray[Any]:
    return array.astype(np.float32) if array.dtype == np.float64 else array
