"""MuJoCo's gradient sky as six small images and their mip chains."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FACE_SIZE = 100
"""Texels along a face (dm_control's maze arena)."""

ZENITH = np.array([0.4, 0.6, 0.8])
"""The gradient's upper colour; the lower one is black (dm_control's maze arena)."""


def _colors(position: NDArray[np.float64]) -> NDArray[np.uint8]:
    """The gradient at positions from -1, nadir, to 1, zenith: MuJoCo's sigmoid between the two colours."""
    share = np.clip(0.5 * (1 + position / np.sqrt(1 + position**2) * np.sqrt(2)), 0, 1)
    return np.asarray(255 * share[..., None] * ZENITH, dtype=np.uint8)


def sky_faces() -> NDArray[np.uint8]:
    """The faces +x, -x, +y, -y, +z, -z of the cube map: uint8[6, 100, 100, 3]. Its y axis is the world's z."""
    grid = np.arange(FACE_SIZE) * 2 / (FACE_SIZE - 1) - 1
    x, y = grid[None, :], -grid[:, None]
    reach = np.sqrt(1 + x**2 + y**2)
    side = _colors(np.arcsin(y / reach) / (np.pi / 2))
    above = 1 - np.arccos(1 / reach) / (np.pi / 2)
    up, down = _colors(above), _colors(-above)
    return np.stack([side, side, up, down, side, side])


def _half(faces: NDArray[np.uint8]) -> NDArray[np.uint8]:
    size = faces.shape[1] // 2
    wide = faces[:, : 2 * size, : 2 * size].astype(np.uint16)
    along_x = (wide[:, :, 0::2] + wide[:, :, 1::2] + 1) >> 1
    return np.asarray((along_x[:, 0::2] + along_x[:, 1::2] + 1) >> 1, dtype=np.uint8)


def sky_chain() -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """All levels, with a border of one repeated texel, packed 21 bits a channel; where each begins; its size."""
    faces, levels = sky_faces(), []
    while faces.shape[1] > 1:
        levels.append(faces)
        faces = _half(faces)
    words = []
    for level in levels:
        padded = np.pad(level, ((0, 0), (1, 1), (1, 1), (0, 0)), "edge")
        red, green, blue = (padded[..., channel].astype(np.uint64) for channel in range(3))
        words.append((red | green << np.uint64(21) | blue << np.uint64(42)).ravel())
    begins = np.cumsum([0, *(len(word) for word in words[:-1])])
    sizes = [level.shape[1] for level in levels]
    return np.concatenate(words), begins.astype(np.int64), np.array(sizes, np.int64)
