"""Trajectories in memory, pictures already made into numbers: what suits a machine without a GPU."""

from __future__ import annotations

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
      file: keeps the means; where it is there, no picture is looked at, and where looking was cut short, the rest is.
      report: is told how many are done.
    """
    if not file.exists():
        _look(recordings, vae, file, report)
    kept = []
    for recording, means in zip(recordings, np.load(file), strict=True):
        arrays = {**recording.window(0, recording.length, OTHERS), LATENT: means}
        kept.append(Kept(recording.file, {key: _narrow(array) for key, array in arrays.items()}))
    return kept


def _look(recordings: Sequence[Recording], vae: Vae, file: Path, report: Callable[[int], None]) -> None:
    """Writes the means of all pictures, trajectory by trajectory; the file has its name when all are there."""
    part = file.with_suffix(f".part{file.suffix}")
    shape = (len(recordings), recordings[0].length, vae.width)
    means = np.lib.format.open_memmap(part, "r+") if part.exists() else None
    if means is None or means.shape != shape:
        file.parent.mkdir(parents=True, exist_ok=True)
        means = np.lib.format.open_memmap(part, "w+", np.float32, shape)
        means[:] = np.nan
    for number, recording in enumerate(recordings):
        if np.isnan(means[number]).any():
            means[number] = _means(vae, recording.window(0, recording.length, ("image",))["image"])
        report(number + 1)
    means.flush()
    part.replace(file)


def _means(vae: Vae, images: NDArray[Any]) -> NDArray[np.float32]:
    # Copies: what a file gives is not to be written, and torch promises nothing of such arrays.
    device = next(vae.parameters()).device
    parts = (torch.tensor(images[begin : begin + SPAN], device=device) for begin in range(0, len(images), SPAN))
    with torch.no_grad():
        return torch.cat([vae.encode(part)[0] for part in parts]).cpu().numpy()


def _narrow(array: NDArray[Any]) -> NDArray[Any]:
    return array.astype(np.float32) if array.dtype == np.float64 else array
