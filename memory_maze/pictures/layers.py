"""Depth and labels as people see them: colours for metres, and for surfaces and objects."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering.segmentation import FIRST_OBJECT, FLOOR, SKY, WALKER, WALL, WALL_TOP

_NEAR_TO_FAR = np.array(
    [(255, 241, 194), (252, 196, 108), (240, 128, 88), (192, 72, 104), (120, 44, 112), (52, 28, 88)], np.float64
)
_DARK = (18, 16, 30)
"""What is infinitely far."""

_SURFACES = {
    SKY: _DARK,
    FLOOR: (206, 199, 182),
    WALL: (104, 122, 140),
    WALL_TOP: (160, 176, 190),
    WALKER: (255, 255, 255),
}


def paint_depth(depth: NDArray[np.float32]) -> NDArray[np.uint8]:
    """uint8 [H, W, 3]: from bright for the nearest to dark for the farthest point, by the logarithm of the distance.

    Args:
      depth: float32 [H, W] metres, infinity for the sky, as the observation `depth`.
    """
    seen = np.isfinite(depth)
    near = np.log(np.maximum(depth[seen], 1e-3))
    place = np.zeros(near.shape)
    if near.size and near.max() > near.min():
        place = (near - near.min()) / (near.max() - near.min()) * (len(_NEAR_TO_FAR) - 1)
    picture = np.empty((*depth.shape, 3), np.uint8)
    picture[...] = _DARK
    stops = np.arange(len(_NEAR_TO_FAR))
    picture[seen] = np.stack([np.interp(place, stops, channel) for channel in _NEAR_TO_FAR.T], axis=-1)
    return picture


def paint_labels(labels: NDArray[np.uint8], colors: NDArray[np.float64]) -> NDArray[np.uint8]:
    """uint8 [H, W, 3]: a colour for each kind of surface, and for each object its own.

    Args:
      labels: uint8 [H, W] as the observation `segmentation`.
      colors: float64 [n, 3], RGB in [0, 1] of the objects.
    """
    table = np.zeros((256, 3), np.uint8)
    for label, color in _SURFACES.items():
        table[label] = color
    table[FIRST_OBJECT : FIRST_OBJECT + len(colors)] = np.rint(255 * colors)
    return table[labels]
