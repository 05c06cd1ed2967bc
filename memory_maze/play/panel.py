"""The lines below the picture: how the episode goes, and which keys there are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from memory_maze.pictures.lettering import FAINT, INK, PAPER, fitted, font

HEIGHT = 76
"""Pixels that the lines below the picture take."""

MARGIN = 10
TEXT_SIZE, SMALL_SIZE = 16, 13
STATUS_TOP, KEYS_TOP, LINE = 6, 30, 19

FOUND = (214, 238, 205)
"""Behind the lines when an object has just been found."""


def with_panel(frame: NDArray[np.uint8], status: str, keys: tuple[str, str], found: bool = False) -> NDArray[np.uint8]:
    """Puts lines below a frame.

    Args:
      frame: uint8 [H, W, 3].
      status: how it goes.
      keys: two lines of what the keys do.
      found: whether an object has just been found.

    Returns:
      uint8 [H + HEIGHT, W, 3]; text that is too wide is cut short.
    """
    height, width, _ = frame.shape
    page = Image.new("RGB", (width, height + HEIGHT), FOUND if found else PAPER)
    page.paste(Image.fromarray(frame), (0, 0))
    pen = ImageDraw.Draw(page)
    lines = [(status, TEXT_SIZE, INK, STATUS_TOP)]
    lines += [(text, SMALL_SIZE, FAINT, KEYS_TOP + number * LINE) for number, text in enumerate(keys)]
    for text, size, color, top in lines:
        pen.text((MARGIN, height + top), fitted(text, size, width - 2 * MARGIN), fill=color, font=font(size))
    return np.asarray(page)
