"""Texture images as the software renderer samples them: mip chains of packed texels, one buffer per process and set."""

from __future__ import annotations

import functools
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering.images.textures import load_images
from memory_maze.rendering.scene import TextureNames
from memory_maze.rendering.software.images.sky_texture import sky_chain
from memory_maze.rendering.software.records.page import IMAGE_TEXELS

LOW_SEVEN = np.uint32(0x7F7F7F7F)
"""A mask of all but the highest bit of each byte."""


class Textures(NamedTuple):
    """What the kernels sample. Texels are red | green << 8 | blue << 16."""

    texels: NDArray[np.uint32]
    """uint32 [images * IMAGE_TEXELS]: every level of every image, walls before floors; see `level_of`."""
    sky: NDArray[np.uint64]
    """uint64 [texels]: every level of the six faces of the sky, red | green << 21 | blue << 42."""
    sky_offsets: NDArray[np.int64]
    """int64 [levels]: where a level's first face begins in `sky`."""
    sky_sizes: NDArray[np.int64]
    """int64 [levels]: texels along a face's side, without the border of one repeated texel."""
    walls: int
    floors: int


def halve(image: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The next mip level: MuJoCo's driver averages along x, then along y, each time rounding a half up."""
    along_x = _mean(image[:, 0::2], image[:, 1::2])
    return _mean(along_x[0::2], along_x[1::2])


def _mean(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """(a + b + 1) >> 1 of each of a word's bytes, without leaving them."""
    half = a ^ b
    half >>= np.uint32(1)
    half &= LOW_SEVEN
    mean = a | b
    mean -= half
    return mean


def pack(image: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """RGB bytes as one word a texel."""
    out = np.zeros((*image.shape[:2], 4), np.uint8)
    for channel in range(3):
        out[..., channel] = image[..., channel]
    return out.view("<u4")[..., 0].astype(np.uint32, copy=False)


def level_of(chain: NDArray[np.uint32], size: int) -> NDArray[np.uint32]:
    """The level of an image with `size` texels a side: [size + 1, size + 1], row 0 on top, its last row and column
    repeating its first.

    It begins after size (size + 1) words: texel (x, y) is word (size + y) (size + 1) + x of the image, and
    all four texels that are mixed lie in two pairs of neighbours. Some words between the levels stay unused.
    """
    begin, across = size * (size + 1), size + 1
    return chain[begin : begin + across * across].reshape(across, across)


def _fill_chain(chain: NDArray[np.uint32], image: NDArray[np.uint8]) -> None:
    """Writes all levels of an image."""
    level = pack(image)
    while True:
        size = len(level)
        stored = level_of(chain, size)
        stored[:size, :size] = level
        stored[size, :size] = level[0]
        stored[:, size] = stored[:, 0]
        if size == 1:
            return
        level = halve(level)


@functools.cache
def texture_store(names: TextureNames) -> Textures:
    """The process's one copy of a texture set.

    Raises:
      ValueError: the style has no image of a name.
      RenderingUnavailable: labmaze's images are not on this machine.
    """
    walls, floors = load_images(names)
    images = [*walls, *floors]
    texels = np.empty(len(images) * IMAGE_TEXELS, np.uint32)
    with ThreadPoolExecutor() as pool:
        chains = [
            pool.submit(_fill_chain, chain, image)
            for chain, image in zip(texels.reshape(len(images), -1), images, strict=True)
        ]
        for chain in chains:
            chain.result()
    texels.setflags(write=False)
    return Textures(texels, *sky_chain(), len(walls), len(floors))
