"""What is drawn over the picture to show the prompt: its border."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, entry_point

PROMPT_BRIGHTNESS = 0.7
"""How bright the border is beside the object's own colour (docs/benchmark.md, section "Observations")."""


def border_width(resolution: int) -> int:
    """Pixels of the prompt's border: 2 at 64, 4 at 256. Below 64 it is 1, where upstream paints over all."""
    return max(1, int(2 * math.sqrt(resolution // 64)))


def draw_border(image: NDArray[np.uint8], color: NDArray[np.float64]) -> None:
    """Frames one picture in place.

    Args:
      image: uint8 [H, W, 3].
      color: float64 [3], RGB in [0, 1].
    """
    draw_borders(image[None], np.ones(1, np.bool_), color[None, None], np.zeros(1, np.int64), border_width(len(image)))


@entry_point
def draw_borders(images: Array, framed: Array, colors: Array, target: Array, width: int) -> None:
    """Frames pictures in place, in the colour of the prompted object.

    Args:
      images: uint8 [n, H, W, 3].
      framed: bool [n], which get a border.
      colors: float64 [n, K, 3], of the objects, RGB in [0, 1].
      target: int64 [n], the prompted ones.
      width: pixels.
    """
    height, across = images.shape[1], images.shape[2]
    for row in range(len(images)):
        if not framed[row]:
            continue
        image = images[row]
        for channel in range(3):
            paint = np.uint8(colors[row, target[row], channel] * 255 * PROMPT_BRIGHTNESS)
            for y in range(height):
                sides = across if y < width or y >= height - width else width
                for x in range(sides):
                    image[y, x, channel] = paint
                    image[y, across - 1 - x, channel] = paint
