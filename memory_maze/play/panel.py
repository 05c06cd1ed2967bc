"""The lines below the picture: how the episode goes, and which keys there are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from memory_maze.pictures.lettering import FAINT, INK, PAPER, fitted, font

HEIGHT = 56
"""Pixels."""

MARGIN, LINE = 10, 22
TEXT_SIZE, SMALL_SIZE = 16, 13

FOUND = (214, 238, 205)
"""Behind the lines when an object has just been found."""


def with_panel(frame: NDArray[np.uint8], status: str, keys: str, found: bool = False) -> NDArray[np.uint8]:
    """Puts lines below a frame.

    Args:
      frame: uint8 [H, W, 3].
      status: how it goes.
      keys: what the keys do.
      found: whether an object has just been found.

    Returns:
      uint8 [H + HEIGHT, W, 3]; text that is too wide is cut short.
    """
    height, width, _ = frame.shape
    page = Image.new("RGB", (width, height + HEIGHT), FOUND if found else PAPER)
    page.paste(Image.fromarray(frame), (0, 0))
    pen = ImageDraw.Draw(page)
    room = width - 2 * MARGIN
    for text, size, color, top in ((status, TEXT_SIZE, INK, 6), (keys, SMALL_SIZE, FAINT, 6 + LINE)):
        pen.text((MARGIN, height + top), fitted(text, size, room), fill=color, font=font(size))
    return np.asarray(page)
