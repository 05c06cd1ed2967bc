"""What is drawn over the picture to show the prompt: its border."""

from __future__ import annotations

import math

import numpy as np

from memory_maze.compiling import Array, entry_point

PROMPT_BRIGHTNESS = 0.7
"""How bright the border is beside the object's own colour (docs/benchmark.md, section "Observations")."""


def border_width(resolution: int) -> int:
    """Pixels of the prompt's border: 2 at 64, 4 at 256. Below 64 it is 1, where upstream paints over all."""
    return max(1, int(2 * math.sqrt(resolution // 64)))


@entry_point
def draw_borders(images: Array, which: Array, colors: Array, width: int) -> None:
    """Frames pictures in place.

    Args:
      images: uint8 [N, H, W, 3].
      which: int64 [n], the numbers of those that get a border.
      colors: float64 [n, 3], RGB in [0, 1].
      width: pixels.
    """
    height, across = images.shape[1], images.shape[2]
    for row in range(len(which)):
        image = images[which[row]]
        for channel in range(3):
            paint = np.uint8(colors[row, channel] * 255 * PROMPT_BRIGHTNESS)
            for y in range(height):
                sides = across if y < width or y >= height - width else width
                for x in range(sides):
                    image[y, x, channel] = paint
                    image[y, across - 1 - x, channel] = paint
