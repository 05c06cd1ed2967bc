"""What is drawn over the picture: the prompt's border and the minimap."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PROMPT_BRIGHTNESS = 0.7
"""Of the object's own colour (REFERENCE, section 2)."""

MAP_SCALE = 2
"""Pixels a cell at the camera's own resolution."""

_WALL, _FREE, _PATH, _AGENT = (0, 0, 0), (255, 255, 255), (0, 255, 0), (255, 0, 0)


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


def draw_minimap(
    image: NDArray[np.uint8],
    layout: NDArray[np.uint8],
    position: NDArray[np.float64],
    heading: NDArray[np.float64],
    scale: int = MAP_SCALE,
) -> None:
    """Blends a map into the top-right corner, in place: centred on the agent, its heading pointing up.

    Args:
      image: uint8 [H, W, 3].
      layout: uint8 [h, w] as the `maze_layout` observation: 0 wall, 1 free, 2 path.
      position: float64 [2], the agent's, in cells.
      heading: float64 [2], unit vector.
      scale: pixels a cell.
    """
    side = max(layout.shape)
    cells = np.zeros((side, side), dtype=np.uint8)
    cells[: layout.shape[0], : layout.shape[1]] = layout
    colors = np.array([_WALL, _FREE, _PATH], dtype=np.uint8)[cells]
    x, y = position
    colors[int(y), int(x)] = _AGENT
    pixels = scale * side
    turn = np.arctan2(heading[0], heading[1]) / np.pi * 180
    shift = (1, 0, (x - side / 2) / side * pixels, 0, 1, -(y - side / 2) / side * pixels)
    drawn = (
        Image.fromarray(np.ascontiguousarray(colors[::-1]))
        .resize((pixels, pixels), resample=Image.Resampling.NEAREST)
        .transform((pixels, pixels), Image.Transform.AFFINE, shift, resample=Image.Resampling.NEAREST)
        .rotate(turn, resample=Image.Resampling.NEAREST)
    )
    corner = image[:pixels, -pixels:]
    corner[:] = corner // 2 + np.asarray(drawn) // 2
