"""The pictures of a trajectory, many on one sheet each, so that any moment is at hand at once."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from PIL import Image

from memory_maze.dataset.reading.dataset import Recording
from memory_maze.web.charts import Json
from memory_maze.web.errors import NotThereError
from memory_maze.web.images import exact, small

WIDEST = 4096
"""Pixels a side of a sheet, at most: what every browser takes."""

ROWS = 16
"""Pictures along each side of a sheet, at most."""


class Sprites(NamedTuple):
    """How pictures lie on sheets."""

    side: int
    """Pixels a side of a picture."""
    across: int
    """Pictures along each side of a sheet."""
    stride: int
    """Each so many moments have a picture."""
    pictures: int
    """Pictures, all sheets together."""

    @property
    def sheets(self) -> int:
        """How many sheets there are."""
        return math.ceil(self.pictures / self.across**2)

    def facts(self, addresses: list[str]) -> Json:
        """What a page needs to know of them."""
        return {"side": self.side, "across": self.across, "stride": self.stride, "sheets": addresses}


def sprites_of(recording: Recording, *, largest: int = WIDEST, most: int | None = None) -> Sprites:
    """How the pictures of a trajectory are put on sheets.

    Args:
      recording: with pictures.
      largest: pixels a side that pictures are drawn at, at most.
      most: pictures, all together; None: one a moment.
    """
    given = int(recording.window(0, 1, ["image"])["image"].shape[1])
    side = min(given, largest)
    stride = 1 if most is None else math.ceil(recording.length / most)
    return Sprites(side, max(1, min(ROWS, WIDEST // side)), stride, math.ceil(recording.length / stride))


def sheet(recording: Recording, sprites: Sprites, number: int, quality: int | None = None) -> bytes:
    """One sheet, WebP.

    Args:
      recording: whose pictures they are.
      sprites: how they lie.
      number: of the sheet, from 0.
      quality: of what is lost; None: nothing is.

    Raises:
      NotThereError: there is no such sheet.
      DatasetError: the file is damaged.
    """
    if not 0 <= number < sprites.sheets:
        raise NotThereError(f"there is no sheet {number}; there are {sprites.sheets}")
    across, side = sprites.across, sprites.side
    first = number * across**2
    last = min(first + across**2, sprites.pictures)
    begin, end = first * sprites.stride, min((last - 1) * sprites.stride + 1, recording.length)
    frames = np.asarray(recording.window(begin, end, ["image"])["image"])[:: sprites.stride]
    page = Image.new("RGB", (across * side, math.ceil(len(frames) / across) * side))
    for place, frame in enumerate(frames):
        picture = Image.fromarray(frame)
        if picture.width != side:
            picture = picture.resize((side, side), Image.Resampling.BOX)
        page.paste(picture, (place % across * side, place // across * side))
    return exact(page) if quality is None else small(page, quality)
