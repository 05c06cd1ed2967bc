"""A dataset in motion: some trajectories, and a clip of them side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.reading.dataset import Dataset, Recording
from memory_maze.pictures.drawing.raster import paint
from memory_maze.pictures.drawing.shapes import Text
from memory_maze.pictures.lettering import PAPER, fitted

SIDE = 192
"""Pixels along each side of a picture."""

TEXT, BASE = 14, 16
"""Pixels of letters, and how far below a picture they stand."""

WIDE, HIGH = SIDE + 4, SIDE + 24
"""Pixels that a trajectory takes."""


def chosen(dataset: Dataset, count: int) -> list[Recording]:
    """Some trajectories, spread evenly over all splits.

    Args:
      dataset: to choose from.
      count: at most so many.

    Raises:
      DatasetError: there are none, or one is no trajectory.
    """
    everyone = [recording for split in dataset.values() for recording in split]
    if not everyone:
        raise DatasetError("the dataset has no trajectories yet; generate again to go on")
    count = min(count, len(everyone))
    picked = [everyone[number * len(everyone) // count] for number in range(count)]
    for recording in picked:
        if not can_be_shown(recording):
            raise DatasetError(f"{recording.file} is no trajectory: it lacks pictures 'image' or numbers 'reward'")
    return picked


def can_be_shown(recording: Recording) -> bool:
    """Whether a file holds the pictures and rewards of a trajectory."""
    if not {"image", "reward"} <= set(recording) or not recording.length:
        return False
    image, reward = recording.window(0, 1, ("image", "reward")).values()
    is_picture = image.dtype == np.uint8 and image.ndim == 4 and image.shape[-1] == 3 and image.size > 0
    return is_picture and reward.ndim == 1 and reward.dtype.kind in "fiub"


def mosaic(recordings: Sequence[Recording], steps: int) -> Iterator[NDArray[np.uint8]]:
    """Trajectories side by side, a frame a step.

    Args:
      recordings: at least one; the longest decides how long it is.
      steps: at most so many.

    Returns:
      uint8 [H, W, 3] frames; who has come to an end stands still.
    """
    across = math.ceil(math.sqrt(len(recordings)))
    size = (across * WIDE, math.ceil(len(recordings) / across) * HIGH)
    returns = [np.cumsum(recording["reward"]) for recording in recordings]
    for moment in range(min(steps + 1, max(recording.length for recording in recordings))):
        page = Image.new("RGB", size, PAPER)
        for number, recording in enumerate(recordings):
            at = min(moment, recording.length - 1)
            left, top = number % across * WIDE + 2, number // across * HIGH + 2
            page.paste(_picture(recording, at), (left, top))
            told = fitted(f"{number + 1}   step {at}   return {returns[number][at]:g}", TEXT, SIDE)
            paint(page, [Text(left, top + SIDE + BASE, told, TEXT)])
        yield np.asarray(page)


def _picture(recording: Recording, moment: int) -> Image.Image:
    """RGB, `SIDE` pixels a side."""
    image = recording.window(moment, moment + 1, ["image"])["image"][0]
    return Image.fromarray(image).resize((SIDE, SIDE), Image.Resampling.NEAREST)
