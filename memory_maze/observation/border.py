"""What is drawn over the picture to show the prompt: its border."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

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
    none, one = np.zeros(1, np.int64), np.ones(1, np.int64)
    draw_borders(image[None], one > 0, none, one, color[None, None], none, border_width(len(image)))


@entry_point
def draw_borders(
    images: Array, framed: Array, prompt_age: Array, prompt_steps: Array, colors: Array, target: Array, width: int
) -> None:
    """Frames pictures in place, in the colour of the prompted object, where the prompt is shown.

    Args:
      images: uint8 [n, H, W, 3].
      framed: bool [n], which ever get a border.
      prompt_age: int64 [n], observations that have already shown the prompt.
      prompt_steps: int64 [n], observations that show it.
      colors: float64 [n, K, 3], of the objects, RGB in [0, 1].
      target: int64 [n], the prompted ones.
      width: pixels.
    """
    height, across = images.shape[1], images.shape[2]
    for row in range(len(images)):
        if not framed[row] or prompt_age[row] >= prompt_steps[row]:
            continue
        image = images[row]
        for channel in range(3):
            paint = np.uint8(colors[row, target[row], channel] * 255 * PROMPT_BRIGHTNESS)
            for y in range(height):
                sides = across if y < width or y >= height - width else width
                for x in range(sides):
                    image[y, x, channel] = paint
                    image[y, across - 1 - x, channel] = paint
