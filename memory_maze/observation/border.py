"""What is drawn over the picture to show the prompt: its border."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

PROMPT_BRIGHTNESS = 0.7
"""Of the object's own colour (REFERENCE, section 2)."""


def border_width(resolution: int) -> int:
    """Pixels of the prompt's border: 2 at 64, 4 at 256. Below 64 it is 1, where upstream paints over all."""
    return max(1, int(2 * math.sqrt(resolution // 64)))


def draw_borders(
    images: NDArray[np.uint8], colors: NDArray[np.float64], which: NDArray[np.intp] | slice = slice(None)
) -> None:
    """Frames pictures in place.

    Args:
      images: uint8 [N, H, W, 3].
      colors: float64 [n, 3], RGB in [0, 1], of the pictures that get a border.
      which: their numbers, int [n]; all by default.
    """
    width = border_width(images.shape[1])
    paint = (colors * 255 * PROMPT_BRIGHTNESS).astype(np.uint8)[:, None, None]
    images[which, :width] = paint
    images[which, -width:] = paint
    images[which, :, :width] = paint
    images[which, :, -width:] = paint
